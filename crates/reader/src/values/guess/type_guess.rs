//! Statistics over the fields of a column, and the decision about its type.

use std::collections::BTreeMap;

use super::context::{ColumnContext, Outcome};
use super::dates::Dates;
use super::decide_numbers::decide_numbers;
use super::note::Note;
use super::numbers::Numbers;
use crate::values::blank::trim;
use crate::values::number::is_telephone;
use crate::values::{DateOrder, ValueFormat, boolean, null_word};

/// Reports a column in which all but one value, or all but one in this many, are numbers or dates.
const ONE_IN: u64 = 100;

/// A column with more fields than this that are neither numbers nor dates is text; the rest is not examined.
const MOST_OTHER: u64 = 1_000;

/// The number of characters kept of an example.
const EXAMPLE: usize = 40;

/// Statistics over the fields of a column, from which its type is decided. The order of the fields, and their
/// distribution over several guesses that are merged, make no difference.
#[derive(Debug, Clone, Default)]
pub struct TypeGuess {
    numbers: Numbers,
    dates: Dates,
    booleans: u64,
    /// Numbers with leading zeros.
    zeros: u64,
    /// Plus signs followed by many digits.
    telephones: u64,
    /// All other values.
    other: u64,
    /// The beginning of the smallest value that is neither a number nor a date.
    example: Option<Vec<u8>>,
    /// Blank fields, and empty ones in quotes.
    blank: u64,
    /// The count of each word for NULL.
    nulls: BTreeMap<&'static str, u64>,
}

impl TypeGuess {
    /// Records a field: its content without quotes, and whether it was quoted.
    #[inline]
    pub fn see(&mut self, field: &[u8], quoted: bool) {
        let done = self.is_surely_text() || self.numbers.see_quick(field) || self.dates.see_quick(field);
        if !done {
            self.see_any(field, quoted);
        }
    }

    /// Adds the statistics of another guess of the same column.
    pub fn merge(&mut self, other: &TypeGuess) {
        self.numbers.merge(&other.numbers);
        self.dates.merge(&other.dates);
        self.booleans += other.booleans;
        self.zeros += other.zeros;
        self.telephones += other.telephones;
        self.other += other.other;
        if let Some(example) = &other.example {
            self.keep_example(example);
        }
        self.blank += other.blank;
        for (word, count) in &other.nulls {
            *self.nulls.entry(word).or_default() += count;
        }
    }

    /// Returns the decimal separator if these values alone prove it.
    pub fn decimal_evidence(&self) -> Option<u8> {
        if self.numbers.count() == self.values() { self.numbers.decimal_evidence() } else { None }
    }

    /// Returns the order of day and month if these values alone prove it. Dots between the numbers prove that the day
    /// comes first.
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
                _ => &mut self.other,
            };
            *kind += 1;
            self.keep_example(text);
        }
    }

    /// Returns the number of fields that are not NULL.
    fn values(&self) -> u64 {
        self.numbers.count() + self.dates.count() + self.booleans + self.zeros + self.telephones + self.other
    }

    fn is_surely_text(&self) -> bool {
        self.other > MOST_OTHER
    }

    fn keep_example(&mut self, text: &[u8]) {
        let start = beginning(text);
        if self.example.as_deref().is_none_or(|example| start < example) {
            self.example = Some(start.to_vec());
        }
    }
}

/// The decision about a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The format of its fields. Every field seen is a value of this format or NULL.
    pub format: ValueFormat,
    /// The words seen that stand for NULL, in order. Empty for a column of text.
    pub nulls: Vec<String>,
    /// Notes for the user about the column.
    pub notes: Vec<Note>,
    /// True if no further value could change the decision.
    pub sure: bool,
    /// True if the column has a value. A column without one is text by default.
    pub has_values: bool,
}

