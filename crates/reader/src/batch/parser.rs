//! What is read of each block of a file.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef};

use super::bad_row::{BadRow, OnBadRow, shortened};
use super::column::{Column, Fields, array, missing};
use crate::records::{Block, Dialect, FieldIndex, Projection, RecordFault, line_ends};
use crate::values::ValueFormat;

/// Reads the blocks of a file, in any thread and any order.
#[derive(Debug, Clone)]
pub struct Parser {
    dialect: Dialect,
    encoding: &'static str,
    /// The names of the file's fields, for messages.
    names: Arc<[String]>,
    /// For each column that is read where it is among the wanted fields, if the file has it.
    columns: Vec<(Column, Option<usize>)>,
    wanted: Projection,
    on_bad_row: OnBadRow,
    /// How many of the columns are given out; the others are read only to find bad records.
    given: usize,
}

/// The rows of a block.
#[derive(Debug, Clone)]
pub struct ParsedBlock {
    /// The columns.
    pub columns: Vec<ArrayRef>,
    /// How many rows there are, also where no column was asked for.
    pub rows: usize,
    /// How many records the block has, those that are left out among them.
    pub records: usize,
    /// Which of the records each row is, from 0; None where it is all of them in order.
    pub kept: Option<Vec<u32>>,
    /// What cannot be read, in the order of the file. Where reading stops at it, this is the first alone.
    pub bad: Vec<BadRow>,
}

impl Parser {
    /// Reads these columns of a file: each with the place of its field among those of the file, or none if the file
    /// does not have it. `names` are those of all fields of the file. The first `given` columns are given out.
    pub fn new(
        dialect: Dialect,
        encoding: &'static str,
        names: Arc<[String]>,
        columns: Vec<(Column, Option<usize>)>,
        given: usize,
        on_bad_row: OnBadRow,
    ) -> Self {
        let mut fields: Vec<usize> = columns.iter().filter_map(|(_, field)| *field).collect();
        fields.sort_unstable();
        fields.dedup();
        let wanted_place = |field: usize| fields.binary_search(&field).ok();
        let columns =
            columns.into_iter().map(|(column, field)| (column, field.and_then(wanted_place))).collect();
        let wanted = Projection { count: names.len(), fields, lenient: on_bad_row == OnBadRow::Null };
        Self { dialect, encoding, names, columns, wanted, on_bad_row, given }
    }

    /// Reads a block.
    pub fn parse(&self, block: &Block) -> ParsedBlock {
        let mut index = FieldIndex::new(block, &self.dialect, &self.wanted);
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
        columns.truncate(self.given);
        ParsedBlock { columns, rows: index.rows(), records, kept, bad }
    }

    /// All that cannot be read, or where reading stops at it, the first.
    fn bad(&self, block: &Block, index: &FieldIndex, bad_fields: &[(usize, usize)]) -> Vec<BadRow> {
        let faults = index.faults.iter().map(|(start, fault)| (*start as usize, Wrong::Record(*fault)));
        let fields = bad_fields.iter().map(|(row, column)| (index.start(*row), Wrong::Field(*row, *column)));
        let mut wrong: Vec<(usize, Wrong)> = faults.chain(fields).collect();
        wrong.sort_by_key(|(start, _)| *start);
        if self.on_bad_row == OnBadRow::Error {
            wrong.truncate(1);
        }
        // Lines are counted on from one to the next: there may be as many as there are records.
        let (mut line, mut at) = (block.line, 0);
        let tell = |(start, wrong)| {
            line += line_ends(&block.bytes[at..start]);
            at = start;
            let bad = BadRow::of_record(block, line, start, index.record(&block.bytes, start));
            match wrong {
                Wrong::Record(fault) => bad.fault(fault, &self.names),
                Wrong::Field(row, column) => self.bad_field(bad, block, index, row, column),
            }
        };
        wrong.into_iter().map(tell).collect()
    }

    /// The columns, and the rows and columns of what cannot be read.
    fn arrays(&self, block: &Block, index: &FieldIndex) -> (Vec<ArrayRef>, Vec<(usize, usize)>) {
        let has_text = self.columns.iter().any(|(column, _)| column.format == ValueFormat::Text);
        let is_whole = has_text && block.malformed.is_empty();
        let text = if is_whole { simdutf8::basic::from_utf8(&block.bytes).ok() } else { None };
        let mut all_bad = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(self.columns.len());
        for (place, (column, wanted)) in self.columns.iter().enumerate() {
            let mut bad = Vec::new();
            arrays.push(match wanted {
                Some(wanted) => {
                    let fields = Fields { block, text, dialect: &self.dialect, index, wanted: *wanted };
                    array(&fields, column, &mut bad)
                }
                None => missing(column, index.rows()),
            });
            all_bad.extend(bad.into_iter().map(|row| (row, place)));
        }
        // A record too short is told once, and its missing fields are no values that cannot be read.
        all_bad.sort_unstable();
        debug_assert!(arrays.iter().all(|array| array.len() == index.rows()));
        (arrays, all_bad)
    }

    fn bad_field(&self, bad: BadRow, block: &Block, index: &FieldIndex, row: usize, column: usize) -> BadRow {
        let (column, wanted) = &self.columns[column];
        let mut scratch = Vec::new();
        let field = wanted.and_then(|wanted| index.column(wanted).nth(row));
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

/// What cannot be read.
enum Wrong {
    /// A record as such.
    Record(RecordFault),
    /// A field, by its row and column.
    Field(usize, usize),
}

/// Which of the records the rows are that are not left out.
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
