//! `periods_until(cohort, as_of, unit, week_start, limit)`: the periods 0, 1, 2 … of a cohort up to a day. A part of
//! table functions.

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{DataType, Date32Type, Int32Type};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};
use tenure_math::calendar::Unit;

use crate::adapt::scalar::{Scalar, constant_text, constant_whole, scalar};
use crate::lists::{list_of, lists_of_periods};

const NAME: &str = "periods_until";

/// The scalar `periods_until`.
pub(super) fn periods_until_udf() -> ScalarUDF {
    scalar(Scalar {
        name: NAME,
        arguments: &[],
        coerce: |_, _, given| coerce(given),
        returns: |_| Ok(list_of(DataType::Int32)),
        invoke,
    })
}

fn coerce(given: &[DataType]) -> Result<Vec<DataType>> {
    match given.len() {
        5 => Ok(vec![DataType::Int32, DataType::Date32, DataType::Utf8, DataType::Utf8, DataType::Int64]),
        _ => plan_err!("{NAME} takes a cohort, a day, a unit, the start of the week and a limit"),
    }
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let unit = constant_text(NAME, args, 2, "unit")?.unwrap_or("month");
    let week_start = constant_text(NAME, args, 3, "week_start")?.unwrap_or("monday");
    let Some(unit) = Unit::from_name(unit, week_start) else {
        return exec_err!("{NAME}: there is no unit '{unit}' starting on {week_start}");
    };
    let limit = constant_whole(NAME, args, 4, "periods")?;
    let cohorts = args.args[0].to_array(args.number_rows)?;
    let cohorts = cohorts.as_primitive::<Int32Type>();
    let days = args.args[1].to_array(args.number_rows)?;
    let days = days.as_primitive::<Date32Type>();
    let rows = cohorts.iter().zip(days.iter()).map(|pair| match pair {
        (Some(cohort), Some(day)) => {
            let last = i64::from(unit.period_of(day)) - i64::from(cohort);
            let last = limit.map_or(last, |limit| last.min(limit));
            (0..=i32::try_from(last).unwrap_or(i32::MAX)).collect()
        }
        _ => Vec::new(),
    });
    Ok(ColumnarValue::Array(lists_of_periods(&rows.collect::<Vec<_>>())?))
}
