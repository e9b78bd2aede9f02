//! The horizontal axis of lines, areas and dots.

use super::categories::{Categories, Order};
use crate::choose::Choice;
use crate::column::ColumnKind;
use crate::dates::{iso_seconds, moment_writer};
use crate::format::Format;
use crate::scale::Scale;

/// A horizontal axis.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum XAxis {
    /// Numbers.
    Number,
    /// Seconds since 1970.
    Time,
    /// The places 0, 1, 2, … with these texts.
    Steps(Vec<String>),
}

/// A point; both numbers are finite.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Point {
    /// The horizontal position, growing to the right.
    pub x: f64,
    /// The vertical position, growing upwards.
    pub y: f64,
}

impl XAxis {
    /// Returns the scale over places of the axis. One moment or step by itself stands in its middle.
    pub(crate) fn scale(&self, places: &[f64]) -> Scale {
        match (self, places) {
            (Self::Time, [first, rest @ ..]) if rest.iter().all(|place| place == first) => {
                Scale { low: first - 86_400.0, high: first + 86_400.0 }
            }
            (Self::Steps(labels), _) if labels.len() > 1 => {
                Scale { low: 0.0, high: (labels.len() - 1) as f64 }
            }
            (Self::Steps(_), _) => Scale { low: -1.0, high: 1.0 },
            (Self::Time | Self::Number, _) => Scale::of(places.iter().copied()),
        }
    }
}

/// Returns the axis, and where each row stands on it.
pub(super) fn places(choice: &Choice<'_>) -> (XAxis, Vec<Option<f64>>) {
    let column = choice.x.column;
    let rows = 0..column.rows();
    let numbers = || rows.clone().map(|row| column.number(row)).collect();
    match column.kind {
        ColumnKind::Number => (XAxis::Number, numbers()),
        ColumnKind::Time => (XAxis::Time, numbers()),
        ColumnKind::Text => {
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

/// Turns an axis with a single place on it into that one step: it has no scale.
pub(super) fn one_step(
    choice: &Choice<'_>,
    (axis, places): (XAxis, Vec<Option<f64>>),
) -> (XAxis, Vec<Option<f64>>) {
    let mut at = places.iter().enumerate().filter_map(|(row, place)| Some((row, (*place)?)));
    match at.next() {
        Some((row, first)) if at.all(|(_, place)| place == first) => {
            let label = choice.x.column.label(row).unwrap_or_default().into_owned();
            (XAxis::Steps(vec![label]), places.into_iter().map(|place| place.map(|_| 0.0)).collect())
        }
        _ => (axis, places),
    }
}

/// Returns what writes places of an axis.
pub(super) fn place_writer(axis: &XAxis, all: &[Point]) -> Box<dyn Fn(f64) -> String> {
    let places: Vec<f64> = all.iter().map(|point| point.x).collect();
    match axis {
        XAxis::Time => Box::new(moment_writer(&places)),
        // Years have no commas.
        XAxis::Number => {
            let format = Format { thousands: false, ..Format::fitting(places) };
            Box::new(move |x| format.write(x))
        }
        XAxis::Steps(labels) => {
            let labels = labels.clone();
            Box::new(move |x| labels.get(x as usize).cloned().unwrap_or_default())
        }
    }
}

/// Writes the reach of an axis: " from 2023-01 to 2024-12".
pub(super) fn reach(all: &[Point], at: &dyn Fn(f64) -> String) -> String {
    let first = all.iter().map(|point| point.x).fold(f64::INFINITY, f64::min);
    let last = all.iter().map(|point| point.x).fold(f64::NEG_INFINITY, f64::max);
    if first == last { format!(" at {}", at(first)) } else { format!(" from {} to {}", at(first), at(last)) }
}
