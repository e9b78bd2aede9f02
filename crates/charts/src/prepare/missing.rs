//! What is left out, counted and said.

use super::super::columns::Picked;
use super::super::error::ChartError;
use super::super::number::count;

/// Rows that are left out, and values missing in rows that are shown.
#[derive(Debug, Default)]
pub(super) struct Missing {
    pub(super) rows: usize,
    pub(super) values: usize,
}

impl Missing {
    /// Says it below the chart.
    pub(super) fn say(&self, notes: &mut Vec<String>) {
        match self.rows {
            0 => {}
            1 => notes.push("1 row without a value is left out".to_owned()),
            rows => notes.push(format!("{} rows without a value are left out", count(rows))),
        }
        match self.values {
            0 => {}
            1 => notes.push("1 value is missing".to_owned()),
            values => notes.push(format!("{} values are missing", count(values))),
        }
    }
}

/// The error of a chart of which nothing is left.
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
