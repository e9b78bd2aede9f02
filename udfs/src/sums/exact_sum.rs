//! `exact_sum(x)`: `sum` of doubles with digits that do not depend on the order of rows. Where `fsum` refuses what is not
//! finite, it gives what `sum` does. A part of answers that the data alone decide.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, Float64Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::AggregateUDF;
use datafusion::logical_expr::function::AccumulatorArgs;

use super::Compensated;
use crate::adapt::{Accumulators, Aggregate, Fold, aggregate};
use crate::catalog::Argument;

const NAME: &str = "exact_sum";

/// The aggregate `exact_sum`.
pub fn exact_sum_udaf() -> AggregateUDF {
    aggregate(ExactSum)
}

#[derive(Debug)]
struct ExactSum;

impl Aggregate for ExactSum {
    const NAME: &'static str = NAME;
    const ARGUMENTS: &'static [Argument] = super::fsum::FUNCTION.arguments;

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given {
            [x] if x.is_floating() => Ok(vec![DataType::Float64]),
            _ => plan_err!("{NAME} takes doubles"),
        }
    }

    fn returns(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn state_types(&self, _: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Float64; 3])
    }

    fn fold(&self, _: &AccumulatorArgs) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(ExactFold))
    }
}

/// The finite values, and the sum of the others and of what became too large: 0 if there is none.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    finite: Compensated,
    others: f64,
}

impl State {
    fn add(&mut self, finite: Compensated, others: f64) {
        self.others += others;
        let plain = self.finite.total() + finite.total();
        if plain.is_finite() {
            self.finite.merge(finite);
        } else {
            *self = Self { finite: Compensated::default(), others: self.others + plain };
        }
    }

    fn total(&self) -> f64 {
        if self.others == 0.0 { self.finite.total() } else { self.others }
    }
}

#[derive(Debug)]
struct ExactFold;

impl Fold for ExactFold {
    /// None until there is a value.
    type State = Option<State>;
    type Input = Float64Array;

    fn read(&self, arguments: &[ArrayRef]) -> Result<Self::Input> {
        Ok(cast(&arguments[0], &DataType::Float64)?.as_primitive::<Float64Type>().clone())
    }

    fn update(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()> {
        if input.is_valid(row) {
            let value = input.value(row);
            let (finite, others) = if value.is_finite() { (value, 0.0) } else { (0.0, value) };
            state.get_or_insert_default().add(Compensated::from_parts(finite, 0.0), others);
        }
        Ok(())
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        if let Some(other) = other {
            state.get_or_insert_default().add(other.finite, other.others);
        }
        Ok(())
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        let column = |of: fn(&State) -> f64| -> ArrayRef {
            Arc::new(states.iter().map(|state| state.as_ref().map(of)).collect::<Float64Array>())
        };
        Ok(vec![
            column(|state| state.finite.parts().0),
            column(|state| state.finite.parts().1),
            column(|state| state.others),
        ])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        let column = |place: usize| columns[place].as_primitive::<Float64Type>();
        let (high, low, others) = (column(0), column(1), column(2));
        let state = |row: usize| {
            let finite = || Compensated::from_parts(high.value(row), low.value(row));
            high.is_valid(row).then(|| State { finite: finite(), others: others.value(row) })
        };
        Ok((0..high.len()).map(state).collect())
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        Ok(Arc::new(states.iter().map(|state| state.map(|state| state.total())).collect::<Float64Array>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(values: &[f64]) -> f64 {
        let input = Float64Array::from(values.to_vec());
        let mut states = vec![None; 2];
        // Half of the rows each, and then together.
        for row in 0..values.len() {
            ExactFold.update(&mut states[row % 2], &input, row).unwrap();
        }
        let written = ExactFold.write(states).unwrap();
        let states = ExactFold.restore(&written).unwrap();
        let mut all = None;
        states.iter().for_each(|state| ExactFold.merge(&mut all, state).unwrap());
        ExactFold.finish(&[all]).unwrap().as_primitive::<Float64Type>().value(0)
    }

    #[test]
    fn the_order_does_not_matter_and_every_double_is_taken() {
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[1e16, 1.0, -1e16]), 1.0);
        assert!(sum(&[1.0, f64::NAN, 2.0]).is_nan());
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert_eq!(sum(&[1.0, f64::INFINITY, 2.0]), f64::INFINITY);
        assert_eq!(sum(&[1e308; 5]), f64::INFINITY);
    }
}
