//! A workspace: a folder that keeps the tables and views of a session for the next one.
//!
//! ```text
//! statement ──plan──> Change ──remember──> catalog.sql (statements), tables/*.parquet (rows) ──open──> the next session
//! ```
//!
//! The statements in `catalog.sql` can be read, changed and run by hand; paths in them are taken from the folder.

mod catalog_file;
mod change;
mod paths;

pub use catalog_file::{Entry, Workspace, unusable};
pub use change::{Change, change, check, dropped_name, exactly, made_name, named};
pub use paths::absolute;
