//! Heatmaps: a number for each pair of categories.

use tenure_diagnostics::{counted, grouped};

use super::Request;
use super::categories::{Categories, Order};
use super::numbers::{Missing, nothing_left};
use super::phrases::{Mark, extremes_at};
use super::series::duplicate;
use crate::error::ChartError;
use crate::format::Format;

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
    /// The cells of each row, one for each column: a finite number, or `None` for an empty cell, which is not 0.
    pub cells: Vec<Vec<Option<f64>>>,
    /// The smallest number.
    pub low: f64,
    /// The largest number.
    pub high: f64,
    /// The format of the numbers.
    pub format: Format,
}

impl Heatmap {
    /// Returns the depth of a cell's colour: the place of its number between the smallest and the largest, from 0 to 1.
    /// With numbers on both sides of zero it is the distance from zero, measured by the largest distance, from -1 to 1.
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

/// The most rows, and the most columns.
const MOST: usize = 200;

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, columns, .. }: Request<'_>,
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
    // A cohort without any number keeps its row, and a period its column: without the empty one, its neighbours would
    // look adjacent.
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
            notes.push(format!("the first {MOST} of {} values of {name}", grouped(labels.len() as u64)));
        }
    }
    missing.note(notes);
    let numbers = || cells.iter().flatten().copied().flatten();
    let format = Format::or_fitting(specification.format.as_ref(), numbers());
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

/// Describes the picture in words.
pub(super) fn describe(heatmap: &Heatmap) -> String {
    let mut marks: Vec<Mark> = Vec::new();
    for (row, cells) in heatmap.rows.iter().zip(&heatmap.cells) {
        for (column, cell) in heatmap.columns.iter().zip(cells) {
            marks.extend(cell.map(|cell| (format!("at {row}, {column}"), cell)));
        }
    }
    let rows = counted(heatmap.rows.len() as u64, "row");
    let columns = counted(heatmap.columns.len() as u64, "column");
    format!(
        "Heatmap of {} by {}, {rows} and {columns} with {}: {}.",
        heatmap.y,
        heatmap.x,
        counted(marks.len() as u64, "number"),
        extremes_at(&marks, &heatmap.format)
    )
}
