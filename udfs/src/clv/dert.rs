//! `dert(model, discount_rate, x, t_x, t)`: discounted expected residual transactions, all purchases still to come.

use datafusion::arrow::array::Array;
use datafusion::common::{HashMap, Result};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};
use tenure_math::models::Residuals;

use super::p_alive::{MODEL, T, T_X, X, example_model};
use super::predictions::{Case, CustomerHistories, PurchaseModels, predict, prediction_udf};
use crate::adapt::Args;
use crate::catalog::{Argument, Example, Function, Make, Takes};

const NAME: &str = "dert";

const ARGUMENTS: &[Argument] = &[
    MODEL,
    Argument::required(
        "discount_rate",
        Takes::Number,
        "The yearly rate: 0.10 for ten per cent. Not negative.",
    ),
    X,
    T_X,
    T,
];

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
    summary: "Discounted expected residual transactions: all purchases still to come, each discounted to now.",
    arguments: ARGUMENTS,
    returns: "DOUBLE; NULL where an argument is NULL, and where the purchases have no bound",
    details: "p_alive times ∫₀¹ (k/p) · U(1, 1−k, δ(α+t)/p) · Beta(p; a, b+x) dp with k = r+x under BG/NBD, with b+x+1 under MBG/NBD. \
              δ = ln(1 + discount_rate) divided by the units a year, of 365.25 days. Without discount the purchases to come have no bound, and the result \
              is NULL, unless a > 1; then it is p_alive · (a+b+x−1)/(a−1), or (a+b+x)/(a−1).\n\n\
              An error: a model that did not converge or has no unit, a history that contradicts itself, a negative rate.",
    reference: "P. S. Fader, B. G. S. Hardie and K. L. Lee, RFM and CLV, Journal of Marketing Research 42 (2005) 415–430, for the measure",
    example: Example {
        sql: concat!(
            "SELECT x, round(dert(model, 0.15, x, t_x, t), 4) AS dert
FROM (VALUES (0, 0.0, 38.86), (2, 30.43, 38.86), (26, 30.86, 31.0)) AS customers(x, t_x, t)
CROSS JOIN (SELECT ",
            example_model!(),
            " AS model) ORDER BY x"
        ),
        output: "\
+----+---------+
| x  | dert    |
+----+---------+
| 0  | 0.7263  |
| 2  | 4.9335  |
| 26 | 61.6361 |
+----+---------+",
    },
    make: Make::Scalar(dert_udf),
};

/// Creates the scalar function `dert`.
pub(crate) fn dert_udf() -> ScalarUDF {
    prediction_udf(FUNCTION.signature(), invoke)
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let models = PurchaseModels::read(NAME, args)?;
    let rates = args.doubles("discount_rate")?;
    let histories = CustomerHistories::read(NAME, args)?;
    predict(
        &models,
        &histories,
        |row, model| match rates.is_valid(row) {
            true => Ok(Some([models.continuous(model, rates.value(row))?])),
            false => Ok(None),
        },
        |cases| residuals(&models, cases),
    )
}

/// Computes what cases of the same model, x and discount share only once.
///
/// It must not depend on which cases a batch happens to have: so it is made for all rates from the least of the model
/// up to a power of two in which the case lies, 1 of discount · rate or less for nearly all.
fn residuals(models: &PurchaseModels, cases: &[Case<1>]) -> Vec<Option<f64>> {
    let mut shared: HashMap<_, Residuals> = HashMap::new();
    let value = |case: &Case<1>| {
        let (future, discount) = (case.future(models), case.terms[0]);
        if discount == 0.0 {
            return future.residual(0.0);
        }
        let most = (discount * future.rate).log2().ceil().clamp(0.0, 1000.0).exp2();
        let key = (case.model, case.x.to_bits(), discount.to_bits(), most.to_bits());
        let least = models.model(case.model).alpha;
        let residuals = shared
            .entry(key)
            .or_insert_with(|| Residuals::new(&future, least..=(most / discount).min(f64::MAX), discount));
        Some(residuals.of(future.rate))
    };
    cases.iter().map(value).collect()
}
