//! Properties of a file that its reader was told.

use crate::records::{Delimiter, Escape};
use crate::text::Encoding;
use crate::values::{DateOrder, ValueType};

/// Properties of a file that the caller knows and that need not be found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SniffOptions {
    /// The delimiter.
    pub delimiter: Option<Delimiter>,
    /// The quote; `Some(None)` means that fields are never quoted.
    pub quote: Option<Option<u8>>,
    /// The way to write quotes in quoted fields.
    pub escape: Option<Escape>,
    /// True if the first record names the columns.
    pub header: Option<bool>,
    /// The number of lines before the table.
    pub skip: Option<u64>,
    /// The names of the columns, in place of those of the header.
    pub names: Option<Vec<String>>,
    /// Types of columns, by name.
    pub types: Vec<(String, ValueType)>,
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The decimal separator, `.` or `,`, for columns whose values leave it open.
    pub decimal: Option<u8>,
    /// The order of day and month, for columns whose values leave it open.
    pub order: Option<DateOrder>,
    /// Words that stand for NULL in columns of any type.
    pub nulls: Vec<String>,
}
