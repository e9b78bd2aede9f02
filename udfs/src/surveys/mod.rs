//! Satisfaction: the net promoter score, how sure it is, and who is what.
//!
//! ```text
//! score ──scale──> category ──tally──> counts and weights ──interval──> figures
//! ```

mod arguments;
mod nps;
mod nps_category;
mod nps_stats;
mod scale;
mod survey_aggregate;
mod tally;
#[cfg(test)]
mod tests;

pub use scale::{Category, Scale};
pub use tally::Tally;

use crate::catalog::Family;

/// Satisfaction.
pub const FAMILY: Family = Family {
    title: "Satisfaction",
    about: "The net promoter score of a survey: promoters less detractors, in per cent of all answers, \
            with the interval it is known to lie in.",
    functions: &[&nps::FUNCTION, &nps_stats::FUNCTION, &nps_category::FUNCTION],
    parts: &[],
};
