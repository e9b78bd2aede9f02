//! `exact_sum(x)`: `sum` of doubles with digits that do not depend on the order of rows. For infinities and NaN it
//! returns what `sum` does, where `fsum` returns an error. It makes answers depend on the data alone.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, Float64Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::AggregateUDF;
use tenure_math::sums::IeeeSum;

use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::takes::Signature;

/// Creates the aggregate function `exact_sum`.
pub fn exact_sum_udaf() -> AggregateUDF {
    aggregate(ExactSum)
}

#[derive(Debug)]
struct ExactSum;

impl Aggregate for ExactSum {
    const SIGNATURE: Signature = Signature::new("exact_sum", super::fsum::FUNCTION.arguments);

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given {
            [x] if x.is_floating() => Ok(vec![DataType::Float64]),
            _ => plan_err!("exact_sum takes doubles"),
        }
    }

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Float64; 3])
    }

    fn fold(&self, _: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(ExactFold))
    }
}

#[derive(Debug)]
struct ExactFold;

impl Fold for ExactFold {
    /// The sum, or `None` until there is a value.
    type State = Option<IeeeSum>;
    type Input = Float64Array;

    fn read(&self, args: &Args) -> Result<Self::Input> {
        Ok(cast(&args.column("x")?, &DataType::Float64)?.as_primitive::<Float64Type>().clone())
    }

    fn update(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()> {
        if input.is_valid(row) {
            state.get_or_insert_default().add(input.value(row));
        }
        Ok(())
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        if let Some(other) = other {
            state.get_or_insert_default().merge(other);
        }
        Ok(())
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        let part = |i: usize| -> ArrayRef {
            Arc::new(states.iter().map(|state| state.map(|sum| sum.parts()[i])).collect::<Float64Array>())
        };
        Ok((0..3).map(part).collect())
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        let parts = [0, 1, 2].map(|i| columns[i].as_primitive::<Float64Type>());
        let sum = |row: usize| {
            parts[0].is_valid(row).then(|| IeeeSum::from_parts(parts.map(|part| part.value(row))))
        };
        Ok((0..parts[0].len()).map(sum).collect())
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
