//! The numbers of a column.

use std::collections::{BTreeMap, BTreeSet};

use super::format_set::FormatSet;
use crate::values::ThousandsSeparator;
use crate::values::date::compact;
use crate::values::number::{Digits, NumberText, SimpleNumber};

/// So many different numbers, all of which are dates without anything between their parts, are dates.
pub const DIFFERENT: usize = 12;

/// The numbers of a column.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Neither with a currency nor with a percent sign.
    bare: u64,
    percent: u64,
    /// By the sign of the currency.
    currencies: BTreeMap<&'static str, u64>,
    ruled_out: Possible,
    /// Those that could be dates, `20240103` and `20240103082605`, and those of the second kind.
    dates: u64,
    moments: u64,
    /// Some of those that could be dates, at most `DIFFERENT`.
    different: BTreeSet<u64>,
}

/// Ways of writing.
#[derive(Debug, Clone, Copy, Default)]
struct Possible {
    /// Those in which something is a number, however large.
    shape: FormatSet,
    /// Those in which it is a whole number of 64 bits.
    integer: FormatSet,
    /// Those in which it is a float.
    float: FormatSet,
}

impl Possible {
    fn or(self, other: Possible) -> Possible {
        Possible {
            shape: self.shape.or(other.shape),
            integer: self.integer.or(other.integer),
            float: self.float.or(other.float),
        }
    }

    fn not(self) -> Possible {
        Possible { shape: self.shape.not(), integer: self.integer.not(), float: self.float.not() }
    }
}

/// What all numbers of a column wear.
pub enum NumberUnit {
    Nothing,
    Percent,
    Currency(&'static str),
}

impl Numbers {
    pub fn count(&self) -> u64 {
        self.bare + self.percent + self.currencies.values().sum::<u64>()
    }

    /// Takes note of a field if it is a number of the commonest forms.
    #[inline]
    pub fn see_quick(&mut self, field: &[u8]) -> bool {
        let Some(quick) = SimpleNumber::read(field, b'.') else { return false };
        self.bare += 1;
        if let Some(places) = quick.places {
            let could_be_groups =
                places == 3 && quick.whole <= 3 && !field.starts_with(b"0") && !field.starts_with(b"-0");
            let thousands = if could_be_groups { FormatSet::DOT_GROUPS } else { FormatSet::NONE };
            let shape = FormatSet::POINT.or(thousands);
            self.rule_out(Possible { shape, integer: thousands, float: shape }.not());
        } else if matches!(field.len(), 8 | 14) {
            self.see_compact(field, quick.mantissa);
        }
        true
    }

    /// Takes note of a text, without blanks around it, if it is a number.
    pub fn see(&mut self, text: &[u8]) -> bool {
        let Some(dress) = NumberText::of(text).filter(|dress| begins_like_a_number(dress.body)) else {
            return false;
        };
        let possible = possible(&dress, b'.').or(possible(&dress, b','));
        if possible.integer.or(possible.float) == FormatSet::NONE {
            return false;
        }
        self.rule_out(possible.not());
        match dress.currency {
            Some(sign) => *self.currencies.entry(sign).or_default() += 1,
            None if dress.percent => self.percent += 1,
            None => self.bare += 1,
        }
        // A date in digits with blanks around it.
        if let Some(quick) = SimpleNumber::read(text, b'.') {
            self.see_compact(text, quick.mantissa);
        }
        true
    }

    pub fn merge(&mut self, other: &Numbers) {
        self.bare += other.bare;
        self.percent += other.percent;
        for (sign, count) in &other.currencies {
            *self.currencies.entry(sign).or_default() += count;
        }
        self.rule_out(other.ruled_out);
        self.dates += other.dates;
        self.moments += other.moments;
        for date in &other.different {
            self.keep_different(*date);
        }
    }

    /// What every number wears: `None` if they differ.
    pub fn wear(&self) -> Option<NumberUnit> {
        match (self.bare > 0, self.percent > 0, self.currencies.len()) {
            (true, false, 0) => Some(NumberUnit::Nothing),
            (false, true, 0) => Some(NumberUnit::Percent),
            (false, false, 1) => self.currencies.keys().next().map(|sign| NumberUnit::Currency(sign)),
            _ => None,
        }
    }

    /// The ways of writing in which every one is a number, however large.
    pub fn formats(&self) -> FormatSet {
        self.ruled_out.shape.not()
    }

    /// Whether every one is a whole number in that way of writing.
    pub fn are_integers(&self, decimal: u8, group: Option<ThousandsSeparator>) -> bool {
        self.ruled_out.integer.not().has(decimal, group)
    }

    /// Whether every one is a float in that way of writing.
    pub fn are_floats(&self, decimal: u8, group: Option<ThousandsSeparator>) -> bool {
        self.ruled_out.float.not().has(decimal, group)
    }

    /// Whether every one could be a date in digits.
    pub fn could_be_dates(&self) -> bool {
        self.dates == self.count()
    }

    /// Whether the dates in digits are many different ones.
    pub fn are_different(&self) -> bool {
        self.different.len() >= DIFFERENT
    }

    /// How many dates in digits have a time of day, and how many have none.
    pub fn moments_and_dates(&self) -> (u64, u64) {
        (self.moments, self.dates - self.moments)
    }

    pub fn decimal_evidence(&self) -> Option<u8> {
        let formats = self.formats();
        match (formats.and(FormatSet::POINT), formats.and(FormatSet::COMMA)) {
            (FormatSet::NONE, FormatSet::NONE) => None,
            (_, FormatSet::NONE) => Some(b'.'),
            (FormatSet::NONE, _) => Some(b','),
            _ => None,
        }
    }

    #[inline]
    fn see_compact(&mut self, text: &[u8], number: u64) {
        if let Some(moment) = compact(text) {
            self.dates += 1;
            self.moments += u64::from(moment.has_time);
            self.keep_different(number);
        }
    }

    #[inline]
    fn keep_different(&mut self, number: u64) {
        if !self.are_different() {
            self.different.insert(number);
        }
    }

    #[inline]
    fn rule_out(&mut self, formats: Possible) {
        self.ruled_out = self.ruled_out.or(formats);
    }
}

/// The ways of writing with a decimal sign in which an undressed text is a number.
fn possible(dress: &NumberText, decimal: u8) -> Possible {
    let read = |group| {
        let digits = Digits::read(dress.body, decimal, group);
        let integer = |digits: &Digits| !dress.percent && digits.integer(dress.negative()).is_some();
        let float = |digits: &Digits| digits.float(dress.negative(), dress.percent).is_some();
        (digits.is_some(), digits.as_ref().is_some_and(integer), digits.as_ref().is_some_and(float))
    };
    let ungrouped = read(None);
    // A number without groups is the same whatever would stand between them.
    let found = FormatSet::groups(decimal).map(|group| match group {
        Some(_) if !ungrouped.0 => read(group),
        _ => ungrouped,
    });
    Possible {
        shape: FormatSet::beside(decimal, found.map(|(shape, ..)| shape)),
        integer: FormatSet::beside(decimal, found.map(|(_, integer, _)| integer)),
        float: FormatSet::beside(decimal, found.map(|(.., float)| float)),
    }
}

/// Whether the first byte that is no digit may stand in a number.
fn begins_like_a_number(body: &[u8]) -> bool {
    let other = body.iter().find(|byte| !byte.is_ascii_digit());
    // The last two begin the blanks and the apostrophe that are not ASCII.
    other.is_none_or(|byte| matches!(byte, b'.' | b',' | b' ' | b'\'' | b'e' | b'E' | 0xC2 | 0xE2))
}
