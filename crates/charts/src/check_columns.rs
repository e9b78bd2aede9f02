//! Whether columns fit a chart, by their kinds alone: what can be said before there are rows.

use super::choose::Choice;
use super::column::{Column, Kind};
use super::columns::{Picked, find};
use super::error::ChartError;
use super::keys::Word;
use super::prepare::MOST_SERIES;
use super::spec::{ChartKind, Specification};

const NUMBERS: &[Kind] = &[Kind::Number];

/// Refuses columns that this kind of chart cannot show whatever is in them.
pub(super) fn fits(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
) -> Result<(), ChartError> {
    let one_y = |name: &str| match specification.y.get(1) {
        Some(second) => Err(ChartError::new(format!("{name} has one y")).at(Some(second.place.clone()))),
        None => Ok(()),
    };
    let (x, y) = (&choice.x, &choice.y);
    match choice.kind {
        ChartKind::Bar | ChartKind::Line | ChartKind::Area => series(choice, columns)?,
        ChartKind::Scatter => {
            x.check("x", &[Kind::Number, Kind::Time], columns)?;
            series(choice, columns)?;
        }
        ChartKind::Histogram => x.check("x", NUMBERS, columns)?,
        ChartKind::Heatmap => one_y("a heatmap")?,
        ChartKind::Pie => one_y("a pie")?,
        ChartKind::Funnel => one_y("a funnel")?,
        ChartKind::Box => {
            one_y("a box")?;
            y.first().unwrap_or(x).check("y", NUMBERS, columns)?;
        }
        ChartKind::Sankey => {}
    }
    if matches!(choice.kind, ChartKind::Pie | ChartKind::Funnel) {
        y.iter().try_for_each(|y| y.check("y", NUMBERS, columns))?;
    }
    choice.value.iter().try_for_each(|value| value.check("value", NUMBERS, columns))?;
    intervals(choice, columns)?;
    specification.sort.iter().try_for_each(|sort| find(&sort.value.column, &sort.place, columns).map(|_| ()))
}

/// Series come from several columns of numbers, or from one and by.
fn series(choice: &Choice<'_>, columns: &[Column]) -> Result<(), ChartError> {
    choice.y.iter().try_for_each(|y| y.check("y", NUMBERS, columns))?;
    if let (Some(by), [_, second, ..]) = (&choice.by, choice.y.as_slice()) {
        let error = ChartError::new("series come either from several y or from by, not from both");
        return Err(error.at(by.place.clone().or_else(|| second.place.clone())));
    }
    if choice.y.len() > MOST_SERIES {
        return Err(ChartError::new(format!("at most {MOST_SERIES} columns fit in a chart"))
            .at(choice.y.get(MOST_SERIES).and_then(|y| y.place.clone())));
    }
    let is_twice =
        |(at, y): &(usize, &Picked<'_>)| choice.y.iter().take(*at).any(|first| first.index == y.index);
    match choice.y.iter().enumerate().find(is_twice) {
        Some((_, y)) => Err(ChartError::new(format!("'{}' is given twice", y.name())).at(y.place.clone())),
        None => Ok(()),
    }
}

/// An interval has two ends, and stands around one number that starts from zero.
fn intervals(choice: &Choice<'_>, columns: &[Column]) -> Result<(), ChartError> {
    let lacking = |given: &Picked<'_>, key: &str, other: &str| {
        ChartError::new(format!("{key} needs {other}"))
            .at(given.place.clone())
            .hint("an interval has two ends: low=… high=…")
    };
    let (low, high) = match (&choice.low, &choice.high) {
        (None, None) => return Ok(()),
        (Some(low), None) => return Err(lacking(low, "low", "high")),
        (None, Some(high)) => return Err(lacking(high, "high", "low")),
        (Some(low), Some(high)) => (low, high),
    };
    low.check("low", NUMBERS, columns)?;
    high.check("high", NUMBERS, columns)?;
    if let Some(second) = choice.y.get(1) {
        let error = ChartError::new("intervals stand around a single y");
        return Err(error.at(second.place.clone()).hint("several series with intervals come from by"));
    }
    match choice.words.iter().find(|word| matches!(word, Word::Stacked | Word::Share)) {
        Some(word) => {
            let message = format!("bars that are {} have no intervals", said(*word));
            Err(ChartError::new(message).at(low.place.clone()).hint("grouped bars have them"))
        }
        None => Ok(()),
    }
}

fn said(word: Word) -> &'static str {
    if word == Word::Share { "shares" } else { word.word() }
}
