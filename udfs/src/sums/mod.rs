//! Sums that do not depend on the order of rows.

mod exact_sum;
mod fsum;
mod named_sum;
mod numbers;
mod refuse_negative;

pub use exact_sum::exact_sum_udaf;
pub(crate) use named_sum::named_sum_udaf;
pub(crate) use numbers::{Digits, Doubles, Numbers, Values, overflow, sum_types, summed_as, total_type};
pub(crate) use refuse_negative::refuse_negative_udaf;

use crate::catalog::{Family, Make};

/// Building blocks for money.
pub const FAMILY: Family = Family {
    title: "Sums",
    about: "A sum whose digits are the same however the rows are ordered or divided among threads.",
    functions: &[&fsum::FUNCTION],
    parts: &[
        Make::Aggregate(exact_sum_udaf),
        Make::Aggregate(named_sum_udaf),
        Make::Aggregate(refuse_negative_udaf),
    ],
};
