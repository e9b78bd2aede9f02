//! A statement's own syntax becomes what it stands for.
//!
//! ```text
//! tokens ──summarize──> ──from_first──> parser ──listings──> ──output_names──> planner
//! ```

pub mod from_first;
pub mod listings;
pub mod output_names;
pub mod summarize;
