//! Records that cannot be read as they should be.

use std::fmt;

use crate::records::{Block, RecordFault};

/// What is done with a record of which something cannot be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnBadRow {
    /// Reading stops with an error.
    #[default]
    Error,
    /// The record is left out, and told.
    Reject,
    /// What cannot be read is NULL, missing fields are NULL, fields too many are left out; each is told.
    Null,
}

/// A place in a file that cannot be read as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BadRow {
    /// The line on which its record begins, from 1.
    pub line: u64,
    /// Where its record begins, in bytes of the text.
    pub byte: u64,
    /// The column, if it is about one.
    pub column: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What was found in its place.
    pub found: String,
    /// The record, as it stands in the file.
    pub raw: String,
}

/// No more of a record than this is kept.
const LONGEST: usize = 10_000;

impl BadRow {
    /// The first of all that could be about the record that begins at this place, in the order of places.
    pub fn at(line: u64, byte: u64) -> Self {
        Self { line, byte, column: None, expected: String::new(), found: String::new(), raw: String::new() }
    }

    /// About a record on this line, which begins at this place of the block.
    pub(super) fn of_record(block: &Block, line: u64, start: usize, record: &[u8]) -> Self {
        let raw = shortened(&String::from_utf8_lossy(record));
        Self { raw, ..Self::at(line, block.offset + start as u64) }
    }

    /// About the record as such.
    pub(super) fn fault(self, fault: RecordFault, columns: &[String]) -> Self {
        let fields = |count: usize| match count {
            1 => "1 field".to_owned(),
            count => format!("{count} fields"),
        };
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
