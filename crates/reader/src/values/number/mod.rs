//! How numbers are written, and the value of one.

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

/// How the numbers of a column are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    /// The decimal sign, `.` or `,`.
    pub decimal: u8,
    /// What stands between groups of three digits. A number may do without.
    pub group: Option<ThousandsSeparator>,
    /// The sign of the currency, such as `$` or `EUR`, that every number carries.
    pub currency: Option<String>,
    /// Whether every number ends in a percent sign. It is then divided by 100.
    pub percent: bool,
}

/// What stands between groups of three digits.
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
    /// The length in bytes of the separator that the text begins with: 0 if it begins with none.
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

    /// Its name in a sentence.
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

    /// Whether there is a decimal point and nothing else.
    pub fn is_plain(&self) -> bool {
        *self == NumberFormat::PLAIN
    }

    /// The whole number that the text is: `None` if it is none, or beyond 64 bits.
    #[inline]
    pub fn integer(&self, text: &[u8]) -> Option<i64> {
        if self.is_bare()
            && let Some(value) = simple_number::integer(text)
        {
            return Some(value);
        }
        self.any_integer(text)
    }

    /// The number that the text is, as the nearest float: `None` if it is none, if it is infinite as a float, or
    /// if it is a whole number so large that floats do not hold every one.
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
        let dress = self.undressed(text)?;
        Digits::read(dress.body, self.decimal, self.group)?.integer(dress.negative())
    }

    fn any_float(&self, text: &[u8]) -> Option<f64> {
        let dress = self.undressed(text)?;
        Digits::read(dress.body, self.decimal, self.group)?.float(dress.negative(), self.percent)
    }

    fn undressed<'a>(&self, text: &'a [u8]) -> Option<NumberText<'a>> {
        let same =
            |dress: &NumberText| dress.currency == self.currency.as_deref() && dress.percent == self.percent;
        NumberText::of(text).filter(same)
    }
}
