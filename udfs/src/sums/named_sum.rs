//! `named_sum(x, function, name)`: `fsum` over an argument of a table function, which its errors name. A part of table
//! functions.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result};
use datafusion::logical_expr::AggregateUDF;

use super::fsum::fold;
use super::numbers::{sum_types, summed_as, total_type};
use crate::adapt::{Accumulators, Aggregate, Args, aggregate};
use crate::takes::{Argument, Signature, Takes};

/// Creates the aggregate function `named_sum`.
pub(crate) fn named_sum_udaf() -> AggregateUDF {
    aggregate(NamedSum)
}

#[derive(Debug)]
struct NamedSum;

impl Aggregate for NamedSum {
    const SIGNATURE: Signature = Signature::new(
        "named_sum",
        &[
            Argument::required("x", Takes::Number, "What to add up."),
            Argument::required("function", Takes::Text, "The function that errors speak of."),
            Argument::required("name", Takes::Text, "What it calls x."),
        ],
    );

    const PER_CUSTOMER: bool = true;

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![summed_as(&given[0]), DataType::Utf8, DataType::Utf8])
    }

    fn returns(&self, args: &Args) -> Result<DataType> {
        Ok(total_type(&args.data_type("x")?))
    }

    fn state_types(&self, args: &Args) -> Result<Vec<DataType>> {
        Ok(sum_types(&args.data_type("x")?))
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let text = |name| Ok::<_, DataFusionError>(args.text(name)?.unwrap_or_default());
        Ok(fold(&args.data_type("x")?, &text("function")?, &text("name")?))
    }
}
