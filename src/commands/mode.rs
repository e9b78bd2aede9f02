//! `.mode`: how results are printed.

use clap::ValueEnum as _;

use crate::session::{Session, Stop, say};
use tenure::render::Format;

/// Prints results so from now on; without a word says how they are printed.
pub fn run(word: &str, session: &mut Session) -> Result<(), Stop> {
    match Format::from_str(word, true) {
        Ok(format) => session.output.set_format(Some(format)),
        Err(_) => say(&format!("mode: {}", session.output.format().name())),
    }
    Ok(())
}
