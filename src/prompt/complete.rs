//! Completion, for the line editor.

use reedline::{Completer, CompletionResult, Span, Suggestion};

use super::known::SessionKnown;
use super::sql::{Kind, complete};

/// Completion of what is being typed.
pub struct SqlCompleter(pub SessionKnown);

impl Completer for SqlCompleter {
    fn complete(&mut self, line: &str, cursor: usize) -> CompletionResult {
        let completion = complete(line, cursor, &self.0);
        let span = Span::new(completion.range.start, completion.range.end.max(completion.range.start));
        let is_last = !line.get(span.end..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let suggestion = |found: super::sql::Suggestion| Suggestion {
            append_whitespace: matches!(found.kind, Kind::Keyword) && is_last,
            value: found.text,
            description: (!found.about.is_empty()).then_some(found.about),
            span,
            ..Suggestion::default()
        };
        CompletionResult::fresh(completion.suggestions.into_iter().map(suggestion).collect::<Vec<_>>())
    }
}
