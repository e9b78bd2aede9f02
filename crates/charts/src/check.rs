//! Checks of a chart that need only the names and kinds of its columns, before there are rows.

use crate::choose::{Choice, choose, implied};
use crate::column::{Column, ColumnKind, Picked, find};
use crate::error::ChartError;
use crate::kind::{ChartKind, Modifier, Numbers};
use crate::specification::{MOST_SERIES, Specification};

/// Refuses a chart that the names and kinds of the columns alone rule out: columns that do not exist, are missing or of
/// a wrong kind, and keys that the kind does not take. [`prepare`](crate::prepare()) refuses the same charts, whatever
/// the rows.
///
/// # Errors
/// Returns the error that [`prepare`](crate::prepare()) would return.
pub fn check(specification: &Specification, columns: &[(String, ColumnKind)]) -> Result<(), ChartError> {
    let kinds = match specification.kind.or_else(|| implied(specification)) {
        Some(kind) => vec![Some(kind)],
        // The rows decide the kind. The first error is the one to report if none fits.
        None => {
            let suggested = ChartKind::ALL.iter().copied().filter(|kind| kind.rules().is_suggested);
            [None].into_iter().chain(suggested.map(Some)).collect()
        }
    };
    let mut error = None;
    for kind in kinds {
        for whole in [true, false] {
            let columns: Vec<Column> =
                columns.iter().map(|(name, kind)| example(name, *kind, whole)).collect();
            let specification = Specification { kind, ..specification.clone() };
            match choose(&specification, &columns)
                .and_then(|choice| check_columns(&specification, &choice, &columns))
            {
                Ok(()) => return Ok(()),
                Err(other) => error = error.or(Some(other)),
            }
        }
    }
    error.map_or(Ok(()), Err)
}

/// Returns a column with a name and a kind and nothing else. Whole numbers can be periods, which are chosen for other
/// keys; so charts are tried with both.
fn example(name: &str, kind: ColumnKind, whole: bool) -> Column {
    let numbers = if kind == ColumnKind::Number && !whole { vec![Some(0.5)] } else { Vec::new() };
    Column { name: name.to_owned(), kind, labels: Vec::new(), numbers }
}

const NUMBERS: &[ColumnKind] = &[ColumnKind::Number];

/// Refuses columns that a kind of chart cannot show, whatever is in them.
pub(crate) fn check_columns(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
) -> Result<(), ChartError> {
    let rules = choice.kind.rules();
    if let Some(second) = specification.y.get(1).filter(|_| rules.numbers != Numbers::Series) {
        return Err(ChartError::new(format!("a {} has one y", choice.kind.word())).at(second.place.clone()));
    }
    let (x, y) = (&choice.x, &choice.y);
    x.check("x", rules.x, columns)?;
    match rules.numbers {
        Numbers::Series => series(choice, columns)?,
        Numbers::Y => y.iter().try_for_each(|y| y.check("y", NUMBERS, columns))?,
        Numbers::YOrX => y.first().unwrap_or(x).check("y", NUMBERS, columns)?,
        Numbers::X | Numbers::Value => {}
    }
    choice.value.iter().try_for_each(|value| value.check("value", NUMBERS, columns))?;
    intervals(choice, columns)?;
    specification.sort.iter().try_for_each(|sort| find(&sort.value.column, &sort.place, columns).map(|_| ()))
}

/// Checks that series come from several columns of numbers, or from one and by.
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

/// Checks that an interval has two ends, and stands around one number that starts from zero.
fn intervals(choice: &Choice<'_>, columns: &[Column]) -> Result<(), ChartError> {
    let incomplete = |end: &Picked<'_>, key: &str, other: &str| {
        ChartError::new(format!("{key} needs {other}"))
            .at(end.place.clone())
            .hint("an interval has two ends: low=… high=…")
    };
    let (low, high) = match (&choice.low, &choice.high) {
        (None, None) => return Ok(()),
        (Some(low), None) => return Err(incomplete(low, "low", "high")),
        (None, Some(high)) => return Err(incomplete(high, "high", "low")),
        (Some(low), Some(high)) => (low, high),
    };
    low.check("low", NUMBERS, columns)?;
    high.check("high", NUMBERS, columns)?;
    if let Some(second) = choice.y.get(1) {
        let error = ChartError::new("intervals stand around a single y");
        return Err(error.at(second.place.clone()).hint("several series with intervals come from by"));
    }
    let stacked = choice.modifiers.iter().find_map(|modifier| match modifier {
        Modifier::Stacked => Some("stacked"),
        Modifier::Share => Some("shares"),
        Modifier::Grouped | Modifier::Overlaid | Modifier::Horizontal => None,
    });
    match stacked {
        Some(stacked) => Err(ChartError::new(format!("bars that are {stacked} have no intervals"))
            .at(low.place.clone())
            .hint("grouped bars have them")),
        None => Ok(()),
    }
}
