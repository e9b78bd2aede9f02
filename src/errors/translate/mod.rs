//! DataFusion's errors in the words of its users.
//!
//! ```text
//! DataFusionError ──flatten──> one error at a time ──code_of──> Code
//!                                                  └─problem──> missing column │ syntax │ messages ──> Problem
//! ```
//!
//! An error of ours that passed through DataFusion comes out as it went in.

mod messages;
mod syntax;

use std::sync::Arc;

use datafusion::arrow::error::ArrowError;
use datafusion::common::{Column, DataFusionError, SchemaError, Span};
use datafusion::sql::sqlparser::tokenizer;
use tenure_diagnostics::listed;
use tenure_udfs::{Fault, FunctionError};
use tokio::task::JoinError;

use super::{Code, Error, Position, Problem, panicked_query};

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        Error::of_planner(error, |_| None)
    }
}

impl From<Error> for DataFusionError {
    fn from(error: Error) -> Self {
        DataFusionError::External(Box::new(error))
    }
}

impl Error {
    /// Translates an error of the planner. `suggest` returns the hint for an unknown function: DataFusion's own
    /// suggestion is the nearest name, however different, and varies from run to run.
    pub(crate) fn of_planner(error: DataFusionError, suggest: impl Fn(&str) -> Option<String>) -> Self {
        let mut code = None;
        let mut problems = Vec::new();
        for error in flatten(&error) {
            let own = (inside::<Error>(error), FunctionError::of(error), inside::<Problem>(error));
            let (kind, found) = match own {
                (Some(own), _, _) => (own.code(), own.problems().to_vec()),
                (_, Some(own), _) => (code_of_function(own.fault()), own.problems().to_vec()),
                (_, _, Some(own)) => (Code::Data, vec![own.clone()]),
                _ => (code_of(error), vec![problem(error, &suggest)]),
            };
            code = Some(code.map_or(kind, |code: Code| code.min(kind)));
            problems.extend(found);
        }
        // Sorts by position in the text; problems without a position come last.
        problems.sort_by_key(|problem: &Problem| {
            problem.position.map_or((usize::MAX, 0), |p| (p.line, p.column))
        });
        Error::of(code.unwrap_or(Code::Internal), problems).with_source(error)
    }
}

fn code_of_function(fault: Fault) -> Code {
    match fault {
        Fault::Call => Code::Query,
        Fault::Data => Code::Data,
    }
}

/// Returns the error of ours that passed through DataFusion, if it is one.
fn inside<E: std::error::Error + 'static>(error: &DataFusionError) -> Option<&E> {
    match error.find_root() {
        DataFusionError::External(error) => error.downcast_ref(),
        _ => None,
    }
}

fn flatten(error: &DataFusionError) -> Vec<&DataFusionError> {
    match error {
        DataFusionError::Collection(errors) => errors.iter().flat_map(flatten).collect(),
        DataFusionError::Diagnostic(_, inner) if matches!(**inner, DataFusionError::Collection(_)) => {
            flatten(inner)
        }
        DataFusionError::Context(_, inner) => flatten(inner),
        DataFusionError::Shared(inner) => flatten(inner),
        other => vec![other],
    }
}

fn code_of(error: &DataFusionError) -> Code {
    match error.find_root() {
        DataFusionError::SQL(_, _) => Code::Syntax,
        DataFusionError::Plan(_)
        | DataFusionError::SchemaError(_, _)
        | DataFusionError::NotImplemented(_) => Code::Query,
        DataFusionError::Configuration(_) => Code::Query,
        DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) => Code::Io,
        DataFusionError::ParquetError(_) => Code::Data,
        DataFusionError::ResourcesExhausted(_) => Code::Limit,
        DataFusionError::Internal(text) if text.contains("match any signature") => Code::Query,
        DataFusionError::Internal(_) => Code::Internal,
        _ if panic(error).is_some() => Code::Internal,
        DataFusionError::Diagnostic(_, inner) => code_of(inner),
        DataFusionError::ArrowError(error, _) => match **error {
            ArrowError::CastError(_)
            | ArrowError::ParseError(_)
            | ArrowError::DivideByZero
            | ArrowError::ArithmeticOverflow(_)
            | ArrowError::ComputeError(_)
            | ArrowError::InvalidArgumentError(_) => Code::Query,
            _ => Code::Data,
        },
        _ => Code::Data,
    }
}

