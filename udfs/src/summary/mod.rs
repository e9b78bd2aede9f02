//! Summaries of tables.

mod column_summary;
mod counts;
mod key;
mod kind;
mod outliers;
mod shape;
mod summarize;
mod value_count;

use crate::catalog::{Family, Make};

/// Before anything is computed.
pub const FAMILY: Family = Family {
    title: "Looking at data",
    about: "What is in a table, before anything is computed from it.",
    functions: &[&summarize::FUNCTION],
    parts: &[Make::Aggregate(column_summary::column_summary_udaf)],
};
