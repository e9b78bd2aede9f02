//! `periods_until(cohort, as_of, unit, week_start, limit)`: the periods 0, 1, 2 … of a cohort up to a day. A part of
//! table functions.

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{DataType, Date32Type, Int32Type};
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use crate::adapt::{Args, Scalar, scalar};
use crate::lists::{list_of, lists_of_periods};
use crate::takes::{Argument, Signature, Takes};
use crate::time::{UNIT, WEEK_START, unit};

const SIGNATURE: Signature = Signature::new(
    "periods_until",
    &[
        Argument::required("cohort", Takes::Any, "The cohort's period."),
        Argument::required("as_of", Takes::Time, "The day that the last period falls on."),
        UNIT,
        WEEK_START,
        Argument::optional("limit", Takes::Whole { min: 0, max: i64::MAX }, "all", "The last period."),
    ],
);

/// Creates the scalar function `periods_until`.
pub(super) fn periods_until_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: SIGNATURE,
        returns: |_| Ok(list_of(DataType::Int32)),
        invoke,
        coerce: Some(|_| {
            Ok(vec![DataType::Int32, DataType::Date32, DataType::Utf8, DataType::Utf8, DataType::Int64])
        }),
    })
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let unit = unit(args)?;
    let limit = args.whole("limit")?;
    let (cohorts, days) = (args.column("cohort")?, args.column("as_of")?);
    let (cohorts, days) = (cohorts.as_primitive::<Int32Type>(), days.as_primitive::<Date32Type>());
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
