//! Pies: the shares of a whole.

use std::collections::HashSet;

use tenure_diagnostics::{counted, grouped};

use super::Request;
use super::numbers::{negative, nothing_left, sum};
use super::phrases::{Mark, extremes};
use super::table::{order, table};
use crate::error::ChartError;
use crate::format::Format;

/// A pie.
///
/// Slices stand in the order of the result, or as `sort` says; the smallest that `limit` leaves out are added up as the
/// last one, "others", and a note says so. Two rows for one slice are an error: to add them up might be wrong.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Pie {
    /// The name of the slices.
    pub x: String,
    /// The name of the numbers.
    pub y: String,
    /// The slices: at least one.
    pub slices: Vec<Slice>,
    /// The format of the numbers; shares are always in percent.
    pub format: Format,
}

/// A slice of a pie.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Slice {
    /// The name of the slice.
    pub label: String,
    /// The number of the slice, finite and not negative.
    pub value: f64,
    /// The share of the whole, from 0 to 1.
    pub share: f64,
}

/// The most slices without `limit`.
const USUAL_LIMIT: usize = 8;

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, columns, .. }: Request<'_>,
    notes: &mut Vec<String>,
) -> Result<Pie, ChartError> {
    let table = table(choice, columns, notes)?;
    let (Some(y), Some(series)) = (choice.y.first(), table.series.first()) else {
        return Err(nothing_left(&[&choice.x]));
    };
    let mut parts: Vec<(&str, f64)> = Vec::new();
    for at in order(specification, choice, columns, &table)? {
        let label = table.categories.labels.get(at).map(String::as_str).unwrap_or_default();
        let Some(value) = series.values.get(at).copied().flatten() else { continue };
        if value < 0.0 {
            return Err(negative("a pie", label, value).at(y.place.clone()));
        }
        parts.push((label, value));
    }
    let total = sum(parts.iter().map(|(_, value)| *value), true, y.name())
        .map_err(|error| error.at(y.place.clone()))?;
    if total == 0.0 {
        let message = format!("'{}' is 0 everywhere: there is no whole to share", y.name());
        return Err(ChartError::new(message).at(y.place.clone()).empty());
    }
    table.missing.note(notes);
    let slice = |label: &str, value: f64| Slice { label: label.to_owned(), value, share: value / total };
    let limit = specification.limit.unwrap_or(USUAL_LIMIT);
    let kept = largest(&parts, limit);
    let all = parts.iter().enumerate();
    let mut slices: Vec<Slice> =
        all.filter(|(at, _)| kept.contains(at)).map(|(_, (label, value))| slice(label, *value)).collect();
    if parts.len() > kept.len() {
        let more = if specification.limit.is_none() { "; limit=… shows more" } else { "" };
        let (others, all) = (grouped((parts.len() - kept.len()) as u64), grouped(parts.len() as u64));
        notes.push(format!("others: the {others} smallest of {all} slices{more}"));
        let rest = parts.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, (_, value))| value);
        slices.push(slice("others", rest.sum()));
    }
    let numbers = slices.iter().map(|slice| slice.value);
    let format = Format::or_fitting(specification.format.as_ref(), numbers);
    Ok(Pie { x: choice.x.name().to_owned(), y: y.name().to_owned(), slices, format })
}

/// Returns the places of the largest parts, of equal ones the first.
fn largest(parts: &[(&str, f64)], limit: usize) -> HashSet<usize> {
    let mut places: Vec<usize> = (0..parts.len()).collect();
    let value = |at: &usize| parts.get(*at).map_or(0.0, |(_, value)| *value);
    places.sort_by(|a, b| value(b).total_cmp(&value(a)));
    places.into_iter().take(limit).collect()
}

/// Describes the picture in words.
pub(super) fn describe(pie: &Pie) -> String {
    let marks: Vec<Mark> = pie.slices.iter().map(|slice| (slice.label.clone(), slice.share)).collect();
    let slices = counted(marks.len() as u64, "slice");
    format!("Pie of {} by {}, {slices}: {}.", pie.y, pie.x, extremes(&marks, &Format::percent(1), ""))
}
