//! `p_alive(model, x, t_x, t)`: the probability that a customer is still one.

use std::sync::Arc;

use datafusion::arrow::array::Float64Array;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use super::predictions::{CustomerHistories, PurchaseModels, prediction_udf};
use crate::adapt::Args;
use crate::catalog::{Argument, Example, Function, Make, Takes};

const NAME: &str = "p_alive";

/// A model of purchases, as the first argument of predictions.
pub(super) const MODEL: Argument = Argument::required(
    "model",
    Takes::Model,
    "A model of purchases, from bg_nbd_fit or mbg_nbd_fit; or a struct with its model, unit and parameters.",
);

/// Purchases after the first one.
pub(super) const X: Argument =
    Argument::required("x", Takes::Number, "Purchases after the first one: a whole number.");

/// Time of the last one.
pub(super) const T_X: Argument = Argument::required(
    "t_x",
    Takes::Number,
    "Time from the first purchase to the last, in the unit of the model; 0 where x is 0.",
);

/// Time observed.
pub(super) const T: Argument = Argument::required(
    "t",
    Takes::Number,
    "Time from the first purchase to the end of observation, in the unit of the model.",
);

const ARGUMENTS: &[Argument] = &[MODEL, X, T_X, T];

/// A model that examples are made with.
macro_rules! example_model {
    () => {
        "named_struct('model', 'mbg_nbd', 'unit', 'week', 'parameters', named_struct('r', 0.525, 'alpha', 6.183, 'a', 0.891, 'b', 1.614))"
    };
}
pub(super) use example_model;

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
    summary: "The probability that a customer with this history has not left for good.",
    arguments: ARGUMENTS,
    returns: "DOUBLE, 0 to 1; NULL where an argument is NULL",
    details: "With the parameters of the model, 1 / (1 + a/(b+x) · ((α+t)/(α+t_x))^(r+x)) under MBG/NBD. Under BG/NBD b+x−1 stands for b+x, and a \
              customer with x = 0 is alive for certain, however long ago the one purchase was.\n\n\
              An error: a model that did not converge, a history that contradicts itself.",
    reference: "P. S. Fader, B. G. S. Hardie and K. L. Lee, Computing P(Alive) Using the BG/NBD Model, note 021 (2008)",
    example: Example {
        sql: concat!(
            "SELECT x, t_x, t, round(p_alive(",
            example_model!(),
            ", x, t_x, t), 4) AS p_alive
FROM (VALUES (0, 0.0, 38.86), (2, 30.43, 38.86), (26, 30.86, 31.0)) AS customers(x, t_x, t) ORDER BY x"
        ),
        output: "\
+----+-------+-------+---------+
| x  | t_x   | t     | p_alive |
+----+-------+-------+---------+
| 0  | 0.0   | 38.86 | 0.3897  |
| 2  | 30.43 | 38.86 | 0.7062  |
| 26 | 30.86 | 31.0  | 0.9656  |
+----+-------+-------+---------+",
    },
    make: Make::Scalar(p_alive_udf),
};

/// Creates the scalar function `p_alive`.
pub(crate) fn p_alive_udf() -> ScalarUDF {
    prediction_udf(FUNCTION.signature(), invoke)
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let models = PurchaseModels::read(NAME, args)?;
    let histories = CustomerHistories::read(NAME, args)?;
    let alive = (0..args.rows()).map(|row| {
        let (Some(model), Some([x, t_x, t])) = (models.number_at(row), histories.get(row)?) else {
            return Ok(None);
        };
        Ok(Some(models.model(model).p_alive(x, t_x, t)))
    });
    Ok(ColumnarValue::Array(Arc::new(alive.collect::<Result<Float64Array>>()?)))
}
