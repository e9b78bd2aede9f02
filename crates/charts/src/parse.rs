//! Parses a specification: `bar stacked x=month y=revenue by=channel sort=-revenue`.
//!
//! The kind may stand before all `key=value`, which have no blanks around the sign; words like `stacked` may stand
//! anywhere. A value with blanks stands in double quotes, and a double quote in it is written twice. Kinds, words and
//! keys are read regardless of case.

use std::ops::Range;

use tenure_diagnostics::{did_you_mean, nearest};

use crate::error::ChartError;
use crate::format::Format;
use crate::key_values::{Placed, WordReader};
use crate::kind::{ChartKind, Key, Modifier};
use crate::specification::{MOST_BINS, Sort, Specification};

/// Parses a specification: the words after `.chart` or `@chart`.
///
/// # Errors
/// Returns an error with its place for a word that is unknown, and for a key or modifier that the kind does not take.
pub fn parse(text: &str) -> Result<Specification, ChartError> {
    let mut reader = WordReader::new(text);
    let mut specification = Specification::default();
    // After a title without quotes a word is most likely the rest of it: `title=Revenue share`.
    let mut is_in_title = false;
    while reader.skip_blanks() {
        let word = reader.word(|c| c.is_whitespace() || c == '=');
        if reader.take('=') {
            let key = key(&word)?;
            if specification.keys.iter().any(|other| other.value == key) {
                return Err(repeated(&word));
            }
            specification.keys.push(Placed { value: key, place: word.place.clone() });
            set(&mut specification, key, word.place, &mut reader)?;
            is_in_title =
                key == Key::Title && !text.get(..reader.at()).is_some_and(|read| read.ends_with('"'));
        } else if is_in_title {
            return Err(unexpected(&word, &[]));
        } else if let Ok(value) = word.value.parse::<Modifier>() {
            if let Some(other) = specification.modifiers.iter().find(|other| other.value.excludes(value)) {
                return Err(excluded(&word, value, other.value));
            }
            specification.modifiers.push(Placed { value, place: word.place });
        } else if specification.kind.is_none() && specification.keys.is_empty() {
            specification.kind = Some(kind(&word)?);
        } else {
            return Err(unexpected(&word, Modifier::ALL));
        }
    }
    if let Some(kind) = specification.kind {
        check_keys(&specification, kind)?;
    }
    Ok(specification)
}

/// Refuses a key or a modifier that a kind does not take.
pub(crate) fn check_keys(specification: &Specification, kind: ChartKind) -> Result<(), ChartError> {
    let takes = |words: Vec<&str>| format!("it takes {}", words.join(", "));
    if let Some(key) = specification.keys.iter().find(|key| !kind.keys().contains(&key.value)) {
        return Err(ChartError::new(format!("{} has no {}", kind.word(), key.value.word()))
            .at(key.place.clone())
            .hint(takes(kind.keys().iter().map(|key| key.word()).collect())));
    }
    let taken = kind.modifiers();
    let Some(modifier) = specification.modifiers.iter().find(|modifier| !taken.contains(&modifier.value))
    else {
        return Ok(());
    };
    let hint = if taken.is_empty() {
        let takers = ChartKind::ALL.iter().filter(|kind| kind.modifiers().contains(&modifier.value));
        let takers: Vec<&str> = takers.map(|kind| kind.word()).collect();
        format!("charts that take it: {}", takers.join(", "))
    } else {
        takes(taken.iter().map(|modifier| modifier.word()).collect())
    };
    Err(ChartError::new(format!("{} has no {}", kind.word(), modifier.value.word()))
        .at(modifier.place.clone())
        .hint(hint))
}

fn repeated(word: &Placed<String>) -> ChartError {
    ChartError::new(format!("{} is given twice", word.value.to_lowercase())).at(word.place.clone())
}

fn excluded(word: &Placed<String>, value: Modifier, other: Modifier) -> ChartError {
    if value == other {
        return repeated(word);
    }
    let message = format!("{} and {} exclude each other", other.word(), value.word());
    ChartError::new(message).at(word.place.clone())
}

fn kind(word: &Placed<String>) -> Result<ChartKind, ChartError> {
    if word.value.parse::<Key>().is_ok() {
        return Err(unexpected(word, &[]));
    }
    word.value.parse().map_err(|_| {
        let kinds = || ChartKind::ALL.iter().map(|kind| kind.word());
        let error = ChartError::new(format!("there is no chart '{}'", word.value)).at(word.place.clone());
        match nearest(&word.value, kinds().chain(Modifier::ALL.iter().map(|modifier| modifier.word()))) {
            Some(near) => error.hint(did_you_mean(near)),
            None => error.hint(format!("the charts are {}", kinds().collect::<Vec<_>>().join(", "))),
        }
    })
}

fn key(word: &Placed<String>) -> Result<Key, ChartError> {
    word.value.parse().map_err(|_| {
        ChartError::new(format!("there is no key '{}'", word.value)).at(word.place.clone()).nearest(
            &word.value,
            "keys",
            Key::ALL.iter().map(|key| key.word()),
        )
    })
}

/// Returns the error of a word that is neither kind nor key. It may have meant one of these modifiers.
fn unexpected(word: &Placed<String>, modifiers: &[Modifier]) -> ChartError {
    let error = ChartError::new(format!("'{}' is not a key=value", word.value)).at(word.place.clone());
    match (word.value.parse::<Key>(), nearest(&word.value, modifiers.iter().map(|modifier| modifier.word())))
    {
        (Ok(key), _) => error.hint(format!("write {}=… without blanks around the sign", key.word())),
        (Err(_), Some(near)) => error.hint(did_you_mean(near)),
        (Err(_), None) => {
            error.hint("a value with blanks stands in double quotes: title=\"Customers by segment\"")
        }
    }
}

/// Reads the value of a key into the specification.
fn set(
    specification: &mut Specification,
    key: Key,
    key_place: Range<usize>,
    reader: &mut WordReader<'_>,
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
            specification.format = Some(parse_format(&reader.value(key.word(), key_place, false)?)?);
        }
    }
    Ok(())
}

fn whole(word: Placed<String>, key: Key, most: usize) -> Result<usize, ChartError> {
    match word.value.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => {
            Err(ChartError::new(format!("{} is a whole number from 1 to {most}", key.word())).at(word.place))
        }
    }
}

/// Parses a format of numbers.
///
/// # Errors
/// Returns an error with the place of the word and all formats.
pub fn parse_format(word: &Placed<String>) -> Result<Format, ChartError> {
    Format::parse(&word.value).ok_or_else(|| {
        ChartError::new(format!("'{}' is not a format", word.value))
            .at(word.place.clone())
            .hint("formats are 0, 0.00, 0,0, 0,0.00, 0% and 0.0%")
    })
}
