//! `.mode`: how results are printed.

use crate::shell::{Session, Stop, say};
use tenure::output::Format;

/// Prints results so from now on; without a word says how they are printed.
pub fn run(word: &str, session: &mut Session) -> Result<(), Stop> {
    match word.parse::<Format>() {
        Ok(format) => session.output.set_format(Some(format)),
        Err(_) => say(&format!("mode: {}", session.output.format().name())),
    }
    Ok(())
}
