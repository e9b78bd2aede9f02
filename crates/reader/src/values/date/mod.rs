//! How dates and times are written, and the moment that one is.

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

/// What comes first in dates that are written in numbers.
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
    /// Every order.
    pub(super) const ALL: [DateOrder; 3] = [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst];

    /// Its name in a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            DateOrder::YearFirst => "year first",
            DateOrder::DayFirst => "day first",
            DateOrder::MonthFirst => "month first",
        }
    }
}

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateFormat {
    /// The order of dates in numbers. One with the month's name needs none.
    pub order: DateOrder,
    /// Whether eight digits, `20240113`, are a date too, and fourteen a date and a time.
    pub compact: bool,
}

/// A date, perhaps with a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Days since 1 January 1970.
    pub days: i32,
    /// Nanoseconds since midnight.
    pub nanoseconds: i64,
    /// Seconds east of UTC, if a zone is written.
    pub offset: Option<i32>,
    /// Whether a time of day is written.
    pub has_time: bool,
}

impl DateFormat {
    /// The date that the text is, in days since 1 January 1970: `None` if it is none, or has a time of day.
    #[inline]
    pub fn date(&self, text: &[u8]) -> Option<i32> {
        self.moment(text).filter(|moment| !moment.has_time).map(|moment| moment.days)
    }

    /// The date that the text is, perhaps with a time of day.
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

/// The date and the time of day that the text is, without blanks around it.
pub(super) fn parts(text: &[u8]) -> Option<(DateText, Option<Time>)> {
    let (date, rest) = DateText::read(text)?;
    let time = if rest.is_empty() { None } else { Some(Time::read(time::separated(rest)?)?) };
    Some((date, time))
}

/// A day, and the time of it.
pub(super) fn moment(days: i32, time: Option<&Time>) -> Moment {
    Moment {
        days,
        nanoseconds: time.map_or(0, |time| time.nanoseconds),
        offset: time.and_then(|time| time.offset),
        has_time: time.is_some(),
    }
}
