//! Bars: a number for each category and series.

use tenure_diagnostics::{counted, grouped, joined_with};

use super::Request;
use super::numbers::{Intervals, sum};
use super::phrases::{Mark, extremes, in_series};
use super::table::{Table, Values, order, table};
use crate::choose::Choice;
use crate::error::ChartError;
use crate::format::Format;
use crate::kind::Modifier;
use crate::specification::Specification;

/// Bars, all on one scale that holds zero.
///
/// Categories stand in the order of the result, or as `sort` says; those after `limit` are left out, and a note says
/// so. Two rows for one bar are an error: to add them up might be wrong.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Bars {
    /// The name of the categories.
    pub x: String,
    /// The name of the numbers, if it is one column.
    pub y: Option<String>,
    /// The categories.
    pub labels: Vec<String>,
    /// The series: at least one.
    pub series: Vec<BarSeries>,
    /// The format of the numbers.
    pub format: Format,
    /// The way in which the bars of a category stand.
    pub layout: BarLayout,
    /// True if the bars are horizontal. In text they always are.
    pub horizontal: bool,
}

/// The way in which the bars of several series stand in one category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BarLayout {
    /// Bars beside one another.
    #[default]
    Grouped,
    /// Bars on one another, whose total length is the sum.
    Stacked,
    /// Bars on one another, each drawn as its share of the sum of its category. The values remain the numbers.
    Share,
}

/// The bars of one series.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct BarSeries {
    /// The name of the series: a value of `by`, or a column.
    pub name: String,
    /// A finite number for each category, `None` if there is none.
    pub values: Vec<Option<f64>>,
    /// The lower end of the interval of each category, `None` where a category has no interval. Empty without `low` and
    /// `high`.
    pub low: Vec<Option<f64>>,
    /// The upper end; there is one exactly where there is a lower one.
    pub high: Vec<Option<f64>>,
}

impl BarSeries {
    /// Returns the number of a category, if there is one.
    pub fn value(&self, category: usize) -> Option<f64> {
        self.values.get(category).copied().flatten()
    }

    /// Returns the interval around the number of a category, if there is one.
    pub fn interval(&self, category: usize) -> Option<(f64, f64)> {
        let end = |ends: &[Option<f64>]| ends.get(category).copied().flatten();
        Some((end(&self.low)?, end(&self.high)?))
    }
}

impl Bars {
    /// Returns the numbers of a category, one for each series.
    pub fn values(&self, category: usize) -> Vec<Option<f64>> {
        self.series.iter().map(|series| series.value(category)).collect()
    }
}

/// The most bars without `limit`.
const USUAL_LIMIT: usize = 50;

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, columns, .. }: Request<'_>,
    notes: &mut Vec<String>,
) -> Result<Bars, ChartError> {
    let layout = layout(specification);
    let table = table(choice, columns, notes)?;
    let order = order(specification, choice, columns, &table)?;
    let limit = specification.limit.unwrap_or(USUAL_LIMIT);
    if order.len() > limit {
        let more = if specification.limit.is_none() { "; limit=… shows more" } else { "" };
        notes.push(format!("{} of {} bars{more}", grouped(limit as u64), grouped(order.len() as u64)));
    }
    table.missing.note(notes);
    let drawn: Vec<usize> = order.into_iter().take(limit).collect();
    let mut intervals = Intervals::of(choice);
    let series = table
        .series
        .iter()
        .map(|values| bars(values, &drawn, &mut intervals))
        .collect::<Result<Vec<_>, _>>()?;
    intervals.note(notes);
    if layout != BarLayout::Grouped {
        check_sums(layout, &table, &drawn, choice)?;
    }
    let format = {
        let all =
            |series: &BarSeries| [series.values.clone(), series.low.clone(), series.high.clone()].concat();
        Format::or_fitting(specification.format.as_ref(), series.iter().flat_map(all).flatten())
    };
    let labels = drawn.iter().filter_map(|at| table.categories.labels.get(*at).cloned()).collect();
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    let horizontal = specification.has(Modifier::Horizontal);
    Ok(Bars { x: choice.x.name().to_owned(), y, labels, series, format, layout, horizontal })
}

