//! The names of a statement become what they mean: its parameters, relations, columns and functions.
//!
//! ```text
//! bindings ──parameters──> statement ──relations──> tables ──provider──> planner ──columns──> spelt again, if need be
//! ```

pub mod bindings;
pub mod columns;
pub mod copy_partitions;
pub mod error_positions;
pub mod parameters;
pub mod provider;
pub mod relations;
pub mod source_calls;
pub mod table_lookup;
pub mod unknown_relation;
