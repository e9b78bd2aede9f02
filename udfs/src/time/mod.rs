//! Days, periods and time zones.

mod duration;
mod local_date;
mod period_number;
mod period_start;
mod zone;

pub(crate) use duration::days_of;
pub(crate) use local_date::local_date_udf;
pub(crate) use period_number::period_number_udf;
pub(crate) use period_start::period_start_udf;
pub use zone::Zone;
pub(crate) use zone::ticks_a_second;

use crate::catalog::{Family, Make};

/// The calendar.
pub const FAMILY: Family = Family {
    title: "Calendar",
    about: "Which day an instant falls on.",
    functions: &[&local_date::FUNCTION],
    parts: &[Make::Scalar(period_number_udf), Make::Scalar(period_start_udf)],
};
