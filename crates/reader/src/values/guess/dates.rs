//! The dates of a column.

use crate::values::date::{Moment, iso, moment, parts};
use crate::values::{DateFormat, DateOrder, ValueFormat};

use super::context::{ColumnContext, Outcome};
use super::date_names::means_dates;
use super::note::Note;

/// The days from 1 January 1678 to the end of 2261, all of which fit into 64-bit nanoseconds.
const NANOSECONDS_REACH: std::ops::Range<i32> = -106_650..106_651;

/// Statistics over the dates of a column.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    count: u64,
    /// The orders that are ruled out, in the order of `DateOrder::ALL`.
    ruled_out: [bool; 3],
    timed: u64,
    zoned: u64,
    /// True if a date has dots between its numbers.
    dots: bool,
    /// True if a date has a two-digit year.
    short_years: bool,
    /// True if a time is finer than microseconds.
    fine: bool,
    /// True if a date is too distant for nanoseconds.
    far: bool,
}

impl Dates {
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Records a field if it is a date in one of the commonest formats.
    #[inline]
    pub fn see_quick(&mut self, field: &[u8]) -> bool {
        let Some(moment) = iso(field) else { return false };
        self.rule_out([false, true, true]);
        self.take(&moment);
        true
    }

    /// Records a trimmed text if it is a date.
    pub fn see(&mut self, text: &[u8]) -> bool {
        let Some((date, time)) = parts(text) else { return false };
        let days = DateOrder::ALL.map(|order| date.days(order));
        let Some(any) = days.into_iter().flatten().next() else { return false };
        self.rule_out(days.map(|days| days.is_none()));
        self.dots |= date.needs_order() && date.has_dots();
        self.short_years |= date.has_short_year();
        self.take(&moment(any, time.as_ref()));
        true
    }

    pub fn merge(&mut self, other: &Dates) {
        self.count += other.count;
        self.rule_out(other.ruled_out);
        self.timed += other.timed;
        self.zoned += other.zoned;
        self.dots |= other.dots;
        self.short_years |= other.short_years;
        self.fine |= other.fine;
        self.far |= other.far;
    }

    pub fn order_evidence(&self) -> Option<DateOrder> {
        match self.ruled_out {
            [true, false, true] => Some(DateOrder::DayFirst),
            [true, true, false] => Some(DateOrder::MonthFirst),
            [true, false, false] if self.dots => Some(DateOrder::DayFirst),
            _ => None,
        }
    }

    pub fn decide(&self, context: &ColumnContext) -> Outcome {
        let zoned = self.zoned > 0;
        if (zoned && self.zoned < self.count) || (self.fine && self.far) {
            return Outcome::Text;
        }
        let mut notes = Vec::new();
        let order = match (self.ruled_out, self.order_evidence(), context.order) {
            ([true, true, true], ..) => return Outcome::Text,
            ([false, ..], ..) => DateOrder::YearFirst,
            ([true, false, false], _, Some(order @ (DateOrder::DayFirst | DateOrder::MonthFirst))) => {
                notes.push(Note::order(order));
                order
            }
            (_, Some(order), _) => order,
            (_, None, _) => return Outcome::Undecided(Note::which_order()),
        };
        // Version numbers such as 1.2.10 look like dates of this kind.
        let proven = self.ruled_out != [true, false, false];
        if self.short_years && self.dots && !proven && !context.name.is_some_and(means_dates) {
            return Outcome::Undecided(Note::which_order());
        }
        if self.short_years {
            notes.push(Note::short_years());
        }
        let format = DateFormat { order, compact: false };
        if self.timed == 0 {
            return Outcome::Typed(ValueFormat::Date(format), notes);
        }
        if self.timed < self.count {
            notes.push(Note::midnight(self.count - self.timed));
        }
        if zoned {
            notes.push(Note::zone());
        }
        Outcome::Typed(ValueFormat::Timestamp { format, zone: zoned, nanoseconds: self.fine }, notes)
    }

    #[inline]
    fn rule_out(&mut self, orders: [bool; 3]) {
        for (ruled_out, order) in self.ruled_out.iter_mut().zip(orders) {
            *ruled_out |= order;
        }
    }

    #[inline]
    fn take(&mut self, moment: &Moment) {
        self.count += 1;
        self.timed += u64::from(moment.has_time);
        self.zoned += u64::from(moment.offset.is_some());
        self.fine |= moment.nanoseconds % 1_000 != 0;
        self.far |= !NANOSECONDS_REACH.contains(&moment.days);
    }
}
