//! `.output`: where results are written.

use std::path::Path;

use super::unquoted;
use crate::shell::{Session, Stop};

/// Ends the file before, and opens this one, or goes back to stdout.
pub fn run(path: &str, session: &mut Session) -> Result<(), Stop> {
    let path = unquoted(path);
    session.output.switch((!path.is_empty()).then(|| Path::new(&path)))
}
