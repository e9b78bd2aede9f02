//! What a session remembers of the files it reads: what they are, what is to be said of them, and what could not be read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use datafusion::execution::session_state::SessionState;
use tenure_reader::{BadRow, FileFormat, SniffOptions};

use super::json::Shape;

/// No more bad records than this are kept; all are counted.
const KEPT: usize = 100_000;

/// What a session remembers of files.
#[derive(Debug, Default)]
pub(crate) struct Session {
    formats: Mutex<HashMap<(PathBuf, String), Known<FileFormat>>>,
    shapes: Mutex<HashMap<PathBuf, Known<Shape>>>,
    notices: Mutex<Notices>,
    rejects: Mutex<Rejects>,
    inputs: Mutex<BTreeMap<String, Input>>,
}

/// What was read: a file, or a table in memory.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Input {
    /// Its name: of a file as it was written in the query.
    pub name: String,
    /// How many bytes the file has; None for a table in memory.
    pub bytes: Option<u64>,
    /// How many rows it has that can be read; None where no query read it to its end.
    pub rows: Option<u64>,
    /// How many of its records could not be read.
    pub rejected: u64,
}

/// What is known of a file, and when it was.
type Known<T> = (Stamp, Arc<T>);

/// What is to be said, and what was said already.
#[derive(Debug, Default)]
struct Notices {
    new: Vec<String>,
    all: HashSet<String>,
}

/// How a file is known not to have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub size: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    pub fn of(path: &Path) -> std::io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        Ok(Self { size: metadata.len(), modified: metadata.modified().ok() })
    }
}

/// The records that could not be read in the last statement that went on without them.
#[derive(Debug, Default)]
struct Rejects {
    statement: u64,
    statements: u64,
    kept: BTreeSet<(Arc<str>, BadRow)>,
    /// How many bad records each file has.
    counts: BTreeMap<Arc<str>, u64>,
    /// How many there were in all statements.
    all: u64,
}

impl Session {
    /// That of a state of ours.
    pub fn of(state: &SessionState) -> Arc<Self> {
        state.config().get_extension().unwrap_or_default()
    }

    /// What is known of a file that has not changed since.
    pub(super) fn format(
        &self,
        path: &Path,
        options: &SniffOptions,
        stamp: Stamp,
    ) -> Option<Arc<FileFormat>> {
        let formats = held(&self.formats);
        let (known, format) = formats.get(&(path.to_owned(), format!("{options:?}")))?;
        (*known == stamp).then(|| Arc::clone(format))
    }

    /// Remembers what a file is.
    pub(super) fn remember(
        &self,
        path: &Path,
        options: &SniffOptions,
        stamp: Stamp,
        format: &Arc<FileFormat>,
    ) {
        let key = (path.to_owned(), format!("{options:?}"));
        held(&self.formats).insert(key, (stamp, Arc::clone(format)));
    }

    /// What is known of a file of JSON that has not changed since.
    pub(super) fn shape(&self, path: &Path, stamp: Stamp) -> Option<Arc<Shape>> {
        let shapes = held(&self.shapes);
        let (known, shape) = shapes.get(path)?;
        (*known == stamp).then(|| Arc::clone(shape))
    }

    /// Remembers what is in a file of JSON.
    pub(super) fn remember_shape(&self, path: &Path, stamp: Stamp, shape: &Arc<Shape>) {
        held(&self.shapes).insert(path.to_owned(), (stamp, Arc::clone(shape)));
    }

    /// Something the user should be told, once.
    pub(super) fn say(&self, notice: String) {
        let mut notices = held(&self.notices);
        if notices.all.insert(notice.clone()) {
            notices.new.push(notice);
        }
    }

    /// What there is to be told since this was last asked.
    pub fn take_notices(&self) -> Vec<String> {
        let mut notices = std::mem::take(&mut held(&self.notices).new);
        let mut rejects = held(&self.rejects);
        if rejects.statement == rejects.statements {
            for (file, count) in std::mem::take(&mut rejects.counts) {
                let records = if count == 1 { "1 record".to_owned() } else { format!("{count} records") };
                notices.push(format!("{records} of '{file}' could not be read: SELECT * FROM rejects"));
            }
        }
        notices
    }

    /// A file, or a table in memory, is about to be read.
    pub fn begin_input(&self, name: &str, bytes: Option<u64>) {
        let new = || Input { name: name.to_owned(), bytes, rows: None, rejected: 0 };
        held(&self.inputs).entry(name.to_owned()).or_insert_with(new).bytes = bytes;
    }

    /// A file was read to its end.
    pub(super) fn end_input(&self, name: &str, rows: u64, rejected: u64) {
        if let Some(input) = held(&self.inputs).get_mut(name) {
            input.rows = Some(rows);
            input.rejected = rejected;
        }
    }

    /// What was read since this was last asked.
    pub fn take_inputs(&self) -> Vec<Input> {
        std::mem::take(&mut *held(&self.inputs)).into_values().collect()
    }

    /// How many records could not be read since the session began.
    pub fn rejected(&self) -> u64 {
        held(&self.rejects).all
    }

    /// A statement begins.
    pub fn begin_statement(&self) {
        held(&self.rejects).statements += 1;
    }

    /// A scan of the statement begins that will go on without what it cannot read.
    pub(super) fn begin_rejects(&self) {
        let mut rejects = held(&self.rejects);
        if rejects.statement != rejects.statements {
            rejects.statement = rejects.statements;
            rejects.kept.clear();
            rejects.counts.clear();
        }
    }

    /// Keeps what could not be read of a file.
    pub(super) fn reject(&self, file: &Arc<str>, bad: Vec<BadRow>) {
        let mut rejects = held(&self.rejects);
        for bad in bad {
            // A record that was read twice, or that has two bad values, is one record.
            let known = |bad: &BadRow| {
                rejects.kept.range((Arc::clone(file), BadRow::at(bad.line, bad.byte))..).next().is_some_and(
                    |(other, found)| other == file && (found.line, found.byte) == (bad.line, bad.byte),
                )
            };
            if !known(&bad) {
                *rejects.counts.entry(Arc::clone(file)).or_default() += 1;
                rejects.all += 1;
            }
            if rejects.kept.len() < KEPT {
                rejects.kept.insert((Arc::clone(file), bad));
            }
        }
    }

    /// What could not be read, in the order of the files and their lines.
    pub(super) fn rejects(&self) -> Vec<(Arc<str>, BadRow)> {
        held(&self.rejects).kept.iter().cloned().collect()
    }
}

/// A panic elsewhere leaves nothing half done here.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
