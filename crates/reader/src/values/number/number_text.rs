//! The text of a number, split into sign, currency, percent sign and body.

use super::currency;
use crate::values::blank::{trim, trim_end, trim_start};

/// The parts of a number's text. The body is not parsed yet.
pub struct NumberText<'a> {
    sign: Option<Sign>,
    /// The currency.
    pub currency: Option<&'static str>,
    /// True if a percent sign follows.
    pub percent: bool,
    /// The rest: digits and separators.
    pub body: &'a [u8],
}

#[derive(PartialEq)]
enum Sign {
    Plus,
    Minus,
}

impl<'a> NumberText<'a> {
    /// Splits a text, or returns `None` if it cannot be a number.
    pub fn of(text: &'a [u8]) -> Option<Self> {
        let mut number = NumberText { sign: None, currency: None, percent: false, body: trim(text) };
        if !number.is_bare() {
            number.parentheses();
            number.sign_before();
            number.currency_before();
            number.sign_before();
            number.minus_after();
            number.percent_or_currency_after();
            number.minus_after();
            number.parentheses();
        }
        let both = number.percent && number.currency.is_some();
        (!number.body.is_empty() && !both).then_some(number)
    }

    /// Returns whether the number is negative.
    pub fn negative(&self) -> bool {
        self.sign == Some(Sign::Minus)
    }

    fn is_bare(&self) -> bool {
        let ends = (self.body.first(), self.body.last());
        matches!(ends, (Some(first), Some(last)) if first.is_ascii_digit() && last.is_ascii_digit())
    }

    /// Removes parentheses, which mark negative numbers in accounting.
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
            // The second pattern is the minus sign of Unicode, U+2212.
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

/// Returns whether a text looks like a telephone number, whose plus sign belongs to it: a plus and many digits.
pub fn is_telephone(text: &[u8]) -> bool {
    /// A plus sign followed by more digits than this is hardly an amount.
    const AMOUNT: usize = 7;
    text.first() == Some(&b'+') && text.iter().filter(|byte| byte.is_ascii_digit()).count() > AMOUNT
}
