//! Finds the lines above a table that do not belong to it.

use tenure_diagnostics::counted;

use super::excerpt::{field_count, is_typed};
use crate::error::Error;
use crate::records::{Block, Delimiter, RecordFault, line_ends};

/// Returns the first record of the table: the first one with as many fields as most records. Lines above it are
/// skipped if a blank line separates them from the table, or if they are words without a delimiter.
///
/// # Errors
/// Fails if the lines above could be records of the table, or its header.
pub(super) fn first_of_table(
    block: &Block,
    starts: &[(u32, RecordFault)],
    fields: usize,
    delimiter: Delimiter,
    line: u64,
) -> Result<usize, Error> {
    let first = starts.iter().position(|record| field_count(record) == fields).unwrap_or(0);
    let start = |record: usize| starts[record].0 as usize;
    if first > 0 && starts.len() > first + 2 && has_gap(block, starts, first + 1) {
        // A line between blank lines may also stand above the table, with as many delimiters by chance.
        let next = block.bytes[start(first + 1)..start(first + 2)].trim_ascii();
        let fields = next.split(|byte| delimiter.matches(*byte));
        if fields.into_iter().all(|field| !is_typed(field)) {
            let line = line + line_ends(&block.bytes[..start(first)]);
            return Err(Error::ambiguous(
                format!("the table could begin on line {line}, or below the blank line that follows"),
                "write skip => …",
            ));
        }
    }
    if first == 0 || has_gap(block, starts, first) {
        return Ok(first);
    }
    for (record, above) in starts.iter().enumerate().take(first) {
        let text = block.bytes[start(record)..start(record + 1)].trim_ascii();
        let found = field_count(above);
        if found > 1 || is_typed(text) {
            let line = line + line_ends(&block.bytes[..start(record)]);
            return Err(Error::ambiguous(
                format!("line {line} has {}, but most records have {fields}", counted(found as u64, "field")),
                "write skip => … if the lines above do not belong to the table, or else header => … or names => (…)",
            ));
        }
    }
    Ok(first)
}

/// Returns whether the single line above a table of two text columns may name one column whose texts contain
/// delimiters.
pub(super) fn may_be_prose(
    starts: &[(u32, RecordFault)],
    first: usize,
    fields: usize,
    block: &Block,
) -> bool {
    first == 1 && fields == 2 && field_count(&starts[0]) == 1 && !has_gap(block, starts, first)
}

/// Returns whether a blank line stands above the table.
fn has_gap(block: &Block, starts: &[(u32, RecordFault)], first: usize) -> bool {
    let above = &block.bytes[starts[first - 1].0 as usize..starts[first].0 as usize];
    let record = above.iter().position(|byte| *byte == b'\n' || *byte == b'\r').unwrap_or(above.len());
    line_ends(&above[record..]) > 1
}
