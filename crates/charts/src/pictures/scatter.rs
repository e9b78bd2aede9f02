//! Scatter: a dot for each row, by two numbers.

use tenure_diagnostics::{counted, joined_with};

use super::Request;
use super::axis::{Point, XAxis, place_writer, reach};
use super::categories::Order;
use super::phrases::in_series;
use super::series::series;
use crate::column::ColumnKind;
use crate::error::ChartError;
use crate::format::Format;

/// Dots.
///
/// Series and dots are sorted, so that the same rows in another order give the same picture.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Scatter {
    /// The name of the horizontal axis.
    pub x: String,
    /// The name of the vertical axis, if it is one column.
    pub y: Option<String>,
    /// The horizontal axis: numbers or time.
    pub axis: XAxis,
    /// The series: at least one.
    pub series: Vec<PointSeries>,
    /// The format of the numbers, if the specification has one.
    pub format: Option<Format>,
}

/// The dots of one series.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PointSeries {
    /// The name of the series: a value of `by`, or a column.
    pub name: String,
    /// The dots, from left to right.
    pub points: Vec<Point>,
}

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, .. }: Request<'_>,
    notes: &mut Vec<String>,
) -> Result<Scatter, ChartError> {
    let (all, missing) = series(choice, Order::Alphabetical, notes)?;
    missing.note(notes);
    let series = all
        .into_iter()
        .map(|series| {
            let point =
                |(row, y): &(usize, Option<f64>)| Some(Point { x: choice.x.column.number(*row)?, y: (*y)? });
            let mut points: Vec<Point> = series.rows.iter().filter_map(point).collect();
            points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
            PointSeries { name: series.name, points }
        })
        .collect();
    let axis = if choice.x.column.kind == ColumnKind::Time { XAxis::Time } else { XAxis::Number };
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    Ok(Scatter { x: choice.x.name().to_owned(), y, axis, series, format: specification.format.clone() })
}

/// Describes the picture in words.
pub(super) fn describe(scatter: &Scatter) -> String {
    let all: Vec<Point> =
        scatter.series.iter().flat_map(|series: &PointSeries| series.points.iter().copied()).collect();
    let at = place_writer(&scatter.axis, &all);
    let format = Format::or_fitting(scatter.format.as_ref(), all.iter().map(|point| point.y));
    let names = || scatter.series.iter().map(|series| series.name.as_str());
    let y = scatter.y.clone().unwrap_or_else(|| joined_with("and", names()));
    let series = if scatter.y.is_some() { in_series(names()) } else { String::new() };
    let low = all.iter().map(|point| point.y).fold(f64::INFINITY, f64::min);
    let high = all.iter().map(|point| point.y).fold(f64::NEG_INFINITY, f64::max);
    format!(
        "Scatter of {y} by {}{series}, {}: {}{}, {y} from {} to {}.",
        scatter.x,
        counted(all.len() as u64, "dot"),
        scatter.x,
        reach(&all, &at),
        format.write(low),
        format.write(high)
    )
}
