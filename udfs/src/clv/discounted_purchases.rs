//! `discounted_purchases(model, horizon, discount_rate, x, t_x, t)`: how often a customer will buy, each purchase
//! discounted to now. A part of table functions.

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};

use super::predictions::{Buying, Customers, Horizons, columns, predict};
use crate::adapt::scalar::{Scalar, scalar};

const NAME: &str = "discounted_purchases";

/// The scalar `discounted_purchases`; the horizon is in the unit of the model.
pub(super) fn discounted_purchases_udf() -> ScalarUDF {
    scalar(Scalar {
        name: NAME,
        arguments: &[],
        coerce: |_, _, given| match given {
            [model, others @ ..] if others.len() == 5 => {
                let numbers = others.iter().map(|_| DataType::Float64);
                Ok(std::iter::once(model.clone()).chain(numbers).collect())
            }
            _ => plan_err!("{NAME} takes a model, a horizon, a discount rate, x, t_x and t"),
        },
        returns: |_| Ok(DataType::Float64),
        invoke,
    })
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let columns = columns(args)?;
    let buying = Buying::read("clv", &columns[0])?;
    let horizons = Horizons::read("clv", "horizon", &columns[1])?;
    let rates = columns[2].as_primitive::<Float64Type>();
    let customers = Customers::read("clv", &columns[3..])?;
    predict(
        &buying,
        &customers,
        |row, model| match horizons.get(row, &buying, model)? {
            Some(time) if rates.is_valid(row) => {
                Ok(Some([time, buying.continuous(model, rates.value(row))?]))
            }
            _ => Ok(None),
        },
        |cases| {
            let discounted = |case: &super::predictions::Case<2>| {
                let [time, discount] = case.terms;
                Some(case.future(&buying).discounted(time, discount))
            };
            cases.iter().map(discounted).collect()
        },
    )
}
