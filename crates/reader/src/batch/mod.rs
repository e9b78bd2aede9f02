//! Parses a block of records into Arrow arrays and the rows that cannot be read.

mod bad_row;
mod column;
mod parser;

pub use bad_row::{BadRow, OnBadRow};
pub use column::{Column, data_type};
pub use parser::{ParsedBlock, Parser};
