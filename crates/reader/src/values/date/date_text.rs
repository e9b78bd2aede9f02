//! The text of a date, split into its parts.

use tenure_math::calendar;

use super::time::number;
use super::{DateOrder, month_names};
use crate::values::blank::trim_start;

/// The parts of a date, not yet in a known order.
pub enum DateText {
    /// Three numbers.
    Numeric {
        /// The numbers in the order of the text.
        parts: [u32; 3],
        /// The number of digits of each.
        digits: [usize; 3],
        /// The character between them.
        separator: u8,
    },
    /// A date with the name of a month, whose order is clear.
    Named {
        /// All four digits of the year.
        year: u32,
        /// 1 to 12.
        month: u32,
        /// The day of the month.
        day: u32,
        /// True if the text has only two digits of the year.
        short_year: bool,
        /// The weekday, if the text has one.
        weekday: Option<usize>,
    },
}

impl DateText {
    /// Parses the date that the text begins with and returns the rest.
    pub fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        if let Some(found) = numeric(text) {
            return Some(found);
        }
        let (weekday, text) = match month_names::weekday(text) {
            Some((weekday, [b',', rest @ ..] | rest)) => (Some(weekday), blanks(rest)?),
            None => (None, text),
        };
        let (year, month, day, rest) = day_month_year(text).or_else(|| month_day_year(text))?;
        let short_year = year.1 == 2;
        Some((DateText::Named { year: long_year(year), month, day, short_year, weekday }, rest))
    }

    /// Returns the days since 1 January 1970 if the parts are a date in this order.
    pub fn days(&self, order: DateOrder) -> Option<i32> {
        match *self {
            DateText::Numeric { parts: [first, second, third], digits, .. } => {
                let ends_in_year = digits[0] <= 2 && matches!(digits[2], 2 | 4);
                match order {
                    DateOrder::YearFirst if digits[0] == 4 && digits[2] <= 2 => {
                        calendar::checked_days_from_civil(first, second, third)
                    }
                    DateOrder::DayFirst if ends_in_year => {
                        calendar::checked_days_from_civil(long_year((third, digits[2])), second, first)
                    }
                    DateOrder::MonthFirst if ends_in_year => {
                        calendar::checked_days_from_civil(long_year((third, digits[2])), first, second)
                    }
                    _ => None,
                }
            }
            DateText::Named { year, month, day, weekday, .. } => {
                let days = calendar::checked_days_from_civil(year, month, day)?;
                let agrees = weekday.is_none_or(|weekday| weekday == calendar::weekday(days));
                agrees.then_some(days)
            }
        }
    }

    /// Returns whether the order of day and month is open.
    pub fn needs_order(&self) -> bool {
        matches!(self, DateText::Numeric { digits, .. } if digits[0] != 4)
    }

    /// Returns whether the year has two digits.
    pub fn has_short_year(&self) -> bool {
        match self {
            DateText::Numeric { digits, .. } => self.needs_order() && digits[2] == 2,
            DateText::Named { short_year, .. } => *short_year,
        }
    }

    /// Returns whether dots separate the numbers, which by convention puts the day before the month.
    pub fn has_dots(&self) -> bool {
        matches!(self, DateText::Numeric { separator: b'.', .. })
    }
}

/// Completes a two-digit year to one of 1969 to 2068, as POSIX does.
fn long_year((year, digits): (u32, usize)) -> u32 {
    match (digits, year) {
        (2, 69..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    }
}

/// Parses `2024-01-03` or `3/1/24`.
fn numeric(text: &[u8]) -> Option<(DateText, &[u8])> {
    let (first, rest) = counted(text)?;
    let (&separator, rest) = rest.split_first().filter(|(byte, _)| matches!(byte, b'-' | b'/' | b'.'))?;
    let (second, rest) = counted(rest).filter(|(second, _)| second.1 <= 2)?;
    let (third, rest) = counted(rest.strip_prefix(&[separator])?)?;
    let parts = [first.0, second.0, third.0];
    Some((DateText::Numeric { parts, digits: [first.1, second.1, third.1], separator }, rest))
}

/// A year with the number of its digits, a month, a day, and the rest of the text.
type Parts<'a> = ((u32, usize), u32, u32, &'a [u8]);

/// Parses `3 Jan 2024` or `03-Jan-24`.
fn day_month_year(text: &[u8]) -> Option<Parts<'_>> {
    let (day, rest) = number(text, 2)?;
    let separator = *rest.first()?;
    let (month, rest) = month_names::month(after(rest, separator)?)?;
    let (year, rest) = year(after(rest, separator)?)?;
    Some((year, month, day, rest))
}

/// Parses `Jan 3, 2024`.
fn month_day_year(text: &[u8]) -> Option<Parts<'_>> {
    let (month, rest) = month_names::month(text)?;
    let (day, rest) = number(blanks(rest)?, 2)?;
    let (year, rest) = year(blanks(rest.strip_prefix(b",").unwrap_or(rest))?)?;
    Some((year, month, day, rest)).filter(|(year, ..)| year.1 == 4)
}

/// Removes a separator: a hyphen, a slash or blanks.
fn after(text: &[u8], separator: u8) -> Option<&[u8]> {
    match separator {
        b'-' | b'/' => text.strip_prefix(&[separator]),
        _ => blanks(text),
    }
}

/// Removes at least one blank.
fn blanks(text: &[u8]) -> Option<&[u8]> {
    Some(trim_start(text)).filter(|rest| rest.len() < text.len())
}

/// Parses a year of two or four digits. Returns it with their number, and the rest.
fn year(text: &[u8]) -> Option<((u32, usize), &[u8])> {
    counted(text).filter(|(year, _)| matches!(year.1, 2 | 4))
}

/// Parses a number of one to four digits. Returns it with their number, and the rest.
fn counted(text: &[u8]) -> Option<((u32, usize), &[u8])> {
    let (value, rest) = number(text, 4)?;
    Some(((value, text.len() - rest.len()), rest))
}