impl TypeGuess {
    /// Decides the format of the column.
    pub fn decide(&self, context: &ColumnContext) -> Decision {
        let text = |notes, sure| Decision {
            format: ValueFormat::Text,
            nulls: Vec::new(),
            notes,
            sure,
            has_values: true,
        };
        let few = self.zeros + self.telephones + self.other;
        if self.is_surely_text() {
            return text(Vec::new(), true);
        }
        if self.values() == 0 {
            return Decision {
                nulls: self.nulls.keys().map(|word| word.to_string()).collect(),
                has_values: false,
                ..text(self.words().collect(), context.complete)
            };
        }
        let outcome = self.outcome(context);
        match outcome {
            Outcome::Typed(format, notes) if few == 0 => Decision {
                format,
                nulls: self.nulls.keys().map(|word| word.to_string()).collect(),
                notes: notes.into_iter().chain(self.no_values()).collect(),
                sure: context.complete,
                has_values: true,
            },
            Outcome::Undecided(note) if few == 0 => text(vec![note], context.complete),
            _ => text(self.why_text(&outcome), true),
        }
    }

    /// Decides the format of the values, leaving out those that are neither numbers nor dates or have leading zeros.
    fn outcome(&self, context: &ColumnContext) -> Outcome {
        match (self.numbers.count() > 0, self.dates.count() > 0, self.booleans > 0) {
            (true, false, false) => decide_numbers(&self.numbers, context),
            (false, true, false) => self.dates.decide(context),
            (false, false, true) => Outcome::Typed(ValueFormat::Boolean, Vec::new()),
            _ => Outcome::Text,
        }
    }

    /// Returns notes on the fields that are read as NULL though they are not empty.
    fn no_values(&self) -> impl Iterator<Item = Note> {
        self.words().chain((self.blank > 0).then(|| Note::blank(self.blank)))
    }

    /// Returns notes on the words that are read as NULL.
    fn words(&self) -> impl Iterator<Item = Note> {
        self.nulls.iter().map(|(word, count)| Note::null(word, *count))
    }

    /// Returns notes on why a column with numbers or dates is text.
    fn why_text(&self, outcome: &Outcome) -> Vec<Note> {
        let only_numbers = self.numbers.count() + self.zeros == self.values();
        if only_numbers && self.zeros > 0 {
            return vec![Note::leading_zeros()];
        }
        if self.other == 0 && self.telephones > 0 {
            return vec![Note::telephones()];
        }
        let (kind, count) = match outcome {
            Outcome::Typed(ValueFormat::Integer(_) | ValueFormat::Float(_), _) => {
                ("numbers", self.numbers.count())
            }
            Outcome::Typed(ValueFormat::Date(_) | ValueFormat::Timestamp { .. }, _) => {
                ("dates", self.numbers.count() + self.dates.count())
            }
            _ => return Vec::new(),
        };
        let of = self.values();
        match &self.example {
            Some(example) if count > 1 && (of - count <= 1 || (of - count) * ONE_IN <= of) => {
                vec![Note::nearly(kind, count, of, example)]
            }
            _ => Vec::new(),
        }
    }
}

/// Returns the first characters of a text.
fn beginning(text: &[u8]) -> &[u8] {
    let starts = |byte: &u8| !matches!(byte, 0x80..=0xBF);
    let after = text.iter().enumerate().filter(|(_, byte)| starts(byte)).nth(EXAMPLE);
    &text[..after.map_or(text.len(), |(at, _)| at)]
}

/// Returns whether the text would be a number without its leading zeros: `00123`, `-01`, `007.5`.
fn has_leading_zeros(text: &[u8]) -> bool {
    let digits = if let [b'-' | b'+', digits @ ..] = text { digits } else { text };
    let sign = |byte: &u8| matches!(byte, b'.' | b',');
    matches!(digits, [b'0', b'0'..=b'9', ..])
        && digits.iter().all(|byte| byte.is_ascii_digit() || sign(byte))
        && digits.iter().filter(|byte| sign(byte)).count() <= 1
}
