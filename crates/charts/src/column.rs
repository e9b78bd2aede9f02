//! The columns of a result: the parts that charts need, and the search by name.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use strum::VariantArray;
use tenure_diagnostics::{identifier, joined_with, listed, quoted_identifier};

use crate::dates::iso_seconds;
use crate::error::ChartError;
use crate::key_values::Placed;

/// The kind of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum ColumnKind {
    /// Numbers.
    Number,
    /// Dates and times.
    Time,
    /// Texts, truth values and all that is neither number nor time.
    Text,
}

impl ColumnKind {
    /// All kinds.
    pub const ALL: &'static [Self] = Self::VARIANTS;
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The name of the column.
    pub name: String,
    /// The kind of the values.
    pub kind: ColumnKind,
    /// Each row's value as text, `None` for NULL. A column of numbers may leave this empty: then the numbers are
    /// written out.
    pub labels: Vec<Option<String>>,
    /// Each row's number, and for a time the seconds since 1970; empty for texts.
    pub numbers: Vec<Option<f64>>,
}

impl Column {
    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.labels.len().max(self.numbers.len())
    }

    /// Returns the number of a row; `None` for NULL, for infinities and for NaN. -0.0 counts as 0.
    pub fn number(&self, row: usize) -> Option<f64> {
        let number = self.numbers.get(row).copied().flatten()?;
        number.is_finite().then_some(number + 0.0)
    }

    /// Returns the text of a row; `None` for NULL, and for a number or time that [`Column::number`] does not have.
    pub fn label(&self, row: usize) -> Option<Cow<'_, str>> {
        let text = || self.labels.get(row).and_then(|label| label.as_deref()).map(Cow::Borrowed);
        match self.kind {
            ColumnKind::Text => text(),
            ColumnKind::Number | ColumnKind::Time => {
                let number = self.number(row)?;
                Some(text().unwrap_or_else(|| Cow::Owned(plain(number))))
            }
        }
    }

    /// Tells whether a row has a value that can be drawn.
    pub fn has(&self, row: usize) -> bool {
        match self.kind {
            ColumnKind::Text => self.labels.get(row).is_some_and(Option::is_some),
            ColumnKind::Number | ColumnKind::Time => self.number(row).is_some(),
        }
    }

    /// Tells whether these are whole numbers that count periods: named like "month" or "weeks_since_order".
    pub fn counts_periods(&self) -> bool {
        const PERIODS: [&str; 7] = ["period", "year", "quarter", "month", "week", "day", "hour"];
        let name = self.name.to_lowercase();
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        let has_period =
            words.any(|word| PERIODS.contains(&word) || PERIODS.iter().any(|p| word == format!("{p}s")));
        has_period && self.kind == ColumnKind::Number && self.is_whole()
    }

    /// Tells whether these are times, or texts that are all months or days: `2024-05`, `2024-05-31`.
    pub(crate) fn is_time(&self) -> bool {
        let mut texts = self.labels.iter().flatten().peekable();
        let has_texts = texts.peek().is_some();
        self.kind == ColumnKind::Time
            || self.kind == ColumnKind::Text && has_texts && texts.all(|text| iso_seconds(text).is_some())
    }

    /// Tells whether the values only name the rows: "customer_id", or many texts that are all different and no dates.
    pub fn names_rows(&self) -> bool {
        const MANY: usize = 50;
        let name = self.name.to_lowercase();
        let is_id = name == "id" || name.ends_with("_id") || name.ends_with(" id");
        let differ = || self.labels.iter().flatten().collect::<HashSet<_>>().len() == self.rows();
        is_id && self.kind != ColumnKind::Time
            || self.kind == ColumnKind::Text && self.rows() > MANY && differ() && !self.is_time()
    }

    /// Tells whether every number is a whole number.
    pub(crate) fn is_whole(&self) -> bool {
        (0..self.rows()).filter_map(|row| self.number(row)).all(|number| number.fract() == 0.0)
    }
}

