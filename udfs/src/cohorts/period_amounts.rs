//! `period_amounts(period, amount)`: the amount of each period of a group, in order. A part of table functions.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int32Array};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::Result;
use datafusion::logical_expr::AggregateUDF;
use tenure_math::sums::Sum;

use super::amounts::{self, Amounts, amounts_type, state_type};
use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::sums::{Digits, Doubles, Numbers, Values, summed_as};
use crate::takes::{Argument, Signature, Takes};

/// The aggregate `period_amounts`.
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
        Ok(match Digits::of(&args.data_type("amount")?) {
            Some(numbers) => Box::new(PeriodAmountsFold { numbers }),
            None => Box::new(PeriodAmountsFold { numbers: Doubles }),
        })
    }
}

#[derive(Debug)]
struct PeriodAmountsFold<N: Numbers> {
    numbers: N,
}

impl<N: Numbers> Fold for PeriodAmountsFold<N> {
    type State = Amounts<N::Sum>;
    type Input = (Int32Array, Values<N>);

    fn read(&self, args: &Args) -> Result<Self::Input> {
        let periods = args.column("period")?.as_primitive::<Int32Type>().clone();
        Ok((periods, self.numbers.read("cohort_retention", "amount", &args.column("amount")?)?))
    }

    fn update(&self, state: &mut Self::State, (periods, amounts): &Self::Input, row: usize) -> Result<()> {
        match amounts.get(row) {
            Some(amount) if periods.is_valid(row) => {
                amounts::change(state, periods.value(row), |sum| sum.add(amount))
            }
            _ => Ok(()),
        }
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        amounts::merge(state, other)
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        amounts::write(&self.numbers, &states)
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        amounts::restore(&self.numbers, columns)
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        amounts::finish(&self.numbers, states)
    }

    fn heap_size(state: &Self::State) -> usize {
        state.capacity() * size_of::<(i32, N::Sum)>()
    }
}
