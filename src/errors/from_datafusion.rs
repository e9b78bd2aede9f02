//! Errors of the engine underneath, told in this one's words.

use std::sync::Arc;

use datafusion::arrow::error::ArrowError;
use datafusion::common::{DataFusionError, SchemaError, Span};
use datafusion::sql::sqlparser::parser::ParserError;
use tenure_udfs::call::{did_you_mean, nearest, written};

use tokio::task::JoinError;

use super::{Code, Error, Position, Problem, datafusion_messages, memory};

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        let mut code = None;
        let mut problems = Vec::new();
        for error in flatten(&error) {
            if let Some(own) = own(error) {
                code = Some(code.map_or(own.code(), |code: Code| code.min(own.code())));
                problems.extend(own.problems().iter().cloned());
                continue;
            }
            let kind = code_of(error);
            code = Some(code.map_or(kind, |code: Code| code.min(kind)));
            problems.push(problem(error));
        }
        // In the order of the text; what has no place comes last.
        problems.sort_by_key(|problem: &Problem| {
            problem.position.map_or((usize::MAX, 0), |p| (p.line, p.column))
        });
        Error::of(code.unwrap_or(Code::Internal), problems)
    }
}

impl From<Error> for DataFusionError {
    fn from(error: Error) -> Self {
        DataFusionError::External(Box::new(error))
    }
}

/// An error of ours that came through the engine underneath.
fn own(error: &DataFusionError) -> Option<&Error> {
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

/// That a task of the engine underneath panicked, and why.
fn panic(error: &DataFusionError) -> Option<String> {
    match error.find_root() {
        DataFusionError::ExecutionJoin(error) => Some(error.to_string()),
        // Each thread that waits for the task is told.
        DataFusionError::External(error) => error.downcast_ref::<Arc<JoinError>>().map(ToString::to_string),
        _ => None,
    }
}

fn problem(error: &DataFusionError) -> Problem {
    if let Some(problem) = missing_column(error) {
        return problem;
    }
    match error.diagnostic() {
        Some(diagnostic) => {
            if let DataFusionError::SQL(parser, _) = error.find_root() {
                let position = diagnostic.span.map(position);
                let problem = syntax(parser);
                return Problem { position: position.or(problem.position), ..problem };
            }
            let (message, hint) = match diagnostic.message.as_str() {
                // The error itself says which types.
                "expressions have incompatible types" => datafusion_messages::ours(&text(error.find_root())),
                message => datafusion_messages::ours(message),
            };
            let help = diagnostic.helps.first().map(|help| help.message.clone());
            // The error's own text sometimes says more than its note.
            let hint = hint.or(help).or_else(|| datafusion_messages::ours(&text(error.find_root())).1);
            Problem { message, position: diagnostic.span.map(position), hint }
        }
        None => {
            if let DataFusionError::SQL(parser, _) = error.find_root() {
                return syntax(parser);
            }
            if let DataFusionError::ResourcesExhausted(text) = error.find_root() {
                return memory::too_little(text);
            }
            if let Some(reason) = panic(error) {
                return Problem::of_panic(&reason);
            }
            let (message, hint) = datafusion_messages::ours(&text(error.find_root()));
            Problem { message, position: None, hint }
        }
    }
}

/// A column that is not there, with the nearest that is.
fn missing_column(error: &DataFusionError) -> Option<Problem> {
    let (field, valid) = field_not_found(error)?;
    let names: Vec<&str> = valid.iter().map(|column| column.name.as_str()).collect();
    let hint = match nearest(&field.name, names.iter().copied()) {
        Some(near) => Some(did_you_mean(near)),
        None if names.is_empty() => None,
        None => {
            let names: Vec<_> = names.iter().map(|name| written(name)).collect();
            let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
            Some(format!("the columns are {}", listed(&names)))
        }
    };
    let span = field.spans().first().or_else(|| error.diagnostic()?.span);
    let message = match &field.relation {
        Some(relation) if !valid.iter().any(|column| column.relation.as_ref() == Some(relation)) => {
            let mut relations: Vec<&str> =
                valid.iter().filter_map(|column| Some(column.relation.as_ref()?.table())).collect();
            relations.dedup();
            return Some(Problem {
                message: format!("there is no '{}' in this FROM", relation.table()),
                position: span.map(position),
                hint: (!relations.is_empty()).then(|| format!("there is {}", listed(&relations))),
            });
        }
        Some(relation) => format!("column '{}' not found in '{}'", field.name, relation.table()),
        None => format!("column '{}' not found", field.name),
    };
    Some(Problem { message, position: span.map(position), hint })
}

/// The column and the valid ones of an error that a column was not found.
pub(crate) fn field_not_found(
    error: &DataFusionError,
) -> Option<(&datafusion::common::Column, &[datafusion::common::Column])> {
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

/// A few names, and how many more there are.
pub(crate) fn listed(names: &[&str]) -> String {
    const MOST: usize = 12;
    match names.len().checked_sub(MOST) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names[..MOST].join(", ")),
    }
}

/// Where a span is. One over several lines is marked on its first.
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

/// Converts a problem that was found below this package.
pub(crate) fn from_diagnostics(problem: tenure_diagnostics::Problem) -> Problem {
    let position = problem.position.map(|place| Position {
        line: place.line,
        column: place.column,
        length: place.length,
    });
    Problem { message: problem.message, position, hint: problem.hint }
}

/// Where a place of the syntax tree is; None if the parser does not know.
pub(crate) fn from_span(span: datafusion::sql::sqlparser::tokenizer::Span) -> Option<Position> {
    Span::try_from_sqlparser_span(span).map(position)
}

/// The parser says the place at the end of its text.
fn syntax(error: &ParserError) -> Problem {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.as_str(),
        ParserError::RecursionLimitExceeded => "the statement is nested too deeply",
    };
    let (message, position) = match text.rsplit_once(" at Line: ") {
        Some((message, place)) => {
            let mut numbers = place.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
            let position =
                numbers.next().zip(numbers.next()).map(|(line, column)| Position { line, column, length: 1 });
            (message, position)
        }
        None => (text, None),
    };
    let Some((expected, found)) =
        message.strip_prefix("Expected: ").and_then(|rest| rest.rsplit_once(", found: "))
    else {
        let (message, hint) = datafusion_messages::of_parser(message);
        return Problem { message, position, hint };
    };
    let hint = match found {
        "/" | "~" => Some("write a path in single quotes: FROM 'folder/file.csv'".to_owned()),
        found if KEYWORDS.contains(&found.to_uppercase().as_str()) => None,
        found => nearest(found, KEYWORDS.iter().copied()).map(|near| format!("did you mean {near}?")),
    };
    let message = match found {
        "EOF" => format!("the statement ends where {expected} is expected"),
        found => format!("expected {expected}, but found '{found}'"),
    };
    Problem { message, position, hint }
}

/// The words that make up a query, to tell which one a misspelt one was meant to be.
const KEYWORDS: &[&str] = &[
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP",
    "ORDER",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "JOIN",
    "LEFT",
    "INNER",
    "UNION",
    "WITH",
    "CREATE",
    "TABLE",
    "VIEW",
    "VALUES",
    "DISTINCT",
    "BETWEEN",
    "PARTITION",
    "OVER",
    "USING",
];

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
