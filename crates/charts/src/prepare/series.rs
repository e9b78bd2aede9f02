//! The series of bars, lines and dots: one for each y, or one for each value of by.

use super::super::choose::Choice;
use super::super::column::{Column, Kind};
use super::super::columns::{sql_name, written};
use super::super::error::ChartError;
use super::MOST_SERIES;
use super::categories::{Categories, Order};
use super::largest::largest;
use super::missing::{Missing, nothing_left};

/// A series: its rows with their numbers, in the order of the result.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: String,
    /// `None` is a missing number in a row that another series has.
    pub(super) rows: Vec<(usize, Option<f64>)>,
}

/// Reads the series, and counts what is missing.
///
/// A row is left out if it has no x, no series, or no number in any series. Of more than [`MOST_SERIES`] values of by,
/// those with the largest totals are shown, by the number of rows in a scatter; what stands on one another is added up, as
/// the whole would be wrong without it. That is said.
pub(super) fn series(
    choice: &Choice<'_>,
    order: Order,
    notes: &mut Vec<String>,
) -> Result<(Vec<Series>, Missing), ChartError> {
    let rows = choice.x.column.rows();
    let mut missing = Missing::default();
    let is_drawn = |row: usize| {
        choice.x.column.has(row)
            && choice.by.as_ref().is_none_or(|by| by.column.has(row))
            && choice.y.iter().any(|y| y.column.number(row).is_some())
    };
    missing.rows = (0..rows).filter(|row| !is_drawn(*row)).count();
    if missing.rows == rows {
        let picked: Vec<_> = choice.y.iter().chain([&choice.x]).chain(&choice.by).collect();
        return Err(nothing_left(&picked));
    }
    let all: Vec<Series> = match &choice.by {
        None => choice
            .y
            .iter()
            .map(|y| Series {
                name: y.name().to_owned(),
                rows: (0..rows).filter(|row| is_drawn(*row)).map(|row| (row, y.column.number(row))).collect(),
            })
            .collect(),
        Some(by) => {
            let categories = Categories::of(by.column, order, is_drawn);
            let named = |label: &String| Series { name: label.clone(), rows: Vec::new() };
            let mut all: Vec<Series> = categories.labels.iter().map(named).collect();
            for row in 0..rows {
                let number = choice.y.first().and_then(|y| y.column.number(row));
                if let Some(series) = categories.get(row).and_then(|series| all.get_mut(series)) {
                    series.rows.push((row, number));
                }
            }
            all
        }
    };
    let (all_missing, mut all): (Vec<Series>, Vec<Series>) =
        all.into_iter().partition(|series| series.rows.iter().all(|(_, number)| number.is_none()));
    notes.extend(all_missing.iter().map(|series| format!("{} has no values", series.name)));
    missing.values =
        all.iter().flat_map(|series| &series.rows).filter(|(_, number)| number.is_none()).count();
    if all.len() > MOST_SERIES {
        all = largest(all, choice, order == Order::Alphabetical, notes);
    }
    Ok((all, missing))
}

/// The error of two rows for one place in the picture.
pub(super) fn duplicate(choice: &Choice<'_>, columns: &[Column], what: &[(&str, &str)]) -> ChartError {
    let names: Vec<String> = what.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let error =
        ChartError::new(format!("several rows have {}", names.join(" and "))).at(choice.x.place.clone());
    let used = |index: usize| choice.picked().any(|picked| picked.index == index);
    let other =
        columns.iter().enumerate().find(|(index, column)| column.kind != Kind::Number && !used(*index));
    let groups: Vec<String> = what.iter().map(|(name, _)| sql_name(name)).collect();
    let groups = groups.join(", ");
    let number =
        choice.value.as_ref().or(choice.y.first()).map_or("…".to_owned(), |picked| sql_name(picked.name()));
    let aggregate = format!("aggregate first: SELECT {groups}, sum({number}) … GROUP BY {groups}");
    match other {
        Some((_, column)) if choice.by.is_none() && choice.value.is_none() && choice.y.len() == 1 => {
            error.hint(format!("{aggregate}; or tell them apart with by={}", written(&column.name)))
        }
        _ => error.hint(aggregate),
    }
}
