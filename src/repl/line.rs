//! The line editor.

use std::borrow::Cow;
use std::env;

use reedline::{
    Prompt, PromptEditMode, PromptHistorySearch, Reedline, SimpleMatchHighlighter, ValidationResult,
    Validator,
};

use super::command::Command;
use super::history;
use crate::cli::say;

/// The editor: several lines until a statement is whole, and history.
pub fn editor() -> Reedline {
    let editor = Reedline::create()
        .with_validator(Box::new(Whole))
        .with_highlighter(Box::new(SimpleMatchHighlighter::default()))
        .with_ansi_colors(env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
        .use_bracketed_paste(true);
    match history::open() {
        Ok(history) => editor.with_history(Box::new(history)),
        Err(error) => {
            say(&format!("warning: history is not kept: {error}"));
            editor
        }
    }
}

/// Whether Enter ends the input, or begins another line.
struct Whole;

impl Validator for Whole {
    fn validate(&self, line: &str) -> ValidationResult {
        let whole = line.trim().is_empty() || Command::is_one(line) || tenure::is_complete(line);
        if whole { ValidationResult::Complete } else { ValidationResult::Incomplete }
    }
}

/// What stands before the input.
pub struct Words;

impl Prompt for Words {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        Cow::Borrowed("tenure")
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_indicator(&self, _: PromptEditMode) -> Cow<'_, str> {
        Cow::Borrowed("> ")
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        Cow::Borrowed("   ...> ")
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        Cow::Owned(format!(" search: {} > ", search.term))
    }
}
