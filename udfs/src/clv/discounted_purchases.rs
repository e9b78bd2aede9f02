//! `discounted_purchases(model, horizon, discount_rate, x, t_x, t)`: how often a customer will buy, each purchase
//! discounted to now. A part of table functions.

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use super::p_alive::{MODEL, T, T_X, X};
use super::predictions::{Case, CustomerHistories, Horizons, PurchaseModels, predict, prediction_udf};
use crate::adapt::Args;
use crate::takes::{Argument, Signature, Takes};

const SIGNATURE: Signature = Signature::new(
    "discounted_purchases",
    &[
        MODEL,
        Argument::required("horizon", Takes::Number, "How far to look ahead, in the unit of the model."),
        Argument::required("discount_rate", Takes::Number, "The yearly rate."),
        X,
        T_X,
        T,
    ],
);

/// Creates the scalar function `discounted_purchases`, whose horizon is in the unit of the model.
pub(super) fn discounted_purchases_udf() -> ScalarUDF {
    prediction_udf(SIGNATURE, invoke)
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let models = PurchaseModels::read("clv", args)?;
    let horizons = Horizons::read("clv", "horizon", args)?;
    let rates = args.column("discount_rate")?;
    let rates = rates.as_primitive::<Float64Type>();
    let histories = CustomerHistories::read("clv", args)?;
    predict(
        &models,
        &histories,
        |row, model| match horizons.get(row, &models, model)? {
            Some(time) if rates.is_valid(row) => {
                Ok(Some([time, models.continuous(model, rates.value(row))?]))
            }
            _ => Ok(None),
        },
        |cases| {
            let discounted = |case: &Case<2>| {
                let [time, discount] = case.terms;
                Some(case.future(&models).discounted(time, discount))
            };
            cases.iter().map(discounted).collect()
        },
    )
}
