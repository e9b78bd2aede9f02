//! Delimited text files as a table: what each file is, their columns together, and the scan.

mod open;
mod scan;
mod table;
mod union;

pub(super) use open::{look, open};

/// Whether a table is of text files.
pub(super) fn is_text(table: &dyn datafusion::catalog::TableProvider) -> bool {
    table.is::<table::TextTable>()
}
