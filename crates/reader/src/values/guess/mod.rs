//! What the values of a column are, from the fields seen so far.

mod dates;
mod decide;
mod decide_numbers;
mod format_set;
mod note;
mod numbers;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::blank::trim;
use super::number::is_telephone;
use super::{DateOrder, boolean, null_word};
use dates::Dates;
pub use decide::{ColumnContext, Decision};
pub use note::Note;
use numbers::Numbers;

/// A column with more fields that are neither numbers nor dates is text, without looking at the rest.
const ODD: u64 = 1_000;

/// How much of a field is kept as an example, in characters.
const EXAMPLE: usize = 40;

/// What the values of a column are, from the fields seen so far. The order in which they are seen, in one guess or
/// in several that are merged, makes no difference to a decision.
#[derive(Debug, Clone, Default)]
pub struct TypeGuess {
    numbers: Numbers,
    dates: Dates,
    booleans: u64,
    /// Digits with zeros before them.
    zeros: u64,
    /// A plus sign and many digits.
    telephones: u64,
    /// Anything else.
    odd: u64,
    /// The beginning of the smallest of the odd fields and those with leading zeros.
    example: Option<Vec<u8>>,
    /// Blank fields, and empty ones in quotes.
    blank: u64,
    /// How often each word for no value was seen.
    nulls: BTreeMap<&'static str, u64>,
}

impl TypeGuess {
    /// Takes note of one field: its content without quotes, and whether it was in quotes.
    #[inline]
    pub fn see(&mut self, field: &[u8], quoted: bool) {
        let done = self.is_surely_text() || self.numbers.see_quick(field) || self.dates.see_quick(field);
        if !done {
            self.see_any(field, quoted);
        }
    }

    /// Takes note of everything that another guess saw of the same column.
    pub fn merge(&mut self, other: &TypeGuess) {
        self.numbers.merge(&other.numbers);
        self.dates.merge(&other.dates);
        self.booleans += other.booleans;
        self.zeros += other.zeros;
        self.telephones += other.telephones;
        self.odd += other.odd;
        if let Some(example) = &other.example {
            self.keep_example(example);
        }
        self.blank += other.blank;
        for (word, count) in &other.nulls {
            *self.nulls.entry(word).or_default() += count;
        }
    }

    /// The decimal sign, if these values alone prove which it is.
    pub fn decimal_evidence(&self) -> Option<u8> {
        if self.numbers.count() == self.values() { self.numbers.decimal_evidence() } else { None }
    }

    /// The order of day and month, if these values alone prove which it is. Dots between them are proof enough of
    /// the day before the month.
    pub fn order_evidence(&self) -> Option<DateOrder> {
        if self.dates.count() == self.values() { self.dates.order_evidence() } else { None }
    }

    fn see_any(&mut self, field: &[u8], quoted: bool) {
        let text = trim(field);
        if text.is_empty() {
            self.blank += u64::from(quoted || !field.is_empty());
        } else if let Some(word) = null_word(text) {
            *self.nulls.entry(word).or_default() += 1;
        } else if boolean(text).is_some() {
            self.booleans += 1;
        } else if !self.numbers.see(text) && !self.dates.see(text) {
            let kind = match (has_leading_zeros(text), is_telephone(text)) {
                (true, _) => &mut self.zeros,
                (_, true) => &mut self.telephones,
                _ => &mut self.odd,
            };
            *kind += 1;
            self.keep_example(text);
        }
    }

    /// The fields that are a value of some kind.
    fn values(&self) -> u64 {
        self.numbers.count() + self.dates.count() + self.booleans + self.zeros + self.telephones + self.odd
    }

    fn is_surely_text(&self) -> bool {
        self.odd > ODD
    }

    fn keep_example(&mut self, text: &[u8]) {
        let start = beginning(text);
        if self.example.as_deref().is_none_or(|example| start < example) {
            self.example = Some(start.to_vec());
        }
    }
}

/// The first characters of a text.
fn beginning(text: &[u8]) -> &[u8] {
    let starts = |byte: &u8| !matches!(byte, 0x80..=0xBF);
    let after = text.iter().enumerate().filter(|(_, byte)| starts(byte)).nth(EXAMPLE);
    &text[..after.map_or(text.len(), |(at, _)| at)]
}

/// Whether the text would be a number without the zeros that it begins with: `00123`, `-01`, `007.5`.
fn has_leading_zeros(text: &[u8]) -> bool {
    let digits = if let [b'-' | b'+', digits @ ..] = text { digits } else { text };
    let sign = |byte: &u8| matches!(byte, b'.' | b',');
    matches!(digits, [b'0', b'0'..=b'9', ..])
        && digits.iter().all(|byte| byte.is_ascii_digit() || sign(byte))
        && digits.iter().filter(|byte| sign(byte)).count() <= 1
}
