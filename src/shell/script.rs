//! SQL and dot commands from the command line, files and stdin, split before any of them runs.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use tenure::{Comment, Item};
use tenure_diagnostics::{Problem, visible_lines};

use super::dot_command::{self, DotCommand};
use super::exit::Exit;
use super::failure::Failure;

/// A source of SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScriptSource {
    /// An option of the command line.
    Command(String),
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// The statements and commands of one source.
#[derive(Debug)]
pub struct Script {
    /// The name of its file, if it is from one.
    pub file: Option<String>,
    /// The statements and commands, in order.
    pub items: Vec<Item>,
    /// True if the script declares parameters, as reports do.
    pub is_report: bool,
}

impl Script {
    /// Reads a source and splits its text.
    pub fn read(source: &ScriptSource) -> Result<Self, Failure> {
        let (file, sql) = read_text(source)?;
        Self::of_text(file, &sql)
    }

    /// Splits a text and checks its commands, so that a misspelt one is found before anything runs.
    fn of_text(file: Option<String>, sql: &str) -> Result<Self, Failure> {
        let items = tenure::items(sql).map_err(|error| Failure::in_text(&error, sql, file.as_deref()))?;
        for item in &items {
            if let Item::Command { text, line } = item {
                let failure = |problem: Problem| command_failure(&problem, text, file.as_deref(), *line);
                if dot_command::parse(text).map_err(failure)?.command == DotCommand::Edit {
                    return Err(failure(Problem::new(".edit is only for the prompt")));
                }
            }
        }
        let declares = |comment: &Comment| comment.text.trim_start().starts_with("@param");
        let is_report = tenure::comments(sql).is_ok_and(|comments| comments.iter().any(declares));
        Ok(Self { file, items, is_report })
    }

    /// Tells whether it reads other files of SQL.
    pub fn reads_others(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Command { text, .. } if text.starts_with(".read")))
    }

    /// Tells whether something in it may need the last result.
    pub fn needs_last(&self) -> bool {
        self.items.iter().any(|item| match item {
            Item::Command { text, .. } => !text.starts_with(".mode") && !text.starts_with(".output"),
            Item::Statement(statement) => statement.sql.contains('_') && names_last(&statement.sql),
        })
    }
}

/// Tells whether the name `_` is in a statement.
fn names_last(sql: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    sql.split(|c| !is_part(c)).any(|word| word == "_")
}

/// Returns the failure of a command, with the line that it is on.
pub fn command_failure(problem: &Problem, text: &str, file: Option<&str>, line: usize) -> Failure {
    let file = file.map(|file| format!("{file}:")).unwrap_or_default();
    let mut report = format!("error: {}\n  at {file}{line}\n  | {text}", visible_lines(&problem.message));
    if let Some(hint) = &problem.hint {
        report.push_str(&format!("\n  hint: {}", visible_lines(hint)));
    }
    Failure::Error(Exit::Usage, report)
}

/// Returns the name of the file of a source, if it is one, and the text.
pub fn read_text(source: &ScriptSource) -> Result<(Option<String>, String), Failure> {
    Ok(match source {
        ScriptSource::Command(sql) => (None, sql.clone()),
        ScriptSource::File(path) => (Some(path.display().to_string()), read_file(path)?),
        ScriptSource::Stdin => {
            let mut bytes = Vec::new();
            let read = io::stdin().read_to_end(&mut bytes);
            read.map_err(|error| unreadable("stdin", &error))?;
            (None, text("stdin", bytes)?)
        }
    })
}

fn read_file(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Failure::new(Exit::Data, format!("{name} is a folder, not a file of SQL")));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    text(&name, bytes)
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("no such file: {name}"),
        _ => format!("cannot read {name}: {error}"),
    };
    Failure::new(Exit::Data, message)
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    match String::from_utf8(bytes) {
        // Editors on Windows put a byte order mark before the text.
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let line =
                error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
            Err(Failure::new(Exit::Data, format!("{name}:{line}: not valid UTF-8")))
        }
    }
}
