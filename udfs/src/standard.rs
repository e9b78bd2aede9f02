//! The families of this crate.

use crate::catalog::Catalog;
use crate::{clv, cohorts, rfm, summary, sums, surveys, time};

impl Catalog {
    /// Creates a catalogue with every family of this crate.
    pub fn standard() -> Self {
        Self::new()
            .with(summary::FAMILY)
            .with(rfm::FAMILY)
            .with(clv::FAMILY)
            .with(surveys::FAMILY)
            .with(cohorts::FAMILY)
            .with(time::FAMILY)
            .with(sums::FAMILY)
    }
}
