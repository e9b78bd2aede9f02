//! Time zones, and the days on which instants fall in them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone as _};
use datafusion::arrow::array::timezone::Tz;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, Date32Array, Date64Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    DataType, Date32Type, TimeUnit, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use datafusion::common::{Result, exec_err};
use tenure_diagnostics::Problem;
use tenure_math::calendar::SECONDS_PER_DAY;

use crate::error::FunctionError;

/// A time zone. UTC is a variant of its own, because its days need no table.
#[derive(Debug, Clone, Copy)]
pub enum Zone {
    /// Coordinated universal time.
    Utc,
    /// Any other zone, by its IANA name or as an offset.
    Local(Tz),
}

impl Zone {
    /// Returns the zone of a name: `Europe/London`, `+01:00`.
    ///
    /// # Errors
    /// Returns an error if there is no such zone.
    pub fn from_name(name: &str) -> Result<Self> {
        if name.eq_ignore_ascii_case("utc") || name == "+00:00" || name == "Z" {
            return Ok(Zone::Utc);
        }
        name.parse().map(Zone::Local).map_err(|_| {
            let problem = Problem::new(format!("'{name}' is not a time zone"));
            FunctionError::call(problem.hint("write it as 'Europe/London' or '+01:00'")).into()
        })
    }

    /// Returns the zone in which the days of a column are counted: the zone asked for, else the zone of the column,
    /// else UTC.
    ///
    /// # Errors
    /// Returns an error if there is no zone of that name.
    pub fn of(column: &DataType, asked: Option<&str>) -> Result<Self> {
        match (asked, column) {
            (Some(name), _) => Self::from_name(name),
            (None, DataType::Timestamp(_, Some(name))) => Self::from_name(name),
            (None, _) => Ok(Zone::Utc),
        }
    }

    /// Returns by how many seconds the local clock is ahead of UTC at an instant, or `None` if the zone's rules do not
    /// cover it.
    fn offset(self, seconds: i64) -> Option<i64> {
        match self {
            Zone::Utc => Some(0),
            Zone::Local(zone) => {
                let utc = DateTime::from_timestamp(seconds, 0)?.naive_utc();
                Some(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc().into())
            }
        }
    }

    /// Returns the instant, in seconds since 1970 UTC, at which a day begins. Where the clock skips midnight it is the
    /// first instant after.
    pub fn start_of_day(self, day: i32) -> Option<i64> {
        let midnight = i64::from(day) * SECONDS_PER_DAY;
        let Zone::Local(zone) = self else {
            return Some(midnight);
        };
        let local: NaiveDateTime = NaiveDate::default()
            .checked_add_signed(chrono::TimeDelta::days(day.into()))?
            .and_time(chrono::NaiveTime::MIN);
        // No zone skips more than a day; Samoa once skipped exactly one.
        (0..=96)
            .filter_map(|quarters| local.checked_add_signed(chrono::TimeDelta::minutes(15 * quarters)))
            .find_map(|time| zone.from_local_datetime(&time).earliest())
            .map(|time| time.timestamp())
    }

    /// Returns the day on which an instant falls, in nanoseconds since 1970 UTC.
    pub fn day_of(self, nanoseconds: i128) -> Option<i32> {
        let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
        let local = seconds.checked_add(self.offset(seconds)?)?;
        i32::try_from(local.div_euclid(SECONDS_PER_DAY)).ok()
    }
}

/// Returns how many ticks of a unit make a second.
pub(crate) fn ticks_a_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

/// Returns the days on which a column of dates or timestamps falls, counted from 1970-01-01.
///
/// # Errors
/// Returns an error if the column is neither, or an instant lies outside the years that its zone's rules cover.
pub(crate) fn local_days(column: &ArrayRef, zone: Zone) -> Result<Date32Array> {
    macro_rules! of_timestamps {
        ($type:ty, $unit:expr) => {{
            let instants = column.as_primitive::<$type>();
            let mut cache = DayCache::new(zone, ticks_a_second($unit));
            let mut days = Vec::with_capacity(instants.len());
            for (row, ticks) in instants.values().iter().enumerate() {
                days.push(if instants.is_valid(row) { cache.day(*ticks)? } else { 0 });
            }
            Ok(Date32Array::new(days.into(), instants.nulls().cloned()))
        }};
    }
    match column.data_type() {
        DataType::Date32 => Ok(column.as_primitive::<Date32Type>().clone()),
        DataType::Date64 => {
            let dates: &Date64Array = column.as_primitive();
            dates.try_unary(|ms| as_day(ms.div_euclid(1_000 * SECONDS_PER_DAY)))
        }
        DataType::Timestamp(TimeUnit::Second, _) => of_timestamps!(TimestampSecondType, TimeUnit::Second),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            of_timestamps!(TimestampMillisecondType, TimeUnit::Millisecond)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            of_timestamps!(TimestampMicrosecondType, TimeUnit::Microsecond)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            of_timestamps!(TimestampNanosecondType, TimeUnit::Nanosecond)
        }
        DataType::Null => Ok(cast(column, &DataType::Date32)?.as_primitive::<Date32Type>().clone()),
        other => exec_err!("a DATE or TIMESTAMP is needed here, but the column is {other}"),
    }
}

