//! Amounts by period: the state that `period_amounts` keeps for a customer and `cohort_amounts` for a cohort.

use std::fmt::Debug;
use std::marker::PhantomData;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::Result;
use tenure_math::sums::Sum;

use crate::adapt::{Accumulators, Args, Fold};
use crate::lists::{as_lists, list_of, lists_of_rows, period_fields};
use crate::sums::{Digits, Doubles, Numbers, overflow, sum_types, total_type};

/// Sums by period, in order of the period.
pub(super) type Amounts<S> = Vec<(i32, S)>;

/// Changes the sum of a period. Most logs are in the order of time, so the period is tried at the end first.
pub(super) fn change<S: Sum>(
    amounts: &mut Amounts<S>,
    period: i32,
    change: impl FnOnce(&mut S) -> bool,
) -> Result<()> {
    let place = match amounts.last() {
        Some((last, _)) if *last == period => amounts.len() - 1,
        Some((last, _)) if *last > period => match amounts.binary_search_by_key(&period, |(p, _)| *p) {
            Ok(place) => place,
            Err(place) => {
                amounts.insert(place, (period, S::default()));
                place
            }
        },
        _ => {
            amounts.push((period, S::default()));
            amounts.len() - 1
        }
    };
    if change(&mut amounts[place].1) { Ok(()) } else { overflow("cohort_retention", "amount") }
}

/// Adds the sums of another state.
fn merge<S: Sum>(amounts: &mut Amounts<S>, other: &Amounts<S>) -> Result<()> {
    other.iter().try_for_each(|(period, amount)| change(amounts, *period, |sum: &mut S| sum.merge(amount)))
}

/// Returns the type of finished amounts that are summed as a type: a list of (period, amount).
pub(super) fn amounts_type(summed_as: &DataType) -> DataType {
    list_of(DataType::Struct(period_fields(&[total_type(summed_as)])))
}

/// Returns the type of written states whose amounts are summed as a type.
pub(super) fn state_type(summed_as: &DataType) -> DataType {
    list_of(DataType::Struct(period_fields(&sum_types(summed_as))))
}

/// The rows from which amounts are read: those of the log for [`super::period_amounts`], customers for
/// [`super::cohort_amounts`].
pub(super) trait AmountRows: Debug + Send + Sync + 'static {
    /// The arguments of a batch.
    type Input<N: Numbers>;

    /// Reads the arguments of a batch.
    fn read<N: Numbers>(numbers: &N, args: &Args) -> Result<Self::Input<N>>;

    /// Adds the amounts of one row to a state.
    fn add_row<N: Numbers>(state: &mut Amounts<N::Sum>, input: &Self::Input<N>, row: usize) -> Result<()>;
}

/// Returns the fold of amounts that are summed as a type.
pub(super) fn fold<R: AmountRows>(summed_as: &DataType) -> Box<dyn Accumulators> {
    match Digits::of(summed_as) {
        Some(numbers) => Box::new(AmountsFold { numbers, rows: PhantomData::<R> }),
        None => Box::new(AmountsFold { numbers: Doubles, rows: PhantomData::<R> }),
    }
}

#[derive(Debug)]
struct AmountsFold<N: Numbers, R> {
    numbers: N,
    rows: PhantomData<R>,
}

impl<N: Numbers, R: AmountRows> Fold for AmountsFold<N, R> {
    type State = Amounts<N::Sum>;
    type Input = R::Input<N>;

    fn read(&self, args: &Args) -> Result<Self::Input> {
        R::read(&self.numbers, args)
    }

    fn update(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()> {
        R::add_row(state, input, row)
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        merge(state, other)
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        let sums: Vec<_> = states.iter().flatten().map(|(_, sum)| Some(*sum)).collect();
        Ok(vec![by_period(&states, self.numbers.write(&sums)?)?])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        let lists = as_lists(&columns[0])?;
        let rows = lists.values().as_struct();
        let periods = rows.column(0).as_primitive::<Int32Type>().values();
        let sums = self.numbers.restore(&rows.columns()[1..]);
        let offsets = lists.value_offsets();
        Ok((0..lists.len())
            .map(|row| {
                let items = offsets[row] as usize..offsets[row + 1] as usize;
                items.map(|i| (periods[i], sums[i].unwrap_or_default())).collect()
            })
            .collect())
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        let totals = states.iter().flatten().map(|(_, sum)| Some(sum.total()));
        by_period(states, vec![self.numbers.totals("cohort_retention", "amount", totals)?])
    }

    fn heap_size(state: &Self::State) -> usize {
        state.capacity() * size_of::<(i32, N::Sum)>()
    }
}

/// Writes a list of (period, value) for each state; the values are those of all states in a row.
fn by_period<S>(states: &[Amounts<S>], values: Vec<ArrayRef>) -> Result<ArrayRef> {
    let lengths = states.iter().map(Vec::len).collect();
    let periods = states.iter().flatten().map(|(period, _)| *period).collect();
    lists_of_rows(lengths, periods, values)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amounts(rows: &[(i32, i128)]) -> Amounts<i128> {
        let mut state = Amounts::default();
        rows.iter().for_each(|(period, cents)| {
            change(&mut state, *period, |sum: &mut i128| Sum::add(sum, *cents)).unwrap()
        });
        state
    }

    proptest! {
        #[test]
        fn merge_adds_up_whatever_the_split(
            rows in prop::collection::vec((-5i32..20, -1000i128..1000), 0..60),
            cut in 0usize..60,
        ) {
            let cut = cut.min(rows.len());
            let (mut left, right) = (amounts(&rows[..cut]), amounts(&rows[cut..]));
            let mut swapped = right.clone();
            merge(&mut swapped, &left).unwrap();
            merge(&mut left, &right).unwrap();
            prop_assert_eq!(&left, &amounts(&rows));
            prop_assert_eq!(&swapped, &left);
            let mut identity = Amounts::default();
            merge(&mut identity, &left).unwrap();
            prop_assert_eq!(identity, left);
        }
    }
}
