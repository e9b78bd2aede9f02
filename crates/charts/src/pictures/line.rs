//! Lines: numbers over time, or over another ordered axis.

use std::collections::HashMap;

use tenure_diagnostics::{counted, joined_with};

use super::Request;
use super::axis::{Point, XAxis, one_step, place_writer, places, reach};
use super::categories::Order;
use super::numbers::{Intervals, negative, sum};
use super::phrases::{Mark, extremes_at, in_series};
use super::series::{Series, duplicate, series};
use crate::choose::Choice;
use crate::column::Column;
use crate::error::ChartError;
use crate::format::Format;
use crate::kind::{ChartKind, Modifier};
use crate::specification::Specification;

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
    /// The horizontal axis.
    pub axis: XAxis,
    /// The lines: at least one.
    pub series: Vec<LineSeries>,
    /// The format of the numbers, if the specification has one.
    pub format: Option<Format>,
    /// Lines, or the way in which areas stand.
    pub layout: LineLayout,
}

/// The way in which the series of lines and areas stand.
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
    /// The name of the series: a value of `by`, or a column.
    pub name: String,
    /// The pieces of the line. A missing value interrupts the line, so that no value can be read where there was none.
    pub pieces: Vec<Vec<Point>>,
    /// The interval around the line, in pieces as it is; empty without `low` and `high`.
    pub band: Vec<Vec<Interval>>,
}

/// An interval at a place of the horizontal axis; all numbers are finite, and `low` is not above `high`.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interval {
    /// The horizontal position, growing to the right.
    pub x: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, columns, .. }: Request<'_>,
    notes: &mut Vec<String>,
) -> Result<Lines, ChartError> {
    let (mut all, missing) = series(choice, Order::Appearance, notes)?;
    // A row with x but without a number is kept, because it interrupts its line.
    interrupt(choice, &mut all);
    missing.note(notes);
    let (axis, places) = one_step(choice, places(choice));
    let mut intervals = Intervals::of(choice);
    let lines = all
        .iter()
        .map(|series| line(series, &places, choice, columns, &mut intervals))
        .collect::<Result<Vec<_>, _>>()?;
    intervals.note(notes);
    let layout = layout(specification, choice, lines.len());
    if matches!(layout, LineLayout::Stacked | LineLayout::Share) {
        check_stack(&lines, choice, notes)?;
    }
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    let (x, format) = (choice.x.name().to_owned(), specification.format.clone());
    Ok(Lines { x, y, axis, series: lines, format, layout })
}

