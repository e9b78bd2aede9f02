//! `refuse_negative(function, amount)`: true, or an error where an amount is negative. What `negatives => 'error'` comes down to;
//! a part of table functions, not meant to be called by hand.
//!
//! It is an aggregate because it must see the rows that count and no others. The optimizer takes conditions together,
//! so that one of them would also see the rows that another, even of the caller's own query, leaves out.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, Float64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::AggregateUDF;
use datafusion::logical_expr::function::AccumulatorArgs;

use crate::adapt::{Accumulators, Aggregate, Fold, aggregate};
use crate::arguments::text;
use crate::numbers::doubles;

/// The aggregate `refuse_negative`.
pub(crate) fn refuse_negative_udaf() -> AggregateUDF {
    aggregate(RefuseNegative)
}

#[derive(Debug)]
struct RefuseNegative;

impl Aggregate for RefuseNegative {
    const NAME: &'static str = "refuse_negative";

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given {
            [_, amount] => Ok(vec![DataType::Utf8, amount.clone()]),
            _ => plan_err!("refuse_negative takes the name of a function and an amount"),
        }
    }

    fn returns(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn state_types(&self, _: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Boolean])
    }

    fn fold(&self, args: &AccumulatorArgs) -> Result<Box<dyn Accumulators>> {
        let function = text(Self::NAME, args, 0, "function")?.unwrap_or_default();
        Ok(Box::new(Refusing { function }))
    }
}

#[derive(Debug)]
struct Refusing {
    function: String,
}

impl Fold for Refusing {
    /// There is nothing to remember.
    type State = ();
    type Input = Float64Array;

    fn read(&self, arguments: &[ArrayRef]) -> Result<Float64Array> {
        doubles(&self.function, "amount", &arguments[1])
    }

    #[inline]
    fn update(&self, _: &mut (), amounts: &Float64Array, row: usize) -> Result<()> {
        match amounts.value(row) {
            negative if negative < 0.0 && amounts.is_valid(row) => {
                let function = &self.function;
                exec_err!(
                    "{function}: an amount is negative ({negative}), and negatives => 'error' was asked for"
                )
            }
            _ => Ok(()),
        }
    }

    fn merge(&self, _: &mut (), _: &()) -> Result<()> {
        Ok(())
    }

    fn write(&self, states: Vec<()>) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.finish(&states)?])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<()>> {
        Ok(vec![(); columns[0].len()])
    }

    fn finish(&self, states: &[()]) -> Result<ArrayRef> {
        Ok(Arc::new(BooleanArray::from(vec![true; states.len()])))
    }
}
