//! The sources of rows: files, and functions that read them.
//!
//! ```text
//! 'orders/*.csv', read_csv(…), STORED AS CSV ──> stores/: which files ──> files/: one table ──> scans ──> ReadLog
//! ```
//!
//! The log is of a connection, the cache of files of an engine. Tables and scans hold neither: they find them through
//! the session that plans or runs a statement.

mod external;
mod files;
mod functions;
mod options;
mod read_log;
mod rejects;
mod sniff;
mod stores;
mod write_json;

pub(crate) use external::{JsonFactory, TextFactory};
pub(crate) use files::{FileCache, NO_VALUE, keeps_order, looks_like_path, open};
pub use functions::{FILES, catalog};
pub use read_log::Input;
pub(crate) use read_log::ReadLog;
pub(crate) use rejects::RejectsTable;
pub(crate) use write_json::JsonLinesFactory;
