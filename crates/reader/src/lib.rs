//! Reads delimited text into Arrow: files of any encoding, dialect and compression, with nothing changed silently.
//!
//! ```text
//! file ──text──> UTF-8 ──records──> blocks of whole records, their fields ──batch──> Arrow arrays, bad records
//!                  └──sniff──> Format: encoding, dialect, header, how each column reads ──┘
//! ```
//!
//! It knows no query engine. Blocks come in order from one reader and can be parsed in any number of threads: what is
//! read does not depend on how many, nor on the size of the blocks.

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
