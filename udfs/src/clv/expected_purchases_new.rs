//! `expected_purchases_new(model, t)`: how often a customer buys who has just come.

use std::sync::Arc;

use datafusion::arrow::array::Float64Array;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use super::p_alive::{MODEL, example_model};
use super::predictions::{Horizons, PurchaseModels, prediction_udf};
use crate::adapt::Args;
use crate::catalog::{Argument, Example, Function, Make, Takes};

const NAME: &str = "expected_purchases_new";

const ARGUMENTS: &[Argument] = &[
    MODEL,
    Argument::required(
        "t",
        Takes::Duration,
        "Time from the first purchase: an INTERVAL, or a number in the unit of the model.",
    ),
];

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
    summary: "How many repeat purchases to expect of a new customer in the time after the first purchase.",
    arguments: ARGUMENTS,
    returns: "DOUBLE; NULL where an argument is NULL",
    details: "∫₀¹ [1 − (α/(α+p·t))^r]/p · Beta(p; a, b) dp under BG/NBD; under MBG/NBD b/(a+b) times the same with b+1. The first purchase does not count. \
              An error: a model that did not converge.",
    reference: "P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24 (2005) 275–284, equation 9",
    example: Example {
        sql: concat!(
            "SELECT weeks, round(expected_purchases_new(",
            example_model!(),
            ", weeks), 4) AS purchases FROM (VALUES (1), (4), (52)) AS t(weeks) ORDER BY weeks"
        ),
        output: "\
+-------+-----------+
| weeks | purchases |
+-------+-----------+
| 1     | 0.0531    |
| 4     | 0.1963    |
| 52    | 1.4197    |
+-------+-----------+",
    },
    make: Make::Scalar(expected_purchases_new_udf),
};

/// Creates the scalar function `expected_purchases_new`.
pub(crate) fn expected_purchases_new_udf() -> ScalarUDF {
    prediction_udf(FUNCTION.signature(), invoke)
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let models = PurchaseModels::read(NAME, args)?;
    let times = Horizons::read(NAME, "t", args)?;
    let purchases = (0..args.rows()).map(|row| {
        let Some(model) = models.number_at(row) else {
            return Ok(None);
        };
        let time = times.get(row, &models, model)?;
        Ok(time.map(|time| {
            let (again, future) = models.model(model).newcomer();
            again * future.purchases(time)
        }))
    });
    Ok(ColumnarValue::Array(Arc::new(purchases.collect::<Result<Float64Array>>()?)))
}
