//! Words of `key=value` for other things than charts, read as theirs are.

use super::columns::find;
use super::reader::Reader;
use super::{ChartError, Column, Kind, Placed};

/// `key=value`, each with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What stands before the sign.
    pub key: Placed<String>,
    /// What stands after it, without its quotes.
    pub value: Placed<String>,
}

/// The pairs of a text in which nothing else stands.
pub fn pairs(text: &str) -> Result<Vec<Pair>, ChartError> {
    let mut reader = Reader::new(text);
    let mut pairs = Vec::new();
    while reader.skip_blanks() {
        let quoted = reader.take('"');
        let key = match quoted {
            true => reader.rest_of_quoted()?,
            false => reader.word(|c| c.is_whitespace() || c == '='),
        };
        if key.value.is_empty() || !reader.take('=') {
            let error = ChartError::new(format!("'{}' is no key=value", key.value)).at(Some(key.place));
            return Err(error.hint("a value with blanks stands in double quotes: label=\"Revenue so far\""));
        }
        let value = reader.value(&key.value, key.place.clone(), false)?;
        pairs.push(Pair { key, value });
    }
    Ok(pairs)
}

/// Which column a name is, of one of these kinds if there are any; `key` is what it was given for.
pub fn column(
    name: &Placed<String>,
    key: &str,
    kinds: &[Kind],
    columns: &[Column],
) -> Result<usize, ChartError> {
    let found = find(&name.value, &name.place, columns)?;
    if !kinds.is_empty() {
        found.check(key, kinds, columns)?;
    }
    Ok(found.index)
}
