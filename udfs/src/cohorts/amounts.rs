//! Amounts by period: the state that `period_amounts` keeps of a customer and `cohort_amounts` of a cohort.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::Result;
use tenure_math::sums::Sum;

use crate::lists::{as_lists, list_of, lists_of_rows, period_fields};
use crate::sums::{Numbers, overflow, sum_types, total_type};

/// Sums by period, in order of the period.
pub(super) type Amounts<S> = Vec<(i32, S)>;

/// Changes the sum of a period. Logs are mostly in time order, so a new period mostly comes last.
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

/// Adds the sums of other periods.
pub(super) fn merge<S: Sum>(amounts: &mut Amounts<S>, other: &Amounts<S>) -> Result<()> {
    other.iter().try_for_each(|(period, amount)| change(amounts, *period, |sum: &mut S| sum.merge(amount)))
}

/// The type of finished amounts, summed as that type.
pub(super) fn amounts_type(summed_as: &DataType) -> DataType {
    list_of(DataType::Struct(period_fields(&[total_type(summed_as)])))
}

/// The type that states are written as.
pub(super) fn state_type(summed_as: &DataType) -> DataType {
    list_of(DataType::Struct(period_fields(&sum_types(summed_as))))
}

/// Writes states, for [`restore`].
pub(super) fn write<N: Numbers>(numbers: &N, states: &[Amounts<N::Sum>]) -> Result<Vec<ArrayRef>> {
    let sums: Vec<_> = states.iter().flatten().map(|(_, sum)| Some(*sum)).collect();
    Ok(vec![by_period(states, numbers.write(&sums)?)?])
}

/// Reads back what [`write`] wrote.
pub(super) fn restore<N: Numbers>(numbers: &N, columns: &[ArrayRef]) -> Result<Vec<Amounts<N::Sum>>> {
    let lists = as_lists(&columns[0])?;
    let rows = lists.values().as_struct();
    let periods = rows.column(0).as_primitive::<Int32Type>().values();
    let sums = numbers.restore(&rows.columns()[1..]);
    let offsets = lists.value_offsets();
    Ok((0..lists.len())
        .map(|row| {
            let items = offsets[row] as usize..offsets[row + 1] as usize;
            items.map(|i| (periods[i], sums[i].unwrap_or_default())).collect()
        })
        .collect())
}

/// The finished amounts, of [`amounts_type`].
pub(super) fn finish<N: Numbers>(numbers: &N, states: &[Amounts<N::Sum>]) -> Result<ArrayRef> {
    let totals = states.iter().flatten().map(|(_, sum)| Some(sum.total()));
    by_period(states, vec![numbers.totals("cohort_retention", "amount", totals)?])
}

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