fn as_day(day: i64) -> Result<i32> {
    match i32::try_from(day) {
        Ok(day) => Ok(day),
        Err(_) => exec_err!("a time lies outside the days that a DATE can hold"),
    }
}

/// The day found last, with its first and last tick. Most logs are in order, so the next row falls on the same day.
struct DayCache {
    zone: Zone,
    ticks_a_second: i64,
    first: i64,
    last: i64,
    day: i32,
}

impl DayCache {
    fn new(zone: Zone, ticks_a_second: i64) -> Self {
        Self { zone, ticks_a_second, first: 1, last: 0, day: 0 }
    }

    #[inline]
    fn day(&mut self, ticks: i64) -> Result<i32> {
        if !(self.first <= ticks && ticks <= self.last) {
            self.find(ticks)?;
        }
        Ok(self.day)
    }

    fn find(&mut self, ticks: i64) -> Result<()> {
        let seconds = ticks.div_euclid(self.ticks_a_second);
        let Some(offset) = self.zone.offset(seconds) else {
            return exec_err!("a time lies outside the years that time zones are known for");
        };
        self.day = as_day((seconds + offset).div_euclid(SECONDS_PER_DAY))?;
        // Since 1970 clocks have changed on quarters of an hour only, so the offset is constant within one. Before 1970
        // only the second itself is safe to keep.
        let (start, length) = match self.zone {
            Zone::Utc => (i64::from(self.day) * SECONDS_PER_DAY, SECONDS_PER_DAY),
            Zone::Local(_) if seconds >= 0 => (seconds.div_euclid(900) * 900, 900),
            Zone::Local(_) => (seconds, 1),
        };
        self.first = start.saturating_mul(self.ticks_a_second);
        self.last = start.saturating_add(length).saturating_mul(self.ticks_a_second) - 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::TimestampSecondArray;

    use super::*;

    fn day(zone: &str, instant: &str) -> String {
        let seconds = instant.parse::<DateTime<chrono::Utc>>().unwrap().timestamp();
        let column: ArrayRef = Arc::new(TimestampSecondArray::from(vec![seconds - 1, seconds]));
        let days = local_days(&column, Zone::from_name(zone).unwrap()).unwrap();
        days.value_as_date(1).unwrap().to_string()
    }

    #[test]
    fn an_instant_falls_on_the_local_day() {
        assert_eq!(day("UTC", "2024-03-31T23:30:00Z"), "2024-03-31");
        assert_eq!(day("Europe/London", "2024-03-31T23:30:00Z"), "2024-04-01");
        assert_eq!(day("America/New_York", "2024-03-31T03:59:59Z"), "2024-03-30");
        assert_eq!(day("Asia/Kathmandu", "2024-01-01T18:15:00Z"), "2024-01-02");
        assert_eq!(day("+05:30", "1969-12-31T18:30:00Z"), "1970-01-01");
    }

    #[test]
    fn a_day_begins_when_its_clock_says_so() {
        let start = |zone: &str, date: &str| {
            let day = date.parse::<NaiveDate>().unwrap() - NaiveDate::default();
            let seconds = Zone::from_name(zone).unwrap().start_of_day(day.num_days() as i32);
            DateTime::from_timestamp(seconds.unwrap(), 0).unwrap().to_rfc3339()
        };
        assert_eq!(start("Europe/London", "2024-04-01"), "2024-03-31T23:00:00+00:00");
        // Santiago's clocks went from 23:59:59 to 01:00:00 on this day.
        assert_eq!(start("America/Santiago", "2024-09-08"), "2024-09-08T04:00:00+00:00");
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert!(Zone::from_name("Europe/Londn").is_err());
    }
}
