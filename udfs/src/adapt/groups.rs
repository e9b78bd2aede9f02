//! The accumulator of all groups of a GROUP BY: a flat vector of states, indexed by group.

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray};
use datafusion::arrow::compute::filter;
use datafusion::common::Result;
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};

use super::{Args, Fold};
use crate::takes::Signature;

#[derive(Debug)]
pub(super) struct Groups<F: Fold> {
    fold: F,
    signature: Signature,
    states: Vec<F::State>,
    heap: usize,
}

impl<F: Fold> Groups<F> {
    pub(super) fn new(fold: F, signature: Signature) -> Self {
        Self { fold, signature, states: Vec::new(), heap: 0 }
    }

    fn take(&mut self, emit_to: EmitTo) -> Vec<F::State> {
        let taken = emit_to.take_needed(&mut self.states);
        self.heap = self.heap.saturating_sub(heap_of::<F>(&taken));
        taken
    }

    fn resize(&mut self, groups: usize) {
        if self.states.len() < groups {
            self.states.resize_with(groups, F::State::default);
        }
    }
}

/// Adds each row to the state of its group. Returns the number of bytes by which the heap grew.
fn update<F: Fold>(
    fold: &F,
    signature: Signature,
    states: &mut [F::State],
    values: &[ArrayRef],
    groups: impl Iterator<Item = usize>,
) -> Result<usize> {
    let rows = values.first().map_or(0, |array| array.len());
    let input = fold.read(&Args::of_batch(signature, values, rows))?;
    let mut grown = 0;
    for (row, group) in groups.enumerate() {
        let state = &mut states[group];
        let before = F::heap_size(state);
        fold.update(state, &input, row)?;
        grown += F::heap_size(state).saturating_sub(before);
    }
    Ok(grown)
}

fn heap_of<F: Fold>(states: &[F::State]) -> usize {
    states.iter().map(F::heap_size).sum()
}

/// Returns the rows that pass the FILTER clause, and their numbers. Rows are filtered before they are read, so that a
/// value that was filtered out causes no error. NULL does not pass.
fn selected(values: &[ArrayRef], rows: Option<&BooleanArray>) -> Result<Option<(Vec<ArrayRef>, Vec<usize>)>> {
    let Some(rows) = rows else {
        return Ok(None);
    };
    let values = values.iter().map(|column| Ok(filter(column, rows)?)).collect::<Result<_>>()?;
    let numbers = (0..rows.len()).filter(|row| rows.is_valid(*row) && rows.value(*row)).collect();
    Ok(Some((values, numbers)))
}

impl<F: Fold> GroupsAccumulator for Groups<F> {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.resize(total_num_groups);
        self.heap += match selected(values, opt_filter)? {
            Some((values, rows)) => update(
                &self.fold,
                self.signature,
                &mut self.states,
                &values,
                rows.into_iter().map(|row| group_indices[row]),
            )?,
            None => {
                update(&self.fold, self.signature, &mut self.states, values, group_indices.iter().copied())?
            }
        };
        Ok(())
    }

    fn merge_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        total_num_groups: usize,
    ) -> Result<()> {
        self.resize(total_num_groups);
        for (other, &group) in self.fold.restore(values)?.iter().zip(group_indices) {
            let state = &mut self.states[group];
            let before = F::heap_size(state);
            self.fold.merge(state, other)?;
            self.heap += F::heap_size(state).saturating_sub(before);
        }
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let states = self.take(emit_to);
        self.fold.finish(&states)
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let states = self.take(emit_to);
        self.fold.write(states)
    }

    fn convert_to_state(
        &self,
        values: &[ArrayRef],
        opt_filter: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let rows = values.first().map_or(0, |array| array.len());
        let mut states = vec![F::State::default(); rows];
        match selected(values, opt_filter)? {
            Some((values, rows)) => {
                update(&self.fold, self.signature, &mut states, &values, rows.into_iter())?
            }
            None => update(&self.fold, self.signature, &mut states, values, 0..rows)?,
        };
        self.fold.write(states)
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.states.capacity() * size_of::<F::State>() + self.heap
    }
}