fn layout(specification: &Specification, choice: &Choice<'_>, series: usize) -> LineLayout {
    if choice.kind == ChartKind::Line {
        LineLayout::Lines
    } else if specification.has(Modifier::Share) {
        LineLayout::Share
    } else if specification.has(Modifier::Overlaid) || series == 1 && !specification.has(Modifier::Stacked) {
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
    // Rows with a number come first at each x, so that rows without one are dropped.
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
    if intervals.are_named() {
        for piece in all() {
            band.extend(band_pieces(piece, intervals)?);
        }
    }
    let pieces = all().map(|piece| piece.iter().filter_map(point).collect()).collect();
    Ok(LineSeries { name: series.name.clone(), pieces, band })
}

/// Returns the band around a piece of a line, interrupted where there is no interval.
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

impl Lines {
    /// Returns for each series the area it fills if all stand on one another, the first at the bottom: from `low` to
    /// `high` at every x of any series. With layout Share these are shares of the sum. A missing value counts as 0.
    pub fn stacked(&self) -> Vec<Vec<Interval>> {
        let numbers = at_every_x(&self.series);
        let scale = |at: usize| {
            let sum: f64 =
                numbers.iter().filter_map(|series| series.get(at)).map(|(_, y)| y.unwrap_or(0.0)).sum();
            if self.layout == LineLayout::Share && sum > 0.0 { sum } else { 1.0 }
        };
        let mut ground = vec![0.0; numbers.first().map_or(0, Vec::len)];
        let mut stacked = Vec::with_capacity(numbers.len());
        for series in &numbers {
            let mut area = Vec::with_capacity(series.len());
            for (at, ((x, y), ground)) in series.iter().zip(&mut ground).enumerate() {
                let low = *ground;
                *ground = low + y.unwrap_or(0.0) / scale(at);
                area.push(Interval { x: *x, low, high: *ground });
            }
            stacked.push(area);
        }
        stacked
    }
}

/// Returns for each series every x that any of them has, in ascending order, with its number there.
fn at_every_x(series: &[LineSeries]) -> Vec<Vec<(f64, Option<f64>)>> {
    let points = |series: &LineSeries| series.pieces.iter().flatten().copied().collect::<Vec<_>>();
    let mut all: Vec<f64> = series.iter().flat_map(points).map(|point| point.x).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    let one = |series: &LineSeries| {
        let mut points = points(series).into_iter().peekable();
        let number = |x: &f64| (*x, points.next_if(|point| point.x == *x).map(|point| point.y));
        all.iter().map(number).collect()
    };
    series.iter().map(one).collect()
}

/// Refuses numbers that cannot stand on one another, and notes that missing ones count as 0.
fn check_stack(
    series: &[LineSeries],
    choice: &Choice<'_>,
    notes: &mut Vec<String>,
) -> Result<(), ChartError> {
    let numbers = at_every_x(series);
    let place = || choice.y.first().and_then(|y| y.place.clone());
    for (series, line) in numbers.iter().zip(series) {
        if let Some((_, Some(number))) = series.iter().find(|(_, y)| y.is_some_and(|y| y < 0.0)) {
            let error = negative("what is stacked", &line.name, *number).at(place());
            return Err(error.hint("area overlaid draws each by itself"));
        }
    }
    for at in 0..numbers.first().map_or(0, Vec::len) {
        let column = numbers.iter().filter_map(|series| series.get(at)?.1);
        sum(column, true, choice.x.name()).map_err(|error| error.at(place()))?;
    }
    if numbers.iter().flatten().any(|(_, y)| y.is_none()) {
        notes.push("a missing value counts as 0 in the stack".to_owned());
    }
    Ok(())
}

/// Describes the picture in words.
pub(super) fn describe(lines: &Lines) -> String {
    let points = |series: &LineSeries| series.pieces.iter().flatten().copied().collect::<Vec<Point>>();
    let all: Vec<Point> = lines.series.iter().flat_map(points).collect();
    let at = place_writer(&lines.axis, &all);
    let format = Format::or_fitting(lines.format.as_ref(), all.iter().map(|point| point.y));
    let has_series = lines.series.len() > 1;
    let head = match (lines.layout, has_series) {
        (LineLayout::Lines, false) => "Line",
        (LineLayout::Lines, true) => "Lines",
        (LineLayout::Area, false) => "Area",
        (LineLayout::Area, true) => "Areas",
        (LineLayout::Stacked, _) => "Stacked areas",
        (LineLayout::Share, _) => "Areas of shares",
    };
    let names = || lines.series.iter().map(|series| series.name.as_str());
    let y = lines.y.clone().unwrap_or_else(|| joined_with("and", names()));
    let series = if lines.y.is_some() { in_series(names()) } else { String::new() };
    let mut marks: Vec<Mark> = Vec::new();
    let mut ways: Vec<String> = Vec::new();
    for one in &lines.series {
        let points = points(one);
        let label = |point: &Point| {
            if has_series {
                format!("for {} at {}", one.name, at(point.x))
            } else {
                format!("at {}", at(point.x))
            }
        };
        marks.extend(points.iter().map(|point| (label(point), point.y)));
        if let ([first, .., last], name) =
            (points.as_slice(), if has_series { one.name.as_str() } else { "" })
        {
            let way = format!("{name} from {} to {}", format.write(first.y), format.write(last.y));
            ways.push(way.trim_start().to_owned());
        }
    }
    let band = if lines.series.iter().any(|one| !one.band.is_empty()) { " with intervals" } else { "" };
    let mut text = format!(
        "{head} of {y} over {}{series}{}, {}{band}: {}.",
        lines.x,
        reach(&all, &at),
        counted(marks.len() as u64, "point"),
        extremes_at(&marks, &format)
    );
    if !ways.is_empty() {
        text.push_str(&format!(" From the first to the last point: {}.", ways.join("; ")));
    }
    text
}
