//! Boxes: the distribution of a column in each category, in five numbers.

use tenure_diagnostics::{counted, grouped};
use tenure_math::quantiles;

use super::Request;
use super::categories::{Categories, Order};
use super::numbers::{Missing, nothing_left};
use super::phrases::{Mark, extremes};
use crate::error::ChartError;
use crate::format::Format;
use crate::kind::Modifier;

/// Boxes, all on one scale.
///
/// Categories that are numbers or times stand in their order, texts as time if all are dates, else in the order of the
/// result. Otherwise the order of the rows makes no difference. Without categories all values are one box.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Boxes {
    /// The name of the categories, if there are any.
    pub x: Option<String>,
    /// The name of the numbers.
    pub y: String,
    /// The boxes: at least one.
    pub boxes: Vec<FiveNumbers>,
    /// True if the boxes are horizontal. In text they always are.
    pub horizontal: bool,
    /// The format of the numbers.
    pub format: Format,
}

/// The distribution of the values of a category, in ascending order: `low`, the quartiles, `high`; all are finite.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FiveNumbers {
    /// The category; without categories the name of the numbers.
    pub label: String,
    /// The number of values: at least one.
    pub count: usize,
    /// The lower whisker: the lowest value within 1.5 times the distance of the quartiles from the first, or the
    /// first quartile if all of those lie above it.
    pub low: f64,
    /// A quarter of the values lies below, by linear interpolation.
    pub first_quartile: f64,
    /// Half of the values lies below.
    pub median: f64,
    /// A quarter of the values lies above.
    pub third_quartile: f64,
    /// The upper whisker: the highest value within 1.5 times the distance of the quartiles from the third, or the
    /// third quartile if all of those lie below it.
    pub high: f64,
    /// The values beyond the whiskers, in ascending order; of very many only the farthest.
    pub outliers: Vec<f64>,
}

/// The most boxes.
const MOST_BOXES: usize = 50;

/// The most outliers of a box; of more, the farthest are kept.
const MOST_OUTLIERS: usize = 200;

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, .. }: Request<'_>,
    notes: &mut Vec<String>,
) -> Result<Boxes, ChartError> {
    let (x, y) = match choice.y.first() {
        Some(y) => (Some(&choice.x), y),
        None => (None, &choice.x),
    };
    let rows = 0..y.column.rows();
    let is_drawn = |row: usize| y.column.number(row).is_some() && x.is_none_or(|x| x.column.has(row));
    let missing = rows.clone().filter(|row| !is_drawn(*row)).count();
    if missing == rows.len() {
        return Err(nothing_left(&[y].into_iter().chain(x).collect::<Vec<_>>()));
    }
    let (labels, of_row) = match x {
        None => (vec![y.name().to_owned()], vec![Some(0); rows.len()]),
        Some(x) => {
            let categories = Categories::of(x.column, Order::Sorted, is_drawn);
            (categories.labels, categories.of_row)
        }
    };
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); labels.len()];
    for row in rows {
        let values = of_row.get(row).copied().flatten().and_then(|at| values.get_mut(at));
        if let (Some(values), Some(number)) = (values, y.column.number(row)) {
            values.push(number);
        }
    }
    if labels.len() > MOST_BOXES {
        notes.push(format!("the first {MOST_BOXES} of {} boxes", grouped(labels.len() as u64)));
    }
    let mut left_out = 0;
    let boxes: Vec<FiveNumbers> = labels
        .into_iter()
        .zip(values)
        .take(MOST_BOXES)
        .map(|(label, values)| five_numbers(label, values, &mut left_out))
        .collect();
    if left_out > 0 {
        let more = grouped(left_out as u64);
        notes.push(format!(
            "the {MOST_OUTLIERS} farthest outliers of each box are shown; there are {more} more"
        ));
    }
    Missing { rows: missing, values: 0 }.note(notes);
    let ends =
        boxes.iter().flat_map(|one| [one.low, one.first_quartile, one.median, one.third_quartile, one.high]);
    let format = Format::or_fitting(specification.format.as_ref(), ends);
    let (x, y) = (x.map(|x| x.name().to_owned()), y.name().to_owned());
    Ok(Boxes { x, y, boxes, horizontal: specification.has(Modifier::Horizontal), format })
}

/// Returns the numbers of a box, and counts the outliers that it does not keep.
fn five_numbers(label: String, mut values: Vec<f64>, left_out: &mut usize) -> FiveNumbers {
    values.sort_by(f64::total_cmp);
    let [first_quartile, median, third_quartile] =
        [1, 2, 3].map(|quarters| quantiles::of_sorted(&values, quarters, 4).unwrap_or_default());
    let reach = 1.5 * (third_quartile - first_quartile);
    let is_inside = |value: &f64| *value >= first_quartile - reach && *value <= third_quartile + reach;
    let end = |value: Option<f64>, quartile: f64| value.unwrap_or(quartile);
    let low = end(values.iter().copied().find(is_inside), first_quartile).min(first_quartile);
    let high = end(values.iter().copied().rfind(is_inside), third_quartile).max(third_quartile);
    let mut outliers: Vec<f64> = values.iter().copied().filter(|value| !is_inside(value)).collect();
    if outliers.len() > MOST_OUTLIERS {
        *left_out += outliers.len() - MOST_OUTLIERS;
        // Computed in halves, so that the distance from -1e308 to 1e308 is finite.
        let distance =
            |value: &f64| (first_quartile / 2.0 - value / 2.0).max(value / 2.0 - third_quartile / 2.0);
        outliers.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
        outliers.truncate(MOST_OUTLIERS);
        outliers.sort_by(f64::total_cmp);
    }
    let count = values.len();
    FiveNumbers { label, count, low, first_quartile, median, third_quartile, high, outliers }
}

/// Describes the picture in words.
pub(super) fn describe(boxes: &Boxes) -> String {
    let write = |number: f64| boxes.format.write(number);
    let values = counted(boxes.boxes.iter().map(|one| one.count as u64).sum(), "value");
    let outliers = match boxes.boxes.iter().map(|one| one.outliers.len() as u64).sum() {
        0 => String::new(),
        outliers => format!(", {} outside the whiskers", grouped(outliers)),
    };
    let by = boxes.x.as_ref().map(|x| format!(" by {x}")).unwrap_or_default();
    if let [one] = boxes.boxes.as_slice() {
        return format!(
            "Box of {}{by}, {values}{outliers}: the median {}, the quartiles {} and {}, the whiskers from {} to {}.",
            boxes.y,
            write(one.median),
            write(one.first_quartile),
            write(one.third_quartile),
            write(one.low),
            write(one.high)
        );
    }
    let marks: Vec<Mark> = boxes.boxes.iter().map(|one| (one.label.clone(), one.median)).collect();
    let number = counted(marks.len() as u64, "box");
    let medians = extremes(&marks, &boxes.format, " median");
    format!("Boxes of {}{by}, {number} with {values}{outliers}: {medians}.", boxes.y)
}
