//! Shared by the integration tests and the fuzzer: a reference reader and the properties that every read file has.

pub mod compress;
pub mod encode;
pub mod invariants;
pub mod reference;
pub mod stepping;
pub mod tables;
pub mod threads;
