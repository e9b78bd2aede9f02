//! `refuse_negative(amount)`: true, or an error where an amount is negative. The condition behind
//! `negatives => 'error'`; a part of table functions, not meant to be called by hand.

use std::sync::Arc;

use datafusion::arrow::array::BooleanArray;
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
            [amount] => Ok(vec![amount.clone()]),
            _ => plan_err!("refuse_negative takes an amount"),
        },
        returns: |_| Ok(DataType::Boolean),
        invoke,
    })
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let amounts = doubles("rfm", "amount", &args.args[0].to_array(args.number_rows)?)?;
    if let Some(negative) = amounts.iter().flatten().find(|amount| *amount < 0.0) {
        return exec_err!("rfm: an amount is negative ({negative}), and negatives => 'error' was asked for");
    }
    Ok(ColumnarValue::Array(Arc::new(BooleanArray::from(vec![true; args.number_rows]))))
}
