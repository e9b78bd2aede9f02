//! Looks at records, to find out what is in them.

use jiter::{Jiter, Peek};

use super::fault::{Fault, Wrong};
use super::fields::MOST;
use super::number;
use super::pieces::Block;
use super::shape::{Found, Shape};

/// Values are not nested deeper than this.
const DEEPEST: usize = 64;

/// A table has no more columns than this.
pub(super) const MOST_COLUMNS: usize = 10_000;

/// What the records of a block are.
///
/// # Errors
/// If one is no object, or has a key twice.
pub(super) fn look(block: &Block) -> Result<Shape, Fault> {
    let mut shape = Shape::default();
    block.each(|json, line| object(json, &mut shape, Here { line, depth: 0 }))?;
    Ok(shape)
}

#[derive(Clone, Copy)]
struct Here {
    line: u64,
    depth: usize,
}

fn value(json: &mut Jiter<'_>, peek: Peek, shape: &mut Shape, here: Here) -> Result<(), Wrong> {
    match peek {
        Peek::Null => return Ok(json.known_null()?),
        Peek::True | Peek::False => {
            json.known_bool(peek)?;
            shape.see(Found::Boolean, here.line);
        }
        Peek::String => {
            let text = json.known_str()?;
            shape.times.see(text);
            shape.see(Found::Text, here.line);
        }
        Peek::Array | Peek::Object if here.depth == DEEPEST => {
            let message = format!("values are nested more than {DEEPEST} deep");
            return Err(Wrong::new(json.current_index(), message));
        }
        Peek::Array => {
            shape.see(Found::List, here.line);
            let items = shape.items.get_or_insert_default();
            let here = Here { depth: here.depth + 1, ..here };
            let mut next = json.known_array()?;
            while let Some(peek) = next {
                value(json, peek, items, here)?;
                next = json.array_step()?;
            }
        }
        Peek::Object => {
            shape.see(Found::Object, here.line);
            if shape.fields.crowded {
                return Ok(json.known_skip(peek)?);
            }
            object(json, shape, Here { depth: here.depth + 1, ..here })?;
            shape.fields.limit(MOST);
        }
        _ => {
            let found = number::found(json.known_number_bytes(peek)?);
            shape.see(found, here.line);
        }
    }
    Ok(())
}

fn object(json: &mut Jiter<'_>, shape: &mut Shape, here: Here) -> Result<(), Wrong> {
    let fields = &mut shape.fields;
    fields.begin();
    let mut expected = 0;
    let mut start = json.current_index();
    let mut key = json.known_object()?;
    while let Some(name) = key {
        let Some(place) = fields.place(name, expected) else {
            return Err(Wrong::new(start, format!("the object has the key \"{name}\" twice")));
        };
        expected = place + 1;
        let peek = json.peek()?;
        value(json, peek, fields.shape(place), here)?;
        start = json.current_index();
        key = json.next_key()?;
    }
    Ok(())
}
