//! Bars: a number for each category and series.

use std::cmp::Ordering;

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::columns::{Picked, find};
use super::super::error::ChartError;
use super::super::number::Format;
use super::super::spec::Specification;
use super::categories::{Categories, Order};
use super::missing::count;
use super::series::{Series, duplicate, series};

/// Bars, all on one scale that holds zero.
///
/// Categories stand in the order of the result, or as `sort` says; those after `limit` are left out, and that is said.
/// Two rows for one bar are an error: to add them up might be wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The name of the categories.
    pub x: String,
    /// The name of the numbers, if it is one column.
    pub y: Option<String>,
    /// The categories.
    pub labels: Vec<String>,
    /// The series: at least one.
    pub series: Vec<BarSeries>,
    /// How the numbers are written.
    pub format: Format,
}

/// The bars of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct BarSeries {
    /// Its name: a value of `by`, or a column.
    pub name: String,
    /// A finite number for each category, `None` if there is none.
    pub values: Vec<Option<f64>>,
}

/// More bars than this are only drawn if `limit` asks for them.
const USUAL_LIMIT: usize = 50;

pub(super) fn prepare(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
    notes: &mut Vec<String>,
) -> Result<Bars, ChartError> {
    let (all, missing) = series(choice, columns, Order::Appearance, notes)?;
    let drawn: Vec<usize> = all.iter().flat_map(|series| &series.rows).map(|(row, _)| *row).collect();
    let drawn: std::collections::HashSet<usize> = drawn.into_iter().collect();
    let categories = Categories::of(choice.x.column, Order::Appearance, |row| drawn.contains(&row));
    let bars: Vec<BarSeries> =
        all.iter().map(|series| bars(series, &categories, choice, columns)).collect::<Result<_, _>>()?;

    let order = order(specification, choice, columns, &categories, &bars)?;
    let limit = specification.limit.unwrap_or(USUAL_LIMIT);
    if order.len() > limit {
        let more = if specification.limit.is_none() { "; limit=… shows more" } else { "" };
        notes.push(format!("{} of {} bars{more}", count(limit), count(order.len())));
    }
    missing.say(notes);
    let shown: Vec<usize> = order.into_iter().take(limit).collect();
    let series: Vec<BarSeries> = bars
        .into_iter()
        .map(|series| BarSeries {
            values: shown.iter().map(|at| series.values.get(*at).copied().flatten()).collect(),
            ..series
        })
        .collect();
    let numbers = series.iter().flat_map(|series| series.values.iter().copied().flatten());
    let format = specification.format.clone().unwrap_or_else(|| Format::fitting(numbers));
    let labels = shown.iter().filter_map(|at| categories.labels.get(*at).cloned()).collect();
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    Ok(Bars { x: choice.x.name().to_owned(), y, labels, series, format })
}

fn bars(
    series: &Series,
    categories: &Categories,
    choice: &Choice<'_>,
    columns: &[Column],
) -> Result<BarSeries, ChartError> {
    let mut values: Vec<Option<f64>> = vec![None; categories.labels.len()];
    for (row, number) in &series.rows {
        let Some(category) = categories.get(*row) else { continue };
        let Some(value) = values.get_mut(category) else { continue };
        match (&value, number) {
            (Some(_), Some(_)) => {
                let label = categories.labels.get(category).map(String::as_str).unwrap_or_default();
                let mut what = vec![(choice.x.name(), label)];
                what.extend(choice.by.as_ref().map(|by| (by.name(), series.name.as_str())));
                return Err(duplicate(choice, columns, &what));
            }
            (None, _) => *value = *number,
            (Some(_), None) => {}
        }
    }
    Ok(BarSeries { name: series.name.clone(), values })
}

/// The categories in the order in which they are shown. A column of y sorts by its numbers, with series by their sum;
/// any other column by its value in the first row of the category. What has no value stands last.
fn order(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
    categories: &Categories,
    bars: &[BarSeries],
) -> Result<Vec<usize>, ChartError> {
    let mut order: Vec<usize> = (0..categories.labels.len()).collect();
    let Some(sort) = &specification.sort else { return Ok(order) };
    let picked = find(&sort.value.column, &sort.place, columns)?;
    let y = choice.y.iter().position(|y| y.index == picked.index);
    let keys: Vec<SortKey> = (0..order.len())
        .map(|category| match y {
            None => first_value(&picked, categories, category),
            Some(y) => {
                let one = |at: usize| {
                    bars.get(at).and_then(|series| series.values.get(category).copied().flatten())
                };
                let several: Vec<f64> = (0..bars.len()).filter_map(one).collect();
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
