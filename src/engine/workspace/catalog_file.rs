//! The folder of a workspace, and the file of its statements.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::errors::{Code, Error};

/// The file of statements.
const CATALOG: &str = "catalog.sql";

/// The beginning of that file.
const HEAD: &str = "-- The tables and views of this workspace. Paths are taken from this folder.\n\n";

/// An open workspace.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    entries: Vec<Entry>,
    /// Held as long as the workspace is open, so that no other process writes to it.
    _lock: File,
}

/// A table, view or schema, and the statement that makes it.
#[derive(Debug)]
pub struct Entry {
    /// The name, quoted where SQL needs it.
    pub name: String,
    /// The statement.
    pub sql: String,
}

impl Workspace {
    /// Opens the workspace of a folder, which is made if it does not exist, without entries. Returns it with the text of
    /// its statements.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be read or written, or another session has it open.
    pub fn open(folder: &Path) -> Result<(Self, String), Error> {
        let failed = |error: std::io::Error| unusable(folder, &error.to_string());
        fs::create_dir_all(folder.join("tables")).map_err(failed)?;
        let folder = folder.canonicalize().map_err(failed)?;
        let lock = File::create(folder.join(".lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(unusable(&folder, "another session has it open")),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let workspace = Self { folder, entries: Vec::new(), _lock: lock };
        let file = workspace.file();
        match fs::read_to_string(&file) {
            Ok(text) => Ok((workspace, text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((workspace, String::new())),
            Err(error) => Err(unusable(&file, &error.to_string())),
        }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the path of the file of statements.
    pub fn file(&self) -> PathBuf {
        self.folder.join(CATALOG)
    }

    /// Sets the entries that the file of statements has.
    pub fn set_entries(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
    }

    /// Returns whether the workspace keeps something of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// Puts a statement in place of the entry of that name, or removes the entry, and writes the file of statements.
    pub fn record(&mut self, name: String, sql: Option<String>) -> Result<(), Error> {
        let place = self.entries.iter().position(|entry| entry.name == name);
        match (place, sql) {
            (Some(place), Some(sql)) => self.entries[place].sql = sql,
            (None, Some(sql)) => self.entries.push(Entry { name, sql }),
            (Some(place), None) => drop(self.entries.remove(place)),
            (None, None) => {}
        }
        self.write()
    }

    /// Writes the file of statements; if that fails, the file stays as it was.
    fn write(&self) -> Result<(), Error> {
        let mut text = HEAD.to_owned();
        for entry in &self.entries {
            text.push_str(&format!("{};\n", entry.sql.trim_end()));
        }
        let part = self.folder.join(".catalog.part");
        let written = fs::write(&part, text).and_then(|()| fs::rename(&part, self.file()));
        written.map_err(|error| unusable(&self.folder, &error.to_string()))
    }
}

/// Returns the error of a workspace that cannot be used.
pub fn unusable(path: &Path, why: &str) -> Error {
    Error::new(Code::Io, format!("workspace {}: {why}", path.display()), None)
}
