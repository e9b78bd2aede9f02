//! Lengths of time as numbers of days.

use datafusion::arrow::datatypes::IntervalMonthDayNano;
use tenure_math::calendar::interval_days;

/// Returns the length of an interval in days of continuous time, where a month is 30.4375 days.
pub(crate) fn days_of(interval: IntervalMonthDayNano) -> f64 {
    interval_days(interval.months, interval.days, interval.nanoseconds)
}
