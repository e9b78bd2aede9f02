//! `cohort_counts(cohort, periods, mode)`: of a cohort, how many were active in each period since their own. A part of
//! table functions.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int32Array, ListArray};
use datafusion::arrow::datatypes::{DataType, Int32Type, Int64Type};
use datafusion::common::{Result, internal_datafusion_err};
use datafusion::logical_expr::AggregateUDF;

use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::lists::{as_lists, list_of, lists_of_counts, periods_of};
use crate::takes::{Argument, Signature, Takes};

/// Creates the aggregate function `cohort_counts`.
pub(super) fn cohort_counts_udaf() -> AggregateUDF {
    aggregate(CohortCounts)
}

/// The rule by which a customer counts as retained in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mode {
    /// The customer is active in the period.
    Exact,
    /// The customer is active in the period or later.
    Unbounded,
    /// The customer is active in every period up to this one.
    Consecutive,
}

impl Mode {
    /// The names in SQL.
    pub const NAMES: &'static [&'static str] = &["exact", "unbounded", "consecutive"];

    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "exact" => Mode::Exact,
            "unbounded" => Mode::Unbounded,
            "consecutive" => Mode::Consecutive,
            _ => return None,
        })
    }
}

/// Retained customers by period since the cohort's own.
pub(super) type Counts = Vec<i64>;

/// Counts a customer by their active periods, which are in order. Periods before the cohort's do not count.
fn count(counts: &mut Counts, cohort: i32, periods: &[i32], mode: Mode) {
    let mut offsets =
        periods.iter().filter(|p| **p >= cohort).map(|p| (i64::from(*p) - i64::from(cohort)) as usize);
    let mut add = |offset: usize| {
        if counts.len() <= offset {
            counts.resize(offset + 1, 0);
        }
        counts[offset] += 1;
    };
    match mode {
        Mode::Exact => offsets.for_each(add),
        Mode::Unbounded => {
            if let Some(last) = offsets.next_back() {
                (0..=last).for_each(add);
            }
        }
        Mode::Consecutive => {
            let unbroken = offsets.enumerate().take_while(|(i, offset)| i == offset);
            unbroken.for_each(|(_, offset)| add(offset));
        }
    }
}

fn merge(counts: &mut Counts, other: &Counts) {
    if counts.len() < other.len() {
        counts.resize(other.len(), 0);
    }
    counts.iter_mut().zip(other).for_each(|(count, other)| *count += other);
}

#[derive(Debug)]
struct CohortCounts;

impl Aggregate for CohortCounts {
    const SIGNATURE: Signature = Signature::new(
        "cohort_counts",
        &[
            Argument::required("cohort", Takes::Any, "The cohort's period."),
            Argument::required("periods", Takes::Any, "The customer's periods."),
            Argument::required("mode", Takes::Choice(Mode::NAMES), "When a customer counts as retained."),
        ],
    );

    fn coerce(&self, _: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Int32, list_of(DataType::Int32), DataType::Utf8])
    }

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(list_of(DataType::Int64))
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(vec![list_of(DataType::Int64)])
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let name = args.word("mode")?;
        let mode =
            Mode::from_name(name).ok_or_else(|| internal_datafusion_err!("there is no mode '{name}'"))?;
        Ok(Box::new(CohortCountsFold { mode }))
    }
}

#[derive(Debug)]
struct CohortCountsFold {
    mode: Mode,
}

impl Fold for CohortCountsFold {
    type State = Counts;
    type Input = (Int32Array, ListArray);

    fn read(&self, args: &Args) -> Result<Self::Input> {
        let cohorts = args.column("cohort")?.as_primitive::<Int32Type>().clone();
        Ok((cohorts, as_lists(&args.column("periods")?)?.clone()))
    }

    fn update(&self, state: &mut Counts, (cohorts, periods): &Self::Input, row: usize) -> Result<()> {
        if cohorts.is_valid(row) {
            count(state, cohorts.value(row), periods_of(periods, row), self.mode);
        }
        Ok(())
    }

    fn merge(&self, state: &mut Counts, other: &Counts) -> Result<()> {
        merge(state, other);
        Ok(())
    }

    fn write(&self, states: Vec<Counts>) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.finish(&states)?])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Counts>> {
        let lists = as_lists(&columns[0])?;
        let items = lists.values().as_primitive::<Int64Type>().values();
        let offsets = lists.value_offsets();
        Ok((0..lists.len())
            .map(|row| items[offsets[row] as usize..offsets[row + 1] as usize].to_vec())
            .collect())
    }

    fn finish(&self, states: &[Counts]) -> Result<ArrayRef> {
        lists_of_counts(states.iter().map(Vec::as_slice))
    }

    fn heap_size(state: &Counts) -> usize {
        state.capacity() * size_of::<i64>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(customers: &[Vec<i32>], mode: Mode) -> Counts {
        let mut state = Counts::default();
        customers.iter().for_each(|periods| count(&mut state, 10, periods, mode));
        state
    }

    #[test]
    fn the_modes_differ_after_a_gap() {
        let customers = [vec![9, 10, 11, 13]];
        assert_eq!(counts(&customers, Mode::Exact), [1, 1, 0, 1]);
        assert_eq!(counts(&customers, Mode::Unbounded), [1, 1, 1, 1]);
        assert_eq!(counts(&customers, Mode::Consecutive), [1, 1]);
        assert_eq!(counts(&[vec![11, 12]], Mode::Consecutive), [0; 0]);
    }

    proptest! {
        #[test]
        fn merge_adds_up_whatever_the_split(
            customers in prop::collection::vec(prop::collection::btree_set(5i32..40, 0..12), 0..20),
            cut in 0usize..20,
        ) {
            let customers: Vec<Vec<i32>> = customers.into_iter().map(|set| set.into_iter().collect()).collect();
            let cut = cut.min(customers.len());
            for mode in [Mode::Exact, Mode::Unbounded, Mode::Consecutive] {
                let whole = counts(&customers, mode);
                let (mut left, right) = (counts(&customers[..cut], mode), counts(&customers[cut..], mode));
                let mut swapped = right.clone();
                merge(&mut swapped, &left);
                merge(&mut left, &right);
                prop_assert_eq!(&left, &whole);
                prop_assert_eq!(&swapped, &whole);
                let mut identity = Counts::default();
                merge(&mut identity, &whole);
                prop_assert_eq!(identity, whole);
            }
        }
    }
}
