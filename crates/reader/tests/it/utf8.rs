//! Records, blocks and columns of UTF-8 texts, from their beginning.

use tenure_reader::text::{Encoding, TextReader};
use tenure_reader::values::{NumberFormat, ValueFormat};
use tenure_reader::{Block, Column, Dialect, Splitter};

use crate::common::reference::{Record, records_from};
use crate::common::stepping::{Stepping, all};
use crate::common::tables::{Columns, Request};

/// Returns all records of a text.
pub fn records(text: &[u8], dialect: &Dialect) -> Vec<Record> {
    records_from(text, dialect, 0, 1)
}

/// Returns the blocks of a text whose source returns it in steps.
pub fn blocks(bytes: &[u8], dialect: &Dialect, size: usize, steps: &[usize]) -> Vec<Block> {
    let text = TextReader::new(Box::new(Stepping::new(bytes, steps)), Encoding::UTF_8);
    all(Splitter::new(text, *dialect, size, 0, 1).unwrap())
}

/// Returns a column of integers in which `a` is NULL.
pub fn integer_column(name: &str) -> Column {
    let format = ValueFormat::Integer(NumberFormat::PLAIN);
    Column { name: name.to_owned(), format, nulls: vec!["a".to_owned()], has_values: true }
}

/// Requests columns of a text.
pub fn asked(names: &[String], columns: &Columns, returned: usize) -> Request {
    Request {
        names: names.to_vec(),
        columns: columns.clone(),
        returned,
        encoding: "UTF-8",
        malformed: vec![],
    }
}
