//! The commonest numbers, quickly: digits with at most a minus before them and a decimal sign among them.

use super::digits::scaled;

/// Every number of so many digits is exact as a float.
const DIGITS: usize = 15;

/// A number of few digits, as it is written.
pub struct SimpleNumber {
    /// Whether a minus is before it.
    pub negative: bool,
    /// Its digits as one number.
    pub mantissa: u64,
    /// How many digits are before the decimal sign.
    pub whole: usize,
    /// How many digits follow the decimal sign: `None` if there is no such sign.
    pub places: Option<usize>,
}

impl SimpleNumber {
    /// The number that the text is: `None` if it is none or not that simple.
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
            // One more for the decimal sign.
            if at > DIGITS {
                return None;
            }
        }
        let whole = point.unwrap_or(digits.len());
        let places = point.map(|point| digits.len() - point - 1);
        let simple = (1..=DIGITS).contains(&whole) && (whole == 1 || digits[0] != b'0') && places != Some(0);
        simple.then_some(SimpleNumber { negative, mantissa, whole, places })
    }

    /// Its value.
    #[inline]
    pub fn float(&self) -> Option<f64> {
        let value = scaled(self.mantissa, -(self.places.unwrap_or(0) as i32))?;
        Some(if self.negative { -value } else { value })
    }
}

/// The whole number that the text is: `None` if it is none or not that simple.
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
