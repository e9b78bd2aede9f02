//! Reading lines from a terminal that can do nothing but print.

use std::io::{self, Write as _};

use super::line::{Line, is_whole};
use crate::shell::{Exit, Failure};

/// Reads lines until they are a whole statement or a command.
pub fn read() -> Result<Line, Failure> {
    let mut input = String::new();
    loop {
        let prompt = if input.is_empty() { "tenure> " } else { "   ...> " };
        let _ = write!(io::stderr(), "{prompt}");
        let _ = io::stderr().flush();
        match io::stdin().read_line(&mut input) {
            Ok(0) if input.trim().is_empty() => return Ok(Line::End),
            Ok(0) => return Ok(Line::Input(input)),
            Ok(_) if is_whole(&input) => return Ok(Line::Input(input)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(Line::Dropped),
            Err(error) => {
                return Err(Failure::new(Exit::Data, format!("cannot read from the terminal: {error}")));
            }
        }
    }
}
