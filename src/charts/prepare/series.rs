//! The series of bars, lines and dots: one for each y, or one for each value of by.

use super::super::choose::Choice;
use super::super::column::{Column, Kind};
use super::super::columns::{sql_name, written};
use super::super::error::ChartError;
use super::MOST_SERIES;
use super::categories::{Categories, Order};
use super::missing::{Missing, count, nothing_left};

/// A series: its rows with their numbers, in the order of the result.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: String,
    /// `None` is a missing number in a row that another series has.
    pub(super) rows: Vec<(usize, Option<f64>)>,
}

/// Reads the series, checks their columns, and counts what is missing.
///
/// A row is left out if it has no x, no series, or no number in any series. Of more than [`MOST_SERIES`] values of by,
/// those with the largest totals are shown, by the number of rows in a scatter; that is said.
pub(super) fn series(
    choice: &Choice<'_>,
    columns: &[Column],
    order: Order,
    notes: &mut Vec<String>,
) -> Result<(Vec<Series>, Missing), ChartError> {
    for y in &choice.y {
        y.check("y", &[Kind::Number], columns)?;
    }
    if let (Some(by), [_, second, ..]) = (&choice.by, choice.y.as_slice()) {
        let error = ChartError::new("series come either from several y or from by, not from both");
        return Err(error.at(by.place.clone().or_else(|| second.place.clone())));
    }
    if choice.y.len() > MOST_SERIES {
        return Err(ChartError::new(format!("at most {MOST_SERIES} columns fit in a chart"))
            .at(choice.y.get(MOST_SERIES).and_then(|y| y.place.clone())));
    }
    let twice = choice
        .y
        .iter()
        .enumerate()
        .find(|(at, y)| choice.y.iter().take(*at).any(|first| first.index == y.index));
    if let Some((_, y)) = twice {
        return Err(ChartError::new(format!("'{}' is given twice", y.name())).at(y.place.clone()));
    }
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
        let by_rows = order == Order::Alphabetical;
        let measure = if by_rows { "the most rows" } else { "the largest totals" };
        notes.push(format!("{MOST_SERIES} of {} series: those with {measure}", count(all.len())));
        all = largest(all, by_rows);
    }
    Ok((all, missing))
}

/// The series with the largest totals, in their order.
fn largest(all: Vec<Series>, by_rows: bool) -> Vec<Series> {
    let total = |series: &Series| -> f64 {
        let numbers = series.rows.iter().filter_map(|(_, number)| *number);
        if by_rows { series.rows.len() as f64 } else { numbers.map(f64::abs).sum() }
    };
    let mut ranked: Vec<(usize, Series)> = all.into_iter().enumerate().collect();
    ranked.sort_by(|(_, a), (_, b)| total(b).total_cmp(&total(a)));
    ranked.truncate(MOST_SERIES);
    ranked.sort_by_key(|(place, _)| *place);
    ranked.into_iter().map(|(_, series)| series).collect()
}

/// The error of two rows for one place in the picture.
pub(super) fn duplicate(choice: &Choice<'_>, columns: &[Column], what: &[(&str, &str)]) -> ChartError {
    let names: Vec<String> = what.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let error =
        ChartError::new(format!("several rows have {}", names.join(" and "))).at(choice.x.place.clone());
    let used = |index: usize| {
        choice
            .y
            .iter()
            .chain([&choice.x])
            .chain(&choice.by)
            .chain(&choice.value)
            .any(|picked| picked.index == index)
    };
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
