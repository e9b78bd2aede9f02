//! `period_amounts(period, amount)`: the amount of each period of a group, in order. A part of table functions.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int32Array};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::AggregateUDF;
use datafusion::logical_expr::function::AccumulatorArgs;
use tenure_math::sums::Sum;

use super::amounts::{self, Amounts, amounts_type, state_type};
use crate::adapt::{Accumulators, Aggregate, Fold, aggregate, input_type};
use crate::sums::{Digits, Doubles, Numbers, Values, summed_as};

const NAME: &str = "period_amounts";

/// The aggregate `period_amounts`.
pub(super) fn period_amounts_udaf() -> AggregateUDF {
    aggregate(PeriodAmounts)
}

#[derive(Debug)]
struct PeriodAmounts;

impl Aggregate for PeriodAmounts {
    const NAME: &'static str = NAME;

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given {
            [_, amount] => Ok(vec![DataType::Int32, summed_as(amount)]),
            _ => plan_err!("{NAME} takes a period and an amount"),
        }
    }

    fn returns(&self, arguments: &[DataType]) -> Result<DataType> {
        Ok(amounts_type(&arguments[1]))
    }

    fn state_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![state_type(&arguments[1])])
    }

    fn fold(&self, args: &AccumulatorArgs) -> Result<Box<dyn Accumulators>> {
        Ok(match Digits::of(input_type(args, 1)) {
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

    fn read(&self, arguments: &[ArrayRef]) -> Result<Self::Input> {
        let periods = arguments[0].as_primitive::<Int32Type>().clone();
        Ok((periods, self.numbers.read("cohort_retention", "amount", &arguments[1])?))
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
