//! Compares the reader with a reference reader that follows the rules byte by byte, and with files of known values.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod block_edges;
mod encodings;
mod generators;
mod projections;
mod records;
mod regressions;
mod running_time;
mod threads;
mod utf8;
mod values;
