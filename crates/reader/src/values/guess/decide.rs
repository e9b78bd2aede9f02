//! How a column is read.

use super::note::Note;
use super::{TypeGuess, decide_numbers};
use crate::values::{DateOrder, ValueFormat};

/// A column is worth a word if all its values but one, or but one of so many, are numbers or dates.
const MANY: u64 = 100;

/// What is known of a column besides its values.
#[derive(Debug, Clone, Copy)]
pub struct ColumnContext<'a> {
    /// The column's name: `None` if the file has no header.
    pub name: Option<&'a str>,
    /// The decimal sign of the file, from other columns or from the user.
    pub decimal: Option<u8>,
    /// The order of the file's dates, from other columns or from the user.
    pub order: Option<DateOrder>,
    /// What stands between the file's fields.
    pub delimiter: u8,
    /// Whether all values of the column were seen.
    pub complete: bool,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// How its fields become values. Every field seen becomes one, or is no value.
    pub format: ValueFormat,
    /// The words seen that stand for no value, in order. In a column with text among its values there are none.
    pub nulls: Vec<String>,
    /// What is to be said about it.
    pub notes: Vec<Note>,
    /// Whether no value unseen could change it.
    pub sure: bool,
    /// Whether there is any value at all. Without one a column is text for want of anything else.
    pub has_values: bool,
}

/// What the values of one kind come to.
pub enum Outcome {
    /// They are read alike.
    Typed(ValueFormat, Vec<Note>),
    /// They are text, unless more becomes known.
    Undecided(Note),
    /// They are text: they do not agree.
    Text,
}

impl TypeGuess {
    /// How the column is read.
    pub fn decide(&self, context: &ColumnContext) -> Decision {
        let text = |notes, sure| Decision {
            format: ValueFormat::Text,
            nulls: Vec::new(),
            notes,
            sure,
            has_values: true,
        };
        let few = self.zeros + self.telephones + self.odd;
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

    /// What the values come to that are neither odd nor have leading zeros.
    fn outcome(&self, context: &ColumnContext) -> Outcome {
        match (self.numbers.count() > 0, self.dates.count() > 0, self.booleans > 0) {
            (true, false, false) => decide_numbers::outcome(&self.numbers, context),
            (false, true, false) => self.dates.decide(context),
            (false, false, true) => Outcome::Typed(ValueFormat::Boolean, Vec::new()),
            _ => Outcome::Text,
        }
    }

    /// The fields read as no value, though something is written.
    fn no_values(&self) -> impl Iterator<Item = Note> {
        self.words().chain((self.blank > 0).then(|| Note::blank(self.blank)))
    }

    /// The words read as no value.
    fn words(&self) -> impl Iterator<Item = Note> {
        self.nulls.iter().map(|(word, count)| Note::null(word, *count))
    }

    /// Why a column is text though there are numbers or dates in it.
    fn why_text(&self, outcome: &Outcome) -> Vec<Note> {
        let only_numbers = self.numbers.count() + self.zeros == self.values();
        if only_numbers && self.zeros > 0 {
            return vec![Note::leading_zeros()];
        }
        if self.odd == 0 && self.telephones > 0 {
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
            Some(example) if count > 1 && (of - count <= 1 || (of - count) * MANY <= of) => {
                vec![Note::nearly(kind, count, of, example)]
            }
            _ => Vec::new(),
        }
    }
}
