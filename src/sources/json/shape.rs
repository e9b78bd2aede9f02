//! What was found at one place of the records: which kinds of values, and where each was found first.

use super::fields::{Fields, MOST};
use super::times::Times;

/// A line of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Which of the files, from 0.
    pub file: usize,
    pub line: u64,
}

/// The kinds of values that are told apart. NULL is none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
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

impl Found {
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

    /// Its name in a sentence.
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

/// What was found at one place of the records.
#[derive(Debug, Clone, Default)]
pub(in crate::sources) struct Shape {
    first: [Option<Place>; Found::ALL.len()],
    /// What the texts are.
    pub(super) times: Times,
    /// What the items of the lists are.
    pub(super) items: Option<Box<Shape>>,
    /// What the values of the objects are.
    pub(super) fields: Fields,
}

impl Shape {
    /// Takes note of a value.
    pub(super) fn see(&mut self, found: Found, line: u64) {
        self.first[found as usize].get_or_insert(Place { file: 0, line });
    }

    /// Where a kind of value was found first.
    pub(super) fn first(&self, found: Found) -> Option<Place> {
        self.first[found as usize]
    }

    /// Takes note of what was found in a later part, of the same or another file.
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
