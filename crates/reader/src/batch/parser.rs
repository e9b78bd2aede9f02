//! Parses the blocks of a file.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef};

use super::bad_row::{BadRow, OnBadRow, shortened};
use super::column::{Column, Fields, array, missing};
use crate::records::{Block, Dialect, FieldIndex, Projection, RecordFault, line_ends};
use crate::values::ValueFormat;

/// A parser of the blocks of a file, in any thread and any order.
#[derive(Debug, Clone)]
pub struct Parser {
    dialect: Dialect,
    encoding: &'static str,
    /// The names of the file's fields, for messages.
    names: Arc<[String]>,
    /// The columns to read, each with its position in the projection if the file has it.
    columns: Vec<(Column, Option<usize>)>,
    projection: Projection,
    on_bad_row: OnBadRow,
    /// The number of columns to return. The others are read only to find bad rows.
    returned: usize,
}

/// The rows of a block.
#[derive(Debug, Clone)]
pub struct ParsedBlock {
    /// The columns.
    pub columns: Vec<ArrayRef>,
    /// The number of rows, also if no column was requested.
    pub rows: usize,
    /// The number of records in the block, including those that are left out.
    pub records: usize,
    /// The record of each row, counted from 0. `None` if the rows are all records in order.
    pub kept: Option<Vec<u32>>,
    /// The bad rows, in file order. If reading stops at the first one, only that one.
    pub bad: Vec<BadRow>,
}

impl Parser {
    /// Creates a parser of the given columns, each with the position of its field in the file, or `None` if the file
    /// does not have it. `names` are the names of all fields of the file. Only the first `returned` columns are
    /// returned.
    pub fn new(
        dialect: Dialect,
        encoding: &'static str,
        names: Arc<[String]>,
        columns: Vec<(Column, Option<usize>)>,
        returned: usize,
        on_bad_row: OnBadRow,
    ) -> Self {
        let mut fields: Vec<usize> = columns.iter().filter_map(|(_, field)| *field).collect();
        fields.sort_unstable();
        fields.dedup();
        let position = |field: usize| fields.binary_search(&field).ok();
        let columns = columns.into_iter().map(|(column, field)| (column, field.and_then(position))).collect();
        let projection = Projection { count: names.len(), fields, lenient: on_bad_row == OnBadRow::Null };
        Self { dialect, encoding, names, columns, projection, on_bad_row, returned }
    }

    /// Parses a block.
    pub fn parse(&self, block: &Block) -> ParsedBlock {
        let mut index = FieldIndex::new(block, &self.dialect, &self.projection);
        let records = match self.on_bad_row {
            OnBadRow::Null => {
                index.rows() + index.faults.iter().filter(|(_, fault)| !fault.is_count()).count()
            }
            _ => index.rows() + index.faults.len(),
        };
        let (mut columns, bad_fields) = self.arrays(block, &index);
        let bad = self.bad(block, &index, &bad_fields);
        let mut left_out: Vec<usize> = vec![];
        if self.on_bad_row == OnBadRow::Reject {
            left_out = bad_fields.iter().map(|(row, _)| *row).collect();
            left_out.dedup();
        }
        let kept = (!left_out.is_empty() || records > index.rows()).then(|| kept(&index, &left_out));
        if !left_out.is_empty() {
            index.remove(&left_out);
            columns = self.arrays(block, &index).0;
        }
        columns.truncate(self.returned);
        ParsedBlock { columns, rows: index.rows(), records, kept, bad }
    }

    /// Returns the bad rows, or only the first one if reading stops there.
    fn bad(&self, block: &Block, index: &FieldIndex, bad_fields: &[(usize, usize)]) -> Vec<BadRow> {
        let faults = index.faults.iter().map(|(start, fault)| (*start as usize, Unreadable::Record(*fault)));
        let fields =
            bad_fields.iter().map(|(row, column)| (index.start(*row), Unreadable::Field(*row, *column)));
        let mut wrong: Vec<(usize, Unreadable)> = faults.chain(fields).collect();
        wrong.sort_by_key(|(start, _)| *start);
        if self.on_bad_row == OnBadRow::Error {
            wrong.truncate(1);
        }
        // Lines are counted from one bad row to the next: every record may be bad.
        let (mut line, mut at) = (block.line, 0);
        let tell = |(start, wrong)| {
            line += line_ends(&block.bytes[at..start]);
            at = start;
            let bad = BadRow::of_record(block, line, start, index.record(&block.bytes, start));
            match wrong {
                Unreadable::Record(fault) => bad.fault(fault, &self.names),
                Unreadable::Field(row, column) => self.bad_field(bad, block, index, row, column),
            }
        };
        wrong.into_iter().map(tell).collect()
    }

    /// Converts the columns. Returns them with the row and column of each invalid field.
    fn arrays(&self, block: &Block, index: &FieldIndex) -> (Vec<ArrayRef>, Vec<(usize, usize)>) {
        let has_text = self.columns.iter().any(|(column, _)| column.format == ValueFormat::Text);
        let is_whole = has_text && block.malformed.is_empty();
        let text = if is_whole { simdutf8::basic::from_utf8(&block.bytes).ok() } else { None };
        let mut all_bad = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(self.columns.len());
        for (place, (column, projected)) in self.columns.iter().enumerate() {
            let mut bad = Vec::new();
            arrays.push(match projected {
                Some(projected) => {
                    let fields = Fields { block, text, dialect: &self.dialect, index, projected: *projected };
                    array(&fields, column, &mut bad)
                }
                None => missing(column, index.rows()),
            });
            all_bad.extend(bad.into_iter().map(|row| (row, place)));
        }
        // The missing fields of a short record are NULL here, since its field count is already reported.
        all_bad.sort_unstable();
        debug_assert!(arrays.iter().all(|array| array.len() == index.rows()));
        (arrays, all_bad)
    }

    fn bad_field(&self, bad: BadRow, block: &Block, index: &FieldIndex, row: usize, column: usize) -> BadRow {
        let (column, projected) = &self.columns[column];
        let mut scratch = Vec::new();
        let field = projected.and_then(|projected| index.column(projected).nth(row));
        let text = field.map(|field| field.text(&block.bytes, &self.dialect, &mut scratch));
        let text = String::from_utf8_lossy(text.unwrap_or_default());
        let expected = match &column.format {
            ValueFormat::Text => format!("text in {}", self.encoding),
            reading => reading.expected(),
        };
        let found = format!("'{}'", shortened(&text));
        BadRow { column: Some(column.name.clone()), expected, found, ..bad }
    }
}

/// A problem in a block.
enum Unreadable {
    /// The record itself is malformed.
    Record(RecordFault),
    /// A field is invalid: its row and column.
    Field(usize, usize),
}

/// Returns the record of each row that is not left out.
fn kept(index: &FieldIndex, left_out: &[usize]) -> Vec<u32> {
    let mut faults = index.faults.iter().filter(|(start, _)| !index.has_row_at(*start)).peekable();
    let mut left_out = left_out.iter().peekable();
    let mut kept = Vec::with_capacity(index.rows());
    let mut record = 0;
    for row in 0..index.rows() {
        while faults.next_if(|(start, _)| (*start as usize) < index.start(row)).is_some() {
            record += 1;
        }
        if left_out.next_if(|next| **next == row).is_none() {
            kept.push(record);
        }
        record += 1;
    }
    kept
}
