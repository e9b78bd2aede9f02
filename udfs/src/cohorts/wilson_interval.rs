//! `wilson_interval(successes, trials, z)`: the ends of Wilson's interval. A part of table functions.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Float64Array, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Float64Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};
use tenure_math::intervals::wilson;

use crate::adapt::{Args, Scalar, scalar};
use crate::takes::{Argument, Signature, Takes};

const SIGNATURE: Signature = Signature::new(
    "wilson_interval",
    &[
        Argument::required("successes", Takes::Whole { min: 0, max: i64::MAX }, "How many succeeded."),
        Argument::required("trials", Takes::Whole { min: 0, max: i64::MAX }, "Of how many."),
        Argument::required("z", Takes::Number, "The quantile of the normal distribution."),
    ],
);

/// Creates the scalar function `wilson_interval`.
pub(super) fn wilson_interval_udf() -> ScalarUDF {
    scalar(Scalar { signature: SIGNATURE, returns: |_| Ok(DataType::Struct(fields())), invoke, coerce: None })
}

fn fields() -> Fields {
    ["low", "high"].map(|name| Field::new(name, DataType::Float64, true)).to_vec().into()
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let (successes, trials) = (args.column("successes")?, args.column("trials")?);
    let (successes, trials) = (successes.as_primitive::<Int64Type>(), trials.as_primitive::<Int64Type>());
    let z = args.column("z")?;
    let z = z.as_primitive::<Float64Type>();
    let (low, high): (Vec<_>, Vec<_>) = successes
        .iter()
        .zip(trials.iter())
        .zip(z.values())
        .map(|((successes, trials), z)| wilson(successes?, trials?, *z))
        .map(Option::unzip)
        .unzip();
    let ends: Vec<ArrayRef> = vec![Arc::new(Float64Array::from(low)), Arc::new(Float64Array::from(high))];
    Ok(ColumnarValue::Array(Arc::new(StructArray::try_new(fields(), ends, None)?)))
}
