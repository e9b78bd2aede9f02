//! Days, periods and time zones.

mod local_date;
mod period_number;
mod period_start;

pub(crate) use local_date::local_date_udf;
pub(crate) use period_number::{UNIT, WEEK_START, period_number_udf, unit};
pub(crate) use period_start::period_start_udf;

use crate::catalog::{Family, Make};

/// The calendar.
pub const FAMILY: Family = Family {
    title: "Calendar",
    about: "Which day an instant falls on.",
    functions: &[&local_date::FUNCTION],
    parts: &[Make::Scalar(period_number_udf), Make::Scalar(period_start_udf)],
};
