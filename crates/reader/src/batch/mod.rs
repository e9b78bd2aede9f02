//! From a block of records to Arrow arrays, and what is wrong on the way.

mod bad;
mod column;
mod parse;

pub use bad::{Bad, OnBadRow};
pub use column::{Column, data_type};
pub use parse::{Parsed, Parser};
