//! The values at one place of the records: their kinds, and where each kind was found first.

use super::fields::{Fields, MOST};
use super::times::Times;

/// A line of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The number of the file, from 0.
    pub file: usize,
    pub line: u64,
}

/// The kinds of values. NULL is not one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Boolean,
    /// A whole number that BIGINT and DOUBLE hold.
    Integer,
    /// A whole number that only BIGINT holds.
    Long,
    /// A number that only DOUBLE holds.
    Float,
    /// A number that neither holds.
    Huge,
    Text,
    List,
    Object,
}

impl ValueKind {
    pub const ALL: [Self; 8] = [
        Self::Boolean,
        Self::Integer,
        Self::Long,
        Self::Float,
        Self::Huge,
        Self::Text,
        Self::List,
        Self::Object,
    ];

    /// Returns the name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boolean => "true or false",
            Self::Integer | Self::Long | Self::Float | Self::Huge => "numbers",
            Self::Text => "text",
            Self::List => "lists",
            Self::Object => "objects",
        }
    }
}

/// The values at one place of the records.
#[derive(Debug, Clone, Default)]
pub(in crate::sources::files) struct Observed {
    first: [Option<Place>; ValueKind::ALL.len()],
    /// The dates and times among the texts.
    pub(super) times: Times,
    /// The items of the lists.
    pub(super) items: Option<Box<Observed>>,
    /// The values of the objects, by key.
    pub(super) fields: Fields,
}

impl Observed {
    /// Adds a value.
    pub(super) fn add(&mut self, kind: ValueKind, line: u64) {
        self.first[kind as usize].get_or_insert(Place { file: 0, line });
    }

    /// Returns where a kind of value was found first.
    pub(super) fn first(&self, kind: ValueKind) -> Option<Place> {
        self.first[kind as usize]
    }

    /// Adds the values of a later part, of the same or another file.
    pub(super) fn merge(&mut self, other: &Self, file: usize) {
        for (mine, place) in self.first.iter_mut().zip(other.first) {
            *mine = mine.or(place.map(|place| Place { file, ..place }));
        }
        self.times.merge(&other.times);
        if let Some(items) = &other.items {
            let mine = self.items.get_or_insert_default();
            mine.merge(items, file);
            mine.fields.limit(MOST);
        }
        self.fields.merge(&other.fields, file);
    }
}
