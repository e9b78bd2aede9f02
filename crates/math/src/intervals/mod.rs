//! Confidence intervals.

pub mod net_promoter;
mod wilson;

pub use wilson::wilson;
