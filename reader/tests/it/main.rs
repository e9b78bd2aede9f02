//! The reader against a slow one that follows the rules byte by byte, and against files written with known values.

#[path = "../common/slow.rs"]
mod slow;
#[path = "../common/source.rs"]
mod source;
#[path = "../common/table.rs"]
mod table;

mod edges;
mod nasty;
mod projections;
mod records;
mod threads;
