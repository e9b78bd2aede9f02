//! A number for each category and series.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::categories::{Categories, Order};
use super::numbers::Missing;
use super::series::{Series, duplicate, series};
use crate::choose::Choice;
use crate::column::{Column, Picked, find};
use crate::error::ChartError;
use crate::specification::Specification;

/// The numbers of all categories, in the order of the result.
pub(super) struct Table {
    pub(super) categories: Categories,
    pub(super) series: Vec<Values>,
    pub(super) missing: Missing,
}

/// The numbers of a series.
pub(super) struct Values {
    pub(super) name: String,
    /// The value of each category, `None` if the category has no value.
    pub(super) values: Vec<Option<f64>>,
    /// The row in which each of them stands.
    pub(super) rows: Vec<Option<usize>>,
}

/// Reads the numbers. Two rows for one of them are an error.
pub(super) fn table(
    choice: &Choice<'_>,
    columns: &[Column],
    notes: &mut Vec<String>,
) -> Result<Table, ChartError> {
    let (all, missing) = series(choice, Order::Appearance, notes)?;
    let drawn: HashSet<usize> = all.iter().flat_map(|series| &series.rows).map(|(row, _)| *row).collect();
    let categories = Categories::of(choice.x.column, Order::Appearance, |row| drawn.contains(&row));
    let series =
        all.iter().map(|series| values(series, &categories, choice, columns)).collect::<Result<_, _>>()?;
    Ok(Table { categories, series, missing })
}

fn values(
    series: &Series,
    categories: &Categories,
    choice: &Choice<'_>,
    columns: &[Column],
) -> Result<Values, ChartError> {
    let mut found: Vec<(Option<f64>, Option<usize>)> = vec![(None, None); categories.labels.len()];
    for (row, number) in series.rows.iter().filter(|(_, number)| number.is_some()) {
        let Some(category) = categories.get(*row) else { continue };
        let Some(place) = found.get_mut(category) else { continue };
        if place.0.is_some() {
            let label = categories.labels.get(category).map(String::as_str).unwrap_or_default();
            let mut what = vec![(choice.x.name(), label)];
            what.extend(choice.by.as_ref().map(|by| (by.name(), series.name.as_str())));
            return Err(duplicate(choice, columns, &what));
        }
        *place = (*number, Some(*row));
    }
    let (values, rows) = found.into_iter().unzip();
    Ok(Values { name: series.name.clone(), values, rows })
}

/// Returns the categories in the order in which they are drawn. A column of y sorts by its numbers, with series by
/// their sum; any other column by its value in the first row of the category. Categories without a value stand last.
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

/// The value by which a category is sorted.
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
