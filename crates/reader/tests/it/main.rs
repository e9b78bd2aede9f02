//! The reader against a slow one that follows the rules byte by byte, and against files written with known values.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/law.rs"]
mod law;
#[path = "../common/pack.rs"]
mod pack;
#[path = "../common/slow.rs"]
mod slow;
#[path = "../common/source.rs"]
mod source;
#[path = "../common/table.rs"]
mod table;
#[path = "../common/workers.rs"]
mod workers;

mod edges;
mod found;
mod long;
mod nasty;
mod packed;
mod plain;
mod projections;
mod records;
mod threads;
mod values;
