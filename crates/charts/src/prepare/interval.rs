//! The intervals around numbers: two columns with their ends.

use super::super::choose::Choice;
use super::super::columns::Picked;
use super::super::error::ChartError;
use super::super::number::count;

/// The ends of intervals by row, and how many were missing.
pub(super) struct Intervals<'a> {
    ends: Option<(&'a Picked<'a>, &'a Picked<'a>)>,
    x: &'a Picked<'a>,
    missing: usize,
}

impl<'a> Intervals<'a> {
    pub(super) fn of(choice: &'a Choice<'a>) -> Self {
        Self { ends: choice.low.as_ref().zip(choice.high.as_ref()), x: &choice.x, missing: 0 }
    }

    pub(super) fn are_asked(&self) -> bool {
        self.ends.is_some()
    }

    /// The ends in a row, both or none. Refuses an interval that is upside down.
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

    /// Says below the chart what is missing.
    pub(super) fn say(&self, notes: &mut Vec<String>) {
        match self.missing {
            0 => {}
            1 => notes.push("1 value has no interval".to_owned()),
            missing => notes.push(format!("{} values have no interval", count(missing))),
        }
    }
}
