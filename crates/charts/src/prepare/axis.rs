//! The horizontal axis of lines and areas.

use super::super::choose::Choice;
use super::super::column::Kind;
use super::super::dates::iso_seconds;
use super::categories::{Categories, Order};

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

/// The axis, and where each row stands on it.
pub(super) fn places(choice: &Choice<'_>) -> (XAxis, Vec<Option<f64>>) {
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
