//! Inspects records, to find the types of their columns.

use jiter::{Jiter, Peek};

use super::fields::MOST;
use super::number;
use super::observed::{Observed, ValueKind};
use super::problem::RecordProblem;
use super::split::Block;
use crate::errors::Error;

/// The deepest nesting of values.
const DEEPEST: usize = 64;

/// The most columns of a table.
pub(super) const MOST_COLUMNS: usize = 10_000;

/// Returns the values of a block's records.
///
/// # Errors
/// Returns an error if a record is not an object, or has a key twice.
pub(super) fn inspect(block: &Block) -> Result<Observed, Error> {
    let mut observed = Observed::default();
    block.each(|json, line| object(json, &mut observed, Here { line, depth: 0 }))?;
    Ok(observed)
}

/// The place of a value.
#[derive(Clone, Copy)]
struct Here {
    line: u64,
    depth: usize,
}

fn value(json: &mut Jiter<'_>, peek: Peek, observed: &mut Observed, here: Here) -> Result<(), RecordProblem> {
    match peek {
        Peek::Null => return Ok(json.known_null()?),
        Peek::True | Peek::False => {
            json.known_bool(peek)?;
            observed.add(ValueKind::Boolean, here.line);
        }
        Peek::String => {
            let text = json.known_str()?;
            observed.times.see(text);
            observed.add(ValueKind::Text, here.line);
        }
        Peek::Array | Peek::Object if here.depth == DEEPEST => {
            let message = format!("values are nested more than {DEEPEST} deep");
            return Err(RecordProblem::new(json.current_index(), message));
        }
        Peek::Array => {
            observed.add(ValueKind::List, here.line);
            let items = observed.items.get_or_insert_default();
            let here = Here { depth: here.depth + 1, ..here };
            let mut next = json.known_array()?;
            while let Some(peek) = next {
                value(json, peek, items, here)?;
                next = json.array_step()?;
            }
        }
        Peek::Object => {
            observed.add(ValueKind::Object, here.line);
            if observed.fields.crowded {
                return Ok(json.known_skip(peek)?);
            }
            object(json, observed, Here { depth: here.depth + 1, ..here })?;
            observed.fields.limit(MOST);
        }
        _ => {
            let kind = number::kind(json.known_number_bytes(peek)?);
            observed.add(kind, here.line);
        }
    }
    Ok(())
}

fn object(json: &mut Jiter<'_>, observed: &mut Observed, here: Here) -> Result<(), RecordProblem> {
    let fields = &mut observed.fields;
    fields.begin();
    let mut expected = 0;
    let mut start = json.current_index();
    let mut key = json.known_object()?;
    while let Some(name) = key {
        let Some(place) = fields.place(name, expected) else {
            return Err(RecordProblem::new(start, format!("the object has the key \"{name}\" twice")));
        };
        expected = place + 1;
        let peek = json.peek()?;
        value(json, peek, fields.values(place), here)?;
        start = json.current_index();
        key = json.next_key()?;
    }
    Ok(())
}
