//! From a block of records to Arrow arrays, and what is wrong on the way.

mod bad_row;
mod column;
mod parser;

pub use bad_row::{BadRow, OnBadRow};
pub use column::{Column, data_type};
pub use parser::{ParsedBlock, Parser};
