//! `refuse_negative(amount, counts)`: true, or an error where an amount is negative and the row counts. The condition
//! behind `negatives => 'error'`; a part of table functions, not meant to be called by hand.
//!
//! It is told which rows count, because the optimizer takes filters together: it sees those left out beside it, too.

use std::sync::Arc;

use datafusion::arrow::array::{AsArray, BooleanArray};
use datafusion::arrow::compute::nullif;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};

use crate::numbers::doubles;
use crate::scalar::{Scalar, scalar};

/// The scalar `refuse_negative`.
pub(crate) fn refuse_negative_udf() -> ScalarUDF {
    scalar(Scalar {
        name: "refuse_negative",
        arguments: &[],
        coerce: |given| match given {
            [amount, _] => Ok(vec![amount.clone(), DataType::Boolean]),
            _ => plan_err!("refuse_negative takes an amount and whether it counts"),
        },
        returns: |_| Ok(DataType::Boolean),
        invoke,
    })
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let counts = args.args[1].to_array(args.number_rows)?;
    let left_out: BooleanArray =
        counts.as_boolean().iter().map(|counts| Some(counts != Some(true))).collect();
    let amounts = nullif(&args.args[0].to_array(args.number_rows)?, &left_out)?;
    let amounts = doubles("rfm", "amount", &amounts)?;
    if let Some(negative) = amounts.iter().flatten().find(|amount| *amount < 0.0) {
        return exec_err!("rfm: an amount is negative ({negative}), and negatives => 'error' was asked for");
    }
    Ok(ColumnarValue::Array(Arc::new(BooleanArray::from(vec![true; args.number_rows]))))
}
