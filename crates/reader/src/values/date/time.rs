//! Times of day and the time zone behind them.

use crate::values::blank::{trim_end, trim_start};

const SECOND: i64 = 1_000_000_000;

/// The furthest that a time zone has been from UTC, in whole hours.
const FURTHEST: u32 = 15;

/// A time of day.
pub struct Time {
    /// Nanoseconds since midnight.
    pub nanoseconds: i64,
    /// Seconds east of UTC, if the text has a time zone.
    pub offset: Option<i32>,
}

impl Time {
    /// Parses a trimmed text that is a time of day.
    pub fn read(text: &[u8]) -> Option<Self> {
        let (text, offset) = zone(text)?;
        let (text, afternoon) = half(text);
        let (hour, rest) = number(text, 2)?;
        // An hour alone is a time only with AM or PM.
        let (minute, second, fraction) = match rest {
            [] if afternoon.is_some() => (0, 0, 0),
            [b':', rest @ ..] => minutes(rest)?,
            _ => return None,
        };
        let hour = match afternoon {
            Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
            None if hour < 24 => hour,
            _ => return None,
        };
        Some(Time { nanoseconds: nanoseconds(hour, minute, second) + fraction, offset })
    }
}

/// Returns the nanoseconds from midnight to a time.
pub fn nanoseconds(hour: u32, minute: u32, second: u32) -> i64 {
    i64::from(hour * 3600 + minute * 60 + second) * SECOND
}

/// Splits off a time zone. Returns the rest and the zone's seconds east of UTC, if there is one.
fn zone(text: &[u8]) -> Option<(&[u8], Option<i32>)> {
    let utc = [b"UTC".as_slice(), b"GMT", b"Z"].into_iter().find_map(|name| text.strip_suffix(name));
    if let Some(rest) = utc {
        return Some((trim_end(rest), Some(0)));
    }
    let Some(at) = text.iter().position(|byte| matches!(byte, b'+' | b'-')) else {
        return Some((text, None));
    };
    let (hours, rest) = fixed(&text[at + 1..])?;
    let minutes = match rest {
        [] => 0,
        [b':', rest @ ..] | rest => last(rest)?,
    };
    if hours > FURTHEST || minutes > 59 {
        return None;
    }
    let seconds = (hours * 3600 + minutes * 60) as i32;
    let offset = if text[at] == b'-' { -seconds } else { seconds };
    Some((trim_end(&text[..at]), Some(offset)))
}

/// Splits off AM or PM. Returns the rest and whether it was PM.
fn half(text: &[u8]) -> (&[u8], Option<bool>) {
    match text {
        [rest @ .., b'a' | b'A', b'm' | b'M'] => (trim_end(rest), Some(false)),
        [rest @ .., b'p' | b'P', b'm' | b'M'] => (trim_end(rest), Some(true)),
        _ => (text, None),
    }
}

/// Parses minutes, optional seconds and an optional fraction in nanoseconds, up to the end of the text.
fn minutes(text: &[u8]) -> Option<(u32, u32, i64)> {
    let (minute, rest) = fixed(text)?;
    let (second, fraction) = match rest {
        [] => (0, 0),
        [b':', rest @ ..] => match fixed(rest)? {
            (second, []) => (second, 0),
            (second, [b'.' | b',', digits @ ..]) => (second, billionths(digits)?),
            _ => return None,
        },
        _ => return None,
    };
    (minute < 60 && second < 60).then_some((minute, second, fraction))
}

/// Parses a fraction of one to nine digits to billionths.
fn billionths(digits: &[u8]) -> Option<i64> {
    if !(1..=9).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    Some(value * 10_i64.pow(9 - digits.len() as u32))
}

/// Parses the two digits that the text begins with and returns the rest.
fn fixed(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(2)?;
    let (value, _) = number(digits, 2).filter(|(_, after)| after.is_empty())?;
    Some((value, rest))
}

/// Parses a text of exactly two digits.
fn last(text: &[u8]) -> Option<u32> {
    fixed(text).filter(|(_, rest)| rest.is_empty()).map(|(value, _)| value)
}

/// Parses the number that the text begins with and returns the rest. Returns `None` without a digit or with more than
/// `digits`.
#[inline]
pub fn number(text: &[u8], digits: usize) -> Option<(u32, &[u8])> {
    let length = text.iter().take(digits + 1).take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=digits).contains(&length) {
        return None;
    }
    let (number, rest) = text.split_at(length);
    Some((number.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')), rest))
}

/// Removes the separator between a date and a time. Returns `None` if there is none.
pub fn separated(rest: &[u8]) -> Option<&[u8]> {
    let after_comma = if let [b',', rest @ ..] = rest { rest } else { rest };
    match rest {
        [b'T', time @ ..] => Some(time),
        _ => Some(trim_start(after_comma)).filter(|time| time.len() < after_comma.len()),
    }
}
