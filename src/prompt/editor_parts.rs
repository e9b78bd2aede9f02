//! The parts of the line editor: completion, colours, the check for complete input, and the prompt.

use std::borrow::Cow;

use reedline::{
    Color, Completer, CompletionResult, Highlighter, Prompt, PromptEditMode, PromptHistorySearch, Span,
    StyledText, Suggestion, ValidationResult, Validator,
};

use super::psql_aliases;
use super::session_vocabulary::SessionVocabulary;
use super::sql::{self, SuggestionKind, TokenClass};
use crate::shell::is_command;

/// The prompt of an input's first line.
pub const PROMPT: &str = "tenure";
/// The end of that prompt.
pub const INDICATOR: &str = "> ";
/// The prompt of the input's other lines.
pub const CONTINUATION_PROMPT: &str = "   ...> ";

/// Completion of the input.
pub struct SqlCompleter(pub SessionVocabulary);

impl Completer for SqlCompleter {
    fn complete(&mut self, line: &str, cursor: usize) -> CompletionResult {
        let completion = sql::complete(line, cursor, &self.0);
        let span = Span::new(completion.range.start, completion.range.end.max(completion.range.start));
        let is_last = !line.get(span.end..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let suggestion = |found: sql::Suggestion| Suggestion {
            append_whitespace: matches!(found.kind, SuggestionKind::Keyword) && is_last,
            value: found.text,
            description: (!found.about.is_empty()).then_some(found.about),
            span,
            ..Suggestion::default()
        };
        CompletionResult::fresh(completion.suggestions.into_iter().map(suggestion).collect::<Vec<_>>())
    }
}

/// The colours of the input.
pub struct SqlHighlighter {
    colour: bool,
}

impl SqlHighlighter {
    /// Returns a highlighter that uses colours, or none.
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }
}

impl Highlighter for SqlHighlighter {
    fn highlight(&self, line: &str, _: usize) -> StyledText {
        let mut styled = StyledText::new();
        if !self.colour {
            styled.push((Color::Default.normal(), line.to_owned()));
            return styled;
        }
        for (range, class) in sql::highlight(line) {
            let style = match class {
                TokenClass::Keyword => Color::Blue.bold(),
                TokenClass::Function => Color::Cyan.normal(),
                TokenClass::Text => Color::Green.normal(),
                TokenClass::Number => Color::Magenta.normal(),
                TokenClass::Comment => Color::DarkGray.normal(),
                TokenClass::Parameter => Color::Yellow.normal(),
                TokenClass::Command => Color::Blue.bold(),
                TokenClass::Error => Color::Red.underline(),
                _ => Color::Default.normal(),
            };
            styled.push((style, line.get(range).unwrap_or_default().to_owned()));
        }
        styled
    }
}

/// Tells whether Enter ends the input, rather than beginning another line.
pub fn is_complete(input: &str) -> bool {
    input.trim().is_empty()
        || is_command(input)
        || psql_aliases::translate(input).is_some()
        || tenure::is_complete(input)
}

/// The check on Enter.
pub struct SqlValidator;

impl Validator for SqlValidator {
    fn validate(&self, input: &str) -> ValidationResult {
        if is_complete(input) { ValidationResult::Complete } else { ValidationResult::Incomplete }
    }
}

/// The text before the input.
pub struct SqlPrompt;

impl Prompt for SqlPrompt {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        Cow::Borrowed(PROMPT)
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_indicator(&self, _: PromptEditMode) -> Cow<'_, str> {
        Cow::Borrowed(INDICATOR)
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        Cow::Borrowed(CONTINUATION_PROMPT)
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        Cow::Owned(format!(" search: {} > ", search.term))
    }
}
