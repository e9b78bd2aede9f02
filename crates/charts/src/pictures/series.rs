//! The series of bars, lines and dots: one for each y, or one for each value of by.

use std::collections::{HashMap, HashSet};

use tenure_diagnostics::grouped;

use super::categories::{Categories, Order};
use super::numbers::{Missing, nothing_left};
use crate::choose::Choice;
use crate::column::{Column, ColumnKind, sql_name};
use crate::error::ChartError;
use crate::key_values::write_value;
use crate::kind::{ChartKind, Modifier};
use crate::specification::MOST_SERIES;

/// A series: its rows with their numbers, in the order of the result.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: String,
    /// `None` is a missing number in a row that another series has.
    pub(super) rows: Vec<(usize, Option<f64>)>,
}

/// Reads the series, and counts the values that are missing.
///
/// A row is left out if it has no x, no series, or no number in any series. Of more than [`MOST_SERIES`] values of by,
/// those with the largest totals are kept, in a scatter those with the most rows. Where series stand on one another the
/// others are added up, as the whole would be wrong without them. The notes say so.
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
            let empty = |label: &String| Series { name: label.clone(), rows: Vec::new() };
            let mut all: Vec<Series> = categories.labels.iter().map(empty).collect();
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

/// Returns the error of two rows for one place in the picture.
pub(super) fn duplicate(choice: &Choice<'_>, columns: &[Column], what: &[(&str, &str)]) -> ChartError {
    let names: Vec<String> = what.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let error =
        ChartError::new(format!("several rows have {}", names.join(" and "))).at(choice.x.place.clone());
    let used = |index: usize| choice.picked().any(|picked| picked.index == index);
    let other =
        columns.iter().enumerate().find(|(index, column)| column.kind != ColumnKind::Number && !used(*index));
    let groups: Vec<String> = what.iter().map(|(name, _)| sql_name(name).into_owned()).collect();
    let groups = groups.join(", ");
    let number =
        choice.value.as_ref().or(choice.y.first()).map_or("…".into(), |picked| sql_name(picked.name()));
    let aggregate = format!("aggregate first: SELECT {groups}, sum({number}) … GROUP BY {groups}");
    match other {
        Some((_, column)) if choice.by.is_none() && choice.value.is_none() && choice.y.len() == 1 => {
            error.hint(format!("{aggregate}; or tell them apart with by={}", write_value(&column.name)))
        }
        _ => error.hint(aggregate),
    }
}

/// Keeps the series with the largest totals or the most rows, in their order. Where series stand on one another, the
/// last is the sum of all others.
fn largest(all: Vec<Series>, choice: &Choice<'_>, by_rows: bool, notes: &mut Vec<String>) -> Vec<Series> {
    let total = |series: &Series| -> f64 {
        let numbers = series.rows.iter().filter_map(|(_, number)| *number);
        if by_rows { series.rows.len() as f64 } else { numbers.map(f64::abs).sum() }
    };
    let is_stack = is_stack(choice);
    let number = grouped(all.len() as u64);
    let kept = if is_stack { MOST_SERIES - 1 } else { MOST_SERIES };
    let mut ranked: Vec<(usize, Series)> = all.into_iter().enumerate().collect();
    ranked.sort_by(|(_, a), (_, b)| total(b).total_cmp(&total(a)));
    let others: Vec<Series> = ranked.split_off(kept).into_iter().map(|(_, series)| series).collect();
    ranked.sort_by_key(|(place, _)| *place);
    let mut largest: Vec<Series> = ranked.into_iter().map(|(_, series)| series).collect();
    if is_stack {
        notes.push(format!(
            "others: the {} series with the smallest totals of {number}",
            grouped(others.len() as u64)
        ));
        largest.push(added_up(&others, choice));
    } else {
        let measure = if by_rows { "the most rows" } else { "the largest totals" };
        notes.push(format!("{MOST_SERIES} of {number} series: those with {measure}"));
    }
    largest
}

/// Tells whether series stand on one another.
fn is_stack(choice: &Choice<'_>) -> bool {
    let has = |modifier: Modifier| choice.modifiers.contains(&modifier);
    match choice.kind {
        ChartKind::Area => !has(Modifier::Overlaid),
        _ => has(Modifier::Stacked) || has(Modifier::Share),
    }
}

/// Returns one series with the sums of all at each x.
fn added_up(all: &[Series], choice: &Choice<'_>) -> Series {
    let mut sums: Vec<(usize, Option<f64>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for series in all {
        let mut seen = HashSet::new();
        for (row, number) in &series.rows {
            let label = choice.x.column.label(*row).unwrap_or_default().into_owned();
            // Two rows of one series stay apart: they are an error.
            let place = if seen.insert(label.clone()) { places.get(&label).copied() } else { None };
            match place.and_then(|place| sums.get_mut(place)) {
                Some((_, sum)) => *sum = number.map(|number| number + sum.unwrap_or_default()).or(*sum),
                None => {
                    places.insert(label, sums.len());
                    sums.push((*row, *number));
                }
            }
        }
    }
    Series { name: "others".to_owned(), rows: sums }
}
