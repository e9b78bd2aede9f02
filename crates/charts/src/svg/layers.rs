//! Areas that stand on one another.

use super::super::prepare::{LineSeries, Lines, Point};
use super::stack::{Segment, shares, stack};

/// The stacks at one place of the horizontal axis: a segment for each series.
pub(super) struct Column {
    pub(super) x: f64,
    pub(super) segments: Vec<Segment>,
}

/// The stacks from left to right, in runs: between two of them no series has a value.
///
/// A series has no part where it has no number. Within one of its pieces, where other series have a place and it has
/// none, it has what its line would show.
pub(super) fn layers(lines: &Lines, as_shares: bool) -> Vec<Vec<Column>> {
    let pieces = || lines.series.iter().flat_map(|series| &series.pieces);
    let mut places: Vec<f64> = pieces().flatten().map(|point| point.x).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let mut runs: Vec<Vec<Column>> = Vec::new();
    let mut before = None;
    for x in places {
        let values: Vec<Option<f64>> = lines.series.iter().map(|series| Some(value(series, x))).collect();
        let segments = if as_shares { shares(&values) } else { stack(values) };
        let column = Column { x, segments };
        let is_spanned = before.is_some_and(|before| pieces().any(|piece| spans(piece, before, x)));
        match runs.last_mut() {
            Some(run) if is_spanned => run.push(column),
            _ => runs.push(vec![column]),
        }
        before = Some(x);
    }
    runs
}

fn spans(piece: &[Point], from: f64, to: f64) -> bool {
    piece.first().is_some_and(|first| first.x <= from) && piece.last().is_some_and(|last| last.x >= to)
}

fn value(series: &LineSeries, x: f64) -> f64 {
    let Some(piece) = series.pieces.iter().find(|piece| spans(piece, x, x)) else { return 0.0 };
    let after = piece.partition_point(|point| point.x < x);
    match (after.checked_sub(1).and_then(|before| piece.get(before)), piece.get(after)) {
        (_, Some(after)) if after.x == x => after.y,
        (Some(before), Some(after)) => {
            let part = (x - before.x) / (after.x - before.x);
            before.y * (1.0 - part) + after.y * part
        }
        _ => 0.0,
    }
}
