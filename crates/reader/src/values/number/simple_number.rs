//! Fast parsing of the commonest numbers: digits with an optional minus and decimal separator.

use super::digits::scaled;

/// The number of digits up to which every number is exact as a float.
const DIGITS: usize = 15;

/// A number of few digits.
pub struct SimpleNumber {
    /// True if a minus precedes it.
    pub negative: bool,
    /// The digits as one number.
    pub mantissa: u64,
    /// The number of digits before the decimal separator.
    pub whole: usize,
    /// The number of digits after the decimal separator, or `None` without one.
    pub places: Option<usize>,
}

impl SimpleNumber {
    /// Parses a number, or returns `None` if the text is not one as simple as this.
    #[inline]
    pub fn read(text: &[u8], decimal: u8) -> Option<Self> {
        let (negative, digits) = minus(text);
        let mut mantissa = 0;
        let mut point = None;
        for (at, byte) in digits.iter().enumerate() {
            let digit = byte.wrapping_sub(b'0');
            if digit <= 9 {
                mantissa = mantissa * 10 + u64::from(digit);
            } else if *byte == decimal && point.is_none() {
                point = Some(at);
            } else {
                return None;
            }
            // One more for the decimal separator.
            if at > DIGITS {
                return None;
            }
        }
        let whole = point.unwrap_or(digits.len());
        let places = point.map(|point| digits.len() - point - 1);
        let simple = (1..=DIGITS).contains(&whole) && (whole == 1 || digits[0] != b'0') && places != Some(0);
        simple.then_some(SimpleNumber { negative, mantissa, whole, places })
    }

    /// Returns the value.
    #[inline]
    pub fn float(&self) -> Option<f64> {
        let value = scaled(self.mantissa, -(self.places.unwrap_or(0) as i32))?;
        Some(if self.negative { -value } else { value })
    }
}

/// Parses an integer, or returns `None` if the text is not one as simple as this.
#[inline]
pub fn integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = minus(text);
    let simple = (1..=18).contains(&digits.len()) && (digits.len() == 1 || digits[0] != b'0');
    if !simple {
        return None;
    }
    let mut value = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

#[inline]
fn minus(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    }
}
