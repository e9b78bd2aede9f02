//! `refuse_negative(function, amount)`: true, or an error where an amount is negative. It implements `negatives =>
//! 'error'`. A part of table functions, not meant to be called by hand.
//!
//! It is an aggregate because it must see the rows that count and no others. The optimizer merges conditions, so as a
//! condition it would also see rows that another condition, even one of the caller's query, leaves out.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, Float64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::AggregateUDF;

use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::numbers::doubles;
use crate::takes::{Argument, Signature, Takes};

/// Creates the aggregate function `refuse_negative`.
pub(crate) fn refuse_negative_udaf() -> AggregateUDF {
    aggregate(RefuseNegative)
}

#[derive(Debug)]
struct RefuseNegative;

impl Aggregate for RefuseNegative {
    const SIGNATURE: Signature = Signature::new(
        "refuse_negative",
        &[
            Argument::required("function", Takes::Text, "The function that errors speak of."),
            Argument::required("amount", Takes::Number, "The amount."),
        ],
    );

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Utf8, given[1].clone()])
    }

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Boolean])
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let function = args.text("function")?.unwrap_or_default();
        Ok(Box::new(Refusing { function }))
    }
}

#[derive(Debug)]
struct Refusing {
    function: String,
}

impl Fold for Refusing {
    /// An empty state: there is nothing to remember.
    type State = ();
    type Input = Float64Array;

    fn read(&self, args: &Args) -> Result<Float64Array> {
        doubles(&self.function, "amount", &args.column("amount")?)
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
