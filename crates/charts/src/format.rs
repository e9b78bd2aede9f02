//! Formats of numbers.

use tenure_diagnostics::grouped_digits;

/// A format of numbers: `0`, `0.00`, `0,0`, `0,0.00`, `0%`, `0.0%`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Format {
    /// True if thousands are separated by commas.
    pub thousands: bool,
    /// The digits after the point.
    pub decimals: usize,
    /// True if 0.5 is written as 50%.
    pub percent: bool,
    /// True if numbers are written as 1.23e-9. Used only for numbers too small for any other format.
    pub scientific: bool,
}

/// The least number that is written as 1.23e15, because nobody reads more digits.
const TOO_LONG: f64 = 1e15;

/// The sign of a value that is missing.
pub(crate) const MISSING: &str = "–";

impl Format {
    /// Whole numbers with their thousands separated.
    pub const WHOLE: Self = Self { thousands: true, decimals: 0, percent: false, scientific: false };

    /// Returns the format of shares in percent, with that many decimals.
    pub const fn percent(decimals: usize) -> Self {
        Self { thousands: true, decimals, percent: true, scientific: false }
    }

    /// Parses a format; at most nine decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (text, percent) = match text.strip_suffix('%') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (whole, decimals) = match text.split_once('.') {
            Some((_, decimals)) if decimals.is_empty() || !decimals.bytes().all(|digit| digit == b'0') => {
                return None;
            }
            Some((whole, decimals)) => (whole, decimals.len()),
            None => (text, 0),
        };
        let thousands = match whole {
            "0" => false,
            "0,0" => true,
            _ => return None,
        };
        (decimals <= 9).then_some(Self { thousands, decimals, percent, scientific: false })
    }

    /// Returns a format for numbers that stand together: thousands separated, as many decimals as the largest needs to
    /// be read (1,234.5, 12.35, 0.0123), and none that are zero in all of them.
    pub fn fitting(numbers: impl IntoIterator<Item = f64>) -> Self {
        let numbers: Vec<f64> = numbers.into_iter().filter(|number| number.is_finite()).collect();
        let largest = numbers.iter().fold(0.0_f64, |largest, number| largest.max(number.abs()));
        let magnitude = if largest > 0.0 { largest.log10().floor() as i32 } else { 0 };
        let most = match magnitude {
            ..0 => usize::try_from(2 - magnitude).unwrap_or_default(),
            0 | 1 => 2,
            2 | 3 => 1,
            _ => 0,
        };
        let is_written = |decimals: usize| {
            let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or_default());
            let finest = 10_f64.powi(i32::try_from(most).unwrap_or_default());
            numbers.iter().all(|number| {
                let rounded = (number * finest).round() / finest * unit;
                (rounded - rounded.round()).abs() < 1e-6
            })
        };
        let scientific = magnitude < -6;
        let decimals =
            if scientific { 0 } else { (0..most).find(|decimals| is_written(*decimals)).unwrap_or(most) };
        Self { thousands: true, decimals, percent: false, scientific }
    }

    /// Returns a format if there is one, or else the one that fits the numbers.
    pub fn or_fitting(format: Option<&Self>, numbers: impl IntoIterator<Item = f64>) -> Self {
        format.cloned().unwrap_or_else(|| Self::fitting(numbers))
    }

    /// Writes a number; nothing for one that is not finite. There is no "-0".
    pub fn write(&self, number: f64) -> String {
        if !number.is_finite() {
            return String::new();
        }
        let sign = if self.percent { "%" } else { "" };
        let number = if self.percent { number * 100.0 } else { number };
        if number.abs() >= TOO_LONG || self.scientific && number != 0.0 {
            let digits = if number.is_finite() { format!("{number:.2e}") } else { ">1e308".to_owned() };
            return digits + sign;
        }
        let digits = format!("{:.*}", self.decimals, number.abs());
        let minus =
            if number < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) { "-" } else { "" };
        let digits = if self.thousands { grouped_digits(&digits) } else { digits };
        format!("{minus}{digits}{sign}")
    }
}
