//! The columns of a result a specification names, found and checked.

use std::ops::Range;

use super::column::{Column, Kind};
use super::error::ChartError;
use super::spec::Placed;

/// A column that is drawn.
#[derive(Debug, Clone)]
pub(super) struct Picked<'a> {
    pub(super) column: &'a Column,
    /// Which column of the result it is.
    pub(super) index: usize,
    /// Where it was asked for; `None` if it was chosen.
    pub(super) place: Option<Range<usize>>,
}

impl<'a> Picked<'a> {
    pub(super) fn name(&self) -> &'a str {
        &self.column.name
    }

    /// Refuses a column that is not of these kinds. `key` is the one it was given for.
    pub(super) fn check(&self, key: &str, kinds: &[Kind], columns: &[Column]) -> Result<(), ChartError> {
        if kinds.contains(&self.column.kind) {
            return Ok(());
        }
        let plural = |kind: Kind| match kind {
            Kind::Number => "numbers",
            Kind::Time => "times",
            Kind::Text => "texts",
        };
        let taken: Vec<&str> = kinds.iter().map(|kind| plural(*kind)).collect();
        let taken = taken.join(" or ");
        let fitting: Vec<&str> =
            columns.iter().filter(|column| kinds.contains(&column.kind)).map(|c| c.name.as_str()).collect();
        let error = ChartError::new(format!(
            "{key} takes {taken}, and '{}' has {}",
            self.name(),
            plural(self.column.kind)
        ))
        .at(self.place.clone());
        Err(match fitting.as_slice() {
            [] => error.hint(format!("the result has no column of {taken}")),
            names => error.hint(format!("columns of {taken}: {}", super::error::listed(names))),
        })
    }
}

/// The column of a name: the one written exactly so, or else the one that differs only in case.
pub(super) fn find<'a>(
    name: &str,
    place: &Range<usize>,
    columns: &'a [Column],
) -> Result<Picked<'a>, ChartError> {
    let lower = name.to_lowercase();
    let exact = columns.iter().position(|column| column.name == name);
    let index = exact.or_else(|| columns.iter().position(|column| column.name.to_lowercase() == lower));
    let found = index.and_then(|index| Some((index, columns.get(index)?)));
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    match found {
        Some((index, column)) => Ok(Picked { column, index, place: Some(place.clone()) }),
        None => Err(ChartError::new(format!("the result has no column '{name}'"))
            .at(Some(place.clone()))
            .nearest(name, "columns", &names)),
    }
}

/// The column a key names, if it was given.
pub(super) fn given<'a>(
    word: Option<&Placed<String>>,
    columns: &'a [Column],
) -> Result<Option<Picked<'a>>, ChartError> {
    word.map(|word| find(&word.value, &word.place, columns)).transpose()
}

/// A name as it stands in a specification.
pub(super) fn written(name: &str) -> String {
    let is_bare = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || matches!(c, '"' | ','));
    if is_bare && !name.starts_with('-') {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// Words that stand for something else in SQL, of those that columns are likely to be named.
const RESERVED: [&str; 12] =
    ["all", "case", "desc", "end", "from", "group", "limit", "order", "table", "then", "to", "when"];

/// A name as it stands in SQL.
pub(super) fn sql_name(name: &str) -> String {
    let is_bare = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(name));
    if is_bare { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}
