//! From words to a specification: `bar x=segment y=customers sort=-customers`.
//!
//! The first word may be the kind; all others are `key=value`, without blanks around the sign. A value with blanks stands
//! in double quotes, and a double quote in it is written twice. Kinds and keys are read regardless of case.

use std::ops::Range;

use super::error::ChartError;
use super::number::Format;
use super::spec::{ChartKind, Key, MOST_BINS, Placed, Sort, Specification};

/// Reads a specification: the words after `.chart` or `@chart`.
pub fn parse(text: &str) -> Result<Specification, ChartError> {
    let mut reader = Reader { text, at: 0 };
    let mut specification = Specification::default();
    let mut is_first = true;
    while reader.skip_blanks() {
        let word = reader.word(|c| c.is_whitespace() || c == '=');
        if reader.take('=') {
            let key = key(&word)?;
            if specification.keys.iter().any(|given| given.value == key) {
                return Err(ChartError::new(format!("{} is given twice", key.word())).at(Some(word.place)));
            }
            specification.keys.push(Placed { value: key, place: word.place.clone() });
            set(&mut specification, key, word.place, &mut reader)?;
        } else if is_first {
            specification.kind = Some(kind(&word)?);
        } else {
            return Err(unexpected(&word));
        }
        is_first = false;
    }
    if let Some(kind) = specification.kind {
        check_keys(&specification, kind)?;
    }
    Ok(specification)
}

/// Refuses a key that a kind does not take.
pub(super) fn check_keys(specification: &Specification, kind: ChartKind) -> Result<(), ChartError> {
    match specification.keys.iter().find(|key| !kind.keys().contains(&key.value)) {
        None => Ok(()),
        Some(key) => {
            let takes: Vec<&str> = kind.keys().iter().map(|key| key.word()).collect();
            Err(ChartError::new(format!("{} has no {}", kind.word(), key.value.word()))
                .at(Some(key.place.clone()))
                .hint(format!("it takes {}", takes.join(", "))))
        }
    }
}

fn kind(word: &Placed<String>) -> Result<ChartKind, ChartError> {
    if Key::ALL.iter().any(|key| key.word().eq_ignore_ascii_case(&word.value)) {
        return Err(unexpected(word));
    }
    let found = ChartKind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(&word.value));
    found.ok_or_else(|| {
        ChartError::new(format!("there is no chart '{}'", word.value)).at(Some(word.place.clone())).nearest(
            &word.value,
            "charts",
            &ChartKind::ALL.map(ChartKind::word),
        )
    })
}

fn key(word: &Placed<String>) -> Result<Key, ChartError> {
    let found = Key::ALL.into_iter().find(|key| key.word().eq_ignore_ascii_case(&word.value));
    found.ok_or_else(|| {
        ChartError::new(format!("there is no key '{}'", word.value)).at(Some(word.place.clone())).nearest(
            &word.value,
            "keys",
            &Key::ALL.map(Key::word),
        )
    })
}

fn unexpected(word: &Placed<String>) -> ChartError {
    let error = ChartError::new(format!("'{}' is no key=value", word.value)).at(Some(word.place.clone()));
    match Key::ALL.into_iter().find(|key| key.word().eq_ignore_ascii_case(&word.value)) {
        Some(key) => error.hint(format!("write {}=… without blanks around the sign", key.word())),
        None => error.hint("a value with blanks stands in double quotes: title=\"Customers by segment\""),
    }
}

/// Reads the value of a key and puts it in its place.
fn set(
    specification: &mut Specification,
    key: Key,
    key_place: Range<usize>,
    reader: &mut Reader<'_>,
) -> Result<(), ChartError> {
    match key {
        Key::X => specification.x = Some(reader.value(key, key_place, false)?),
        Key::By => specification.by = Some(reader.value(key, key_place, false)?),
        Key::Value => specification.value = Some(reader.value(key, key_place, false)?),
        Key::Title => specification.title = Some(reader.value(key, key_place, false)?.value),
        Key::Y => loop {
            specification.y.push(reader.value(key, key_place.clone(), true)?);
            if !reader.take(',') {
                break;
            }
        },
        Key::Sort => {
            let start = reader.at;
            let descending = reader.take('-');
            let Placed { value: column, place } = reader.value(key, key_place, false)?;
            let value = Sort { column, descending };
            specification.sort = Some(Placed { value, place: start..place.end });
        }
        Key::Bins => specification.bins = Some(whole(reader.value(key, key_place, false)?, key, MOST_BINS)?),
        Key::Limit => {
            specification.limit = Some(whole(reader.value(key, key_place, false)?, key, 1_000_000)?)
        }
        Key::Format => {
            let Placed { value, place } = reader.value(key, key_place, false)?;
            let format = Format::parse(&value).ok_or_else(|| {
                ChartError::new(format!("'{value}' is no format"))
                    .at(Some(place))
                    .hint("formats are 0, 0.00, 0,0, 0,0.00, 0% and 0.0%")
            })?;
            specification.format = Some(format);
        }
    }
    Ok(())
}

fn whole(word: Placed<String>, key: Key, most: usize) -> Result<usize, ChartError> {
    match word.value.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => Err(ChartError::new(format!("{} is a whole number from 1 to {most}", key.word()))
            .at(Some(word.place))),
    }
}

/// The text and how far it was read, in bytes.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes to the next word; false at the end.
    fn skip_blanks(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.text.len()
    }

    fn take(&mut self, c: char) -> bool {
        let is_next = self.rest().starts_with(c);
        self.at += if is_next { c.len_utf8() } else { 0 };
        is_next
    }

    fn word(&mut self, ends: impl Fn(char) -> bool) -> Placed<String> {
        let rest = self.rest();
        let value = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default().to_owned();
        let place = self.at..self.at + value.len();
        self.at = place.end;
        Placed { value, place }
    }

    /// A value, bare or in double quotes; a bare one in a list ends at the comma.
    fn value(
        &mut self,
        key: Key,
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
            let error = ChartError::new(format!("{} has no value", key.word()));
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
