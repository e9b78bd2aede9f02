//! Lines: numbers over time, or over another ordered axis.

use std::collections::HashMap;

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::error::ChartError;
use super::super::keys::Word;
use super::super::number::Format;
use super::super::spec::{ChartKind, Specification};
use super::axis::{XAxis, one_step, places};
use super::categories::Order;
use super::interval::Intervals;
use super::series::{Series, duplicate, series};
use super::stack;

/// Lines, each from left to right.
///
/// Texts that are all months or days (`2024-05`, `2024-05-31`) are an axis of time; other texts are steps, evenly
/// spaced, in the order of the result. Two rows at one x of a series are an error: to add them up might be wrong.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
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
    /// Whether these are lines or areas.
    pub layout: LineLayout,
}

/// How the series of lines and areas stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineLayout {
    /// Lines.
    #[default]
    Lines,
    /// Areas down to zero, each by itself.
    Area,
    /// Areas on one another: the uppermost ends at the sum.
    Stacked,
    /// Areas on one another, each as its share of the sum at its x; the points remain the numbers.
    Share,
}

/// One line.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct LineSeries {
    /// Its name: a value of `by`, or a column.
    pub name: String,
    /// Its pieces: a missing value interrupts a line, so that nobody reads a value from it where there was none.
    pub pieces: Vec<Vec<Point>>,
    /// The interval around the line, in pieces as it is; empty if none was asked for.
    pub band: Vec<Vec<Interval>>,
}

/// An interval at a place of the horizontal axis; all numbers are finite, and `low` is not above `high`.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interval {
    /// Where it stands from left to right.
    pub x: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// A point; both numbers are finite.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
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
    let (mut all, missing) = series(choice, Order::Appearance, notes)?;
    // A row with x and without a number interrupts its line; that is more than to leave it out.
    interrupt(choice, &mut all);
    missing.say(notes);
    let (axis, places) = one_step(choice, places(choice));
    let mut intervals = Intervals::of(choice);
    let lines = all
        .iter()
        .map(|series| line(series, &places, choice, columns, &mut intervals))
        .collect::<Result<Vec<_>, _>>()?;
    intervals.say(notes);
    let layout = layout(specification, choice, lines.len());
    if matches!(layout, LineLayout::Stacked | LineLayout::Share) {
        stack::check(&lines, choice, notes)?;
    }
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    let (x, format) = (choice.x.name().to_owned(), specification.format.clone());
    Ok(Lines { x, y, axis, series: lines, format, layout })
}

fn layout(specification: &Specification, choice: &Choice<'_>, series: usize) -> LineLayout {
    if choice.kind == ChartKind::Line {
        LineLayout::Lines
    } else if specification.has(Word::Share) {
        LineLayout::Share
    } else if specification.has(Word::Overlaid) || series == 1 && !specification.has(Word::Stacked) {
        LineLayout::Area
    } else {
        LineLayout::Stacked
    }
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

/// A place on the axis, a number if there is one, and its row.
type Place = (f64, Option<f64>, usize);

fn line(
    series: &Series,
    places: &[Option<f64>],
    choice: &Choice<'_>,
    columns: &[Column],
    intervals: &mut Intervals<'_>,
) -> Result<LineSeries, ChartError> {
    let place = |row: usize| places.get(row).copied().flatten();
    let mut points: Vec<Place> =
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
    let point = |(x, y, _): &Place| Some(Point { x: *x, y: (*y)? });
    let all = || points.split(|(_, y, _)| y.is_none()).filter(|piece| !piece.is_empty());
    let mut band = Vec::new();
    if intervals.are_asked() {
        for piece in all() {
            band.extend(band_pieces(piece, intervals)?);
        }
    }
    let pieces = all().map(|piece| piece.iter().filter_map(point).collect()).collect();
    Ok(LineSeries { name: series.name.clone(), pieces, band })
}

/// The band around a piece of a line, interrupted where there is no interval.
fn band_pieces(piece: &[Place], intervals: &mut Intervals<'_>) -> Result<Vec<Vec<Interval>>, ChartError> {
    let mut pieces = vec![Vec::new()];
    for (x, _, row) in piece {
        match (intervals.get(*row)?, pieces.last_mut()) {
            (Some((low, high)), Some(last)) => last.push(Interval { x: *x, low, high }),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    Ok(pieces)
}
