//! SQL from the command line, files and stdin, split into statements before any of them runs.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use tenure::Statement;

use super::args::Source;
use super::exit::Exit;
use super::stop::Stop;

/// The statements of one source.
#[derive(Debug)]
pub struct Script {
    /// The file's name.
    pub name: Option<String>,
    /// The statements in their order.
    pub statements: Vec<Statement>,
}

impl Script {
    /// Reads and splits it.
    pub fn read(source: &Source) -> Result<Self, Stop> {
        let (name, sql) = match source {
            Source::Command(sql) => (None, sql.clone()),
            Source::File(path) => (Some(path.display().to_string()), read_file(path)?),
            Source::Stdin => {
                let mut bytes = Vec::new();
                let read = io::stdin().read_to_end(&mut bytes);
                read.map_err(|error| unreadable("stdin", &error))?;
                (None, text("stdin", bytes)?)
            }
        };
        match tenure::statements(&sql) {
            Ok(statements) => Ok(Self { name, statements }),
            Err(error) => {
                let report = error.report(&sql, name.as_deref(), 1, 1);
                Err(Stop::Failed(error.code().into(), report))
            }
        }
    }
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
