//! `purchase_model(model, unit, x, t_x, t)` and `spend_model(x, m)`: the fits for table functions, which
//! have the model on every row, and so behind a dictionary. Parts of table functions.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::AggregateUDF;
use datafusion::logical_expr::function::AccumulatorArgs;

use super::fit_aggregate::{Collected, Fits, Purchasing, Spending, shared, state_types, unit_named};
use crate::adapt::{Accumulators, Aggregate, aggregate};
use crate::arguments::{text, unknown};

/// What errors call these: what the user has called.
const FUNCTION: &str = "clv";

/// The aggregate `purchase_model`.
pub(super) fn purchase_model_udaf() -> AggregateUDF {
    aggregate(PurchaseModel)
}

/// The aggregate `spend_model`.
pub(super) fn spend_model_udaf() -> AggregateUDF {
    aggregate(SpendModel)
}

#[derive(Debug)]
struct PurchaseModel;

impl Aggregate for PurchaseModel {
    const NAME: &'static str = "purchase_model";

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        const DOUBLE: DataType = DataType::Float64;
        match given.len() {
            5 => Ok(vec![DataType::Utf8, DataType::Utf8, DOUBLE, DOUBLE, DOUBLE]),
            _ => plan_err!("{} takes a model, a unit, x, t_x and t", Self::NAME),
        }
    }

    fn returns(&self, _: &[DataType]) -> Result<DataType> {
        Ok(shared(Purchasing::fields()))
    }

    fn state_types(&self, _: &[DataType]) -> Result<Vec<DataType>> {
        Ok(state_types())
    }

    fn fold(&self, args: &AccumulatorArgs) -> Result<Box<dyn Accumulators>> {
        let name = text(FUNCTION, args, 0, "model")?.unwrap_or_default();
        let Some(dropout) = Purchasing::dropout(&name) else {
            return Err(unknown(FUNCTION, "model", &name, Purchasing::NAMES));
        };
        let unit = unit_named(FUNCTION, text(FUNCTION, args, 1, "unit")?.as_deref())?;
        Ok(Box::new(Collected {
            function: FUNCTION,
            model: Purchasing { dropout, unit },
            columns: [Some(2), Some(3), Some(4), None],
            shared: true,
        }))
    }
}

#[derive(Debug)]
struct SpendModel;

impl Aggregate for SpendModel {
    const NAME: &'static str = "spend_model";

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given.len() {
            2 => Ok(vec![DataType::Float64, DataType::Float64]),
            _ => plan_err!("{} takes x and m", Self::NAME),
        }
    }

    fn returns(&self, _: &[DataType]) -> Result<DataType> {
        Ok(shared(Spending::fields()))
    }

    fn state_types(&self, _: &[DataType]) -> Result<Vec<DataType>> {
        Ok(state_types())
    }

    fn fold(&self, _: &AccumulatorArgs) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(Collected {
            function: FUNCTION,
            model: Spending,
            columns: [Some(0), Some(1), None],
            shared: true,
        }))
    }
}
