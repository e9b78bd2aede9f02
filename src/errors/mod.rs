//! One error for everything that can go wrong: its kind, and problems with place and hint.
//!
//! ```text
//! our own checks ──────> Problem ──┐
//! DataFusionError ──translate──────┴──> Error { code, problems, source } ──report──> text with carets and hints
//! ```

mod translate;

use std::fmt;
use std::sync::Arc;

pub use tenure_diagnostics::{Position, Problem};

pub(crate) use translate::{field_not_found, from_span, position};

/// The kind of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// The text is not valid SQL.
    Syntax,
    /// The query asks for something that does not exist or does not fit.
    Query,
    /// A parameter has no value, or one that cannot be bound.
    Parameter,
    /// The data do not allow the answer.
    Data,
    /// A file or another source cannot be read or written.
    Io,
    /// A memory limit was reached.
    Limit,
    /// The engine itself failed; please report it.
    Internal,
}

/// The error of this library: a kind, and one or more problems found together.
///
/// [`std::error::Error::source`] is the error underneath, where there is one: of DataFusion or of the operating system.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Error {
    code: Code,
    problems: Vec<Problem>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// Makes an error with one problem and no place.
    pub(crate) fn new(code: Code, message: impl Into<String>, hint: Option<String>) -> Self {
        Self::of(code, vec![Problem::new(message).maybe_hint(hint)])
    }

    /// Makes an error from problems found together.
    pub(crate) fn of(code: Code, problems: Vec<Problem>) -> Self {
        Self { code, problems, source: None }
    }

    /// Keeps the error underneath.
    pub(crate) fn with_source(self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { source: Some(Arc::new(source)), ..self }
    }

    /// Changes each problem; kind and source stay.
    pub(crate) fn map(self, change: impl FnMut(Problem) -> Problem) -> Self {
        Self { problems: self.problems.into_iter().map(change).collect(), ..self }
    }

    /// Returns the kind.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns everything that is wrong, at least one problem.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the place of the first problem that has one.
    pub fn position(&self) -> Option<Position> {
        self.problems.iter().find_map(|problem| problem.position)
    }

    /// Returns the hint of the first problem that has one.
    pub fn hint(&self) -> Option<&str> {
        self.problems.iter().find_map(|problem| problem.hint.as_deref())
    }

    /// Returns the full text for a person: each problem with its line of SQL and a caret under the place.
    ///
    /// `sql` is the statement, `line` and `column` say where it begins in its file or input, and `name` is that file's
    /// name.
    pub fn report(&self, sql: &str, name: Option<&str>, line: usize, column: usize) -> String {
        self.problems.iter().map(|problem| problem.report(sql, name, line, column)).collect()
    }
}

/// Writes each problem on a line of its own.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.problems.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// Returns the problem of a query on which the engine panicked.
pub(crate) fn panicked_query(reason: &str) -> Problem {
    Problem::new(format!("the engine failed on this query: {reason}"))
        .hint("this is a defect of the engine; the query may work when written differently")
}
