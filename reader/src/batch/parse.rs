//! What is read of each block of a file.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef};

use super::bad::{Bad, OnBadRow, shortened};
use super::column::{Column, Fields, array, missing};
use crate::records::{Block, Dialect, Index, Wanted};
use crate::values::Reading;

/// Reads the blocks of a file, in any thread and any order.
#[derive(Debug, Clone)]
pub struct Parser {
    dialect: Dialect,
    encoding: &'static str,
    /// The names of the file's fields, for messages.
    names: Arc<[String]>,
    /// For each column that is read where it is among the wanted fields, if the file has it.
    columns: Vec<(Column, Option<usize>)>,
    wanted: Wanted,
    on_bad_row: OnBadRow,
    /// How many of the columns are given out; the others are read only to find bad records.
    given: usize,
}

/// The rows of a block.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The columns.
    pub columns: Vec<ArrayRef>,
    /// How many rows there are, also where no column was asked for.
    pub rows: usize,
    /// How many records the block has, those that are left out among them.
    pub records: usize,
    /// Which of the records each row is, from 0; None where it is all of them in order.
    pub kept: Option<Vec<u32>>,
    /// What cannot be read, in the order of the file. Where reading stops at it, this is the first alone.
    pub bad: Vec<Bad>,
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
        let wanted = Wanted { count: names.len(), fields, lenient: on_bad_row == OnBadRow::Null };
        Self { dialect, encoding, names, columns, wanted, on_bad_row, given }
    }

    /// Reads a block.
    pub fn parse(&self, block: &Block) -> Parsed {
        let mut index = Index::new(block, &self.dialect, &self.wanted);
        let records = match self.on_bad_row {
            OnBadRow::Null => {
                index.rows() + index.faults.iter().filter(|(_, fault)| !fault.is_count()).count()
            }
            _ => index.rows() + index.faults.len(),
        };
        let mut bad = self.faults(block, &index);
        let (mut columns, bad_fields) = self.arrays(block, &index);
        let mut left_out: Vec<usize> = vec![];
        if !bad_fields.is_empty() {
            bad.extend(bad_fields.iter().map(|(row, column)| self.bad_field(block, &index, *row, *column)));
            if self.on_bad_row == OnBadRow::Reject {
                left_out = bad_fields.iter().map(|(row, _)| *row).collect();
                left_out.sort_unstable();
                left_out.dedup();
            }
        }
        let kept = (!left_out.is_empty() || records > index.rows()).then(|| kept(&index, &left_out));
        if !left_out.is_empty() {
            index.remove(&left_out);
            columns = self.arrays(block, &index).0;
        }
        bad.sort_by_key(|bad| bad.byte);
        if self.on_bad_row == OnBadRow::Error {
            bad.truncate(1);
        }
        columns.truncate(self.given);
        Parsed { columns, rows: index.rows(), records, kept, bad }
    }

    fn faults(&self, block: &Block, index: &Index) -> Vec<Bad> {
        let bad = |(start, fault): &(u32, _)| {
            let start = *start as usize;
            Bad::fault(block, index.record(&block.bytes, start), start, *fault, &self.names)
        };
        index.faults.iter().map(bad).collect()
    }

    /// The columns, and the rows and columns of what cannot be read.
    fn arrays(&self, block: &Block, index: &Index) -> (Vec<ArrayRef>, Vec<(usize, usize)>) {
        let has_text = self.columns.iter().any(|(column, _)| column.reading == Reading::Text);
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

    fn bad_field(&self, block: &Block, index: &Index, row: usize, column: usize) -> Bad {
        let start = index.start(row);
        let (column, wanted) = &self.columns[column];
        let mut scratch = Vec::new();
        let field = wanted.and_then(|wanted| index.column(wanted).nth(row));
        let text = field.map(|field| field.text(&block.bytes, &self.dialect, &mut scratch));
        let text = String::from_utf8_lossy(text.unwrap_or_default());
        let expected = match &column.reading {
            Reading::Text => format!("text in {}", self.encoding),
            reading => reading.expected(),
        };
        let found = format!("'{}'", shortened(&text));
        let record = index.record(&block.bytes, start);
        Bad { column: Some(column.name.clone()), ..Bad::new(block, record, start, expected, found) }
    }
}

/// Which of the records the rows are that are not left out.
fn kept(index: &Index, left_out: &[usize]) -> Vec<u32> {
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
