//! The line editor.

use std::borrow::Cow;
use std::env;
use std::process::Command;

use reedline::{
    Color, DefaultHinter, EditCommand, Emacs, HistoryItem, IdeMenu, InputMode, KeyCode, KeyModifiers,
    MenuBuilder as _, Prompt, PromptEditMode, PromptHistorySearch, Reedline, ReedlineEvent, ReedlineMenu,
    Signal, ValidationResult, Validator, default_emacs_keybindings,
};

use super::complete::SqlCompleter;
use super::highlight::SqlHighlighter;
use super::known::SessionKnown;
use super::psql_aliases::meant;
use super::{editor, history, plain};
use crate::shell::{Exit, Failure, is_command, print_message};
use tenure::output::{is_dumb, wants_colour};

/// The name of the menu of completions.
const MENU: &str = "completion";

/// What the user typed.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Statements or a command.
    Input(String),
    /// Nothing: Ctrl-C dropped it.
    Dropped,
    /// The end: Ctrl-D.
    End,
}

/// Where lines come from: an editor, or a terminal that can do nothing but print.
pub struct Lines(Option<Box<Reedline>>);

impl Lines {
    /// An editor with completion, highlighting, several lines and history.
    pub fn open(known: SessionKnown) -> Self {
        if is_dumb() {
            return Self(None);
        }
        let mut keys = default_emacs_keybindings();
        let complete = vec![ReedlineEvent::Menu(MENU.to_owned()), ReedlineEvent::MenuNext];
        keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, ReedlineEvent::UntilFound(complete));
        keys.add_binding(KeyModifiers::SHIFT, KeyCode::BackTab, ReedlineEvent::MenuPrevious);
        let newline = ReedlineEvent::Edit(vec![EditCommand::InsertNewline]);
        keys.add_binding(KeyModifiers::ALT, KeyCode::Enter, newline);
        let menu = IdeMenu::default()
            .with_name(MENU)
            .with_marker("> ")
            // What stands behind the cursor says as much of what may stand there.
            .with_input_mode(InputMode::FullBuffer)
            .with_max_completion_height(12)
            .with_default_border();
        let colour = wants_colour();
        let mut editor = Reedline::create()
            .with_validator(Box::new(Whole))
            .with_completer(Box::new(SqlCompleter(known)))
            .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)))
            .with_quick_completions(true)
            .with_partial_completions(true)
            .with_edit_mode(Box::new(Emacs::new(keys)))
            .with_ansi_colors(colour)
            .with_highlighter(Box::new(SqlHighlighter::new(colour)))
            .use_bracketed_paste(true);
        if colour {
            editor =
                editor.with_hinter(Box::new(DefaultHinter::default().with_style(Color::DarkGray.normal())));
        }
        let mut words = Command::new("sh");
        words.args(["-c", &format!("{} \"$1\"", editor::command()), "sh"]);
        let file = env::temp_dir().join(format!("tenure-{}.sql", std::process::id()));
        editor = editor.with_buffer_editor(words, file);
        Self(Some(Box::new(match history::open() {
            Ok(history) => editor.with_history(Box::new(history)),
            Err(error) => {
                print_message(&format!("warning: history is not kept: {error}"));
                editor
            }
        })))
    }

    /// Reads the next input.
    pub fn read(&mut self) -> Result<Line, Failure> {
        let Some(editor) = &mut self.0 else {
            return plain::read();
        };
        match editor.read_line(&Words) {
            Ok(Signal::Success(input)) => {
                // Kept now, not at the end, of which nobody knows how it comes.
                let _ = editor.sync_history();
                Ok(Line::Input(input))
            }
            Ok(Signal::CtrlD) => Ok(Line::End),
            Ok(_) => Ok(Line::Dropped),
            Err(error) => Err(Failure::new(Exit::Data, format!("cannot read from the terminal: {error}"))),
        }
    }

    /// Puts a text where the user types next.
    pub fn prefill(&mut self, text: &str) {
        match &mut self.0 {
            Some(editor) => editor.run_edit_commands(&[EditCommand::InsertString(text.to_owned())]),
            None => print_message(text),
        }
    }

    /// Keeps a text as if it had been typed: the arrow key brings it back, to be changed.
    pub fn remember(&mut self, text: &str) {
        if let Some(editor) = &mut self.0 {
            let _ = editor.history_mut().save(HistoryItem::from_command_line(text));
        }
    }
}

/// Whether Enter ends the input, or begins another line.
pub fn is_whole(line: &str) -> bool {
    line.trim().is_empty() || is_command(line) || meant(line).is_some() || tenure::is_complete(line)
}

struct Whole;

impl Validator for Whole {
    fn validate(&self, line: &str) -> ValidationResult {
        if is_whole(line) { ValidationResult::Complete } else { ValidationResult::Incomplete }
    }
}

/// What stands before the input.
struct Words;

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
