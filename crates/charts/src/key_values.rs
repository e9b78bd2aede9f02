//! Reads words and `key=value` one after the other, with their places.

use std::ops::Range;

use tenure_diagnostics::quoted_identifier;

use crate::error::ChartError;

/// A value and its place in the text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// The place.
    pub place: Range<usize>,
}

/// A text, and how far it was read, in bytes.
pub(crate) struct WordReader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> WordReader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns how far the text was read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes to the next word; false at the end.
    pub(crate) fn skip_blanks(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.text.len()
    }

    /// Skips a character if it comes next, and tells whether it did.
    pub(crate) fn take(&mut self, c: char) -> bool {
        let is_next = self.rest().starts_with(c);
        self.at += if is_next { c.len_utf8() } else { 0 };
        is_next
    }

    /// Reads up to the first character for which `ends` is true.
    pub(crate) fn word(&mut self, ends: impl Fn(char) -> bool) -> Placed<String> {
        let rest = self.rest();
        let value = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default().to_owned();
        let place = self.at..self.at + value.len();
        self.at = place.end;
        Placed { value, place }
    }

    /// Reads a value, bare or in double quotes; a bare one in a list ends at the comma.
    pub(crate) fn value(
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
            return Err(error.at(key_place.start..self.at));
        }
        let ends = self.rest().chars().next().is_none_or(|c| c.is_whitespace() || in_list && c == ',');
        if !ends {
            let after = self.word(char::is_whitespace);
            return Err(ChartError::new(format!("'{}' stands after the closing quote", after.value))
                .at(after.place)
                .hint("a double quote inside quotes is written twice"));
        }
        Ok(word)
    }

    /// Reads the rest of a word in quotes, after its first quote.
    pub(crate) fn rest_of_quoted(&mut self) -> Result<Placed<String>, ChartError> {
        let start = self.at.saturating_sub(1);
        let value = self.quoted(start)?;
        Ok(Placed { value, place: start..self.at })
    }

    /// Reads to the closing quote of a text that begins at `start`.
    fn quoted(&mut self, start: usize) -> Result<String, ChartError> {
        let mut value = String::new();
        loop {
            value.push_str(&self.word(|c| c == '"').value);
            if !self.take('"') {
                let error = ChartError::new("the double quote is not closed");
                return Err(error.at(start..self.text.len()));
            }
            if !self.take('"') {
                return Ok(value);
            }
            value.push('"');
        }
    }
}

/// A key and its value, each with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyValue {
    /// The text before the sign.
    pub key: Placed<String>,
    /// The text after it, without its quotes.
    pub value: Placed<String>,
}

/// Parses a text that holds only `key=value` pairs, the options beside a chart's specification.
///
/// # Errors
/// Returns an error with its place if a word is not a `key=value`, or if a quote is not closed.
pub fn parse_key_values(text: &str) -> Result<Vec<KeyValue>, ChartError> {
    let mut reader = WordReader::new(text);
    let mut found = Vec::new();
    while reader.skip_blanks() {
        let is_quoted = reader.take('"');
        let key = match is_quoted {
            true => reader.rest_of_quoted()?,
            false => reader.word(|c| c.is_whitespace() || c == '='),
        };
        if key.value.is_empty() || !reader.take('=') {
            let error = ChartError::new(format!("'{}' is not a key=value", key.value)).at(key.place);
            return Err(error.hint("a value with blanks stands in double quotes: label=\"Revenue so far\""));
        }
        let value = reader.value(&key.value, key.place.clone(), false)?;
        found.push(KeyValue { key, value });
    }
    Ok(found)
}

/// Writes a value so that it parses as this value.
pub(crate) fn write_value(value: &str) -> String {
    let is_bare = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || matches!(c, '"' | ','));
    if is_bare && !value.starts_with('-') { value.to_owned() } else { quoted_identifier(value) }
}
