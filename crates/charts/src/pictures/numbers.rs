//! Numbers of a picture: those that are missing, their intervals, and their sums.

use tenure_diagnostics::counted;

use crate::choose::Choice;
use crate::column::Picked;
use crate::error::ChartError;
use crate::format::Format;

/// Rows that are left out, and values missing in rows that are shown.
#[derive(Debug, Default)]
pub(super) struct Missing {
    pub(super) rows: usize,
    pub(super) values: usize,
}

impl Missing {
    /// Adds the counts to the notes.
    pub(super) fn note(&self, notes: &mut Vec<String>) {
        note(notes, self.rows, "row", ["without a value is left out", "without a value are left out"]);
        note(notes, self.values, "value", ["is missing", "are missing"]);
    }
}

/// Adds a count to the notes if it is not 0, with what is so of one and of several.
pub(super) fn note(notes: &mut Vec<String>, count: usize, noun: &str, [one, several]: [&str; 2]) {
    if count > 0 {
        notes.push(format!("{} {}", counted(count as u64, noun), if count == 1 { one } else { several }));
    }
}

/// Returns the error of a chart of which no row is left.
pub(super) fn nothing_left(columns: &[&Picked<'_>]) -> ChartError {
    let empty = columns.iter().find(|picked| !(0..picked.column.rows()).any(|row| picked.column.has(row)));
    let error = match empty {
        Some(picked) => {
            ChartError::new(format!("'{}' has only NULLs: there is nothing to draw", picked.name()))
                .at(picked.place.clone())
        }
        None => {
            let names: Vec<&str> = columns.iter().map(|picked| picked.name()).collect();
            ChartError::new(format!("no row has a value in all of {}", names.join(", ")))
        }
    };
    error.empty()
}

/// The ends of intervals by row, and how many are missing.
pub(super) struct Intervals<'a> {
    ends: Option<(&'a Picked<'a>, &'a Picked<'a>)>,
    x: &'a Picked<'a>,
    missing: usize,
}

impl<'a> Intervals<'a> {
    pub(super) fn of(choice: &'a Choice<'a>) -> Self {
        Self { ends: choice.low.as_ref().zip(choice.high.as_ref()), x: &choice.x, missing: 0 }
    }

    /// Tells whether the specification names intervals.
    pub(super) fn are_named(&self) -> bool {
        self.ends.is_some()
    }

    /// Returns the ends in a row, both or none. Refuses an interval that is upside down.
    pub(super) fn get(&mut self, row: usize) -> Result<Option<(f64, f64)>, ChartError> {
        let Some((lower, upper)) = self.ends else { return Ok(None) };
        let (Some(low), Some(high)) = (lower.column.number(row), upper.column.number(row)) else {
            self.missing += 1;
            return Ok(None);
        };
        if low > high {
            let label = self.x.column.label(row).unwrap_or_default();
            let message =
                format!("{} is above {} where {} = {label}", lower.name(), upper.name(), self.x.name());
            return Err(ChartError::new(message)
                .at(lower.place.clone())
                .hint("low has the lower ends, high the upper"));
        }
        Ok(Some((low, high)))
    }

    /// Adds to the notes how many values have no interval.
    pub(super) fn note(&self, notes: &mut Vec<String>) {
        note(notes, self.missing, "value", ["has no interval", "have no interval"]);
    }
}

/// Adds up the distances from zero. Refuses sums that are too large, and negative numbers where these are shares.
pub(super) fn sum(
    numbers: impl IntoIterator<Item = f64>,
    are_shares: bool,
    label: &str,
) -> Result<f64, ChartError> {
    let mut sum = 0.0;
    for number in numbers {
        if are_shares && number < 0.0 {
            return Err(negative("a part of a whole", label, number));
        }
        sum += number.abs();
    }
    if sum.is_finite() {
        Ok(sum)
    } else {
        Err(ChartError::new(format!("the numbers of {label} are too large to be added up")))
    }
}

/// Returns the error of a number below zero where there can be none.
pub(super) fn negative(what: &str, label: &str, number: f64) -> ChartError {
    let number = Format::fitting([number]).write(number);
    ChartError::new(format!("{what} cannot be negative, and {label} has {number}"))
}
