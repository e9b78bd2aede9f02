//! Cohorts and retention: how many of the customers who started together came back.

mod active_periods;
mod amounts;
mod cohort_amounts;
mod cohort_counts;
mod cohort_retention;
mod element;
mod period_amounts;
mod period_set;
mod periods_until;
mod retention;
mod wilson_interval;

pub use period_set::PeriodSet;

use crate::catalog::{Family, Make};

/// Cohorts and retention.
pub const FAMILY: Family = Family {
    title: "Cohorts and retention",
    about: "Of those who came together, who came back.",
    functions: &[&cohort_retention::FUNCTION, &retention::FUNCTION],
    parts: &[
        Make::Aggregate(active_periods::active_periods_udaf),
        Make::Aggregate(period_amounts::period_amounts_udaf),
        Make::Aggregate(cohort_counts::cohort_counts_udaf),
        Make::Aggregate(cohort_amounts::cohort_amounts_udaf),
        Make::Scalar(periods_until::periods_until_udf),
        Make::Scalar(element::shared_udf),
        Make::Scalar(element::element_udf),
        Make::Scalar(wilson_interval::wilson_interval_udf),
    ],
};
