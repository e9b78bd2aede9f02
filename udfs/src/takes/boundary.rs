//! Ends of the time that a call looks at, and durations.

use datafusion::arrow::datatypes::{DataType, IntervalMonthDayNano, TimeUnit};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::Expr;
use tenure_math::calendar::interval_days;

use crate::zone::ticks_a_second;

/// The end of the time that a call looks at, its last instant included.
#[derive(Debug, Clone)]
pub enum Boundary {
    /// The end of a day, counted from 1970-01-01, in the call's time zone.
    Day(i32),
    /// An instant, in nanoseconds since 1970 UTC.
    Instant(i128),
    /// A DATE or TIMESTAMP known when the query runs, such as `now()`.
    Later(Expr, DataType),
}

impl Boundary {
    /// Reads a constant; `None` if it is not a DATE or TIMESTAMP.
    pub(crate) fn of(value: &ScalarValue) -> Option<Self> {
        let (ticks, unit) = match value {
            ScalarValue::Date32(Some(day)) => return Some(Self::Day(*day)),
            ScalarValue::TimestampSecond(Some(t), _) => (*t, TimeUnit::Second),
            ScalarValue::TimestampMillisecond(Some(t), _) => (*t, TimeUnit::Millisecond),
            ScalarValue::TimestampMicrosecond(Some(t), _) => (*t, TimeUnit::Microsecond),
            ScalarValue::TimestampNanosecond(Some(t), _) => (*t, TimeUnit::Nanosecond),
            _ => return None,
        };
        Some(Self::Instant(i128::from(ticks) * i128::from(1_000_000_000 / ticks_a_second(unit))))
    }
}

/// Returns the length of an interval in days of continuous time, where a month is 30.4375 days.
pub fn days_of(interval: IntervalMonthDayNano) -> f64 {
    interval_days(interval.months, interval.days, interval.nanoseconds)
}
