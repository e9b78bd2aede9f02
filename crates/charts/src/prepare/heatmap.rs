//! Heatmaps: a number for each pair of categories.

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::error::ChartError;
use super::super::number::{Format, count};
use super::super::spec::Specification;
use super::categories::{Categories, Order};
use super::missing::{Missing, nothing_left};
use super::series::duplicate;

/// A table of numbers.
///
/// Both axes are sorted: numbers and times by size, texts as time if all are dates, else in the order of the result.
/// So the same rows in another order give the same picture, unless the texts are no dates. Two rows for one cell are an
/// error.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Heatmap {
    /// The name of the columns.
    pub x: String,
    /// The name of the rows.
    pub y: String,
    /// The texts above the columns.
    pub columns: Vec<String>,
    /// The texts before the rows.
    pub rows: Vec<String>,
    /// For each row a cell for each column: a finite number, or `None` for an empty cell, which is not 0.
    pub cells: Vec<Vec<Option<f64>>>,
    /// The smallest number.
    pub low: f64,
    /// The largest number.
    pub high: f64,
    /// How the numbers are written.
    pub format: Format,
}

impl Heatmap {
    /// How deep a cell is coloured, from 0 to 1: its place between the smallest and the largest number. With numbers on
    /// both sides of zero from -1 to 1: its distance from zero, measured by the largest distance.
    pub fn depth(&self, number: f64) -> f64 {
        let Self { low, high, .. } = *self;
        if low < 0.0 && high > 0.0 {
            return number / high.max(-low);
        }
        if low == high {
            return 0.5;
        }
        ((number / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)).clamp(0.0, 1.0)
    }
}

/// More rows or columns than this are not shown.
const MOST: usize = 200;

pub(super) fn prepare(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
    notes: &mut Vec<String>,
) -> Result<Heatmap, ChartError> {
    let (Some(y), Some(value)) = (choice.y.first(), &choice.value) else {
        return Err(ChartError::new("a heatmap needs x, y and value"));
    };
    let is_drawn =
        |row: usize| choice.x.column.has(row) && y.column.has(row) && value.column.number(row).is_some();
    let all = choice.x.column.rows();
    let missing = Missing { rows: (0..all).filter(|row| !is_drawn(*row)).count(), values: 0 };
    if missing.rows == all {
        return Err(nothing_left(&[value, &choice.x, y]));
    }
    // A cohort of which no number is known still has its row, and a period its column: where an empty one is left out,
    // the neighbours look as if nothing lay between them.
    let has_place = |row: usize| choice.x.column.has(row) && y.column.has(row);
    let across = Categories::of(choice.x.column, Order::Sorted, has_place);
    let down = Categories::of(y.column, Order::Sorted, has_place);
    let mut cells = vec![vec![None; across.labels.len().min(MOST)]; down.labels.len().min(MOST)];
    for row in (0..all).filter(|row| is_drawn(*row)) {
        let (Some(right), Some(below)) = (across.get(row), down.get(row)) else { continue };
        let Some(cell) = cells.get_mut(below).and_then(|line| line.get_mut(right)) else { continue };
        if cell.is_some() {
            let label =
                |categories: &Categories, at: usize| categories.labels.get(at).cloned().unwrap_or_default();
            let (below, right) = (label(&down, below), label(&across, right));
            return Err(duplicate(choice, columns, &[(y.name(), &below), (choice.x.name(), &right)]));
        }
        *cell = value.column.number(row);
    }
    for (name, labels) in [(choice.x.name(), &across.labels), (y.name(), &down.labels)] {
        if labels.len() > MOST {
            notes.push(format!("the first {MOST} of {} values of {name}", count(labels.len())));
        }
    }
    missing.say(notes);
    let numbers = || cells.iter().flatten().copied().flatten();
    let format = specification.format.clone().unwrap_or_else(|| Format::fitting(numbers()));
    let (low, high) = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
    let first = |labels: Vec<String>| labels.into_iter().take(MOST).collect();
    Ok(Heatmap {
        x: choice.x.name().to_owned(),
        y: y.name().to_owned(),
        columns: first(across.labels),
        rows: first(down.labels),
        cells,
        low,
        high,
        format,
    })
}
