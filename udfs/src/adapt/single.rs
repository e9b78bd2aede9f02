//! The accumulator of one group.

use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Accumulator;

use super::{Args, Fold};
use crate::takes::Signature;

#[derive(Debug)]
pub(super) struct Single<F: Fold> {
    fold: F,
    signature: Signature,
    state: F::State,
}

impl<F: Fold> Single<F> {
    pub(super) fn new(fold: F, signature: Signature) -> Self {
        Self { fold, signature, state: F::State::default() }
    }
}

impl<F: Fold> Accumulator for Single<F> {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let rows = values.first().map_or(0, |array| array.len());
        let input = self.fold.read(&Args::of_batch(self.signature, values, rows))?;
        for row in 0..rows {
            self.fold.update(&mut self.state, &input, row)?;
        }
        Ok(())
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let rows = values.first().map_or(0, |array| array.len());
        let input = self.fold.read(&Args::of_batch(self.signature, values, rows))?;
        for row in 0..rows {
            self.fold.retract(&mut self.state, &input, row)?;
        }
        Ok(())
    }

    fn supports_retract_batch(&self) -> bool {
        F::RETRACTABLE
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        for other in self.fold.restore(states)? {
            self.fold.merge(&mut self.state, &other)?;
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.fold
            .write(vec![std::mem::take(&mut self.state)])?
            .iter()
            .map(|column| ScalarValue::try_from_array(column, 0))
            .collect()
    }

    // A window asks for the value after each row, so the state must stay.
    fn evaluate(&mut self) -> Result<ScalarValue> {
        ScalarValue::try_from_array(&self.fold.finish(std::slice::from_ref(&self.state))?, 0)
    }

    fn size(&self) -> usize {
        size_of_val(self) + F::heap_size(&self.state)
    }
}
