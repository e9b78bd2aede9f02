//! Formats of numbers, and their parsing.

mod currency;
mod digits;
mod number_text;
mod simple_number;
#[cfg(test)]
mod tests;

pub(super) use digits::Digits;
pub(super) use number_text::NumberText;
pub(super) use number_text::is_telephone;
pub(super) use simple_number::SimpleNumber;

/// The format of the numbers of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    /// The decimal separator, `.` or `,`.
    pub decimal: u8,
    /// The separator between groups of three digits. A number may do without.
    pub group: Option<ThousandsSeparator>,
    /// The currency, such as `$` or `EUR`, that every number carries.
    pub currency: Option<String>,
    /// True if every number ends in a percent sign. The value is then divided by 100.
    pub percent: bool,
}

/// A separator between groups of three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThousandsSeparator {
    /// `1,234`
    Comma,
    /// `1.234`
    Dot,
    /// `1 234`, with an ordinary, a no-break or a narrow no-break space.
    Space,
    /// `1'234` or `1’234`
    Apostrophe,
}

impl ThousandsSeparator {
    /// Returns the length in bytes of the separator that the text begins with, or 0.
    pub(super) fn length(self, text: &[u8]) -> usize {
        match (self, text) {
            (ThousandsSeparator::Comma, [b',', ..])
            | (ThousandsSeparator::Dot, [b'.', ..])
            | (ThousandsSeparator::Space, [b' ', ..])
            | (ThousandsSeparator::Apostrophe, [b'\'', ..]) => 1,
            (ThousandsSeparator::Space, [0xC2, 0xA0, ..]) => 2,
            (ThousandsSeparator::Space, [0xE2, 0x80, 0xAF, ..])
            | (ThousandsSeparator::Apostrophe, [0xE2, 0x80, 0x99, ..]) => 3,
            _ => 0,
        }
    }

    /// Returns the name for a message.
    pub(super) fn name(self) -> &'static str {
        match self {
            ThousandsSeparator::Comma => "commas",
            ThousandsSeparator::Dot => "dots",
            ThousandsSeparator::Space => "blanks",
            ThousandsSeparator::Apostrophe => "apostrophes",
        }
    }
}

impl NumberFormat {
    /// A decimal point and nothing else.
    pub const PLAIN: NumberFormat =
        NumberFormat { decimal: b'.', group: None, currency: None, percent: false };

    /// Returns whether the format is a decimal point and nothing else.
    pub fn is_plain(&self) -> bool {
        *self == NumberFormat::PLAIN
    }

    /// Parses an integer. Returns `None` if the text is not one or exceeds 64 bits.
    #[inline]
    pub fn integer(&self, text: &[u8]) -> Option<i64> {
        if self.is_bare()
            && let Some(value) = simple_number::integer(text)
        {
            return Some(value);
        }
        self.any_integer(text)
    }

    /// Parses a number to the nearest float. Returns `None` if the text is not a number, if it is infinite as a float,
    /// or if it is an integer so large that floats do not represent every one.
    #[inline]
    pub fn float(&self, text: &[u8]) -> Option<f64> {
        if self.is_bare()
            && let Some(quick) = SimpleNumber::read(text, self.decimal)
        {
            return quick.float();
        }
        self.any_float(text)
    }

    #[inline]
    fn is_bare(&self) -> bool {
        self.currency.is_none() && !self.percent
    }

    fn any_integer(&self, text: &[u8]) -> Option<i64> {
        if self.percent {
            return None;
        }
        let number = self.split(text)?;
        Digits::read(number.body, self.decimal, self.group)?.integer(number.negative())
    }

    fn any_float(&self, text: &[u8]) -> Option<f64> {
        let number = self.split(text)?;
        Digits::read(number.body, self.decimal, self.group)?.float(number.negative(), self.percent)
    }

    fn split<'a>(&self, text: &'a [u8]) -> Option<NumberText<'a>> {
        let same = |number: &NumberText| {
            number.currency == self.currency.as_deref() && number.percent == self.percent
        };
        NumberText::of(text).filter(same)
    }
}
