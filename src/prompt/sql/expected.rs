//! The kinds of things that may stand at a place.

use super::phrases::Phrases;

/// The thing that may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// A text that cannot be suggested, such as a new name.
    Nothing,
    /// Keywords.
    Keywords(Vec<Phrases>),
    /// A relation, or one of the keywords.
    Relation(Phrases),
    /// A table or view that exists.
    Table,
    /// The path of a file.
    Path,
    /// A value.
    Value(ValueSlot),
    /// A column without qualifier; those that relations share are likelier.
    Shared,
    /// A column of this relation.
    ColumnOf(String),
    /// An argument of the call around.
    Argument,
}

/// A place for a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueSlot {
    /// The keywords it can begin with.
    pub words: Vec<Phrases>,
    /// True if the value can be `*`.
    pub star: bool,
    /// True if the value can be an alias of the select list.
    pub aliases: bool,
    /// True if the value joins relations, so that columns of several relations are likelier.
    pub joins: bool,
    /// True if the value is computed for each row, so that it cannot be an aggregate.
    pub of_row: bool,
}
