//! Areas that stand on one another.

use super::super::choose::Choice;
use super::super::error::ChartError;
use super::line::{Interval, LineLayout, LineSeries, Lines};
use super::sums::sum;

impl Lines {
    /// For each series the area it fills if all stand on one another, the first at the bottom: from `low` to `high` at
    /// every x of any series. With layout Share these are shares of the sum. A missing value counts as 0.
    pub fn stacked(&self) -> Vec<Vec<Interval>> {
        let numbers = at_every_x(&self.series);
        let scale = |at: usize| {
            let sum: f64 =
                numbers.iter().filter_map(|series| series.get(at)).map(|(_, y)| y.unwrap_or(0.0)).sum();
            if self.layout == LineLayout::Share && sum > 0.0 { sum } else { 1.0 }
        };
        let mut ground = vec![0.0; numbers.first().map_or(0, Vec::len)];
        let mut stacked = Vec::with_capacity(numbers.len());
        for series in &numbers {
            let mut area = Vec::with_capacity(series.len());
            for (at, ((x, y), ground)) in series.iter().zip(&mut ground).enumerate() {
                let low = *ground;
                *ground = low + y.unwrap_or(0.0) / scale(at);
                area.push(Interval { x: *x, low, high: *ground });
            }
            stacked.push(area);
        }
        stacked
    }
}

/// For each series every x that any of them has, in ascending order, with its number there.
fn at_every_x(series: &[LineSeries]) -> Vec<Vec<(f64, Option<f64>)>> {
    let points = |series: &LineSeries| series.pieces.iter().flatten().copied().collect::<Vec<_>>();
    let mut all: Vec<f64> = series.iter().flat_map(points).map(|point| point.x).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    let one = |series: &LineSeries| {
        let mut points = points(series).into_iter().peekable();
        let number = |x: &f64| (*x, points.next_if(|point| point.x == *x).map(|point| point.y));
        all.iter().map(number).collect()
    };
    series.iter().map(one).collect()
}

/// Refuses what cannot stand on one another, and says that what is missing counts as 0.
pub(super) fn check(
    series: &[LineSeries],
    choice: &Choice<'_>,
    notes: &mut Vec<String>,
) -> Result<(), ChartError> {
    let numbers = at_every_x(series);
    let place = || choice.y.first().and_then(|y| y.place.clone());
    for (series, line) in numbers.iter().zip(series) {
        if let Some((_, Some(number))) = series.iter().find(|(_, y)| y.is_some_and(|y| y < 0.0)) {
            let error = super::sums::negative("what is stacked", &line.name, *number).at(place());
            return Err(error.hint("area overlaid draws each by itself"));
        }
    }
    for at in 0..numbers.first().map_or(0, Vec::len) {
        let column = numbers.iter().filter_map(|series| series.get(at)?.1);
        sum(column, true, choice.x.name()).map_err(|error| error.at(place()))?;
    }
    if numbers.iter().flatten().any(|(_, y)| y.is_none()) {
        notes.push("a missing value counts as 0 in the stack".to_owned());
    }
    Ok(())
}
