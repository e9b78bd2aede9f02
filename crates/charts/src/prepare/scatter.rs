//! Scatter: a dot for each row, by two numbers.

use super::super::choose::Choice;
use super::super::column::Kind;
use super::super::error::ChartError;
use super::super::number::Format;
use super::super::spec::Specification;
use super::axis::XAxis;
use super::categories::Order;
use super::line::Point;
use super::series::series;

/// Dots.
///
/// Series and dots are sorted, so that the same rows in another order give the same picture.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Scatter {
    /// The name of the horizontal axis.
    pub x: String,
    /// The name of the vertical axis, if it is one column.
    pub y: Option<String>,
    /// What the horizontal axis is: numbers or time.
    pub axis: XAxis,
    /// The series: at least one.
    pub series: Vec<PointSeries>,
    /// How the numbers are written, if it was asked for.
    pub format: Option<Format>,
}

/// The dots of one series.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PointSeries {
    /// Its name: a value of `by`, or a column.
    pub name: String,
    /// Its dots, from left to right.
    pub points: Vec<Point>,
}

pub(super) fn prepare(
    specification: &Specification,
    choice: &Choice<'_>,
    notes: &mut Vec<String>,
) -> Result<Scatter, ChartError> {
    let (all, missing) = series(choice, Order::Alphabetical, notes)?;
    missing.say(notes);
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
    let axis = if choice.x.column.kind == Kind::Time { XAxis::Time } else { XAxis::Number };
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    Ok(Scatter { x: choice.x.name().to_owned(), y, axis, series, format: specification.format.clone() })
}
