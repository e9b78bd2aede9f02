//! Recency, frequency, monetary value: who bought lately, often, and for much.

mod quantile_score;
mod rfm;
mod rfm_segment;

pub use rfm_segment::segment;

use crate::catalog::Family;

/// RFM.
pub const FAMILY: Family = Family {
    title: "RFM",
    about: "Recency, frequency, monetary value: who bought lately, often, and for much.",
    functions: &[&rfm::FUNCTION, &rfm_segment::FUNCTION, &quantile_score::FUNCTION],
    parts: &[],
};
