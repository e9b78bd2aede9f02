//! Errors of the engine underneath, told in this one's words.

use datafusion::common::{DataFusionError, SchemaError, Span};
use datafusion::sql::sqlparser::parser::ParserError;

use super::{Code, Error, Position, Problem};
use crate::functions::expand::nearest;

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        let mut code = None;
        let mut problems = Vec::new();
        for error in flatten(&error) {
            let kind = code_of(error);
            code = Some(code.map_or(kind, |code: Code| code.min(kind)));
            problems.push(problem(error));
        }
        Error::of(code.unwrap_or(Code::Internal), problems)
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
        DataFusionError::Internal(_) => Code::Internal,
        DataFusionError::Diagnostic(_, inner) => code_of(inner),
        _ => Code::Data,
    }
}

fn problem(error: &DataFusionError) -> Problem {
    if let Some(problem) = missing_column(error) {
        return problem;
    }
    match error.diagnostic() {
        Some(diagnostic) => {
            let root = text(error.find_root());
            let (message, hint) = in_our_words(&diagnostic.message);
            let (message, hint) = match hint {
                Some(_) => (message, hint),
                // The error's own text sometimes says more than its note.
                None => match in_our_words(&root) {
                    (other, Some(hint)) => (other, Some(hint)),
                    _ => (message, None),
                },
            };
            Problem {
                message,
                position: diagnostic.span.map(position),
                hint: diagnostic.helps.first().map(|help| help.message.clone()).or(hint),
            }
        }
        None => {
            if let DataFusionError::SQL(parser, _) = error.find_root() {
                return syntax(parser);
            }
            let (message, hint) = in_our_words(&text(error.find_root()));
            Problem { message, position: None, hint }
        }
    }
}

/// A column that is not there, with the nearest that is.
fn missing_column(error: &DataFusionError) -> Option<Problem> {
    let (field, valid) = field_not_found(error)?;
    let names: Vec<&str> = valid.iter().map(|column| column.name.as_str()).collect();
    let hint = match nearest(&field.name, names.iter().copied()) {
        Some(near) => Some(format!("did you mean '{near}'?")),
        None if names.is_empty() => None,
        None => Some(format!("the columns are {}", listed(&names))),
    };
    let message = match &field.relation {
        Some(relation) => format!("column '{}' not found in '{}'", field.name, relation.table()),
        None => format!("column '{}' not found", field.name),
    };
    let span = field.spans().first().or_else(|| error.diagnostic()?.span);
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
    let message = match message.strip_prefix("Expected: ") {
        Some(rest) => match rest.rsplit_once(", found: ") {
            Some((expected, "EOF")) => format!("the statement ends where {expected} is expected"),
            Some((expected, found)) => format!("expected {expected}, but found '{found}'"),
            None => format!("expected {rest}"),
        },
        None => message.to_owned(),
    };
    Problem { message, position, hint: None }
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

/// A message without the names of modules, and its "did you mean" as a hint.
fn in_our_words(message: &str) -> (String, Option<String>) {
    let message = message.split("\n\nbacktrace").next().unwrap_or(message).trim_end();
    if let Some(rest) = message.strip_prefix("Invalid function '") {
        let name = rest.split('\'').next().unwrap_or(rest);
        let near = rest.split("Did you mean '").nth(1).and_then(|rest| rest.split('\'').next());
        // The engine below always finds one; only a near one helps.
        let near = nearest(name, crate::functions::catalog::functions().map(|f| f.name).chain(near));
        return (format!("function '{name}' not found"), near.map(|near| format!("did you mean '{near}'?")));
    }
    let prefixes = [
        "Error during planning: ",
        "Execution error: ",
        "Arrow error: ",
        "Cast error: ",
        "Parser error: ",
        "Invalid argument error: ",
        "Compute error: ",
        "External error: ",
        "Schema error: ",
        "type_coercion\ncaused by\n",
    ];
    let mut rest = message;
    while let Some(shorter) = prefixes.iter().find_map(|prefix| rest.strip_prefix(prefix)) {
        rest = shorter;
    }
    (rest.to_owned(), None)
}
