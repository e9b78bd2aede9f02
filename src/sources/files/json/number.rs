//! The values of JSON numbers, if BIGINT or DOUBLE holds them.

use super::observed::ValueKind;

/// The largest whole number up to which every one is exact as a float.
const EXACT: u64 = 1 << 53;

/// Returns the whole number, or `None` if it is written as a fraction or BIGINT does not hold it.
pub(super) fn integer(digits: &[u8]) -> Option<i64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Returns the nearest float. `None` if the number is too large, or so small that it would be 0, or written as a whole
/// number beyond those that are all exact.
pub(super) fn float(digits: &[u8]) -> Option<f64> {
    let value: f64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let is_whole = digits.iter().all(|byte| matches!(byte, b'-' | b'0'..=b'9'));
    let mantissa = digits.iter().take_while(|byte| !matches!(byte, b'e' | b'E'));
    let lost = value == 0.0 && mantissa.into_iter().any(|byte| matches!(byte, b'1'..=b'9'));
    let rounded = is_whole && integer(digits).is_none_or(|whole| whole.unsigned_abs() > EXACT);
    (value.is_finite() && !lost && !rounded).then_some(value)
}

/// Returns the kind of a number, by the types that hold it.
pub(super) fn kind(digits: &[u8]) -> ValueKind {
    match (integer(digits), float(digits)) {
        (Some(_), Some(_)) => ValueKind::Integer,
        (Some(_), None) => ValueKind::Long,
        (None, Some(_)) => ValueKind::Float,
        (None, None) => ValueKind::Huge,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_holds_them() {
        for (digits, what) in [
            ("0", ValueKind::Integer),
            ("-0", ValueKind::Integer),
            ("9007199254740992", ValueKind::Integer),
            ("9007199254740993", ValueKind::Long),
            ("-9223372036854775808", ValueKind::Long),
            ("9223372036854775808", ValueKind::Huge),
            ("1.0", ValueKind::Float),
            ("-0.0", ValueKind::Float),
            ("1E5", ValueKind::Float),
            ("1e+22", ValueKind::Float),
            ("1.0e300", ValueKind::Float),
            ("100000000000000000000.0", ValueKind::Float),
            ("-2.5e-7", ValueKind::Float),
            ("5e-324", ValueKind::Float),
            ("0.00e5", ValueKind::Float),
            ("0.1", ValueKind::Float),
            ("1e400", ValueKind::Huge),
            ("1e-400", ValueKind::Huge),
            ("123456789012345678901234567890", ValueKind::Huge),
        ] {
            assert_eq!(kind(digits.as_bytes()), what, "{digits}");
        }
    }
}
