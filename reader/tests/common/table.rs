//! What the parser is to give for a whole text, from the records of the slow reader.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef};
use tenure_reader::records::Fault;
use tenure_reader::values::{NumberFormat, Reading, trim};
use tenure_reader::{Bad, Block, Column, Dialect, OnBadRow, Parsed, Parser};

use crate::slow::{Field, Record};

/// Columns as they are asked for: each with the place of its field, if the file has it.
pub type Columns = Vec<(Column, Option<usize>)>;

/// What is read of a text, over all its blocks.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Table {
    /// The rows: each the number of its record, from 0, and its values as text.
    pub rows: Vec<(usize, Vec<Option<Vec<u8>>>)>,
    pub records: usize,
    pub bad: Vec<Bad>,
}

/// A column of text.
pub fn text_column(name: &str) -> Column {
    Column { name: name.to_owned(), reading: Reading::Text, nulls: vec![] }
}

/// A column of whole numbers, in which `a` is no value.
pub fn integer_column(name: &str) -> Column {
    let reading = Reading::Integer(NumberFormat::PLAIN);
    Column { name: name.to_owned(), reading, nulls: vec!["a".to_owned()] }
}

/// What the parser gives for these blocks, in order.
pub fn parsed(parser: &Parser, blocks: &[Block]) -> Table {
    joined(blocks.iter().map(|block| parser.parse(block)))
}

/// Parsed blocks, in order, as one table.
pub fn joined(all: impl Iterator<Item = Parsed>) -> Table {
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

fn value(column: &ArrayRef, row: usize) -> Option<Vec<u8>> {
    if column.is_null(row) {
        return None;
    }
    if let Some(texts) = column.as_string_view_opt() {
        return Some(texts.value(row).as_bytes().to_vec());
    }
    Some(column.as_primitive::<Int64Type>().value(row).to_string().into_bytes())
}

/// What it is to give: the first `given` of the columns, which are of text or plain whole numbers.
pub fn expected(
    records: &[Record],
    names: &[String],
    columns: &Columns,
    given: usize,
    on_bad_row: OnBadRow,
) -> Table {
    let mut table = Table { records: records.len(), ..Table::default() };
    for (number, record) in records.iter().enumerate() {
        let fault = match record.fault {
            None if record.fields.len() != names.len() => Some(Fault::Count { found: record.fields.len() }),
            fault => fault,
        };
        table.bad.extend(fault.map(|fault| bad_record(record, fault, names)));
        let used = fault.is_none_or(|fault| fault.is_count() && on_bad_row == OnBadRow::Null);
        if !used {
            continue;
        }
        let before = table.bad.len();
        let mut values = Vec::new();
        for (column, field) in columns {
            let field = field.and_then(|field| record.fields.get(field));
            let value = field.map_or(Ok(None), |field| read(field, column));
            if value.is_err() {
                table.bad.extend(field.map(|field| bad_field(record, field, column)));
            }
            values.push(value.unwrap_or(None));
        }
        values.truncate(given);
        if table.bad.len() == before || on_bad_row != OnBadRow::Reject {
            table.rows.push((number, values));
        }
    }
    table
}

fn read(field: &Field, column: &Column) -> Result<Option<Vec<u8>>, ()> {
    if column.reading == Reading::Text {
        let is_null = field.text.is_empty() && !field.quoted
            || column.nulls.iter().any(|null| null.as_bytes() == field.text);
        return Ok((!is_null).then(|| field.text.clone()));
    }
    let text = std::str::from_utf8(trim(&field.text)).map_err(|_| ())?;
    if text.is_empty() || column.nulls.iter().any(|null| null == text) {
        return Ok(None);
    }
    // Zeros before a number make it something else.
    let number: i64 = text.parse().map_err(|_| ())?;
    (number.to_string() == text).then(|| Some(text.as_bytes().to_vec())).ok_or(())
}

fn bad_record(record: &Record, fault: Fault, names: &[String]) -> Bad {
    let fields = |count: usize| if count == 1 { "1 field".to_owned() } else { format!("{count} fields") };
    let (column, expected, found) = match fault {
        Fault::Count { found } => (None, fields(names.len()), fields(found)),
        Fault::AfterQuote { field } => {
            (Some(field), "a delimiter after the closing quote".to_owned(), "more text".to_owned())
        }
        Fault::Unclosed { field } => {
            (Some(field), "a closing quote".to_owned(), "the end of the file".to_owned())
        }
    };
    let column = column.and_then(|field| names.get(field).cloned());
    Bad { column, expected, found, ..of_record(record) }
}

fn bad_field(record: &Record, field: &Field, column: &Column) -> Bad {
    let found = format!("'{}'", String::from_utf8_lossy(&field.text));
    let expected = "a whole number".to_owned();
    Bad { column: Some(column.name.clone()), expected, found, ..of_record(record) }
}

fn of_record(record: &Record) -> Bad {
    let raw = String::from_utf8_lossy(&record.raw).into_owned();
    Bad { raw, ..Bad::at(record.line, record.byte) }
}

/// A parser of these columns of a file with these names.
pub fn parser(
    dialect: &Dialect,
    names: &[String],
    columns: &Columns,
    given: usize,
    on_bad_row: OnBadRow,
) -> Parser {
    Parser::new(*dialect, "UTF-8", Arc::from(names), columns.clone(), given, on_bad_row)
}

/// Whether two tables are the same. Where reading stops at the first bad record of a block, the first of all is told.
pub fn same(got: &Table, wanted: &Table, on_bad_row: OnBadRow) -> bool {
    let told = match on_bad_row {
        OnBadRow::Error => got.bad.first() == wanted.bad.first(),
        _ => got.bad == wanted.bad,
    };
    told && got.rows == wanted.rows && got.records == wanted.records
}
