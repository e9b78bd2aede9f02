//! `expected_spend(model, x, m)`: what a customer will spend on a purchase.

use std::sync::Arc;

use datafusion::arrow::array::{Array, Float64Array};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};
use tenure_math::models::GammaGamma;

use super::model_struct::ModelColumn;
use super::predictions::prediction_udf;
use crate::adapt::Args;
use crate::catalog::{Argument, Example, Function, Make, Takes};

const NAME: &str = "expected_spend";

const ARGUMENTS: &[Argument] = &[
    Argument::required(
        "model",
        Takes::Model,
        "A model of spend, from gamma_gamma_fit; or a struct with its model and parameters.",
    ),
    Argument::required("x", Takes::Number, "Repeat purchases: a whole number."),
    Argument::required("m", Takes::Number, "Their mean amount; may be NULL where x is 0."),
];

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
    summary: "What to expect a customer to spend on a purchase, from the mean of the purchases so far.",
    arguments: ARGUMENTS,
    returns: "DOUBLE; NULL where the model or x is NULL",
    details: "(p·v + p·x·m) / (p·x + q − 1): between the customer's own mean and that of the population, p·v / (q − 1), the closer to the former the more \
              purchases there are. A customer without a repeat purchase, or with a mean that is NULL or not above 0, gets that of the population.\n\n\
              An error: a model that did not converge, one with q ≤ 1, under which the population has no mean, an x that is no whole number.",
    reference: "P. S. Fader and B. G. S. Hardie, The Gamma-Gamma Model of Monetary Value, note 025 (2013), equation 5",
    example: Example {
        sql: "SELECT x, m, round(expected_spend(model, x, m), 2) AS expected_spend
FROM (VALUES (0, NULL), (1, 11.77), (2, 22.35), (7, 73.74)) AS customers(x, m)
CROSS JOIN (SELECT named_struct('model', 'gamma_gamma', 'parameters', named_struct('p', 6.25, 'q', 3.74, 'v', 15.44)) AS model) ORDER BY x",
        output: "\
+---+-------+----------------+
| x | m     | expected_spend |
+---+-------+----------------+
| 0 |       | 35.22          |
| 1 | 11.77 | 18.92          |
| 2 | 22.35 | 24.66          |
| 7 | 73.74 | 71.47          |
+---+-------+----------------+",
    },
    make: Make::Scalar(expected_spend_udf),
};

/// Creates the scalar function `expected_spend`.
pub(crate) fn expected_spend_udf() -> ScalarUDF {
    prediction_udf(FUNCTION.signature(), invoke)
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let models = ModelColumn::read(NAME, &args.column("model")?, GammaGamma::PARAMETERS)?;
    let (purchases, means) = (args.doubles("x")?, args.doubles("m")?);
    let spend = (0..args.rows()).map(|row| {
        let Some(model) = models.get(row)?.filter(|_| purchases.is_valid(row)) else {
            return Ok(None);
        };
        let (x, name, model) = (purchases.value(row), model.name, GammaGamma::new(model.parameters()));
        if name != "gamma_gamma" {
            return exec_err!("{NAME}: model must be one of spend, gamma_gamma, but is {name}");
        }
        if x < 0.0 || x.fract() != 0.0 {
            return exec_err!("{NAME}: x must be a whole number from 0, but one is {x}");
        }
        let mean = if means.is_valid(row) { means.value(row) } else { 0.0 };
        match model.expected_spend(x, mean) {
            Some(spend) if spend.is_finite() => Ok(Some(spend)),
            Some(_) => exec_err!("{NAME}: the parameters of the model are too large to compute with"),
            None => exec_err!(
                "{NAME}: under this model the population has no mean, because q is {} and not above 1",
                model.q
            ),
        }
    });
    Ok(ColumnarValue::Array(Arc::new(spend.collect::<Result<Float64Array>>()?)))
}
