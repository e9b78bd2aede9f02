//! The Gregorian calendar, as if it had always been in use.

/// Days of a year of four centuries' cycle: 400 years have 97 leap days.
const CYCLE: i32 = 400 * 365 + 97;

/// From 1 March of the year 0 to 1 January 1970.
const EPOCH: i32 = 719_468;

/// The days from 1 January 1970 to a date: `None` if the calendar has no such date, or it is not in the years 1 to
/// 9999.
#[inline]
pub fn days(year: u32, month: u32, day: u32) -> Option<i32> {
    let exists = (1..=9999).contains(&year) && day >= 1 && day <= length(year, month);
    exists.then(|| count(year as i32, month as i32, day as i32))
}

/// The days from 1 January 1970 to a date that exists.
///
/// Howard Hinnant's `days_from_civil` (howardhinnant.github.io/date_algorithms.html): years that begin in March have
/// their leap day last, so (153 m + 2) / 5 is the days before the mth month from March, 0 to 11, in any year.
pub const fn count(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let cycle = year / 400;
    let year_of_cycle = year % 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * CYCLE + day_of_cycle - EPOCH
}

/// The days of a month: 0 if there is no such month.
fn length(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The day of the week, Monday 0. 1 January 1970 was a Thursday.
pub fn weekday(days: i32) -> usize {
    (days + 3).rem_euclid(7) as usize
}
