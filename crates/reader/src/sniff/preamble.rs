//! Lines above a table that are no part of it.

use crate::Error;
use crate::records::{Block, Delimiter, RecordFault, line_ends};
use crate::values::{ColumnContext, DateOrder, TypeGuess, ValueFormat};

/// The record with which the table begins: the first that has as many fields as most. Lines above it are passed over if
/// a blank line stands between, or if they are words without any delimiter.
///
/// # Errors
/// If lines above could be records of the table, or its header.
pub(super) fn first_of_table(
    block: &Block,
    starts: &[(u32, RecordFault)],
    fields: usize,
    delimiter: Delimiter,
    line: u64,
) -> Result<usize, Error> {
    let first = starts.iter().position(|record| count(record) == fields).unwrap_or(0);
    let start = |record: usize| starts[record].0 as usize;
    if first > 0 && starts.len() > first + 2 && has_gap(block, starts, first + 1) {
        // A line between blank lines may be one more above the table, with as many delimiters by chance.
        let next = block.bytes[start(first + 1)..start(first + 2)].trim_ascii();
        let fields = next.split(|byte| delimiter.matches(*byte));
        if fields.into_iter().all(|field| !is_value(field)) {
            let line = line + line_ends(&block.bytes[..start(first)]);
            return Err(Error::ambiguous(
                format!("the table could begin on line {line}, or below the blank line that follows"),
                "say skip => …",
            ));
        }
    }
    if first == 0 || has_gap(block, starts, first) {
        return Ok(first);
    }
    for (record, above) in starts.iter().enumerate().take(first) {
        let text = block.bytes[start(record)..start(record + 1)].trim_ascii();
        let found = count(above);
        if found > 1 || is_value(text) {
            let line = line + line_ends(&block.bytes[..start(record)]);
            return Err(Error::ambiguous(
                format!("line {line} has {found} {}, and most records have {fields}", fields_of(found)),
                "say skip => … if the lines above are no part of the table, or header => …, or names => (…)",
            ));
        }
    }
    Ok(first)
}

/// Whether the only line above a table of two columns of text may be the name of one column whose texts have delimiters.
pub(super) fn may_be_prose(
    starts: &[(u32, RecordFault)],
    first: usize,
    fields: usize,
    block: &Block,
) -> bool {
    first == 1 && fields == 2 && count(&starts[0]) == 1 && !has_gap(block, starts, first)
}

/// How many fields a record has that was read for none; 0 where its quotes are wrong.
pub(super) fn count((_, fault): &(u32, RecordFault)) -> usize {
    match fault {
        RecordFault::Count { found } => *found,
        _ => 0,
    }
}

/// Whether a blank line stands above the table.
fn has_gap(block: &Block, starts: &[(u32, RecordFault)], first: usize) -> bool {
    let above = &block.bytes[starts[first - 1].0 as usize..starts[first].0 as usize];
    let record = above.iter().position(|byte| *byte == b'\n' || *byte == b'\r').unwrap_or(above.len());
    line_ends(&above[record..]) > 1
}

/// Whether a text is a number or a date, and so hardly a title.
fn is_value(text: &[u8]) -> bool {
    let mut guess = TypeGuess::default();
    guess.see(text, false);
    let order = Some(DateOrder::DayFirst);
    let context = ColumnContext { name: None, decimal: None, order, delimiter: b',', complete: true };
    guess.decide(&context).format != ValueFormat::Text
}

fn fields_of(count: usize) -> &'static str {
    if count == 1 { "field" } else { "fields" }
}
