//! Reading the words of a specification one after the other, with their places.

use std::ops::Range;

use super::error::ChartError;
use super::spec::Placed;

/// The text and how far it was read, in bytes.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// How far it was read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes to the next word; false at the end.
    pub(super) fn skip_blanks(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.text.len()
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        let is_next = self.rest().starts_with(c);
        self.at += if is_next { c.len_utf8() } else { 0 };
        is_next
    }

    pub(super) fn word(&mut self, ends: impl Fn(char) -> bool) -> Placed<String> {
        let rest = self.rest();
        let value = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default().to_owned();
        let place = self.at..self.at + value.len();
        self.at = place.end;
        Placed { value, place }
    }

    /// A value, bare or in double quotes; a bare one in a list ends at the comma.
    pub(super) fn value(
        &mut self,
        key: &str,
        key_place: Range<usize>,
        in_list: bool,
    ) -> Result<Placed<String>, ChartError> {
        let start = self.at;
        let word = if self.take('"') {
            let value = self.quoted(start)?;
            Placed { value, place: start..self.at }
        } else {
            self.word(|c| c.is_whitespace() || in_list && c == ',')
        };
        if word.value.is_empty() {
            let error = ChartError::new(format!("{key} has no value"));
            return Err(error.at(Some(key_place.start..self.at)));
        }
        let ends = self.rest().chars().next().is_none_or(|c| c.is_whitespace() || in_list && c == ',');
        if !ends {
            let after = self.word(char::is_whitespace);
            return Err(ChartError::new(format!("'{}' stands after the closing quote", after.value))
                .at(Some(after.place))
                .hint("a double quote inside quotes is written twice"));
        }
        Ok(word)
    }

    /// The rest of a word in quotes, of which the first quote was taken.
    pub(super) fn rest_of_quoted(&mut self) -> Result<Placed<String>, ChartError> {
        let start = self.at.saturating_sub(1);
        let value = self.quoted(start)?;
        Ok(Placed { value, place: start..self.at })
    }

    /// The rest of a quoted text, after its first quote.
    fn quoted(&mut self, start: usize) -> Result<String, ChartError> {
        let mut value = String::new();
        loop {
            value.push_str(&self.word(|c| c == '"').value);
            if !self.take('"') {
                let error = ChartError::new("the double quote is not closed");
                return Err(error.at(Some(start..self.text.len())));
            }
            if !self.take('"') {
                return Ok(value);
            }
            value.push('"');
        }
    }
}
