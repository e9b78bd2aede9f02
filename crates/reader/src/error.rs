//! Why a file cannot be read.

use std::fmt;
use std::io;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What kind of reason it is.
    pub reason: Reason,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// The kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The file cannot be read from the disk, or not be unpacked.
    Io,
    /// It is no text, or what is asked of it is not there.
    NoTable,
    /// It has no records.
    Empty,
    /// It can be understood in several ways, and a person has to say which is meant.
    Ambiguous,
}

impl Error {
    pub(crate) fn ambiguous(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { reason: Reason::Ambiguous, message: message.into(), hint: Some(hint.into()) }
    }

    pub(crate) fn no_table(message: impl Into<String>) -> Self {
        Self { reason: Reason::NoTable, message: message.into(), hint: None }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self { reason: Reason::Io, message: error.to_string(), hint: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
