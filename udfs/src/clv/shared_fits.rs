//! `purchase_model(model, unit, x, t_x, t)` and `spend_model(x, m)`: the fits for table functions, which
//! have the model on every row, and so behind a dictionary. Parts of table functions.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::AggregateUDF;
use tenure_math::calendar::Unit;

use super::fit_aggregate::{FitFold, Fits, Purchasing, Spending, shared, state_types};
use crate::adapt::{Accumulators, Aggregate, Args, aggregate};
use crate::takes::{Argument, Signature, Takes};

/// The function that errors name: the one that was called.
const FUNCTION: &str = "clv";

/// Creates the aggregate function `purchase_model`.
pub(super) fn purchase_model_udaf() -> AggregateUDF {
    aggregate(PurchaseModel)
}

/// Creates the aggregate function `spend_model`.
pub(super) fn spend_model_udaf() -> AggregateUDF {
    aggregate(SpendModel)
}

#[derive(Debug)]
struct PurchaseModel;

impl Aggregate for PurchaseModel {
    const SIGNATURE: Signature = Signature::new(
        "purchase_model",
        &[
            Argument::required("model", Takes::Choice(Purchasing::NAMES), "Which of the two."),
            Argument::required("unit", Takes::Choice(Unit::NAMES), "The unit of t_x and t."),
            Argument::required("x", Takes::Number, "Purchases after the first one."),
            Argument::required("t_x", Takes::Number, "Time from the first purchase to the last."),
            Argument::required("t", Takes::Number, "Time from the first purchase to the end."),
        ],
    );

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(shared(Purchasing::fields()))
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(state_types())
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let name = args.word("model")?;
        let Some(dropout) = Purchasing::dropout(name) else {
            return internal_err!("there is no model '{name}'");
        };
        Ok(Box::new(FitFold {
            function: FUNCTION,
            model: Purchasing { dropout, unit: args.word("unit")? },
            weighted: false,
            shared: true,
        }))
    }
}

#[derive(Debug)]
struct SpendModel;

impl Aggregate for SpendModel {
    const SIGNATURE: Signature = Signature::new(
        "spend_model",
        &[
            Argument::required("x", Takes::Number, "Repeat purchases."),
            Argument::required("m", Takes::Number, "Their mean amount."),
        ],
    );

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(shared(Spending::fields()))
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(state_types())
    }

    fn fold(&self, _: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(FitFold { function: FUNCTION, model: Spending, weighted: false, shared: true }))
    }
}
