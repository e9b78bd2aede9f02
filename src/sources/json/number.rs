//! The value of a number of JSON, if BIGINT or DOUBLE holds it.

use super::shape::Found;

/// Whole numbers beyond this are not all exact as a float.
const EXACT: u64 = 1 << 53;

/// The whole number that is written: None if it is written as a fraction, or BIGINT does not hold it.
pub(super) fn integer(digits: &[u8]) -> Option<i64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The nearest float. None if there is none near: the number is too large, or so small that it would be 0; or if it is
/// written as a whole number, and not all as large are exact.
pub(super) fn float(digits: &[u8]) -> Option<f64> {
    let value: f64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let is_whole = digits.iter().all(|byte| matches!(byte, b'-' | b'0'..=b'9'));
    let mantissa = digits.iter().take_while(|byte| !matches!(byte, b'e' | b'E'));
    let lost = value == 0.0 && mantissa.into_iter().any(|byte| matches!(byte, b'1'..=b'9'));
    let rounded = is_whole && integer(digits).is_none_or(|whole| whole.unsigned_abs() > EXACT);
    (value.is_finite() && !lost && !rounded).then_some(value)
}

/// What holds it.
pub(super) fn found(digits: &[u8]) -> Found {
    match (integer(digits), float(digits)) {
        (Some(_), Some(_)) => Found::Integer,
        (Some(_), None) => Found::Long,
        (None, Some(_)) => Found::Float,
        (None, None) => Found::Huge,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_holds_them() {
        for (digits, what) in [
            ("0", Found::Integer),
            ("-0", Found::Integer),
            ("9007199254740992", Found::Integer),
            ("9007199254740993", Found::Long),
            ("-9223372036854775808", Found::Long),
            ("9223372036854775808", Found::Huge),
            ("1.0", Found::Float),
            ("-0.0", Found::Float),
            ("1E5", Found::Float),
            ("1e+22", Found::Float),
            ("1.0e300", Found::Float),
            ("100000000000000000000.0", Found::Float),
            ("-2.5e-7", Found::Float),
            ("5e-324", Found::Float),
            ("0.00e5", Found::Float),
            ("0.1", Found::Float),
            ("1e400", Found::Huge),
            ("1e-400", Found::Huge),
            ("123456789012345678901234567890", Found::Huge),
        ] {
            assert_eq!(found(digits.as_bytes()), what, "{digits}");
        }
    }
}
