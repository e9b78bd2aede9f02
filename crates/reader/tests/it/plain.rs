//! Texts in UTF-8 from their beginning: their records, their blocks, and columns of them.

use tenure_reader::text::{Encoding, TextReader};
use tenure_reader::values::{NumberFormat, ValueFormat};
use tenure_reader::{Block, Column, Dialect, Splitter};

use crate::slow::{Record, records_from};
use crate::source::{Stepping, all};
use crate::table::{Asked, Columns};

/// All records of a text.
pub fn records(text: &[u8], dialect: &Dialect) -> Vec<Record> {
    records_from(text, dialect, 0, 1)
}

/// The blocks of a text in UTF-8, which is given in steps.
pub fn blocks(bytes: &[u8], dialect: &Dialect, size: usize, steps: &[usize]) -> Vec<Block> {
    let text = TextReader::new(Box::new(Stepping::new(bytes, steps)), Encoding::UTF_8);
    all(Splitter::new(text, *dialect, size, 0, 1).unwrap())
}

/// A column of whole numbers, in which `a` is no value.
pub fn integer_column(name: &str) -> Column {
    let format = ValueFormat::Integer(NumberFormat::PLAIN);
    Column { name: name.to_owned(), format, nulls: vec!["a".to_owned()], has_values: true }
}

/// Columns of a text in UTF-8.
pub fn asked(names: &[String], columns: &Columns, given: usize) -> Asked {
    Asked { names: names.to_vec(), columns: columns.clone(), given, encoding: "UTF-8", malformed: vec![] }
}
