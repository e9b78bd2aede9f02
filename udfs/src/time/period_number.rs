//! `period_number(time, unit, week_start, timezone)`: the running number of the calendar period a time falls in.
//! A part of table functions, not meant to be called by hand.

use std::sync::Arc;

use datafusion::arrow::array::{Array, Int32Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_datafusion_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};
use tenure_math::calendar::Unit;

use super::zone::{Zone, is_time, local_days};
use crate::adapt::scalar::{Scalar, constant_text, scalar};

const NAME: &str = "period_number";

/// The scalar `period_number`.
pub(crate) fn period_number_udf() -> ScalarUDF {
    scalar(Scalar {
        name: NAME,
        arguments: &[],
        coerce: |_, _, given| coerce(given),
        returns: |_| Ok(DataType::Int32),
        invoke,
    })
}

fn coerce(given: &[DataType]) -> Result<Vec<DataType>> {
    match given {
        [time, ..] if is_time(time) && given.len() == 4 => {
            Ok(vec![time.clone(), DataType::Utf8, DataType::Utf8, DataType::Utf8])
        }
        _ => plan_err!("{NAME} takes a time, a unit, the start of the week and a time zone"),
    }
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let unit = unit(NAME, args, 1)?;
    let zone = constant_text(NAME, args, 3, "timezone")?;
    let column = args.args[0].to_array(args.number_rows)?;
    let days = local_days(&column, Zone::of(column.data_type(), zone)?)?;
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

/// The unit named by the constant at `index`, with the start of the week behind it.
pub(super) fn unit(function: &str, args: &ScalarFunctionArgs, index: usize) -> Result<Unit> {
    let name = constant_text(function, args, index, "unit")?.unwrap_or("month");
    let week_start = constant_text(function, args, index + 1, "week_start")?.unwrap_or("monday");
    Unit::from_name(name, week_start)
        .ok_or_else(|| exec_datafusion_err!("{function}: there is no unit '{name}' starting on {week_start}"))
}
