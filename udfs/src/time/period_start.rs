//! `period_start(number, unit, week_start)`: the first day of a period by its number; the inverse of `period_number`.
//! A part of table functions, not meant to be called by hand.

use std::sync::Arc;

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{DataType, Date32Type, Int32Type};
use datafusion::common::{Result, exec_datafusion_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};

use super::period_number::unit;
use crate::adapt::scalar::{Scalar, scalar};

const NAME: &str = "period_start";

/// The scalar `period_start`.
pub(crate) fn period_start_udf() -> ScalarUDF {
    scalar(Scalar {
        name: NAME,
        arguments: &[],
        coerce: |_, _, given| coerce(given),
        returns: |_| Ok(DataType::Date32),
        invoke,
    })
}

fn coerce(given: &[DataType]) -> Result<Vec<DataType>> {
    match given.len() {
        3 => Ok(vec![DataType::Int32, DataType::Utf8, DataType::Utf8]),
        _ => plan_err!("{NAME} takes a period, a unit and the start of the week"),
    }
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let unit = unit(NAME, args, 1)?;
    let periods = args.args[0].to_array(args.number_rows)?;
    let days = periods.as_primitive::<Int32Type>().try_unary::<_, Date32Type, _>(|period| {
        unit.first_day(period)
            .ok_or_else(|| exec_datafusion_err!("a period lies outside the days that a DATE can hold"))
    })?;
    Ok(ColumnarValue::Array(Arc::new(days)))
}
