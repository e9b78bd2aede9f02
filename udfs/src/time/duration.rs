//! Lengths of time as numbers of days.

use datafusion::arrow::datatypes::IntervalMonthDayNano;

use super::Unit;

/// An interval in days of continuous time, where a month is 30.4375 days.
pub(crate) fn days_of(interval: IntervalMonthDayNano) -> f64 {
    const NANOSECONDS_A_DAY: f64 = 86_400e9;
    f64::from(interval.months) * Unit::Month.days()
        + f64::from(interval.days)
        + interval.nanoseconds as f64 / NANOSECONDS_A_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_twelve_months() {
        assert_eq!(days_of(IntervalMonthDayNano::new(12, 0, 0)), Unit::Year.days());
        assert_eq!(days_of(IntervalMonthDayNano::new(0, 7, 43_200_000_000_000)), 7.5);
        assert_eq!(days_of(IntervalMonthDayNano::new(-1, 30, 0)), -0.4375);
    }
}
