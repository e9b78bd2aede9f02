//! Formats of dates and times, and their parsing.

mod date_text;
mod fixed_width;
mod month_names;
#[cfg(test)]
mod tests;
mod time;

use super::blank::trim;
use date_text::DateText;
pub(super) use fixed_width::{compact, iso};
use time::Time;

/// The order of year, month and day in dates written as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `2024-01-13`
    YearFirst,
    /// `13/01/2024`
    DayFirst,
    /// `01/13/2024`
    MonthFirst,
}

impl DateOrder {
    /// All orders.
    pub(super) const ALL: [DateOrder; 3] = [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst];

    /// Returns the name for a message.
    pub(super) fn name(self) -> &'static str {
        match self {
            DateOrder::YearFirst => "year first",
            DateOrder::DayFirst => "day first",
            DateOrder::MonthFirst => "month first",
        }
    }
}

/// The format of the dates of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateFormat {
    /// The order of numeric dates. A date with the name of a month needs none.
    pub order: DateOrder,
    /// True if `20240113` is a date too, and 14 digits are a date and time.
    pub compact: bool,
}

/// A date, perhaps with a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Days since 1 January 1970.
    pub days: i32,
    /// Nanoseconds since midnight.
    pub nanoseconds: i64,
    /// Seconds east of UTC, if the text has a time zone.
    pub offset: Option<i32>,
    /// True if the text has a time of day.
    pub has_time: bool,
}

impl DateFormat {
    /// Parses a date to days since 1 January 1970. Returns `None` if the text is not a date or has a time of day.
    #[inline]
    pub fn date(&self, text: &[u8]) -> Option<i32> {
        self.moment(text).filter(|moment| !moment.has_time).map(|moment| moment.days)
    }

    /// Parses a date, perhaps with a time of day.
    #[inline]
    pub fn moment(&self, text: &[u8]) -> Option<Moment> {
        if self.order == DateOrder::YearFirst
            && let Some(moment) = iso(text)
        {
            return Some(moment);
        }
        self.any_moment(trim(text))
    }

    fn any_moment(&self, text: &[u8]) -> Option<Moment> {
        if self.compact
            && let Some(moment) = compact(text)
        {
            return Some(moment);
        }
        let (date, time) = parts(text)?;
        Some(moment(date.days(self.order)?, time.as_ref()))
    }
}

/// Splits a trimmed text into a date and a time of day.
pub(super) fn parts(text: &[u8]) -> Option<(DateText, Option<Time>)> {
    let (date, rest) = DateText::read(text)?;
    let time = if rest.is_empty() { None } else { Some(Time::read(time::separated(rest)?)?) };
    Some((date, time))
}

/// Combines a day with a time of day.
pub(super) fn moment(days: i32, time: Option<&Time>) -> Moment {
    Moment {
        days,
        nanoseconds: time.map_or(0, |time| time.nanoseconds),
        offset: time.and_then(|time| time.offset),
        has_time: time.is_some(),
    }
}
