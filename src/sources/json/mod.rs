//! Files of JSON as a table: an object a line, or one array of objects.
//!
//! ```text
//! file ──pieces──> records ──look──> Shape: what was found where ──kind──> types of columns
//!                     └──────────────────────────build──> Arrow arrays <──┘
//! ```
//!
//! All records are looked at before any is read, so a type is never a guess, and a key that comes late is a column too.

mod build;
mod fault;
mod fields;
mod kind;
mod look;
mod number;
mod open;
mod pieces;
mod reading;
mod scan;
mod shape;
mod table;
mod times;
mod write;

pub(super) use open::{look, open};
pub(super) use shape::Shape;
pub(crate) use write::JsonLinesFactory;

/// Whether a table is of files of JSON.
pub(super) fn is_json(table: &dyn datafusion::catalog::TableProvider) -> bool {
    table.is::<table::JsonTable>()
}
