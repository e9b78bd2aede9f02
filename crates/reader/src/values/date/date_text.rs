//! A date as it is written.

use tenure_math::calendar;

use super::time::number;
use super::{DateOrder, month_names};
use crate::values::blank::trim_start;

/// A date as it is written.
pub enum DateText {
    /// Three numbers.
    Numeric {
        /// The values in the order written.
        parts: [u32; 3],
        /// How many digits each has.
        digits: [usize; 3],
        /// What stands between them.
        separator: u8,
    },
    /// The month is a name, so the order is plain.
    Named {
        /// All four digits of it.
        year: u32,
        /// 1 to 12.
        month: u32,
        /// Of the month.
        day: u32,
        /// Whether two digits of the year were written.
        short_year: bool,
        /// The day of the week, if written.
        weekday: Option<usize>,
    },
}

impl DateText {
    /// The date that the text begins with, and the rest.
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

    /// The days since 1 January 1970, if it is a date of that order.
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

    /// Whether the order of day and month must be known.
    pub fn needs_order(&self) -> bool {
        matches!(self, DateText::Numeric { digits, .. } if digits[0] != 4)
    }

    /// Whether two digits of the year are written.
    pub fn has_short_year(&self) -> bool {
        match self {
            DateText::Numeric { digits, .. } => self.needs_order() && digits[2] == 2,
            DateText::Named { short_year, .. } => *short_year,
        }
    }

    /// Whether dots are between its numbers: by convention, the day is then before the month.
    pub fn has_dots(&self) -> bool {
        matches!(self, DateText::Numeric { separator: b'.', .. })
    }
}

/// A year of two digits is one of 1969 to 2068, as in POSIX.
fn long_year((year, digits): (u32, usize)) -> u32 {
    match (digits, year) {
        (2, 69..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    }
}

/// `2024-01-03`, `3/1/24`
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

/// `3 Jan 2024`, `03-Jan-24`
fn day_month_year(text: &[u8]) -> Option<Parts<'_>> {
    let (day, rest) = number(text, 2)?;
    let separator = *rest.first()?;
    let (month, rest) = month_names::month(after(rest, separator)?)?;
    let (year, rest) = year(after(rest, separator)?)?;
    Some((year, month, day, rest))
}

/// `Jan 3, 2024`
fn month_day_year(text: &[u8]) -> Option<Parts<'_>> {
    let (month, rest) = month_names::month(text)?;
    let (day, rest) = number(blanks(rest)?, 2)?;
    let (year, rest) = year(blanks(rest.strip_prefix(b",").unwrap_or(rest))?)?;
    Some((year, month, day, rest)).filter(|(year, ..)| year.1 == 4)
}

/// What follows a separator, which is a hyphen, a slash or blanks.
fn after(text: &[u8], separator: u8) -> Option<&[u8]> {
    match separator {
        b'-' | b'/' => text.strip_prefix(&[separator]),
        _ => blanks(text),
    }
}

/// What follows at least one blank.
fn blanks(text: &[u8]) -> Option<&[u8]> {
    Some(trim_start(text)).filter(|rest| rest.len() < text.len())
}

/// A year of two or four digits with their number, and the rest.
fn year(text: &[u8]) -> Option<((u32, usize), &[u8])> {
    counted(text).filter(|(year, _)| matches!(year.1, 2 | 4))
}

/// A number of one to four digits with their number, and the rest.
fn counted(text: &[u8]) -> Option<((u32, usize), &[u8])> {
    let (value, rest) = number(text, 4)?;
    Some(((value, text.len() - rest.len()), rest))
}
