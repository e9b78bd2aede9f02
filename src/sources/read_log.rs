//! The log of a connection's reading: notices, records that could not be read, inputs.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use datafusion::catalog::Session;
use datafusion::execution::TaskContext;
use tenure_diagnostics::counted;
use tenure_reader::BadRow;

/// The most bad records that are kept. All are counted.
const MOST_KEPT: usize = 100_000;

/// The reports of a connection's reading. It is an extension of the session's configuration: tables find it through the
/// state that plans a statement, scans through the context of the task that runs it. Neither holds it, so that a table
/// can be shared by connections and a plan can be serialised.
#[derive(Debug, Default)]
pub(crate) struct ReadLog {
    notices: Mutex<Notices>,
    rejects: Mutex<Rejects>,
    inputs: Mutex<BTreeMap<String, Input>>,
}

/// An input of a query: a file, or a table in memory.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Input {
    /// Its name: of a file as it was written in the query.
    pub name: String,
    /// The size of the file in bytes; `None` for a table in memory.
    pub bytes: Option<u64>,
    /// The number of rows that can be read; `None` where no query read to the end.
    pub rows: Option<u64>,
    /// The number of records that could not be read.
    pub rejected: u64,
}

/// Notices that wait to be taken, and all that were ever made.
#[derive(Debug, Default)]
struct Notices {
    new: Vec<String>,
    all: HashSet<String>,
}

/// The records that could not be read in the last statement that left such records out.
#[derive(Debug, Default)]
struct Rejects {
    /// The statement that these records are of.
    statement: u64,
    /// The statement that runs.
    current: u64,
    kept: BTreeSet<(Arc<str>, BadRow)>,
    /// The number of bad records of each file.
    counts: BTreeMap<Arc<str>, u64>,
    /// The number of bad records of all statements.
    total: u64,
}

impl ReadLog {
    /// Returns the log of a session; of a session without one, a log that nobody reads.
    pub fn of(state: &dyn Session) -> Arc<Self> {
        state.config().get_extension().unwrap_or_default()
    }

    /// Returns the log of the session that runs a task.
    pub fn of_task(context: &TaskContext) -> Arc<Self> {
        context.session_config().get_extension().unwrap_or_default()
    }

    /// Adds a notice, unless the same was added before.
    pub(super) fn say(&self, notice: String) {
        let mut notices = locked(&self.notices);
        if notices.all.insert(notice.clone()) {
            notices.new.push(notice);
        }
    }

    /// Takes the notices that were added since the last call, and the counts of records that could not be read.
    pub fn take_notices(&self) -> Vec<String> {
        let mut notices = std::mem::take(&mut locked(&self.notices).new);
        let counts = std::mem::take(&mut locked(&self.rejects).counts);
        if let Some(file) = counts.keys().next() {
            let others = match counts.len() - 1 {
                0 => String::new(),
                others => format!(" and {}", counted(others as u64, "other file")),
            };
            let records = counted(counts.values().sum(), "record");
            notices.push(format!("{records} of '{file}'{others} could not be read: SELECT * FROM rejects"));
        }
        notices
    }

    /// Adds an input: a file, or a table in memory.
    pub fn begin_input(&self, name: &str, bytes: Option<u64>) {
        let new = || Input { name: name.to_owned(), bytes, rows: None, rejected: 0 };
        locked(&self.inputs).entry(name.to_owned()).or_insert_with(new).bytes = bytes;
    }

    /// Completes an input that was read to its end.
    pub(super) fn end_input(&self, name: &str, rows: u64, rejected: u64) {
        if let Some(input) = locked(&self.inputs).get_mut(name) {
            input.rows = Some(rows);
            input.rejected = rejected;
        }
    }

    /// Takes the inputs that were added since the last call, by name.
    pub fn take_inputs(&self) -> Vec<Input> {
        std::mem::take(&mut *locked(&self.inputs)).into_values().collect()
    }

    /// Returns the number of records that could not be read, in all statements.
    pub fn rejected(&self) -> u64 {
        locked(&self.rejects).total
    }

    /// Begins a statement.
    pub fn begin_statement(&self) {
        locked(&self.rejects).current += 1;
    }

    /// Drops the rejects of earlier statements. A scan calls this when it begins, if it leaves bad records out.
    pub(super) fn begin_rejects(&self) {
        let mut rejects = locked(&self.rejects);
        if rejects.statement != rejects.current {
            rejects.statement = rejects.current;
            rejects.kept.clear();
            rejects.counts.clear();
        }
    }

    /// Adds the bad records of a file.
    pub(super) fn reject(&self, file: &Arc<str>, bad: Vec<BadRow>) {
        let mut rejects = locked(&self.rejects);
        for bad in bad {
            // A record that was read twice, or that has two bad values, counts once.
            let is_counted = |bad: &BadRow| {
                rejects.kept.range((Arc::clone(file), BadRow::at(bad.line, bad.byte))..).next().is_some_and(
                    |(other, found)| other == file && (found.line, found.byte) == (bad.line, bad.byte),
                )
            };
            if !is_counted(&bad) {
                *rejects.counts.entry(Arc::clone(file)).or_default() += 1;
                rejects.total += 1;
            }
            if rejects.kept.len() < MOST_KEPT {
                rejects.kept.insert((Arc::clone(file), bad));
            }
        }
    }

    /// Returns the bad records in the order of the files and their lines.
    pub(super) fn rejects(&self) -> Vec<(Arc<str>, BadRow)> {
        locked(&self.rejects).kept.iter().cloned().collect()
    }
}

/// Locks a mutex. A panic elsewhere leaves nothing half done in this module, so a poisoned lock is a lock.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
