//! Errors that stop a file from being read.

use std::sync::Arc;
use std::{fmt, io};

use tenure_diagnostics::Problem;

use crate::text::NotText;

/// An error that stops a file from being read.
#[derive(Debug, Clone)]
pub struct Error {
    /// The category of the error.
    pub reason: Reason,
    /// The message, and what to do about it.
    pub problem: Problem,
    source: Option<Arc<io::Error>>,
}

/// The categories of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The file cannot be read from disk or decompressed.
    Io,
    /// The file is not text, or it lacks something the caller asked for.
    NoTable,
    /// The file has no records.
    Empty,
    /// The file can be read in several ways, and a person has to say which one is meant.
    Ambiguous,
}

impl Error {
    fn new(reason: Reason, problem: Problem) -> Self {
        Self { reason, problem, source: None }
    }

    pub(crate) fn ambiguous(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Reason::Ambiguous, Problem::new(message).hint(hint))
    }

    pub(crate) fn no_table(message: impl Into<String>) -> Self {
        Self::new(Reason::NoTable, Problem::new(message))
    }

    pub(crate) fn empty() -> Self {
        Self::new(Reason::Empty, Problem::new("it has no records"))
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let problem = Problem::new(error.to_string());
        Self { reason: Reason::Io, problem, source: Some(Arc::new(error)) }
    }
}

impl From<NotText> for Error {
    fn from(error: NotText) -> Self {
        Self::new(Reason::NoTable, Problem::new(error.to_string()).maybe_hint(error.hint()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as &(dyn std::error::Error + 'static))
    }
}
