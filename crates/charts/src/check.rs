//! What can be said about a chart before its query runs.

use super::check_columns::fits;
use super::choose::{choose, implied};
use super::column::{Column, Kind};
use super::error::ChartError;
use super::spec::{ChartKind, Specification};

/// Refuses a chart that the names and kinds of the columns alone rule out: columns that are not there, lacking or of a
/// wrong kind, and keys that the kind does not take. What this refuses, [`prepare`](super::prepare()) refuses on any rows.
pub fn check(specification: &Specification, columns: &[(String, Kind)]) -> Result<(), ChartError> {
    let kinds = match specification.kind.or_else(|| implied(specification)) {
        Some(kind) => vec![Some(kind)],
        // The rows will say which kind it is. The first tells what is wrong if none fits.
        None => [None].into_iter().chain(CHOSEN.map(Some)).collect(),
    };
    let mut error = None;
    for kind in kinds {
        for whole in [true, false] {
            let columns: Vec<Column> =
                columns.iter().map(|(name, kind)| example(name, *kind, whole)).collect();
            let asked = Specification { kind, ..specification.clone() };
            match choose(&asked, &columns).and_then(|choice| fits(&asked, &choice, &columns)) {
                Ok(()) => return Ok(()),
                Err(other) => error = error.or(Some(other)),
            }
        }
    }
    error.map_or(Ok(()), Err)
}

/// The kinds that rows can choose.
const CHOSEN: [ChartKind; 5] =
    [ChartKind::Bar, ChartKind::Line, ChartKind::Heatmap, ChartKind::Histogram, ChartKind::Scatter];

/// A column of which nothing is known. Whole numbers can be periods, which are chosen for other keys; so charts are tried
/// with both.
fn example(name: &str, kind: Kind, whole: bool) -> Column {
    let numbers = if kind == Kind::Number && !whole { vec![Some(0.5)] } else { Vec::new() };
    Column { name: name.to_owned(), kind, labels: Vec::new(), numbers }
}
