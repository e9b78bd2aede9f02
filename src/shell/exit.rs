//! The exit codes of the command.

use std::process::ExitCode;

use strum::{EnumMessage, VariantArray};
use tenure::Code;

/// An exit code. Its documentation is the text that the manual, the reference and `--help` show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumMessage, VariantArray)]
#[repr(u8)]
pub enum Exit {
    /// Success, also when the reader of the output hangs up.
    Ok = 0,
    /// A query failed.
    Query = 1,
    /// The command line, a dot command or a parameter is wrong.
    Usage = 2,
    /// Data or files could not be read or written.
    Data = 3,
    /// A limit of time or memory was reached.
    Limit = 4,
    /// An expectation of a report does not hold.
    Expectation = 5,
    /// Ctrl-C was pressed.
    Interrupted = 130,
}

impl Exit {
    /// Returns all codes, in ascending order.
    pub fn all() -> &'static [Self] {
        Self::VARIANTS
    }

    /// Returns the number that the calling shell sees.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Returns the meaning, without a full stop.
    pub fn meaning(self) -> &'static str {
        self.get_documentation().unwrap_or_default().trim_end_matches('.')
    }

    /// Returns this code if it is a failure, else the later one.
    pub fn then(self, later: Self) -> Self {
        match self {
            Exit::Ok => later,
            failure => failure,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.number())
    }
}

impl From<Code> for Exit {
    fn from(code: Code) -> Self {
        match code {
            Code::Parameter => Exit::Usage,
            Code::Data | Code::Io => Exit::Data,
            Code::Limit => Exit::Limit,
            _ => Exit::Query,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn codes_ascend_and_say_what_they_mean() {
        assert!(Exit::all().is_sorted_by_key(|exit| exit.number()));
        assert!(Exit::all().iter().all(|exit| !exit.meaning().is_empty()));
    }
}
