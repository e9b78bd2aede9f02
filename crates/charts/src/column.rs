//! The columns of a result, as charts need them.

use std::borrow::Cow;
use std::collections::HashSet;

use super::dates::iso_seconds;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Numbers.
    Number,
    /// Dates and times.
    Time,
    /// Texts, truth values and all that is neither number nor time.
    Text,
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Each row's value as text, `None` for NULL. A column of numbers may leave this empty: then the numbers are written
    /// out.
    pub labels: Vec<Option<String>>,
    /// Each row's number, and for a time the seconds since 1970; empty for texts.
    pub numbers: Vec<Option<f64>>,
}

impl Column {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.labels.len().max(self.numbers.len())
    }

    /// The number of a row; `None` for NULL, for infinities and for what is no number. -0.0 counts as 0.
    pub fn number(&self, row: usize) -> Option<f64> {
        let number = self.numbers.get(row).copied().flatten()?;
        number.is_finite().then_some(number + 0.0)
    }

    /// The text of a row; `None` for NULL, and for a number or time that [`Column::number`] does not have.
    pub fn label(&self, row: usize) -> Option<Cow<'_, str>> {
        let written = || self.labels.get(row).and_then(|label| label.as_deref()).map(Cow::Borrowed);
        match self.kind {
            Kind::Text => written(),
            Kind::Number | Kind::Time => {
                let number = self.number(row)?;
                Some(written().unwrap_or_else(|| Cow::Owned(plain(number))))
            }
        }
    }

    /// Whether a row has a value that can be drawn.
    pub fn has(&self, row: usize) -> bool {
        match self.kind {
            Kind::Text => self.labels.get(row).is_some_and(Option::is_some),
            Kind::Number | Kind::Time => self.number(row).is_some(),
        }
    }

    /// Whether these are whole numbers that count periods: named like "month" or "weeks_since_order".
    pub fn counts_periods(&self) -> bool {
        const PERIODS: [&str; 7] = ["period", "year", "quarter", "month", "week", "day", "hour"];
        let name = self.name.to_lowercase();
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        let named =
            words.any(|word| PERIODS.contains(&word) || PERIODS.iter().any(|p| word == format!("{p}s")));
        named && self.kind == Kind::Number && self.is_whole()
    }

    /// Whether these are times, or texts that are all months or days: `2024-05`, `2024-05-31`.
    pub(crate) fn is_time(&self) -> bool {
        let mut texts = self.labels.iter().flatten().peekable();
        let has_texts = texts.peek().is_some();
        self.kind == Kind::Time
            || self.kind == Kind::Text && has_texts && texts.all(|text| iso_seconds(text).is_some())
    }

    /// Whether these only name the rows: "customer_id", or many texts that are all different and no dates.
    pub fn names_rows(&self) -> bool {
        const MANY: usize = 50;
        let name = self.name.to_lowercase();
        let is_id = name == "id" || name.ends_with("_id") || name.ends_with(" id");
        let differ = || self.labels.iter().flatten().collect::<HashSet<_>>().len() == self.rows();
        is_id && self.kind != Kind::Time
            || self.kind == Kind::Text && self.rows() > MANY && differ() && !self.is_time()
    }

    /// Whether every number is a whole number.
    pub(crate) fn is_whole(&self) -> bool {
        (0..self.rows()).filter_map(|row| self.number(row)).all(|number| number.fract() == 0.0)
    }
}

/// A number without a text of its own.
fn plain(number: f64) -> String {
    if number.abs() < 1e15 { number.to_string() } else { format!("{number:e}") }
}
