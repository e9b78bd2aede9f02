//! Faults of a call: collected, so that all of them are reported together, each with its place.

use datafusion::common::{DataFusionError, Diagnostic, Result, Span};
use datafusion::logical_expr::sqlparser::tokenizer;
use tenure_diagnostics::{Position, Problem};

use crate::error::FunctionError;

/// The faults of one call: those found here, and errors of the planner about its parts.
#[derive(Debug, Default)]
pub(super) struct Faults {
    problems: Vec<Problem>,
    errors: Vec<DataFusionError>,
}

impl Faults {
    /// Adds a fault with its message, its place and a hint.
    pub fn add(&mut self, message: impl Into<String>, span: tokenizer::Span, hint: Option<String>) {
        self.problems.push(Problem::new(message).at(position(span)).maybe_hint(hint));
    }

    /// Adds an error of the planner, with a place if it has none of its own.
    pub fn add_error(&mut self, error: DataFusionError, span: tokenizer::Span) {
        if let Some(found) = FunctionError::of(&error) {
            let problems = found.problems().iter().cloned();
            self.problems.extend(
                problems.map(|problem| Problem { position: problem.position.or(position(span)), ..problem }),
            );
            return;
        }
        self.errors.push(match error.diagnostic() {
            Some(_) => error,
            None => {
                let diagnostic =
                    Diagnostic::new_error(error.strip_backtrace(), Span::try_from_sqlparser_span(span));
                error.with_diagnostic(diagnostic)
            }
        });
    }

    /// Adds the faults of another collection.
    pub fn extend(&mut self, other: Faults) {
        self.problems.extend(other.problems);
        self.errors.extend(other.errors);
    }

    /// Tells whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.errors.is_empty()
    }

    /// Returns all faults as one error, or Ok if there is none.
    pub fn into_result(mut self) -> Result<()> {
        match (self.problems.is_empty(), self.errors.len()) {
            (true, 0) => Ok(()),
            (true, 1) => Err(self.errors.remove(0)),
            (true, _) => Err(DataFusionError::Collection(self.errors)),
            (false, _) => {
                // DataFusion shows only the first error of a collection, so the first one lists all of them.
                let others = self.errors.iter().map(DataFusionError::strip_backtrace).collect();
                let own = DataFusionError::from(FunctionError::together(self.problems, others));
                match self.errors.is_empty() {
                    true => Err(own),
                    false => {
                        Err(DataFusionError::Collection(std::iter::once(own).chain(self.errors).collect()))
                    }
                }
            }
        }
    }
}

/// Returns the place of a span; `None` where the parser does not know. A span over several lines is marked on its
/// first.
pub fn position(span: tokenizer::Span) -> Option<Position> {
    let span = Span::try_from_sqlparser_span(span)?;
    let length = match span.end.line == span.start.line {
        true => span.end.column.saturating_sub(span.start.column),
        false => 1,
    };
    Some(Position {
        line: span.start.line.max(1) as usize,
        column: span.start.column.max(1) as usize,
        length: length.max(1) as usize,
    })
}
