//! The digits of a number with its separators and exponent.

use super::ThousandsSeparator;

/// The largest integer up to which a float represents every one.
const EXACT: u64 = 1 << 53;

/// The powers of ten that a float represents exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The parts of an unsigned number.
pub struct Digits<'a> {
    text: &'a [u8],
    /// The length of the text up to the exponent.
    mantissa_length: usize,
    /// True if the standard library parses the text as it is.
    is_plain: bool,
    /// All digits up to the exponent as one number, unless that exceeds 64 bits.
    mantissa: Option<u64>,
    /// The digits before the decimal separator, likewise.
    whole: Option<u64>,
    /// The number of digits after the decimal separator.
    places: i32,
    exponent: i32,
    has_point: bool,
    has_exponent: bool,
    /// True if all digits after the decimal separator are zeros.
    whole_valued: bool,
}

impl<'a> Digits<'a> {
    /// Parses a text that is a number, or returns `None`.
    pub fn read(text: &'a [u8], decimal: u8, group: Option<ThousandsSeparator>) -> Option<Self> {
        let mut mantissa = Some(0);
        let (at, grouped) = whole(text, group, &mut mantissa)?;
        let whole = mantissa;
        let has_point = text.get(at) == Some(&decimal);
        let fraction = if has_point { run(&text[at + 1..]) } else { &[] };
        if at == 0 && fraction.is_empty() {
            return None;
        }
        push(&mut mantissa, fraction);
        let end = at + usize::from(has_point) + fraction.len();
        let exponent = match &text[end..] {
            [] => None,
            [b'e' | b'E', rest @ ..] if !grouped => Some(exponent(rest, has_point)?),
            _ => return None,
        };
        Some(Digits {
            text,
            mantissa_length: end,
            is_plain: decimal == b'.' && !grouped,
            mantissa,
            whole,
            places: i32::try_from(fraction.len()).ok()?,
            exponent: exponent.unwrap_or(0),
            has_point,
            has_exponent: exponent.is_some(),
            whole_valued: fraction.iter().all(|digit| *digit == b'0'),
        })
    }

    /// Returns the integer, if the number is written as one.
    pub fn integer(&self, negative: bool) -> Option<i64> {
        if self.has_point || self.has_exponent {
            return None;
        }
        if negative { 0_i64.checked_sub_unsigned(self.whole?) } else { i64::try_from(self.whole?).ok() }
    }

    /// Returns the nearest float. An integer must be small enough that floats represent all of its size.
    pub fn float(&self, negative: bool, percent: bool) -> Option<f64> {
        if !self.has_exponent && self.whole_valued && self.whole.is_none_or(|whole| whole > EXACT) {
            return None;
        }
        let exponent = self.exponent.saturating_sub(self.places).saturating_sub(if percent { 2 } else { 0 });
        let exact = self.mantissa.filter(|mantissa| *mantissa <= EXACT);
        let value = match exact.and_then(|mantissa| scaled(mantissa, exponent)) {
            Some(value) => value,
            None => self.rounded(exponent)?,
        };
        Some(if negative { -value } else { value })
    }

    /// Returns the nearest float for any number of digits.
    fn rounded(&self, exponent: i32) -> Option<f64> {
        let value: f64 = if self.is_plain && exponent == self.exponent.saturating_sub(self.places) {
            std::str::from_utf8(self.text).ok()?.parse().ok()?
        } else {
            let digits = self.text[..self.mantissa_length].iter().filter(|byte| byte.is_ascii_digit());
            let digits: String = digits.map(|digit| char::from(*digit)).collect();
            format!("{digits}e{exponent}").parse().ok()?
        };
        value.is_finite().then_some(value)
    }
}

/// Returns the product of a mantissa and a power of ten that are both exact as floats. It is rounded once, so it is
/// the nearest float.
pub fn scaled(mantissa: u64, exponent: i32) -> Option<f64> {
    let power = *POWERS.get(exponent.unsigned_abs() as usize)?;
    let mantissa = mantissa as f64;
    Some(if exponent < 0 { mantissa / power } else { mantissa * power })
}

/// Returns the length of the digits before the decimal separator and whether they are grouped. The first group has one
/// to three digits, the others three. A number with a leading zero is rejected unless it is 0: it is an identifier.
fn whole(
    text: &[u8],
    group: Option<ThousandsSeparator>,
    mantissa: &mut Option<u64>,
) -> Option<(usize, bool)> {
    let first = run(text);
    push(mantissa, first);
    let mut at = first.len();
    let zero = first.first() == Some(&b'0');
    if zero && at > 1 {
        return None;
    }
    let Some(group) = group else { return Some((at, false)) };
    let mut grouped = false;
    loop {
        let separator = group.length(&text[at..]);
        if separator == 0 {
            return Some((at, grouped));
        }
        let digits = run(&text[at + separator..]);
        let first_is_well = grouped || (!zero && (1..=3).contains(&at));
        if digits.len() != 3 || !first_is_well {
            return None;
        }
        push(mantissa, digits);
        at += separator + 3;
        grouped = true;
    }
}

/// Returns the digits that the text begins with.
fn run(text: &[u8]) -> &[u8] {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    &text[..length]
}

fn push(mantissa: &mut Option<u64>, digits: &[u8]) {
    for digit in digits {
        let digit = u64::from(digit - b'0');
        *mantissa = mantissa.and_then(|mantissa| mantissa.checked_mul(10)?.checked_add(digit));
    }
}

/// Parses the exponent after its `e`. `12E3` is as likely a product code, so the number needs a decimal separator or
/// the exponent a sign.
fn exponent(text: &[u8], has_point: bool) -> Option<i32> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits if has_point => (false, digits),
        _ => return None,
    };
    if digits.is_empty() || run(digits).len() != digits.len() {
        return None;
    }
    // Beyond this, every number is 0 or infinite.
    let exponent =
        digits.iter().fold(0, |exponent, digit| (exponent * 10 + i32::from(digit - b'0')).min(99_999));
    Some(if negative { -exponent } else { exponent })
}
