//! `period_number(time, unit, week_start, timezone)`: the running number of the calendar period a time falls in.
//! A part of table functions, not meant to be called by hand.

use std::sync::Arc;

use datafusion::arrow::array::{Array, Int32Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_datafusion_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};
use tenure_math::calendar::Unit;

use crate::adapt::{Args, Scalar, scalar};
use crate::takes::{Argument, Signature, Takes};
use crate::zone::{Zone, local_days};

/// The calendar unit of a period.
pub(crate) const UNIT: Argument = Argument::required("unit", Takes::Choice(Unit::NAMES), "What a period is.");

/// The first day of a week.
pub(crate) const WEEK_START: Argument =
    Argument::required("week_start", Takes::Choice(Unit::WEEK_STARTS), "The first day of a week.");

const SIGNATURE: Signature = Signature::new(
    "period_number",
    &[
        Argument::required("time", Takes::Time, "The time."),
        UNIT,
        WEEK_START,
        Argument::optional(
            "timezone",
            Takes::TimeZone,
            "the column's zone, else UTC",
            "Whose calendar decides.",
        ),
    ],
);

/// Creates the scalar function `period_number`.
pub(crate) fn period_number_udf() -> ScalarUDF {
    scalar(Scalar { signature: SIGNATURE, returns: |_| Ok(DataType::Int32), invoke, coerce: None })
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let unit = unit(args)?;
    let column = args.column("time")?;
    let zone = Zone::of(column.data_type(), args.text("timezone")?.as_deref())?;
    let days = local_days(&column, zone)?;
    let mut last = (0, unit.period_of(0));
    let periods: Vec<i32> = days
        .values()
        .iter()
        .map(|day| {
            // Logs are mostly in order: the next row falls on the same day.
            if *day != last.0 {
                last = (*day, unit.period_of(*day));
            }
            last.1
        })
        .collect();
    Ok(ColumnarValue::Array(Arc::new(Int32Array::new(periods.into(), days.nulls().cloned()))))
}

/// Returns the unit that a call names, with its start of the week.
pub(crate) fn unit(args: &Args) -> Result<Unit> {
    let (name, week_start) = (args.word("unit")?, args.word("week_start")?);
    Unit::from_name(name, week_start).ok_or_else(|| {
        exec_datafusion_err!("{}: there is no unit '{name}' starting on {week_start}", args.function())
    })
}
