//! `expected_purchases(model, horizon, x, t_x, t)`: how often a customer will buy.

use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use super::p_alive::{MODEL, T, T_X, X, example_model};
use super::predictions::{CustomerHistories, Horizons, PurchaseModels, predict, prediction_udf};
use crate::adapt::Args;
use crate::catalog::{Argument, Example, Function, Make, Takes};

const NAME: &str = "expected_purchases";

const ARGUMENTS: &[Argument] = &[
    MODEL,
    Argument::required(
        "horizon",
        Takes::Duration,
        "How far to look ahead from t: an INTERVAL, or a number in the unit of the model.",
    ),
    X,
    T_X,
    T,
];

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
    summary: "How many purchases to expect of a customer with this history in the time to come.",
    arguments: ARGUMENTS,
    returns: "DOUBLE; NULL where an argument is NULL",
    details: "p_alive times the purchases of one who is alive, ∫₀¹ [1 − ((α+t)/(α+t+p·horizon))^(r+x)]/p · Beta(p; a, b+x) dp under BG/NBD, with b+x+1 \
              under MBG/NBD. This is the published formula with ₂F₁, without its pole at a = 1.\n\n\
              An INTERVAL is converted by the unit of the model, a month being 30.4375 days and a year 365.25. \
              An error: a model that did not converge, a history that contradicts itself.",
    reference: "P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24 (2005) 275–284, equation 10",
    example: Example {
        sql: concat!(
            "SELECT x, round(expected_purchases(model, 39, x, t_x, t), 4) AS in_39_weeks, \
             round(expected_purchases(model, INTERVAL '1 year', x, t_x, t), 4) AS in_a_year
FROM (VALUES (0, 0.0, 38.86), (2, 30.43, 38.86), (26, 30.86, 31.0)) AS customers(x, t_x, t)
CROSS JOIN (SELECT ",
            example_model!(),
            " AS model) ORDER BY x"
        ),
        output: "\
+----+-------------+-----------+
| x  | in_39_weeks | in_a_year |
+----+-------------+-----------+
| 0  | 0.154       | 0.1983    |
| 2  | 1.263       | 1.6016    |
| 26 | 19.4507     | 24.0624   |
+----+-------------+-----------+",
    },
    make: Make::Scalar(expected_purchases_udf),
};

/// Creates the scalar function `expected_purchases`.
pub(crate) fn expected_purchases_udf() -> ScalarUDF {
    prediction_udf(FUNCTION.signature(), invoke)
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let models = PurchaseModels::read(NAME, args)?;
    let horizons = Horizons::read(NAME, "horizon", args)?;
    let histories = CustomerHistories::read(NAME, args)?;
    predict(
        &models,
        &histories,
        |row, model| Ok(horizons.get(row, &models, model)?.map(|time| [time])),
        |cases| cases.iter().map(|case| Some(case.future(&models).purchases(case.terms[0]))).collect(),
    )
}
