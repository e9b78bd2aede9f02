//! `.timer`: how long statements take.

use crate::shell::{Session, say};

/// Sets it; alone, turns it over and says so.
pub fn run(word: &str, session: &mut Session) {
    session.timer = match word.to_ascii_lowercase().as_str() {
        "on" => true,
        "off" => false,
        _ => {
            say(if session.timer { "timer: off" } else { "timer: on" });
            !session.timer
        }
    };
}
