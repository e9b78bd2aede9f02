//! `active_periods(period)`: the distinct periods of a group, in order. A part of table functions.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int32Array};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::AggregateUDF;

use super::PeriodSet;
use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::lists::{as_lists, list_of, lists_of_periods, periods_of};
use crate::takes::{Argument, Signature, Takes};

/// Creates the aggregate function `active_periods`.
pub(super) fn active_periods_udaf() -> AggregateUDF {
    aggregate(ActivePeriods)
}

#[derive(Debug)]
struct ActivePeriods;

impl Aggregate for ActivePeriods {
    const SIGNATURE: Signature =
        Signature::new("active_periods", &[Argument::required("period", Takes::Any, "The period.")]);

    const PER_CUSTOMER: bool = true;

    fn coerce(&self, _: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Int32])
    }

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(list_of(DataType::Int32))
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(vec![list_of(DataType::Int32)])
    }

    fn fold(&self, _: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(ActivePeriods))
    }

    fn empty(&self, _: &DataType) -> Result<ScalarValue> {
        ScalarValue::try_from_array(&lists_of_periods(&[[]])?, 0)
    }
}

impl Fold for ActivePeriods {
    type State = PeriodSet;
    type Input = Int32Array;

    fn read(&self, args: &Args) -> Result<Int32Array> {
        Ok(args.column("period")?.as_primitive::<Int32Type>().clone())
    }

    #[inline]
    fn update(&self, state: &mut PeriodSet, input: &Int32Array, row: usize) -> Result<()> {
        if input.is_valid(row) {
            state.insert(input.value(row));
        }
        Ok(())
    }

    fn merge(&self, state: &mut PeriodSet, other: &PeriodSet) -> Result<()> {
        if state.is_empty() {
            *state = other.clone();
        } else {
            state.merge(other);
        }
        Ok(())
    }

    fn write(&self, states: Vec<PeriodSet>) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.finish(&states)?])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<PeriodSet>> {
        let lists = as_lists(&columns[0])?;
        Ok((0..lists.len())
            .map(|row| {
                let mut set = PeriodSet::default();
                periods_of(lists, row).iter().for_each(|period| set.insert(*period));
                set
            })
            .collect())
    }

    fn finish(&self, states: &[PeriodSet]) -> Result<ArrayRef> {
        lists_of_periods(&states.iter().map(PeriodSet::periods).collect::<Vec<_>>())
    }

    fn heap_size(state: &PeriodSet) -> usize {
        state.heap_size()
    }
}
