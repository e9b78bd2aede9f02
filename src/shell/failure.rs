//! The reasons for which a run ends early.

use std::fmt;
use std::io;

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use tenure::{Error, Statement};
use tenure_diagnostics::Problem;

use super::exit::Exit;
use super::terminal::print_message;

/// The reason for which a run ends early.
#[derive(Debug)]
pub enum Failure {
    /// A mistake or a failure, with the text that the user sees.
    Error(Exit, String),
    /// The output could not be written.
    Output(io::Error),
    /// The time limit was reached, with the text that the user sees.
    Timeout(String),
    /// Ctrl-C.
    Interrupted,
}

impl Failure {
    /// Returns a failure that has no place in SQL.
    pub fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Failure::Error(exit, format!("error: {message}"))
    }

    /// Returns the failure that a problem is.
    pub fn problem(exit: Exit, problem: &Problem) -> Self {
        Failure::Error(exit, problem.report("", None, 1, 1))
    }

    /// Returns the failure of a statement; `file` is the name of the file that the statement is in.
    pub fn in_statement(error: &Error, statement: &Statement, file: Option<&str>) -> Self {
        let report = error.report(&statement.sql, file, statement.line, statement.column);
        Failure::Error(error.code().into(), report)
    }

    /// Returns the failure of a whole text; `file` is the name of the file that the text is from.
    pub fn in_text(error: &Error, text: &str, file: Option<&str>) -> Self {
        Failure::Error(error.code().into(), error.report(text, file, 1, 1))
    }

    /// Tells whether the reader of the output has gone, which is no failure of this process.
    pub fn is_hang_up(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Tells whether work was abandoned that may go on for a while.
    pub fn abandons_work(&self) -> bool {
        matches!(self, Failure::Interrupted | Failure::Timeout(_))
    }

    /// Prints the failure on stderr and returns its exit code.
    pub fn report(self) -> Exit {
        match self {
            Failure::Error(exit, text) => {
                print_message(&text);
                exit
            }
            Failure::Timeout(text) => {
                print_message(&text);
                Exit::Limit
            }
            Failure::Output(_) if self.is_hang_up() => Exit::Ok,
            Failure::Output(error) => {
                print_message(&format!("error: cannot write the output: {error}"));
                Exit::Data
            }
            Failure::Interrupted => {
                print_message("interrupted");
                Exit::Interrupted
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Error(error.code().into(), error.report("", None, 1, 1))
    }
}

impl From<ArrowError> for Failure {
    fn from(error: ArrowError) -> Self {
        Error::from(DataFusionError::from(error)).into()
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.get_ref().is_some_and(|inner| inner.is::<Interrupted>()) {
            Failure::Interrupted
        } else if error.kind() == io::ErrorKind::InvalidData {
            // A value that has no text, such as a date beyond the calendar: the data are at fault, not the output.
            Failure::new(Exit::Data, error)
        } else {
            Failure::Output(error)
        }
    }
}

/// The error with which a writer stops after Ctrl-C.
#[derive(Debug)]
pub struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}
