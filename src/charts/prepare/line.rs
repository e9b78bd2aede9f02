//! Lines: numbers over time, or over another ordered axis.

use std::collections::HashMap;

use super::super::choose::Choice;
use super::super::column::{Column, Kind};
use super::super::dates::iso_seconds;
use super::super::error::ChartError;
use super::super::number::Format;
use super::super::spec::Specification;
use super::categories::{Categories, Order};
use super::series::{Series, duplicate, series};

/// Lines, each from left to right.
///
/// Texts that are all months or days (`2024-05`, `2024-05-31`) are an axis of time; other texts are steps, evenly
/// spaced, in the order of the result. Two rows at one x of a series are an error: to add them up might be wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// The name of the horizontal axis.
    pub x: String,
    /// The name of the vertical axis, if it is one column.
    pub y: Option<String>,
    /// What the horizontal axis is.
    pub axis: XAxis,
    /// The lines: at least one.
    pub series: Vec<LineSeries>,
    /// How the numbers are written, if it was asked for.
    pub format: Option<Format>,
}

/// A horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub enum XAxis {
    /// Numbers.
    Number,
    /// Seconds since 1970.
    Time,
    /// The places 0, 1, 2, … with these texts.
    Steps(Vec<String>),
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineSeries {
    /// Its name: a value of `by`, or a column.
    pub name: String,
    /// Its pieces: a missing value interrupts a line, so that nobody reads a value from it where there was none.
    pub pieces: Vec<Vec<Point>>,
}

/// A point; both numbers are finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Where it stands from left to right.
    pub x: f64,
    /// Where it stands from below to above.
    pub y: f64,
}

pub(super) fn prepare(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
    notes: &mut Vec<String>,
) -> Result<Lines, ChartError> {
    let (mut all, missing) = series(choice, columns, Order::Appearance, notes)?;
    // A row with x and without a number interrupts its line; that is more than to leave it out.
    interrupt(choice, &mut all);
    missing.say(notes);
    let (axis, places) = one_step(choice, places(choice));
    let lines =
        all.iter().map(|series| line(series, &places, choice, columns)).collect::<Result<Vec<_>, _>>()?;
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    Ok(Lines { x: choice.x.name().to_owned(), y, axis, series: lines, format: specification.format.clone() })
}

/// Adds to each series the rows that have its x and no number.
fn interrupt(choice: &Choice<'_>, all: &mut [Series]) {
    let names: HashMap<String, usize> =
        all.iter().enumerate().map(|(at, series)| (series.name.clone(), at)).collect();
    for row in 0..choice.x.column.rows() {
        if !choice.x.column.has(row) || choice.y.iter().any(|y| y.column.number(row).is_some()) {
            continue;
        }
        match &choice.by {
            None => all.iter_mut().for_each(|series| series.rows.push((row, None))),
            Some(by) => {
                let series = by.column.label(row).and_then(|name| names.get(name.as_ref()));
                if let Some(series) = series.and_then(|at| all.get_mut(*at)) {
                    series.rows.push((row, None));
                }
            }
        }
    }
}

/// The axis, and where each row stands on it.
fn places(choice: &Choice<'_>) -> (XAxis, Vec<Option<f64>>) {
    let column = choice.x.column;
    let rows = 0..column.rows();
    let numbers = || rows.clone().map(|row| column.number(row)).collect();
    match column.kind {
        Kind::Number => (XAxis::Number, numbers()),
        Kind::Time => (XAxis::Time, numbers()),
        Kind::Text => {
            let categories = Categories::of(column, Order::Appearance, |_| true);
            let seconds: Vec<Option<f64>> =
                categories.labels.iter().map(|label| iso_seconds(label)).collect();
            let is_time = seconds.iter().all(Option::is_some);
            let places = rows.map(|row| {
                let category = categories.get(row)?;
                if is_time { seconds.get(category).copied().flatten() } else { Some(category as f64) }
            });
            let places = places.collect();
            (if is_time { XAxis::Time } else { XAxis::Steps(categories.labels) }, places)
        }
    }
}

/// An axis with a single place on it is that one step: it has no scale.
fn one_step(choice: &Choice<'_>, (axis, places): (XAxis, Vec<Option<f64>>)) -> (XAxis, Vec<Option<f64>>) {
    let mut at = places.iter().enumerate().filter_map(|(row, place)| Some((row, (*place)?)));
    match at.next() {
        Some((row, first)) if at.all(|(_, place)| place == first) => {
            let label = choice.x.column.label(row).unwrap_or_default().into_owned();
            (XAxis::Steps(vec![label]), places.into_iter().map(|place| place.map(|_| 0.0)).collect())
        }
        _ => (axis, places),
    }
}

fn line(
    series: &Series,
    places: &[Option<f64>],
    choice: &Choice<'_>,
    columns: &[Column],
) -> Result<LineSeries, ChartError> {
    let place = |row: usize| places.get(row).copied().flatten();
    let mut points: Vec<(f64, Option<f64>, usize)> =
        series.rows.iter().filter_map(|(row, number)| Some((place(*row)?, *number, *row))).collect();
    // At one x what has a number stands first, so that the rows without one are dropped.
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.is_some().cmp(&a.1.is_some())));
    if let Some([_, second]) = points.windows(2).find_map(|pair| match pair {
        [a, b] if a.0 == b.0 && b.1.is_some() => Some([a, b]),
        _ => None,
    }) {
        let label = choice.x.column.label(second.2).unwrap_or_default();
        let mut what = vec![(choice.x.name(), label.as_ref())];
        what.extend(choice.by.as_ref().map(|by| (by.name(), series.name.as_str())));
        return Err(duplicate(choice, columns, &what));
    }
    points.dedup_by(|b, a| a.0 == b.0);
    let pieces = points
        .split(|(_, y, _)| y.is_none())
        .filter(|piece| !piece.is_empty())
        .map(|piece| piece.iter().filter_map(|(x, y, _)| Some(Point { x: *x, y: (*y)? })).collect())
        .collect();
    Ok(LineSeries { name: series.name.clone(), pieces })
}
