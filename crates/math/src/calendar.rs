//! The proleptic Gregorian calendar: the rules of today for all times. Days are counted from 1970-01-01.

/// Seconds in a day of 24 hours.
pub const SECONDS_PER_DAY: i64 = 86_400;

/// Days in the calendar's cycle of 400 years, of which 97 are leap years.
const DAYS_PER_CYCLE: i64 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// Returns the days from 1970-01-01 to a date that exists. Months and days count from 1.
///
/// Years are counted from March, so that the leap day is the last of its year and (153 m + 2) / 5 days lie before the
/// month m from March, 0 to 11, in any year. Source: H. Hinnant, chrono-compatible low-level date algorithms (2013),
/// <https://howardhinnant.github.io/date_algorithms.html>.
///
/// ```
/// use tenure_math::calendar::days_from_civil;
///
/// assert_eq!(days_from_civil(1970, 1, 1), 0);
/// assert_eq!(days_from_civil(2024, 2, 29), 19_782);
/// ```
#[inline]
pub const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_cycle = day_of_cycle(year.rem_euclid(400) as u32, month as u32, day as u32);
    year.div_euclid(400) * DAYS_PER_CYCLE + day_of_cycle as i64 - EPOCH
}

/// Returns the days from the start of a cycle of 400 years, which begin in March, to a date. It counts in 32 bits, as
/// readers of files call it for each date.
#[inline]
const fn day_of_cycle(year_of_cycle: u32, month: u32, day: u32) -> u32 {
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year
}

/// Returns the year, month and day of a number of days from 1970-01-01: the inverse of [`days_from_civil`].
///
/// ```
/// assert_eq!(tenure_math::calendar::civil_from_days(19_782), (2024, 2, 29));
/// ```
#[inline]
pub const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let (cycle, day_of_cycle) = (days.div_euclid(DAYS_PER_CYCLE), days.rem_euclid(DAYS_PER_CYCLE));
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = cycle * 400 + year_of_cycle + (month <= 2) as i64;
    (year, month, day_of_year - (153 * month_from_march + 2) / 5 + 1)
}

/// Returns the days from 1970-01-01 to a date of the years 1 to 9999, or `None` if there is no such date.
///
/// ```
/// use tenure_math::calendar::checked_days_from_civil;
///
/// assert_eq!(checked_days_from_civil(2024, 2, 29), Some(19_782));
/// assert_eq!(checked_days_from_civil(2023, 2, 29), None);
/// ```
#[inline]
pub fn checked_days_from_civil(year: u32, month: u32, day: u32) -> Option<i32> {
    let exists = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
    // Ten thousand years of days fit an i32.
    exists.then(|| {
        let year = if month <= 2 { year - 1 } else { year };
        let day_of_cycle = day_of_cycle(year % 400, month, day);
        (year / 400 * DAYS_PER_CYCLE as u32 + day_of_cycle) as i32 - EPOCH as i32
    })
}

/// Returns how many days a month of a year has, or 0 if there is no such month.
///
/// ```
/// use tenure_math::calendar::days_in_month;
///
/// assert_eq!((days_in_month(2024, 2), days_in_month(1900, 2)), (29, 28));
/// ```
#[inline]
pub fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Returns the day of the week of a number of days from 1970-01-01: 0 for Monday to 6 for Sunday.
///
/// ```
/// // 1970-01-01 was a Thursday.
/// assert_eq!(tenure_math::calendar::weekday(0), 3);
/// ```
#[inline]
pub fn weekday(days: i32) -> usize {
    (i64::from(days) + 3).rem_euclid(7) as usize
}

/// The mean length of a year in the Julian calendar, which models of continuous time use.
const MEAN_YEAR: f64 = 365.25;

const MEAN_MONTH: f64 = MEAN_YEAR / 12.0;

/// Returns the length of an interval in days of continuous time, where a month is 30.4375 days.
///
/// ```
/// assert_eq!(tenure_math::calendar::interval_days(12, 0, 43_200_000_000_000), 365.75);
/// ```
pub fn interval_days(months: i32, days: i32, nanoseconds: i64) -> f64 {
    const NANOSECONDS_PER_DAY: f64 = 86_400e9;
    f64::from(months) * MEAN_MONTH + f64::from(days) + nanoseconds as f64 / NANOSECONDS_PER_DAY
}

/// A unit of calendar time. Its periods are numbered without gaps, and period 0 has 1970-01-01 in it.
///
/// ```
/// use tenure_math::calendar::Unit;
///
/// let march = Unit::Month.period_of(19_783);
/// assert_eq!(march, 54 * 12 + 2);
/// assert_eq!(Unit::Month.first_day(march), Some(19_783));
/// assert_eq!(Unit::Month.last_day(march), Some(19_813));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// Seven days from a Monday.
    WeekFromMonday,
    /// Seven days from a Sunday.
    WeekFromSunday,
    /// A calendar month.
    Month,
    /// Three calendar months, the first of which is January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

