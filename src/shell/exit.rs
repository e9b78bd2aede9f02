//! The exit codes.

use std::process::ExitCode;

use tenure::Code;

/// What the command tells the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All went well; a reader that hangs up early is no failure.
    Ok = 0,
    /// A query failed.
    Query = 1,
    /// The command was called wrongly, or a parameter is wrong.
    Usage = 2,
    /// Data could not be read or written.
    Data = 3,
    /// A limit of time or memory was reached.
    Limit = 4,
    /// An expectation of a report does not hold.
    Expectation = 5,
    /// Ctrl-C, as a shell reports it.
    Interrupted = 130,
}

impl Exit {
    /// The first of the two that is a failure.
    pub fn then(self, later: Self) -> Self {
        match self {
            Exit::Ok => later,
            failure => failure,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
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
