//! Why a run ends before its end.

use std::io::{self, Write as _};

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use tenure::{Error, Statement};

use super::exit::Exit;
use super::interrupt::Pressed;
use tenure::output::visible;

/// Why a run ends before its end.
#[derive(Debug)]
pub enum Stop {
    /// A mistake or a failure, with the text that the user sees.
    Failed(Exit, String),
    /// The output could not be written.
    Output(io::Error),
    /// The limit of time was reached, with the text that the user sees.
    Late(String),
    /// Ctrl-C.
    Interrupted,
}

impl Stop {
    /// A failure that has no place in SQL.
    pub fn failed(exit: Exit, message: impl std::fmt::Display) -> Self {
        Stop::Failed(exit, format!("error: {message}"))
    }

    /// The failure of a statement; `name` is the file it stands in.
    pub fn statement(error: &Error, statement: &Statement, name: Option<&str>) -> Self {
        let report = error.report(&statement.sql, name, statement.line, statement.column);
        Stop::Failed(error.code().into(), report)
    }

    /// The failure of a whole text; `name` is the file it stands in.
    pub fn text(error: &Error, text: &str, name: Option<&str>) -> Self {
        Stop::Failed(error.code().into(), error.report(text, name, 1, 1))
    }

    /// Whether the reader of the output has gone, which is its right.
    pub fn is_hang_up(&self) -> bool {
        matches!(self, Stop::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Whether work was dropped that may go on for a while.
    pub fn drops_work(&self) -> bool {
        matches!(self, Stop::Interrupted | Stop::Late(_))
    }

    /// Says it on stderr and gives the exit code.
    pub fn tell(self) -> Exit {
        match self {
            Stop::Failed(exit, text) => {
                say(&text);
                exit
            }
            Stop::Late(text) => {
                say(&text);
                Exit::Limit
            }
            Stop::Output(_) if self.is_hang_up() => Exit::Ok,
            Stop::Output(error) => {
                say(&format!("error: cannot write the output: {error}"));
                Exit::Data
            }
            Stop::Interrupted => {
                say("interrupted");
                Exit::Interrupted
            }
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::failed(error.code().into(), &error)
    }
}

impl From<ArrowError> for Stop {
    fn from(error: ArrowError) -> Self {
        Error::from(DataFusionError::from(error)).into()
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.get_ref().is_some_and(|inner| inner.is::<Pressed>()) {
            Stop::Interrupted
        } else if error.kind() == io::ErrorKind::InvalidData {
            // A value that has no text, such as a date beyond the calendar: the data are at fault, not the output.
            Stop::failed(Exit::Data, error)
        } else {
            Stop::Output(error)
        }
    }
}

/// Says a text on stderr. It may quote data, so what would act on the terminal is escaped.
pub fn say(text: &str) {
    for line in text.trim_end().lines() {
        let shown: Vec<_> = line.split('\t').map(visible).collect();
        // If nobody can hear it, there is nobody to tell.
        let _ = writeln!(io::stderr(), "{}", shown.join("\t"));
    }
}