/// Returns why a task of DataFusion panicked, if it did.
fn panic(error: &DataFusionError) -> Option<String> {
    match error.find_root() {
        DataFusionError::ExecutionJoin(error) => Some(error.to_string()),
        // Each thread that waits for the task gets the same error.
        DataFusionError::External(error) => error.downcast_ref::<Arc<JoinError>>().map(ToString::to_string),
        _ => None,
    }
}

fn problem(error: &DataFusionError, suggest: &dyn Fn(&str) -> Option<String>) -> Problem {
    if let Some(problem) = missing_column(error) {
        return problem;
    }
    let diagnostic = error.diagnostic();
    let position = diagnostic.and_then(|diagnostic| diagnostic.span).map(position);
    if let DataFusionError::SQL(parser, _) = error.find_root() {
        let problem = syntax::translated(parser);
        return Problem { position: position.or(problem.position), ..problem };
    }
    let whole = text(error.find_root());
    let Some(diagnostic) = diagnostic else {
        return match (error.find_root(), panic(error)) {
            (DataFusionError::ResourcesExhausted(text), _) => messages::memory_exhausted(text),
            (_, Some(reason)) => panicked_query(&reason),
            _ => messages::translated(&whole, suggest),
        };
    };
    let problem = match diagnostic.message.as_str() {
        // The error itself says which types.
        "expressions have incompatible types" => messages::translated(&whole, suggest),
        message => messages::translated(message, suggest),
    };
    let help = diagnostic.helps.first().map(|help| help.message.clone());
    // The error's own text sometimes says more than its note.
    let hint = problem.hint.clone().or(help).or_else(|| messages::translated(&whole, suggest).hint);
    Problem { hint, ..problem }.at(position)
}

/// Returns the problem of a column that does not exist, with the nearest that does.
fn missing_column(error: &DataFusionError) -> Option<Problem> {
    let (field, valid) = field_not_found(error)?;
    let position = field.spans().first().or_else(|| error.diagnostic()?.span).map(position);
    let message = match &field.relation {
        Some(relation) if !valid.iter().any(|column| column.relation.as_ref() == Some(relation)) => {
            let mut relations: Vec<&str> =
                valid.iter().filter_map(|column| Some(column.relation.as_ref()?.table())).collect();
            relations.dedup();
            let hint = (!relations.is_empty()).then(|| format!("there is {}", listed(&relations)));
            let message = format!("there is no '{}' in this FROM", relation.table());
            return Some(Problem::new(message).at(position).maybe_hint(hint).about(relation.table()));
        }
        Some(relation) => format!("column '{}' not found in '{}'", field.name, relation.table()),
        None => format!("column '{}' not found", field.name),
    };
    let names = valid.iter().map(|column| column.name.as_str());
    Some(Problem::new(message).at(position).nearest(&field.name, "columns", names).about(&field.name))
}

/// Returns the column that was not found and those that there are, if that is the error.
pub(crate) fn field_not_found(error: &DataFusionError) -> Option<(&Column, &[Column])> {
    match error {
        DataFusionError::SchemaError(inner, _) => match inner.as_ref() {
            SchemaError::FieldNotFound { field, valid_fields } => Some((field, valid_fields)),
            _ => None,
        },
        DataFusionError::Diagnostic(_, inner) | DataFusionError::Context(_, inner) => field_not_found(inner),
        DataFusionError::Shared(inner) => field_not_found(inner),
        _ => None,
    }
}

/// Returns the place of a span. One over several lines is marked on its first.
pub(crate) fn position(span: Span) -> Position {
    let length = match span.end.line == span.start.line {
        true => span.end.column.saturating_sub(span.start.column),
        false => 1,
    };
    Position {
        line: span.start.line.max(1) as usize,
        column: span.start.column.max(1) as usize,
        length: length.max(1) as usize,
    }
}

/// Returns the place of a span of the syntax tree, or `None` if the parser does not know it.
pub(crate) fn from_span(span: tokenizer::Span) -> Option<Position> {
    Span::try_from_sqlparser_span(span).map(position)
}

fn text(error: &DataFusionError) -> String {
    match error {
        DataFusionError::Diagnostic(_, inner) => text(inner),
        DataFusionError::Plan(text)
        | DataFusionError::Execution(text)
        | DataFusionError::Configuration(text)
        | DataFusionError::ResourcesExhausted(text)
        | DataFusionError::NotImplemented(text)
        | DataFusionError::Internal(text) => text.clone(),
        DataFusionError::ArrowError(error, _) => error.to_string(),
        other => other.strip_backtrace(),
    }
}
