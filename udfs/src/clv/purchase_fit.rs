//! The common part of `bg_nbd_fit` and `mbg_nbd_fit`: everything but the model.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use tenure_math::calendar::Unit;
use tenure_math::models::Dropout;

use super::fit_aggregate::{FitFold, Fits, Purchasing, state_types};
use crate::adapt::{Accumulators, Aggregate, Args};
use crate::takes::{Argument, Signature, Takes};

/// The arguments of a fit of purchases.
pub(super) const OF_PURCHASES: &[Argument] = &[
    Argument::required("x", Takes::Number, "Purchases after the first one: a whole number."),
    Argument::required("t_x", Takes::Number, "Time from the first purchase to the last, 0 where x is 0."),
    Argument::required("t", Takes::Number, "Time from the first purchase to the end of observation."),
    Argument::optional(
        "unit",
        Takes::Choice(Unit::NAMES),
        "'week'",
        "The unit that t_x and t are in; a constant. The model keeps it, so that predictions can convert calendar time.",
    ),
    Argument::optional("weight", Takes::Number, "1", "How many customers the row stands for."),
];

/// The result of a fit of purchases.
pub(super) const RETURNS: &str = "STRUCT(model, unit VARCHAR, parameters STRUCT(r, alpha, a, b DOUBLE), std_errors STRUCT(the same), \
     log_likelihood, customers DOUBLE, iterations BIGINT, converged BOOLEAN, reason VARCHAR)";

/// The fit of one of the two.
#[derive(Debug)]
pub(super) struct PurchaseFit<const AFTER_ANY: bool>;

impl<const AFTER_ANY: bool> Aggregate for PurchaseFit<AFTER_ANY> {
    const SIGNATURE: Signature =
        Signature::new(if AFTER_ANY { "mbg_nbd_fit" } else { "bg_nbd_fit" }, OF_PURCHASES);

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Struct(Purchasing::fields()))
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(state_types())
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let dropout = if AFTER_ANY { Dropout::AfterAny } else { Dropout::AfterRepeat };
        Ok(Box::new(FitFold {
            function: args.function(),
            model: Purchasing { dropout, unit: args.word("unit")? },
            weighted: args.is_given("weight")?,
            shared: false,
        }))
    }
}
