//! `wilson_interval(successes, trials, z)`: the ends of Wilson's interval. A part of table functions.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Float64Array, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Float64Type, Int64Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};
use tenure_math::intervals::wilson;

use crate::adapt::scalar::{Scalar, scalar};

/// The scalar `wilson_interval`.
pub(super) fn wilson_interval_udf() -> ScalarUDF {
    scalar(Scalar {
        name: "wilson_interval",
        arguments: &[],
        coerce: |_, _, given| match given.len() {
            3 => Ok(vec![DataType::Int64, DataType::Int64, DataType::Float64]),
            _ => plan_err!("wilson_interval takes successes, trials and z"),
        },
        returns: |_| Ok(DataType::Struct(fields())),
        invoke,
    })
}

fn fields() -> Fields {
    ["low", "high"].map(|name| Field::new(name, DataType::Float64, true)).to_vec().into()
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let columns: Vec<ArrayRef> =
        args.args.iter().map(|a| a.to_array(args.number_rows)).collect::<Result<_>>()?;
    let successes = columns[0].as_primitive::<Int64Type>();
    let trials = columns[1].as_primitive::<Int64Type>();
    let z = columns[2].as_primitive::<Float64Type>();
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