fn layout(specification: &Specification) -> BarLayout {
    if specification.has(Modifier::Stacked) {
        BarLayout::Stacked
    } else if specification.has(Modifier::Share) {
        BarLayout::Share
    } else {
        BarLayout::Grouped
    }
}

/// Returns the bars of a series in the categories that are drawn.
fn bars(values: &Values, drawn: &[usize], intervals: &mut Intervals<'_>) -> Result<BarSeries, ChartError> {
    let mut bars =
        BarSeries { name: values.name.clone(), values: Vec::new(), low: Vec::new(), high: Vec::new() };
    for at in drawn {
        bars.values.push(values.values.get(*at).copied().flatten());
        if intervals.are_named() {
            let row = values.rows.get(*at).copied().flatten();
            let ends = row.map(|row| intervals.get(row)).transpose()?.flatten();
            bars.low.push(ends.map(|(low, _)| low));
            bars.high.push(ends.map(|(_, high)| high));
        }
    }
    Ok(bars)
}

/// Checks that bars which stand on one another can be added up, and that shares have no negative parts.
fn check_sums(
    layout: BarLayout,
    table: &Table,
    drawn: &[usize],
    choice: &Choice<'_>,
) -> Result<(), ChartError> {
    for at in drawn {
        let label = table.categories.labels.get(*at).map(String::as_str).unwrap_or_default();
        let numbers = table.series.iter().filter_map(|series| series.values.get(*at).copied().flatten());
        let place = choice.y.first().and_then(|y| y.place.clone());
        sum(numbers, layout == BarLayout::Share, label).map_err(|error| error.at(place))?;
    }
    Ok(())
}

/// Describes the picture in words.
pub(super) fn describe(bars: &Bars) -> String {
    let names = || bars.series.iter().map(|series| series.name.as_str());
    let y = bars.y.clone().unwrap_or_else(|| joined_with("and", names()));
    let series = if bars.y.is_some() { in_series(names()) } else { String::new() };
    let (head, marks) = match bars.layout {
        BarLayout::Grouped => ("Bars of", each(bars)),
        BarLayout::Stacked => ("Stacked bars of", sums(bars)),
        BarLayout::Share => ("Bars of shares of", shares(bars)),
    };
    let percent = Format::percent(1);
    let (what, format) = match bars.layout {
        BarLayout::Grouped => ("", &bars.format),
        BarLayout::Stacked if bars.series.len() > 1 => (" sum", &bars.format),
        BarLayout::Stacked => ("", &bars.format),
        BarLayout::Share => (" share", &percent),
    };
    let number = if bars.layout == BarLayout::Grouped { marks.len() } else { bars.labels.len() };
    let has_intervals = bars.series.iter().any(|series| series.low.iter().any(Option::is_some));
    format!(
        "{head} {y} by {}{series}, {}{}: {}.",
        bars.x,
        counted(number as u64, "bar"),
        if has_intervals { " with intervals" } else { "" },
        extremes(&marks, format, what)
    )
}

/// Names the bars by category and series.
fn each(bars: &Bars) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, label) in bars.labels.iter().enumerate() {
        for series in &bars.series {
            let name =
                if bars.series.len() > 1 { format!("{label}, {}", series.name) } else { label.clone() };
            marks.extend(series.value(at).map(|value| (name, value)));
        }
    }
    marks
}

/// Returns the sums of the categories that have a number.
fn sums(bars: &Bars) -> Vec<Mark> {
    let numbers = |at: usize| bars.series.iter().filter_map(move |series| series.value(at));
    let all = bars.labels.iter().enumerate().filter(|(at, _)| numbers(*at).next().is_some());
    all.map(|(at, label)| (label.clone(), numbers(at).sum())).collect()
}

/// Returns the bars as shares of their category, without those of categories that have no sum.
fn shares(bars: &Bars) -> Vec<Mark> {
    let mut shares = bars.clone();
    for at in 0..bars.labels.len() {
        let values = bars.series.iter().filter_map(|series| series.value(at));
        let sum: f64 = values.sum();
        for value in shares.series.iter_mut().filter_map(|series| series.values.get_mut(at)) {
            *value = value.filter(|_| sum > 0.0).map(|value| value / sum);
        }
    }
    each(&shares)
}
