//! Reads delimited text files of any encoding, dialect and compression into Arrow. No value is changed silently.
//!
//! ```text
//! file ──text──> UTF-8 ──records──> blocks of whole records, their fields ──batch──> Arrow arrays, bad records
//!                  └──sniff──> FileFormat: encoding, dialect, header, column types ──┘
//! ```
//!
//! The crate knows no query engine. One reader hands out the blocks in order; any number of threads can parse them.
//! The rows that come out depend neither on the number of threads nor on the size of the blocks.

// Unit tests share files with the integration tests, which name the crate.
#[cfg(test)]
extern crate self as tenure_reader;

pub mod batch;
mod error;
pub mod records;
pub mod sniff;
pub mod text;
pub mod values;

pub use batch::{BadRow, Column, OnBadRow, ParsedBlock, Parser};
pub use error::{Error, Reason};
pub use records::{Block, Delimiter, Dialect, Escape, Splitter};
pub use sniff::{FileFormat, Finding, FindingKind, SniffOptions};
