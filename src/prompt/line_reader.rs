//! Reading input: with the line editor, or from a terminal that can only print.

use std::env;
use std::io::{self, Write as _};
use std::process::Command;

use reedline::{
    Color, DefaultHinter, EditCommand, Emacs, HistoryItem, IdeMenu, InputMode, KeyCode, KeyModifiers,
    MenuBuilder as _, Reedline, ReedlineEvent, ReedlineMenu, Signal, default_emacs_keybindings,
};
use tenure::output::{is_dumb, wants_colour};

use super::editor_parts::{
    CONTINUATION_PROMPT, INDICATOR, PROMPT, SqlCompleter, SqlHighlighter, SqlPrompt, SqlValidator,
    is_complete,
};
use super::external_editor;
use super::session_vocabulary::SessionVocabulary;
use super::user_files;
use crate::shell::{Exit, Failure, print_message};

/// The name of the menu of completions.
const MENU: &str = "completion";

/// An input of the user.
#[derive(Debug, PartialEq, Eq)]
pub enum UserInput {
    /// Statements or a command.
    Text(String),
    /// A line that Ctrl-C dropped.
    Dropped,
    /// The end: Ctrl-D.
    End,
}

/// The reader of input: an editor, or none for a terminal that can only print.
pub struct LineReader(Option<Box<Reedline>>);

impl LineReader {
    /// Opens an editor with completion, colours, several lines and history.
    pub fn open(vocabulary: SessionVocabulary) -> Self {
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
            // Completion needs the text after the cursor as well as the text before it.
            .with_input_mode(InputMode::FullBuffer)
            .with_max_completion_height(12)
            .with_default_border();
        let colour = wants_colour();
        let mut editor = Reedline::create()
            .with_validator(Box::new(SqlValidator))
            .with_completer(Box::new(SqlCompleter(vocabulary)))
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
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{} \"$1\"", external_editor::command()), "sh"]);
        let file = env::temp_dir().join(format!("tenure-{}.sql", std::process::id()));
        editor = editor.with_buffer_editor(command, file);
        Self(Some(Box::new(match user_files::open_history() {
            Ok(history) => editor.with_history(Box::new(history)),
            Err(error) => {
                print_message(&format!("warning: history is not kept: {error}"));
                editor
            }
        })))
    }

    /// Reads the next input.
    pub fn read(&mut self) -> Result<UserInput, Failure> {
        let Some(editor) = &mut self.0 else {
            return read_plain();
        };
        match editor.read_line(&SqlPrompt) {
            Ok(Signal::Success(input)) => {
                // Writes the history at once, because the process may be killed before it ends.
                let _ = editor.sync_history();
                Ok(UserInput::Text(input))
            }
            Ok(Signal::CtrlD) => Ok(UserInput::End),
            Ok(_) => Ok(UserInput::Dropped),
            Err(error) => Err(unreadable(&error)),
        }
    }

    /// Inserts a text where the user types next.
    pub fn prefill(&mut self, text: &str) {
        match &mut self.0 {
            Some(editor) => editor.run_edit_commands(&[EditCommand::InsertString(text.to_owned())]),
            None => print_message(text),
        }
    }

    /// Adds a text to the history as if it had been typed, so that the arrow key brings it back.
    pub fn remember(&mut self, text: &str) {
        if let Some(editor) = &mut self.0 {
            let _ = editor.history_mut().save(HistoryItem::from_command_line(text));
        }
    }
}

/// Reads lines until they are a complete statement or a command.
fn read_plain() -> Result<UserInput, Failure> {
    let mut input = String::new();
    loop {
        let prompt =
            if input.is_empty() { format!("{PROMPT}{INDICATOR}") } else { CONTINUATION_PROMPT.to_owned() };
        let _ = write!(io::stderr(), "{prompt}");
        let _ = io::stderr().flush();
        match io::stdin().read_line(&mut input) {
            Ok(0) if input.trim().is_empty() => return Ok(UserInput::End),
            Ok(0) => return Ok(UserInput::Text(input)),
            Ok(_) if is_complete(&input) => return Ok(UserInput::Text(input)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(UserInput::Dropped),
            Err(error) => return Err(unreadable(&error)),
        }
    }
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::new(Exit::Data, format!("cannot read from the terminal: {error}"))
}
