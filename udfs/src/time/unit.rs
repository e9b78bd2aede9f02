//! Calendar units on the proleptic Gregorian calendar. Numbers only; days are counted from 1970-01-01.

/// The mean length of a year in the Julian calendar, as models of continuous time use it.
const DAYS_A_YEAR: f64 = 365.25;

const DAYS_A_MONTH: f64 = DAYS_A_YEAR / 12.0;

/// What a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// Seven days, from a Monday.
    WeekFromMonday,
    /// Seven days, from a Sunday.
    WeekFromSunday,
    /// A calendar month.
    Month,
    /// Three calendar months, from January.
    Quarter,
    /// A calendar year.
    Year,
}

impl Unit {
    /// The units' names in SQL.
    pub const NAMES: &'static [&'static str] = &["day", "week", "month", "quarter", "year"];

    /// The names of the days a week may start on.
    pub const WEEK_STARTS: &'static [&'static str] = &["monday", "sunday"];

    /// The unit of that name; `week_start` matters to weeks only.
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

    /// Its length in days in continuous time, where a month is 30.4375 days and a year 365.25.
    pub fn days(self) -> f64 {
        match self {
            Unit::Day => 1.0,
            Unit::WeekFromMonday | Unit::WeekFromSunday => 7.0,
            Unit::Month => DAYS_A_MONTH,
            Unit::Quarter => 3.0 * DAYS_A_MONTH,
            Unit::Year => DAYS_A_YEAR,
        }
    }

    /// The number of the period that a day falls in. Consecutive periods have consecutive numbers; the one with
    /// 1970-01-01 in it is 0.
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

    /// The first day of a period; None past the days that a DATE can hold.
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

    /// The last day of a period; None past the days that a DATE can hold.
    pub fn last_day(self, period: i32) -> Option<i32> {
        self.first_day(period.checked_add(1)?)?.checked_sub(1)
    }
}

#[inline]
fn week(day: i32, since_week_start: i64) -> i32 {
    // A seventh of an i32 fits an i32.
    (i64::from(day) + since_week_start).div_euclid(7) as i32
}

/// Months since January 1970. After H. Hinnant, chrono-compatible low-level date algorithms (2013): years are counted
/// from March, so that the leap day is the last of its year.
#[inline]
fn month_of(day: i32) -> i32 {
    let z = i64::from(day) + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let months = (era * 400 + year_of_era) * 12 + month_from_march + 2 - 1970 * 12;
    // A thirtieth of an i32 fits an i32.
    months as i32
}

fn first_day_of_month(month: i64) -> i64 {
    let from_march = month + 1970 * 12 - 2;
    let year = from_march.div_euclid(12);
    let month_from_march = from_march.rem_euclid(12);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month_from_march + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
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

    proptest! {
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
