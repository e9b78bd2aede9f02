//! The numbers of a column.

use std::collections::{BTreeMap, BTreeSet};

use super::format_set::FormatSet;
use crate::values::ThousandsSeparator;
use crate::values::date::compact;
use crate::values::number::{Digits, NumberText, SimpleNumber};

/// The number of different date-like numbers from which on a column without a name is one of dates.
pub const DIFFERENT: usize = 12;

/// Statistics over the numbers of a column.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Numbers with neither a currency nor a percent sign.
    bare: u64,
    percent: u64,
    /// Counts by currency.
    currencies: BTreeMap<&'static str, u64>,
    ruled_out: Possible,
    /// Numbers that could be dates, `20240103` and `20240103082605`, and those of the second kind.
    dates: u64,
    moments: u64,
    /// Different numbers that could be dates, at most `DIFFERENT`.
    different: BTreeSet<u64>,
}

/// The formats that are possible for a number.
#[derive(Debug, Clone, Copy, Default)]
struct Possible {
    /// Formats in which it is a number of any size.
    shape: FormatSet,
    /// Formats in which it is a 64-bit integer.
    integer: FormatSet,
    /// Formats in which it is a float.
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

/// The unit that all numbers of a column carry.
pub enum NumberUnit {
    None,
    Percent,
    Currency(&'static str),
}

impl Numbers {
    pub fn count(&self) -> u64 {
        self.bare + self.percent + self.currencies.values().sum::<u64>()
    }

    /// Records a field if it is a number in one of the commonest formats.
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

    /// Records a trimmed text if it is a number.
    pub fn see(&mut self, text: &[u8]) -> bool {
        let Some(number) = NumberText::of(text).filter(|number| begins_like_a_number(number.body)) else {
            return false;
        };
        let possible = possible(&number, b'.').or(possible(&number, b','));
        if possible.integer.or(possible.float) == FormatSet::NONE {
            return false;
        }
        self.rule_out(possible.not());
        match number.currency {
            Some(sign) => *self.currencies.entry(sign).or_default() += 1,
            None if number.percent => self.percent += 1,
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

    /// Returns the unit of all numbers, or `None` if they differ.
    pub fn unit(&self) -> Option<NumberUnit> {
        match (self.bare > 0, self.percent > 0, self.currencies.len()) {
            (true, false, 0) => Some(NumberUnit::None),
            (false, true, 0) => Some(NumberUnit::Percent),
            (false, false, 1) => self.currencies.keys().next().map(|sign| NumberUnit::Currency(sign)),
            _ => None,
        }
    }

    /// Returns the formats in which all are numbers of any size.
    pub fn formats(&self) -> FormatSet {
        self.ruled_out.shape.not()
    }

    /// Returns whether all are 64-bit integers in this format.
    pub fn are_integers(&self, decimal: u8, group: Option<ThousandsSeparator>) -> bool {
        self.ruled_out.integer.not().has(decimal, group)
    }

    /// Returns whether all are floats in this format.
    pub fn are_floats(&self, decimal: u8, group: Option<ThousandsSeparator>) -> bool {
        self.ruled_out.float.not().has(decimal, group)
    }

    /// Returns whether all could be dates in digits.
    pub fn could_be_dates(&self) -> bool {
        self.dates == self.count()
    }

    /// Returns whether many different numbers could be dates.
    pub fn are_different(&self) -> bool {
        self.different.len() >= DIFFERENT
    }

    /// Returns the number of dates in digits with a time of day, and without one.
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

/// Returns the formats with this decimal separator in which the body is a number.
fn possible(number: &NumberText, decimal: u8) -> Possible {
    let read = |group| {
        let digits = Digits::read(number.body, decimal, group);
        let integer = |digits: &Digits| !number.percent && digits.integer(number.negative()).is_some();
        let float = |digits: &Digits| digits.float(number.negative(), number.percent).is_some();
        (digits.is_some(), digits.as_ref().is_some_and(integer), digits.as_ref().is_some_and(float))
    };
    let ungrouped = read(None);
    // A number without groups is the same with any thousands separator.
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

/// Returns whether the first byte that is not a digit can be part of a number.
fn begins_like_a_number(body: &[u8]) -> bool {
    let other = body.iter().find(|byte| !byte.is_ascii_digit());
    // The last two begin the blanks and the apostrophe outside ASCII.
    other.is_none_or(|byte| matches!(byte, b'.' | b',' | b' ' | b'\'' | b'e' | b'E' | 0xC2 | 0xE2))
}
