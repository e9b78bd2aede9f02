//! `period_start(number, unit, week_start)`: the first day of a period by its number; the inverse of `period_number`.
//! A part of table functions, not meant to be called by hand.

use std::sync::Arc;

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{DataType, Date32Type, Int32Type};
use datafusion::common::{Result, exec_datafusion_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use super::period_number::{UNIT, WEEK_START, unit};
use crate::adapt::{Args, Scalar, scalar};
use crate::takes::{Argument, Signature, Takes};

const SIGNATURE: Signature = Signature::new(
    "period_start",
    &[Argument::required("number", Takes::Any, "The number of the period."), UNIT, WEEK_START],
);

/// Creates the scalar function `period_start`.
pub(crate) fn period_start_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: SIGNATURE,
        returns: |_| Ok(DataType::Date32),
        invoke,
        coerce: Some(|_| Ok(vec![DataType::Int32, DataType::Utf8, DataType::Utf8])),
    })
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let unit = unit(args)?;
    let periods = args.column("number")?;
    let days = periods.as_primitive::<Int32Type>().try_unary::<_, Date32Type, _>(|period| {
        unit.first_day(period)
            .ok_or_else(|| exec_datafusion_err!("a period lies outside the days that a DATE can hold"))
    })?;
    Ok(ColumnarValue::Array(Arc::new(days)))
}
