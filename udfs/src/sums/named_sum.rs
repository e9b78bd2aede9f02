//! `named_sum(x, function, name)`: `fsum` over an argument of a table function, which errors then speak of. A part of
//! table functions.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::AggregateUDF;
use datafusion::logical_expr::function::AccumulatorArgs;

use super::fsum::fold;
use super::numbers::{sum_types, summed_as, total_type};
use crate::adapt::{Accumulators, Aggregate, aggregate, constant, input_type};

const NAME: &str = "named_sum";

/// The aggregate `named_sum`.
pub(crate) fn named_sum_udaf() -> AggregateUDF {
    aggregate(NamedSum)
}

#[derive(Debug)]
struct NamedSum;

impl Aggregate for NamedSum {
    const NAME: &'static str = NAME;

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given {
            [x, _, _] => Ok(vec![summed_as(x), DataType::Utf8, DataType::Utf8]),
            _ => plan_err!("{NAME} takes a number, the name of a function and that of its argument"),
        }
    }

    fn returns(&self, arguments: &[DataType]) -> Result<DataType> {
        Ok(total_type(&arguments[0]))
    }

    fn state_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        Ok(sum_types(&arguments[0]))
    }

    fn fold(&self, args: &AccumulatorArgs) -> Result<Box<dyn Accumulators>> {
        let text = |index, name| {
            let value = constant(NAME, args, index, name)?;
            Ok::<_, datafusion::common::DataFusionError>(
                value.and_then(|value| value.try_as_str().flatten().map(str::to_owned)).unwrap_or_default(),
            )
        };
        Ok(fold(input_type(args, 0), &text(1, "function")?, &text(2, "name")?))
    }
}
