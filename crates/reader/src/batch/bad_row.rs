//! Rows that cannot be read.

use std::fmt;

use tenure_diagnostics::counted;

use crate::records::{Block, RecordFault};

/// The treatment of a row that cannot be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnBadRow {
    /// Reading stops with an error.
    #[default]
    Error,
    /// The row is left out and reported.
    Reject,
    /// Invalid and missing fields are NULL, surplus fields are dropped. Each row is reported.
    Null,
}

/// A report of a row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BadRow {
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The offset in the text at which the row begins, in bytes.
    pub byte: u64,
    /// The column, if the problem is in one.
    pub column: Option<String>,
    /// Description of a valid field or row.
    pub expected: String,
    /// Description of what the file has instead.
    pub found: String,
    /// The row as it stands in the file.
    pub raw: String,
}

/// The largest number of characters kept of a row.
const LONGEST: usize = 10_000;

impl BadRow {
    /// Returns the smallest report, in their order, about a row that begins at this offset.
    pub fn at(line: u64, byte: u64) -> Self {
        Self { line, byte, column: None, expected: String::new(), found: String::new(), raw: String::new() }
    }

    /// Creates a report about the record that begins at `start` of a block.
    pub(super) fn of_record(block: &Block, line: u64, start: usize, record: &[u8]) -> Self {
        let raw = shortened(&String::from_utf8_lossy(record));
        Self { raw, ..Self::at(line, block.offset + start as u64) }
    }

    /// Completes a report about the record as a whole.
    pub(super) fn fault(self, fault: RecordFault, columns: &[String]) -> Self {
        let fields = |count: usize| counted(count as u64, "field");
        let column = |field: usize| columns.get(field).cloned();
        let (expected, found, column) = match fault {
            RecordFault::Count { found } => (fields(columns.len()), fields(found), None),
            RecordFault::AfterQuote { field } => {
                ("a delimiter after the closing quote".to_owned(), "more text".to_owned(), column(field))
            }
            RecordFault::Unclosed { field } => {
                ("a closing quote".to_owned(), "the end of the file".to_owned(), column(field))
            }
        };
        Self { column, expected, found, ..self }
    }
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)?;
        if let Some(column) = &self.column {
            write!(f, " in column \"{column}\"")?;
        }
        write!(f, ", found {}", self.found)
    }
}
