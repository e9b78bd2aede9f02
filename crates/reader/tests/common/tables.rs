//! The rows expected of the parser for a whole text, made from the records of the reference reader.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int64Type, TimestampMicrosecondType, TimestampNanosecondType,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use tenure_reader::records::RecordFault;
use tenure_reader::values::{ValueFormat, trim};
use tenure_reader::{BadRow, Block, Column, Dialect, OnBadRow, ParsedBlock, Parser};

use crate::common::reference::{Field, Record};

/// Requested columns, each with the position of its field if the file has it.
pub type Columns = Vec<(Column, Option<usize>)>;

/// A request to the parser.
#[derive(Debug, Clone)]
pub struct Request {
    /// The names of all fields.
    pub names: Vec<String>,
    /// Columns of text or of plain integers.
    pub columns: Columns,
    /// The number of columns to return.
    pub returned: usize,
    pub encoding: &'static str,
    /// The offsets in the text of sequences that could not be decoded.
    pub malformed: Vec<u64>,
}

/// The rows of a text, over all its blocks.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Table {
    /// Each row: the number of its record, from 0, and its values as text.
    pub rows: Vec<(usize, Vec<Option<Vec<u8>>>)>,
    pub records: usize,
    pub bad: Vec<BadRow>,
}

/// Returns a column of text.
pub fn text_column(name: &str) -> Column {
    Column { name: name.to_owned(), format: ValueFormat::Text, nulls: vec![], has_values: true }
}

/// Parses these blocks in order.
pub fn parsed(parser: &Parser, blocks: &[Block]) -> Table {
    joined(blocks.iter().map(|block| parser.parse(block)))
}

/// Joins parsed blocks to one table.
pub fn joined(all: impl Iterator<Item = ParsedBlock>) -> Table {
    let mut table = Table::default();
    for parsed in all {
        let numbers = match &parsed.kept {
            Some(kept) => kept.iter().map(|record| *record as usize).collect(),
            None => (0..parsed.rows).collect::<Vec<usize>>(),
        };
        assert_eq!(numbers.len(), parsed.rows);
        assert!(parsed.columns.iter().all(|column| column.len() == parsed.rows));
        for (row, number) in numbers.into_iter().enumerate() {
            let values = parsed.columns.iter().map(|column| value(column, row)).collect();
            table.rows.push((table.records + number, values));
        }
        table.records += parsed.records;
        table.bad.extend(parsed.bad);
    }
    table
}

/// Writes a value as text: a float by its bits, a date or time as a number.
fn value(column: &ArrayRef, row: usize) -> Option<Vec<u8>> {
    if column.is_null(row) {
        return None;
    }
    let shown = match column.data_type() {
        DataType::Utf8View => return Some(column.as_string_view().value(row).as_bytes().to_vec()),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_bits().to_string(),
        DataType::Date32 => column.as_primitive::<Date32Type>().value(row).to_string(),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            column.as_primitive::<TimestampNanosecondType>().value(row).to_string()
        }
        _ => column.as_primitive::<TimestampMicrosecondType>().value(row).to_string(),
    };
    Some(shown.into_bytes())
}

impl Request {
    /// Returns the requested parser.
    pub fn parser(&self, dialect: &Dialect, on_bad_row: OnBadRow) -> Parser {
        let names = Arc::from(self.names.as_slice());
        Parser::new(*dialect, self.encoding, names, self.columns.clone(), self.returned, on_bad_row)
    }

    /// Returns the rows expected of it.
    pub fn table(&self, records: &[Record], on_bad_row: OnBadRow) -> Table {
        let mut table = Table { records: records.len(), ..Table::default() };
        for (number, record) in records.iter().enumerate() {
            let fault = fault(record, self.names.len());
            table.bad.extend(fault.map(|fault| bad_record(record, fault, &self.names)));
            let used = fault.is_none_or(|fault| fault.is_count() && on_bad_row == OnBadRow::Null);
            if !used {
                continue;
            }
            let before = table.bad.len();
            let mut values = Vec::new();
            for (column, field) in &self.columns {
                let field = field.and_then(|field| record.fields.get(field));
                let value = field.map_or(Ok(None), |field| self.read(field, column));
                if value.is_err() {
                    table.bad.extend(field.map(|field| self.bad_field(record, field, column)));
                }
                values.push(value.unwrap_or(None));
            }
            values.truncate(self.returned);
            if table.bad.len() == before || on_bad_row != OnBadRow::Reject {
                table.rows.push((number, values));
            }
        }
        table
    }

    fn read(&self, field: &Field, column: &Column) -> Result<Option<Vec<u8>>, ()> {
        if column.format == ValueFormat::Text {
            let is_null = field.text.is_empty() && !field.quoted
                || column.nulls.iter().any(|null| null.as_bytes() == field.text);
            let is_text = std::str::from_utf8(&field.text).is_ok()
                && !self.malformed.iter().any(|place| field.span.contains(&(*place as usize)));
            return match (is_null, is_text) {
                (true, _) => Ok(None),
                (_, true) => Ok(Some(field.text.clone())),
                _ => Err(()),
            };
        }
        let text = std::str::from_utf8(trim(&field.text)).map_err(|_| ())?;
        if text.is_empty() || column.nulls.iter().any(|null| null == text) {
            return Ok(None);
        }
        // A number with leading zeros is an identifier.
        let number: i64 = text.parse().map_err(|_| ())?;
        (number.to_string() == text).then(|| Some(text.as_bytes().to_vec())).ok_or(())
    }

    fn bad_field(&self, record: &Record, field: &Field, column: &Column) -> BadRow {
        let found = format!("'{}'", shortened(&field.text));
        let expected = match column.format {
            ValueFormat::Text => format!("text in {}", self.encoding),
            _ => "a whole number".to_owned(),
        };
        BadRow { column: Some(column.name.clone()), expected, found, ..of_record(record) }
    }
}

/// Returns the fault of a record as a whole.
pub fn fault(record: &Record, count: usize) -> Option<RecordFault> {
    let found = record.fields.len();
    record.fault.or((found != count).then_some(RecordFault::Count { found }))
}

fn bad_record(record: &Record, fault: RecordFault, names: &[String]) -> BadRow {
    let fields = |count: usize| if count == 1 { "1 field".to_owned() } else { format!("{count} fields") };
    let (column, expected, found) = match fault {
        RecordFault::Count { found } => (None, fields(names.len()), fields(found)),
        RecordFault::AfterQuote { field } => {
            (Some(field), "a delimiter after the closing quote".to_owned(), "more text".to_owned())
        }
        RecordFault::Unclosed { field } => {
            (Some(field), "a closing quote".to_owned(), "the end of the file".to_owned())
        }
    };
    let column = column.and_then(|field| names.get(field).cloned());
    BadRow { column, expected, found, ..of_record(record) }
}

fn of_record(record: &Record) -> BadRow {
    BadRow { raw: shortened(&record.raw), ..BadRow::at(record.line, record.byte) }
}

/// Shortens a text to 10,000 characters.
fn shortened(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    match text.chars().count() {
        0..=10_000 => text.into_owned(),
        _ => text.chars().take(10_000).chain(['…']).collect(),
    }
}

/// Returns whether two tables are equal. If reading stops at the first bad row of a block, only the first of all counts.
pub fn same(got: &Table, wanted: &Table, on_bad_row: OnBadRow) -> bool {
    let told = match on_bad_row {
        OnBadRow::Error => got.bad.first() == wanted.bad.first(),
        _ => got.bad == wanted.bad,
    };
    told && got.rows == wanted.rows && got.records == wanted.records
}
