//! From words to a specification: `bar stacked x=month y=revenue by=channel sort=-revenue`.
//!
//! The kind may stand before all `key=value`, which have no blanks around the sign; words like `stacked` may stand
//! anywhere. A value with blanks stands in double quotes, and a double quote in it is written twice. Kinds, words and
//! keys are read regardless of case.

use std::ops::Range;

use super::error::{ChartError, nearest};
use super::keys::{Key, Word};
use super::number::Format;
use super::reader::Reader;
use super::spec::{ChartKind, MOST_BINS, Placed, Sort, Specification};

/// Reads a specification: the words after `.chart` or `@chart`.
pub fn parse(text: &str) -> Result<Specification, ChartError> {
    let mut reader = Reader::new(text);
    let mut specification = Specification::default();
    // After a title without quotes a word is most likely the rest of it: `title=Revenue share`.
    let mut is_in_title = false;
    while reader.skip_blanks() {
        let word = reader.word(|c| c.is_whitespace() || c == '=');
        if reader.take('=') {
            let key = key(&word)?;
            if specification.keys.iter().any(|given| given.value == key) {
                return Err(given_twice(&word));
            }
            specification.keys.push(Placed { value: key, place: word.place.clone() });
            set(&mut specification, key, word.place, &mut reader)?;
            is_in_title =
                key == Key::Title && !text.get(..reader.at()).is_some_and(|read| read.ends_with('"'));
        } else if is_in_title {
            return Err(unexpected(&word, &[]));
        } else if let Some(value) = known_word(&word) {
            if let Some(other) = specification.words.iter().find(|other| other.value.excludes(value)) {
                return Err(excluded(&word, value, other.value));
            }
            specification.words.push(Placed { value, place: word.place });
        } else if specification.kind.is_none() && specification.keys.is_empty() {
            specification.kind = Some(kind(&word)?);
        } else {
            return Err(unexpected(&word, &Word::ALL.map(Word::word)));
        }
    }
    if let Some(kind) = specification.kind {
        check_keys(&specification, kind)?;
    }
    Ok(specification)
}

/// Refuses a key or a word that a kind does not take.
pub(super) fn check_keys(specification: &Specification, kind: ChartKind) -> Result<(), ChartError> {
    if let Some(key) = specification.keys.iter().find(|key| !kind.keys().contains(&key.value)) {
        let takes: Vec<&str> = kind.keys().iter().map(|key| key.word()).collect();
        return Err(ChartError::new(format!("{} has no {}", kind.word(), key.value.word()))
            .at(Some(key.place.clone()))
            .hint(format!("it takes {}", takes.join(", "))));
    }
    let Some(word) = specification.words.iter().find(|word| !kind.words().contains(&word.value)) else {
        return Ok(());
    };
    let error = ChartError::new(format!("{} has no {}", kind.word(), word.value.word()));
    let takes: Vec<&str> = kind.words().iter().map(|word| word.word()).collect();
    let takers = ChartKind::ALL.into_iter().filter(|kind| kind.words().contains(&word.value));
    let takers: Vec<&str> = takers.map(ChartKind::word).collect();
    let hint = match takes.as_slice() {
        [] => format!("charts that take it: {}", takers.join(", ")),
        takes => format!("it takes {}", takes.join(", ")),
    };
    Err(error.at(Some(word.place.clone())).hint(hint))
}

fn known_word(word: &Placed<String>) -> Option<Word> {
    Word::ALL.into_iter().find(|known| known.word().eq_ignore_ascii_case(&word.value))
}

fn given_twice(word: &Placed<String>) -> ChartError {
    ChartError::new(format!("{} is given twice", word.value.to_lowercase())).at(Some(word.place.clone()))
}

fn excluded(word: &Placed<String>, value: Word, other: Word) -> ChartError {
    if value == other {
        return given_twice(word);
    }
    let message = format!("{} and {} exclude each other", other.word(), value.word());
    ChartError::new(message).at(Some(word.place.clone()))
}

fn kind(word: &Placed<String>) -> Result<ChartKind, ChartError> {
    if Key::ALL.iter().any(|key| key.word().eq_ignore_ascii_case(&word.value)) {
        return Err(unexpected(word, &[]));
    }
    let found = ChartKind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(&word.value));
    found.ok_or_else(|| {
        let kinds = ChartKind::ALL.map(ChartKind::word);
        let error =
            ChartError::new(format!("there is no chart '{}'", word.value)).at(Some(word.place.clone()));
        match nearest(&word.value, &[&kinds, Word::ALL.map(Word::word).as_slice()].concat()) {
            Some(near) => error.hint(format!("did you mean '{near}'?")),
            None => error.hint(format!("charts: {}", kinds.join(", "))),
        }
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

/// The error of a word that is neither kind nor key; `words` are those that could be meant.
fn unexpected(word: &Placed<String>, words: &[&str]) -> ChartError {
    let error = ChartError::new(format!("'{}' is no key=value", word.value)).at(Some(word.place.clone()));
    let key = Key::ALL.into_iter().find(|key| key.word().eq_ignore_ascii_case(&word.value));
    match (key, nearest(&word.value, words)) {
        (Some(key), _) => error.hint(format!("write {}=… without blanks around the sign", key.word())),
        (None, Some(near)) => error.hint(format!("did you mean '{near}'?")),
        (None, None) => {
            error.hint("a value with blanks stands in double quotes: title=\"Customers by segment\"")
        }
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
        Key::X => specification.x = Some(reader.value(key.word(), key_place, false)?),
        Key::By => specification.by = Some(reader.value(key.word(), key_place, false)?),
        Key::Low => specification.low = Some(reader.value(key.word(), key_place, false)?),
        Key::High => specification.high = Some(reader.value(key.word(), key_place, false)?),
        Key::Source => specification.source = Some(reader.value(key.word(), key_place, false)?),
        Key::Target => specification.target = Some(reader.value(key.word(), key_place, false)?),
        Key::Value => specification.value = Some(reader.value(key.word(), key_place, false)?),
        Key::Title => specification.title = Some(reader.value(key.word(), key_place, false)?.value),
        Key::Y => loop {
            specification.y.push(reader.value(key.word(), key_place.clone(), true)?);
            if !reader.take(',') {
                break;
            }
        },
        Key::Sort => {
            let start = reader.at();
            let descending = reader.take('-');
            let Placed { value: column, place } = reader.value(key.word(), key_place, false)?;
            let value = Sort { column, descending };
            specification.sort = Some(Placed { value, place: start..place.end });
        }
        Key::Bins => {
            specification.bins = Some(whole(reader.value(key.word(), key_place, false)?, key, MOST_BINS)?)
        }
        Key::Limit => {
            specification.limit = Some(whole(reader.value(key.word(), key_place, false)?, key, 1_000_000)?)
        }
        Key::Format => {
            let Placed { value, place } = reader.value(key.word(), key_place, false)?;
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
