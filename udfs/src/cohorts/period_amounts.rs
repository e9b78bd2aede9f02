//! `period_amounts(period, amount)`: the amount of each period of a group, in order. A part of table functions.

use datafusion::arrow::array::{Array, AsArray, Int32Array};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::Result;
use datafusion::logical_expr::AggregateUDF;
use tenure_math::sums::Sum;

use super::amounts::{self, AmountRows, Amounts, amounts_type, state_type};
use crate::adapt::{Accumulators, Aggregate, Args, aggregate};
use crate::sums::{Numbers, Values, summed_as};
use crate::takes::{Argument, Signature, Takes};

/// Creates the aggregate function `period_amounts`.
pub(super) fn period_amounts_udaf() -> AggregateUDF {
    aggregate(PeriodAmounts)
}

#[derive(Debug)]
struct PeriodAmounts;

impl Aggregate for PeriodAmounts {
    const SIGNATURE: Signature = Signature::new(
        "period_amounts",
        &[
            Argument::required("period", Takes::Any, "The period."),
            Argument::required("amount", Takes::Number, "The amount."),
        ],
    );

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Int32, summed_as(&given[1])])
    }

    fn returns(&self, args: &Args) -> Result<DataType> {
        Ok(amounts_type(&args.data_type("amount")?))
    }

    fn state_types(&self, args: &Args) -> Result<Vec<DataType>> {
        Ok(vec![state_type(&args.data_type("amount")?)])
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(amounts::fold::<PeriodAmounts>(&args.data_type("amount")?))
    }
}

impl AmountRows for PeriodAmounts {
    /// Periods and amounts.
    type Input<N: Numbers> = (Int32Array, Values<N>);

    fn read<N: Numbers>(numbers: &N, args: &Args) -> Result<Self::Input<N>> {
        let periods = args.column("period")?.as_primitive::<Int32Type>().clone();
        Ok((periods, numbers.read("cohort_retention", "amount", &args.column("amount")?)?))
    }

    fn add_row<N: Numbers>(
        state: &mut Amounts<N::Sum>,
        (periods, amounts): &Self::Input<N>,
        row: usize,
    ) -> Result<()> {
        match amounts.get(row) {
            Some(amount) if periods.is_valid(row) => {
                amounts::change(state, periods.value(row), |sum| sum.add(amount))
            }
            _ => Ok(()),
        }
    }
}
