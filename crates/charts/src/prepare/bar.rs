//! Bars: a number for each category and series.

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::error::ChartError;
use super::super::keys::Word;
use super::super::number::{Format, count};
use super::super::spec::Specification;
use super::interval::Intervals;
use super::sort::order;
use super::sums::sum;
use super::table::{Table, Values, table};

/// Bars, all on one scale that holds zero.
///
/// Categories stand in the order of the result, or as `sort` says; those after `limit` are left out, and that is said.
/// Two rows for one bar are an error: to add them up might be wrong.
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
    /// How the numbers are written.
    pub format: Format,
    /// How the bars of one category stand.
    pub layout: BarLayout,
    /// Whether the bars lie, where there is a choice: in text they always do.
    pub horizontal: bool,
}

/// How the bars of several series in one category stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BarLayout {
    /// Beside one another.
    #[default]
    Grouped,
    /// On one another: the whole is their sum.
    Stacked,
    /// On one another, each as its share of the sum of its category; the values remain the numbers.
    Share,
}

/// The bars of one series.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct BarSeries {
    /// Its name: a value of `by`, or a column.
    pub name: String,
    /// A finite number for each category, `None` if there is none.
    pub values: Vec<Option<f64>>,
    /// For each category the lower end of an interval, `None` if there is none; empty if none was asked for.
    pub low: Vec<Option<f64>>,
    /// The upper end; there is one exactly where there is a lower one.
    pub high: Vec<Option<f64>>,
}

/// More bars than this are only drawn if `limit` asks for them.
const USUAL_LIMIT: usize = 50;

pub(super) fn prepare(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
    notes: &mut Vec<String>,
) -> Result<Bars, ChartError> {
    let layout = layout(specification);
    let table = table(choice, columns, notes)?;
    let order = order(specification, choice, columns, &table)?;
    let limit = specification.limit.unwrap_or(USUAL_LIMIT);
    if order.len() > limit {
        let more = if specification.limit.is_none() { "; limit=… shows more" } else { "" };
        notes.push(format!("{} of {} bars{more}", count(limit), count(order.len())));
    }
    table.missing.say(notes);
    let shown: Vec<usize> = order.into_iter().take(limit).collect();
    let mut intervals = Intervals::of(choice);
    let series = table
        .series
        .iter()
        .map(|values| bars(values, &shown, &mut intervals))
        .collect::<Result<Vec<_>, _>>()?;
    intervals.say(notes);
    if layout != BarLayout::Grouped {
        check_sums(layout, &table, &shown, choice)?;
    }
    let format = specification.format.clone().unwrap_or_else(|| {
        let all =
            |series: &BarSeries| [series.values.clone(), series.low.clone(), series.high.clone()].concat();
        Format::fitting(series.iter().flat_map(all).flatten())
    });
    let labels = shown.iter().filter_map(|at| table.categories.labels.get(*at).cloned()).collect();
    let y = if let [y] = choice.y.as_slice() { Some(y.name().to_owned()) } else { None };
    let horizontal = specification.has(Word::Horizontal);
    Ok(Bars { x: choice.x.name().to_owned(), y, labels, series, format, layout, horizontal })
}

fn layout(specification: &Specification) -> BarLayout {
    if specification.has(Word::Stacked) {
        BarLayout::Stacked
    } else if specification.has(Word::Share) {
        BarLayout::Share
    } else {
        BarLayout::Grouped
    }
}

/// The bars of a series in the categories that are shown.
fn bars(values: &Values, shown: &[usize], intervals: &mut Intervals<'_>) -> Result<BarSeries, ChartError> {
    let mut bars =
        BarSeries { name: values.name.clone(), values: Vec::new(), low: Vec::new(), high: Vec::new() };
    for at in shown {
        bars.values.push(values.values.get(*at).copied().flatten());
        if intervals.are_asked() {
            let row = values.rows.get(*at).copied().flatten();
            let ends = row.map(|row| intervals.get(row)).transpose()?.flatten();
            bars.low.push(ends.map(|(low, _)| low));
            bars.high.push(ends.map(|(_, high)| high));
        }
    }
    Ok(bars)
}

/// What stands on one another is added up; shares have no negative parts.
fn check_sums(
    layout: BarLayout,
    table: &Table,
    shown: &[usize],
    choice: &Choice<'_>,
) -> Result<(), ChartError> {
    for at in shown {
        let label = table.categories.labels.get(*at).map(String::as_str).unwrap_or_default();
        let numbers = table.series.iter().filter_map(|series| series.values.get(*at).copied().flatten());
        let place = choice.y.first().and_then(|y| y.place.clone());
        sum(numbers, layout == BarLayout::Share, label).map_err(|error| error.at(place))?;
    }
    Ok(())
}
