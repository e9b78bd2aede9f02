//! What a number wears: a sign, parentheses, a currency, a percent sign.

use super::currency;
use crate::values::blank::{trim, trim_end, trim_start};

/// A number's text, undressed. Whether the body is a number is not known yet.
pub struct NumberText<'a> {
    sign: Option<Sign>,
    /// The currency's sign.
    pub currency: Option<&'static str>,
    /// Whether a percent sign follows.
    pub percent: bool,
    /// What is left: digits and the signs among them.
    pub body: &'a [u8],
}

#[derive(PartialEq)]
enum Sign {
    Plus,
    Minus,
}

impl<'a> NumberText<'a> {
    /// The text undressed: `None` if no number is dressed like that.
    pub fn of(text: &'a [u8]) -> Option<Self> {
        let mut dress = NumberText { sign: None, currency: None, percent: false, body: trim(text) };
        if !dress.is_bare() {
            dress.parentheses();
            dress.sign_before();
            dress.currency_before();
            dress.sign_before();
            dress.minus_after();
            dress.percent_or_currency_after();
            dress.minus_after();
            dress.parentheses();
        }
        let both = dress.percent && dress.currency.is_some();
        (!dress.body.is_empty() && !both).then_some(dress)
    }

    /// Whether it is negative.
    pub fn negative(&self) -> bool {
        self.sign == Some(Sign::Minus)
    }

    fn is_bare(&self) -> bool {
        let ends = (self.body.first(), self.body.last());
        matches!(ends, (Some(first), Some(last)) if first.is_ascii_digit() && last.is_ascii_digit())
    }

    /// Accountants write negative numbers in parentheses.
    fn parentheses(&mut self) {
        if self.sign.is_none()
            && let [b'(', inner @ .., b')'] = self.body
        {
            self.sign = Some(Sign::Minus);
            self.body = trim(inner);
        }
    }

    fn sign_before(&mut self) {
        if self.sign.is_some() {
            return;
        }
        (self.sign, self.body) = match self.body {
            // The third is the minus sign of Unicode, U+2212.
            [b'-', rest @ ..] | [0xE2, 0x88, 0x92, rest @ ..] => (Some(Sign::Minus), rest),
            [b'+', rest @ ..] if !is_telephone(self.body) => (Some(Sign::Plus), rest),
            _ => return,
        };
    }

    fn currency_before(&mut self) {
        if let Some((sign, rest)) = currency::before(self.body) {
            self.currency = Some(sign);
            self.body = trim_start(rest);
        }
    }

    fn minus_after(&mut self) {
        if self.sign.is_none()
            && let [rest @ .., b'-'] | [rest @ .., 0xE2, 0x88, 0x92] = self.body
        {
            self.sign = Some(Sign::Minus);
            self.body = rest;
        }
    }

    fn percent_or_currency_after(&mut self) {
        if let [rest @ .., b'%'] = self.body {
            self.percent = true;
            self.body = trim_end(rest);
        } else if self.currency.is_none()
            && let Some((sign, rest)) = currency::after(self.body)
        {
            self.currency = Some(sign);
            self.body = trim_end(rest);
        }
    }
}

/// Whether a text is like the number of a telephone, whose plus sign is a part of it: a plus and many digits.
pub fn is_telephone(text: &[u8]) -> bool {
    /// More digits than this after a plus sign are hardly an amount.
    const AMOUNT: usize = 7;
    text.first() == Some(&b'+') && text.iter().filter(|byte| byte.is_ascii_digit()).count() > AMOUNT
}
