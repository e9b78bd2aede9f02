//! The beginning of a text as a block, and its records under a dialect that is not settled yet.

use crate::records::{Block, Dialect, FieldIndex, Projection, RecordFault};
use crate::values::{ColumnContext, DateOrder, TypeGuess, ValueFormat};

/// The number of lines to examine, however long they are.
const LINES: u64 = 4;

/// Returns whole lines from the beginning, as a block.
pub(super) fn beginning(text: &[u8], most: usize) -> Block {
    let most = most.max(after_lines(text, LINES));
    let mut bytes = text[..text.len().min(most)].to_vec();
    if bytes.len() < text.len()
        && let Some(end) = memchr::memrchr2(b'\n', b'\r', &bytes)
    {
        bytes.truncate(end + 1);
    }
    Block { bytes, offset: 0, line: 1, quotes: true, malformed: vec![] }
}

/// Returns the offset behind a number of lines.
pub(super) fn after_lines(text: &[u8], lines: u64) -> usize {
    let mut at = 0;
    for _ in 0..lines {
        let Some(end) = memchr::memchr2(b'\n', b'\r', &text[at..]) else {
            return text.len();
        };
        at += end + 1;
        at += usize::from(text[at - 1] == b'\r' && text.get(at) == Some(&b'\n'));
    }
    at
}

/// Returns the records of a block: the beginning of each, with its number of fields as a fault.
pub(super) fn records(block: &Block, dialect: &Dialect) -> Vec<(u32, RecordFault)> {
    let projection = Projection { count: usize::MAX, fields: vec![], lenient: false };
    FieldIndex::new(block, dialect, &projection).faults
}

/// Returns the number of fields of one of [`records`], or 0 if its quotes are wrong.
pub(super) fn field_count((_, fault): &(u32, RecordFault)) -> usize {
    match fault {
        RecordFault::Count { found } => *found,
        _ => 0,
    }
}

/// Returns the positions of all fields of the records that have `count` of them.
pub(super) fn all_fields(block: &Block, dialect: &Dialect, count: usize) -> FieldIndex {
    FieldIndex::new(block, dialect, &Projection { count, fields: (0..count).collect(), lenient: false })
}

/// Returns whether a text is a number, a date or a boolean.
pub(super) fn is_typed(text: &[u8]) -> bool {
    let mut guess = TypeGuess::default();
    guess.see(text, false);
    let order = Some(DateOrder::DayFirst);
    let context = ColumnContext { name: None, decimal: None, order, delimiter: b',', complete: true };
    guess.decide(&context).format != ValueFormat::Text
}
