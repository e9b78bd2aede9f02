//! SQL and dot commands from the command line, files and stdin, divided before any of them runs.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use tenure::{Comment, Item};

use super::exit::Exit;
use super::stop::Stop;
use crate::shell::commands;

/// Where SQL comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    Command(String),
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// The statements and commands of one source.
#[derive(Debug)]
pub struct Script {
    /// The file's name.
    pub name: Option<String>,
    /// What it says, in order.
    pub items: Vec<Item>,
    /// Whether it declares parameters, as reports do.
    pub is_report: bool,
}

impl Script {
    /// Reads and divides it.
    pub fn read(source: &Source) -> Result<Self, Stop> {
        let (name, sql) = read_text(source)?;
        Self::of(name, &sql)
    }

    /// Divides a text. Its commands are looked at, too: a misspelt one is found before anything runs.
    pub fn of(name: Option<String>, sql: &str) -> Result<Self, Stop> {
        let items = tenure::items(sql).map_err(|error| Stop::text(&error, sql, name.as_deref()))?;
        for item in &items {
            if let Item::Command { text, line } = item {
                let wrong = |message: String| at(&message, text, name.as_deref(), *line);
                if commands::parse(text).map_err(wrong)?.kind == commands::Kind::Edit {
                    return Err(wrong(".edit is for the prompt".to_owned()));
                }
            }
        }
        let declares = |comment: &Comment| comment.text.trim_start().starts_with("@param");
        let is_report = tenure::comments(sql).is_ok_and(|comments| comments.iter().any(declares));
        Ok(Self { name, items, is_report })
    }

    /// Whether it reads other files of SQL.
    pub fn reads_others(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Command { text, .. } if text.starts_with(".read")))
    }

    /// Whether something in it needs the result before.
    pub fn needs_last(&self) -> bool {
        self.items.iter().any(|item| match item {
            Item::Command { text, .. } => !text.starts_with(".mode") && !text.starts_with(".output"),
            Item::Statement(statement) => statement.sql.contains('_') && names_last(&statement.sql),
        })
    }
}

/// Whether the name `_` stands in a statement.
fn names_last(sql: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    sql.split(|c| !is_part(c)).any(|word| word == "_")
}

/// What is wrong with a command of a script, and where.
pub fn at(message: &str, text: &str, name: Option<&str>, line: usize) -> Stop {
    let file = name.map(|name| format!("{name}:")).unwrap_or_default();
    Stop::Failed(Exit::Usage, format!("error: {message}\n  at {file}{line}\n  | {text}"))
}

/// The text of a source, and the name of its file.
pub fn read_text(source: &Source) -> Result<(Option<String>, String), Stop> {
    Ok(match source {
        Source::Command(sql) => (None, sql.clone()),
        Source::File(path) => (Some(path.display().to_string()), read_file(path)?),
        Source::Stdin => {
            let mut bytes = Vec::new();
            let read = io::stdin().read_to_end(&mut bytes);
            read.map_err(|error| unreadable("stdin", &error))?;
            (None, text("stdin", bytes)?)
        }
    })
}

fn read_file(path: &Path) -> Result<String, Stop> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Stop::failed(Exit::Data, format!("{name} is a folder, not a file of SQL")));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    text(&name, bytes)
}

fn unreadable(name: &str, error: &io::Error) -> Stop {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("no such file: {name}"),
        _ => format!("cannot read {name}: {error}"),
    };
    Stop::failed(Exit::Data, message)
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, Stop> {
    match String::from_utf8(bytes) {
        // Editors on Windows put a byte order mark before the text.
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let line =
                error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
            Err(Stop::failed(Exit::Data, format!("{name}:{line}: not UTF-8 text")))
        }
    }
}
