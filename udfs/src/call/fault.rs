//! What is wrong with a call: collected, so that all faults are reported together, each with its place.

use std::borrow::Cow;

use datafusion::common::{DataFusionError, Diagnostic, Result, Span};
use datafusion::logical_expr::sqlparser::tokenizer;
use tenure_diagnostics::Position;

/// The faults of one call.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<DataFusionError>);

impl Faults {
    /// Adds a fault: what is wrong, where, and what was perhaps meant.
    pub fn add(&mut self, message: impl Into<String>, span: tokenizer::Span, help: Option<String>) {
        let message = message.into();
        let mut diagnostic = Diagnostic::new_error(message.clone(), Span::try_from_sqlparser_span(span));
        let text = match &help {
            Some(help) => format!("{message}; {help}"),
            None => message,
        };
        if let Some(help) = help {
            diagnostic.add_help(help, None);
        }
        self.0.push(DataFusionError::Plan(text).with_diagnostic(diagnostic));
    }

    /// Adds an error of the planner, with a place if it has none of its own.
    pub fn add_error(&mut self, error: DataFusionError, span: tokenizer::Span) {
        let error = match error.diagnostic() {
            Some(_) => error,
            None => {
                let span = Span::try_from_sqlparser_span(span);
                let diagnostic = Diagnostic::new_error(plain_text(&error), span);
                error.with_diagnostic(diagnostic)
            }
        };
        self.0.push(error);
    }

    /// Adds those of another collection.
    pub fn extend(&mut self, other: Faults) {
        self.0.extend(other.0);
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All faults as one error, or Ok if there is none.
    pub fn into_result(self) -> Result<()> {
        let mut faults = self.0;
        match faults.len() {
            0 => Ok(()),
            1 => Err(faults.remove(0)),
            _ => {
                // A collection shows its first error alone, so that one tells of all; each keeps its own note.
                let texts: Vec<String> = faults.iter().map(plain_text).collect();
                let all = DataFusionError::Plan(texts.join("\n"));
                faults[0] = match faults[0].diagnostic() {
                    Some(diagnostic) => all.with_diagnostic(diagnostic.clone()),
                    None => all,
                };
                Err(DataFusionError::Collection(faults))
            }
        }
    }
}

/// Returns the place of a span; `None` where the parser does not know. A span over several lines is marked on its first.
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

fn plain_text(error: &DataFusionError) -> String {
    let text = error.strip_backtrace();
    text.strip_prefix("Error during planning: ").unwrap_or(&text).to_owned()
}

/// The candidate that a misspelt name most likely means: close in spelling, or the same word with an ending. None if
/// nothing is near enough to be helpful.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let lower = candidate.to_lowercase();
            let mut score = strsim::normalized_damerau_levenshtein(&name, &lower);
            if name.len() >= 3 && (lower.starts_with(&name) || name.starts_with(&lower) && lower.len() >= 3) {
                score = score.max(0.7);
            }
            (score, candidate)
        })
        .filter(|(score, _)| *score >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// A name as it is written in SQL: one with blanks and the like needs double quotes.
pub fn written(name: &str) -> Cow<'_, str> {
    let mut letters = name.chars();
    let is_bare = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_');
    match is_bare {
        true => Cow::Borrowed(name),
        false => Cow::Owned(format!("\"{}\"", name.replace('"', "\"\""))),
    }
}

/// The question whether a name was meant: in single quotes, or as SQL needs it.
pub fn did_you_mean(name: &str) -> String {
    match written(name) {
        Cow::Borrowed(name) => format!("did you mean '{name}'?"),
        Cow::Owned(quoted) => format!("did you mean {quoted}?"),
    }
}

/// "did you mean 'x'?", or the list of all there is.
pub(super) fn suggestion(name: &str, kind: &str, candidates: &[&str]) -> Option<String> {
    match nearest(name, candidates.iter().copied()) {
        Some(near) => Some(did_you_mean(near)),
        None if candidates.is_empty() => None,
        None => {
            let all: Vec<Cow<'_, str>> = candidates.iter().map(|candidate| written(candidate)).collect();
            Some(format!("the {kind} are {}", all.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_sql_needs_them() {
        for (name, sql) in [
            ("amount", "amount"),
            ("Customer ID", "\"Customer ID\""),
            ("2024", "\"2024\""),
            ("größe", "größe"),
            ("a\"b", "\"a\"\"b\""),
        ] {
            assert_eq!(written(name), sql);
        }
    }
}