/// Writes a number that has no text of its own.
fn plain(number: f64) -> String {
    if number.abs() < 1e15 { number.to_string() } else { format!("{number:e}") }
}

/// A column that is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Picked<'a> {
    pub(crate) column: &'a Column,
    /// The place of the column in the result.
    pub(crate) index: usize,
    /// The place in the specification that names the column; `None` if the column was chosen.
    pub(crate) place: Option<Range<usize>>,
}

impl<'a> Picked<'a> {
    pub(crate) fn name(&self) -> &'a str {
        &self.column.name
    }

    /// Refuses a column that is not of these kinds. `key` is the key that the column was named for.
    pub(crate) fn check(
        &self,
        key: &str,
        kinds: &[ColumnKind],
        columns: &[Column],
    ) -> Result<(), ChartError> {
        if kinds.contains(&self.column.kind) {
            return Ok(());
        }
        let plural = |kind: ColumnKind| match kind {
            ColumnKind::Number => "numbers",
            ColumnKind::Time => "times",
            ColumnKind::Text => "texts",
        };
        let wanted = joined_with("or", kinds.iter().map(|kind| plural(*kind)));
        let message = format!("{key} takes {wanted}, but '{}' has {}", self.name(), plural(self.column.kind));
        let error = ChartError::new(message).at(self.place.clone());
        let mut fitting = columns.iter().filter(|column| kinds.contains(&column.kind)).peekable();
        Err(match fitting.peek() {
            None => error.hint(format!("the result has no column of {wanted}")),
            Some(_) => error
                .hint(format!("columns of {wanted}: {}", listed(fitting.map(|column| column.name.as_str())))),
        })
    }
}

/// Finds a column by its name: the one that is named exactly so, or else the one that differs only in case.
pub(crate) fn find<'a>(
    name: &str,
    place: &Range<usize>,
    columns: &'a [Column],
) -> Result<Picked<'a>, ChartError> {
    let lower = name.to_lowercase();
    let exact = columns.iter().position(|column| column.name == name);
    let index = exact.or_else(|| columns.iter().position(|column| column.name.to_lowercase() == lower));
    match index.and_then(|index| Some((index, columns.get(index)?))) {
        Some((index, column)) => Ok(Picked { column, index, place: Some(place.clone()) }),
        None => Err(ChartError::new(format!("the result has no column '{name}'")).at(place.clone()).nearest(
            name,
            "columns",
            columns.iter().map(|column| column.name.as_str()),
        )),
    }
}

/// Finds the column of a key that may be absent.
pub(crate) fn find_optional<'a>(
    name: Option<&Placed<String>>,
    columns: &'a [Column],
) -> Result<Option<Picked<'a>>, ChartError> {
    name.map(|name| find(&name.value, &name.place, columns)).transpose()
}

/// Finds the place of a column by its name, and refuses one that is not of these kinds. `key` is the key that the
/// column was named for.
///
/// # Errors
/// Returns an error if there is no such column, or if it is of another kind.
pub fn find_column(
    name: &Placed<String>,
    key: &str,
    kinds: &[ColumnKind],
    columns: &[Column],
) -> Result<usize, ChartError> {
    let found = find(&name.value, &name.place, columns)?;
    found.check(key, kinds, columns)?;
    Ok(found.index)
}

/// Reserved words of SQL that are likely names of columns.
const RESERVED: [&str; 12] =
    ["all", "case", "desc", "end", "from", "group", "limit", "order", "table", "then", "to", "when"];

/// Writes the name of a column as SQL needs it in a query that a hint proposes.
pub(crate) fn sql_name(name: &str) -> Cow<'_, str> {
    match RESERVED.iter().any(|word| word.eq_ignore_ascii_case(name)) {
        true => Cow::Owned(quoted_identifier(name)),
        false => identifier(name),
    }
}
