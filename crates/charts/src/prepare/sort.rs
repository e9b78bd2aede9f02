//! The order of bars and slices.

use std::cmp::Ordering;

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::columns::{Picked, find};
use super::super::error::ChartError;
use super::super::spec::Specification;
use super::categories::Categories;
use super::table::Table;

/// The categories in the order in which they are shown. A column of y sorts by its numbers, with series by their sum;
/// any other column by its value in the first row of the category. What has no value stands last.
pub(super) fn order(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
    table: &Table,
) -> Result<Vec<usize>, ChartError> {
    let mut order: Vec<usize> = (0..table.categories.labels.len()).collect();
    let Some(sort) = &specification.sort else { return Ok(order) };
    let picked = find(&sort.value.column, &sort.place, columns)?;
    let y = choice.y.iter().position(|y| y.index == picked.index);
    let keys: Vec<SortKey> = (0..order.len())
        .map(|category| match y {
            None => first_value(&picked, &table.categories, category),
            Some(y) => {
                let one = |at: usize| {
                    table.series.get(at).and_then(|series| series.values.get(category).copied().flatten())
                };
                let several: Vec<f64> = (0..table.series.len()).filter_map(one).collect();
                let sum = (!several.is_empty()).then(|| several.iter().sum());
                SortKey { number: if choice.by.is_some() { sum } else { one(y) }, text: None }
            }
        })
        .collect();
    order.sort_by(|a, b| match (keys.get(*a), keys.get(*b)) {
        (Some(a), Some(b)) => a.compare(b, sort.value.descending),
        _ => Ordering::Equal,
    });
    Ok(order)
}

/// What a category is sorted by.
struct SortKey {
    number: Option<f64>,
    text: Option<String>,
}

impl SortKey {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let is_none = |key: &Self| key.number.is_none() && key.text.is_none();
        let numbers = match (self.number, other.number) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => Ordering::Equal,
        };
        let ascending = numbers.then_with(|| self.text.cmp(&other.text));
        is_none(self).cmp(&is_none(other)).then(if descending { ascending.reverse() } else { ascending })
    }
}

fn first_value(picked: &Picked<'_>, categories: &Categories, category: usize) -> SortKey {
    let row = categories.of_row.iter().position(|of| *of == Some(category));
    let number = row.and_then(|row| picked.column.number(row));
    let label = row.and_then(|row| picked.column.label(row)).map(|label| label.into_owned());
    SortKey { number, text: if number.is_some() { None } else { label } }
}