impl Unit {
    /// The names of the units in SQL.
    pub const NAMES: &'static [&'static str] = &["day", "week", "month", "quarter", "year"];

    /// The names of the days on which a week may start.
    pub const WEEK_STARTS: &'static [&'static str] = &["monday", "sunday"];

    /// Returns the unit of a name. Only weeks look at `week_start`.
    pub fn from_name(name: &str, week_start: &str) -> Option<Self> {
        Some(match (name, week_start) {
            ("day", _) => Unit::Day,
            ("week", "monday") => Unit::WeekFromMonday,
            ("week", "sunday") => Unit::WeekFromSunday,
            ("month", _) => Unit::Month,
            ("quarter", _) => Unit::Quarter,
            ("year", _) => Unit::Year,
            _ => return None,
        })
    }

    /// Returns the mean length in days of continuous time, where a month is 30.4375 days and a year 365.25.
    pub fn days(self) -> f64 {
        match self {
            Unit::Day => 1.0,
            Unit::WeekFromMonday | Unit::WeekFromSunday => 7.0,
            Unit::Month => MEAN_MONTH,
            Unit::Quarter => 3.0 * MEAN_MONTH,
            Unit::Year => MEAN_YEAR,
        }
    }

    /// Returns the number of the period in which a day falls.
    #[inline]
    pub fn period_of(self, day: i32) -> i32 {
        match self {
            Unit::Day => day,
            // 1970-01-01 was a Thursday: 3 days after a Monday, 4 after a Sunday.
            Unit::WeekFromMonday => week(day, 3),
            Unit::WeekFromSunday => week(day, 4),
            Unit::Month => month_of(day),
            Unit::Quarter => month_of(day).div_euclid(3),
            Unit::Year => month_of(day).div_euclid(12),
        }
    }

    /// Returns the first day of a period, or `None` if it does not fit an `i32`.
    pub fn first_day(self, period: i32) -> Option<i32> {
        let period = i64::from(period);
        let day = match self {
            Unit::Day => period,
            Unit::WeekFromMonday => period * 7 - 3,
            Unit::WeekFromSunday => period * 7 - 4,
            Unit::Month => first_day_of_month(period),
            Unit::Quarter => first_day_of_month(period * 3),
            Unit::Year => first_day_of_month(period * 12),
        };
        i32::try_from(day).ok()
    }

    /// Returns the last day of a period, or `None` if it does not fit an `i32`.
    pub fn last_day(self, period: i32) -> Option<i32> {
        self.first_day(period.checked_add(1)?)?.checked_sub(1)
    }
}

#[inline]
fn week(day: i32, since_week_start: i64) -> i32 {
    // A seventh of an i32 fits an i32.
    (i64::from(day) + since_week_start).div_euclid(7) as i32
}

/// Returns how many months after January 1970 a day falls.
#[inline]
fn month_of(day: i32) -> i32 {
    let (year, month, _) = civil_from_days(i64::from(day));
    // A thirtieth of an i32 fits an i32.
    ((year - 1970) * 12 + month - 1) as i32
}

fn first_day_of_month(month: i64) -> i64 {
    days_from_civil(1970 + month.div_euclid(12), month.rem_euclid(12) + 1, 1)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};
    use proptest::prelude::*;

    use super::*;

    const UNITS: [Unit; 6] =
        [Unit::Day, Unit::WeekFromMonday, Unit::WeekFromSunday, Unit::Month, Unit::Quarter, Unit::Year];

    fn days(date: NaiveDate) -> i32 {
        date.signed_duration_since(NaiveDate::default()).num_days() as i32
    }

    #[test]
    fn weeks_start_where_they_should() {
        // 2024-12-30 was a Monday.
        let monday = days(NaiveDate::from_ymd_opt(2024, 12, 30).unwrap());
        let week = |unit: Unit, day| unit.first_day(unit.period_of(day)).unwrap();
        assert_eq!(week(Unit::WeekFromMonday, monday), monday);
        assert_eq!(week(Unit::WeekFromMonday, monday - 1), monday - 7);
        assert_eq!(week(Unit::WeekFromSunday, monday), monday - 1);
    }

    #[test]
    fn a_year_is_twelve_months() {
        assert_eq!(interval_days(12, 0, 0), Unit::Year.days());
        assert_eq!(interval_days(0, 7, 43_200_000_000_000), 7.5);
        assert_eq!(interval_days(-1, 30, 0), -0.4375);
    }

    proptest! {
        #[test]
        fn dates_agree_with_chrono(day in -2_000_000i32..3_000_000) {
            let date = NaiveDate::default() + chrono::TimeDelta::days(day.into());
            let civil = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
            prop_assert_eq!(civil_from_days(day.into()), civil);
            prop_assert_eq!(days_from_civil(civil.0, civil.1, civil.2), i64::from(day));
            prop_assert_eq!(weekday(day), date.weekday().num_days_from_monday() as usize);
            if (1..=9999).contains(&date.year()) {
                let (year, month) = (date.year() as u32, date.month());
                prop_assert_eq!(checked_days_from_civil(year, month, date.day()), Some(day));
                prop_assert_eq!(u32::from(date.num_days_in_month()), days_in_month(year, month));
            }
        }

        #[test]
        fn agrees_with_chrono(day in -2_000_000i32..3_000_000) {
            let date = NaiveDate::default() + chrono::TimeDelta::days(day.into());
            prop_assert_eq!(Unit::Month.period_of(day), (date.year() - 1970) * 12 + date.month0() as i32);
            prop_assert_eq!(Unit::Year.period_of(day), date.year() - 1970);
            let first = days(date.with_day(1).unwrap());
            prop_assert_eq!(Unit::Month.first_day(Unit::Month.period_of(day)), Some(first));
        }

        #[test]
        fn a_day_lies_in_its_period(day in i32::MIN / 2..i32::MAX / 2) {
            for unit in UNITS {
                let period = unit.period_of(day);
                prop_assert!(unit.first_day(period).unwrap() <= day);
                prop_assert!(day <= unit.last_day(period).unwrap());
            }
        }
    }
}
