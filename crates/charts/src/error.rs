//! Errors of charts, with their place in the specification.

use std::fmt;
use std::ops::Range;

use tenure_diagnostics::Problem;

/// A chart that cannot be drawn. Texts of the data stand in it as they are; who prints it escapes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartError {
    /// The message and the hint. There is no position, as a specification has no lines. Boxed, because results with
    /// large errors are slow to pass on.
    pub problem: Box<Problem>,
    /// The bytes of the specification that are meant, if it is about words in it.
    pub place: Option<Range<usize>>,
    /// True if the only problem is that the rows have nothing to draw.
    pub is_empty: bool,
}

impl ChartError {
    /// Creates an error about the data as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { problem: Box::new(Problem::new(message)), place: None, is_empty: false }
    }

    /// Marks the error as one of rows that have nothing to draw.
    #[must_use]
    pub fn empty(self) -> Self {
        Self { is_empty: true, ..self }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(self, place: impl Into<Option<Range<usize>>>) -> Self {
        Self { place: place.into(), ..self }
    }

    /// Sets the hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { problem: Box::new(self.problem.hint(hint)), ..self }
    }

    /// Hints at the candidate nearest to `name`, or at all of them where none is near.
    #[must_use]
    pub fn nearest<'a>(
        self,
        name: &str,
        plural: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self { problem: Box::new(self.problem.nearest(name, plural, candidates)), ..self }
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for ChartError {}
