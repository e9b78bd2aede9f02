//! The context in which the values of one kind are decided, and the outcome.

use super::note::Note;
use crate::values::{DateOrder, ValueFormat};

/// The facts about a column apart from its values.
#[derive(Debug, Clone, Copy)]
pub struct ColumnContext<'a> {
    /// The column's name, or `None` if the file has no header.
    pub name: Option<&'a str>,
    /// The decimal separator of the file, from other columns or from the user.
    pub decimal: Option<u8>,
    /// The order of dates in the file, from other columns or from the user.
    pub order: Option<DateOrder>,
    /// The delimiter between fields of the file.
    pub delimiter: u8,
    /// True if the guess saw every value of the column.
    pub complete: bool,
}

/// The result for values of one kind.
pub enum Outcome {
    /// All values share a format.
    Typed(ValueFormat, Vec<Note>),
    /// The values are text unless the context decides.
    Undecided(Note),
    /// The values are text: they do not agree.
    Text,
}
