//! Fast parsing of the commonest dates, whose digits are at fixed positions.

use tenure_math::calendar::checked_days_from_civil;

use super::{Moment, time};

/// Parses `2024-01-03`, `2024-01-03 08:26:05` or `2024-01-03T08:26:05`.
#[inline]
pub fn iso(text: &[u8]) -> Option<Moment> {
    let (date, time) = match text.len() {
        10 => (text, None),
        19 if matches!(text[10], b' ' | b'T') => (&text[..10], Some(&text[11..])),
        _ => return None,
    };
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = date else { return None };
    let days = checked_days_from_civil(pair(y0, y1)? * 100 + pair(y2, y3)?, pair(m0, m1)?, pair(d0, d1)?)?;
    let nanoseconds = match time {
        Some(&[h0, h1, b':', m0, m1, b':', s0, s1]) => clock([h0, h1, m0, m1, s0, s1])?,
        Some(_) => return None,
        None => 0,
    };
    Some(Moment { days, nanoseconds, offset: None, has_time: time.is_some() })
}

/// Parses `20240103` or `20240103082605`, in the years 1900 to 2100.
#[inline]
pub fn compact(text: &[u8]) -> Option<Moment> {
    let (date, time) = match text.len() {
        8 => (text, None),
        14 => text.split_at_checked(8).map(|(date, time)| (date, Some(time)))?,
        _ => return None,
    };
    let &[y0, y1, y2, y3, m0, m1, d0, d1] = date else { return None };
    let year = pair(y0, y1)? * 100 + pair(y2, y3)?;
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let days = checked_days_from_civil(year, pair(m0, m1)?, pair(d0, d1)?)?;
    let nanoseconds = match time {
        Some(time) => clock(time.try_into().ok()?)?,
        None => 0,
    };
    Some(Moment { days, nanoseconds, offset: None, has_time: time.is_some() })
}

/// Returns the nanoseconds since midnight of a time of six digits.
fn clock([h0, h1, m0, m1, s0, s1]: [u8; 6]) -> Option<i64> {
    let (hour, minute, second) = (pair(h0, h1)?, pair(m0, m1)?, pair(s0, s1)?);
    (hour < 24 && minute < 60 && second < 60).then(|| time::nanoseconds(hour, minute, second))
}

/// Parses two digits.
#[inline]
fn pair(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| u32::from(tens) * 10 + u32::from(ones))
}
