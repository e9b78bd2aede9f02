//! A number for each category and series.

use std::collections::HashSet;

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::error::ChartError;
use super::categories::{Categories, Order};
use super::missing::Missing;
use super::series::{Series, duplicate, series};

/// The numbers of all categories, in the order of the result.
pub(super) struct Table {
    pub(super) categories: Categories,
    pub(super) series: Vec<Values>,
    pub(super) missing: Missing,
}

/// The numbers of a series.
pub(super) struct Values {
    pub(super) name: String,
    /// One for each category, `None` if there is none.
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
