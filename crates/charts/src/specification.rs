//! The specification of a chart, as the analyst wrote it.

use crate::format::Format;
use crate::key_values::Placed;
use crate::kind::{ChartKind, Key, Modifier};

/// A column to sort by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The name of the column as the specification has it.
    pub column: String,
    /// True if the largest value comes first.
    pub descending: bool,
}

/// A parsed specification. What it leaves out is chosen from the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Specification {
    /// The kind of chart.
    pub kind: Option<ChartKind>,
    /// The keys it has, in their order.
    pub keys: Vec<Placed<Key>>,
    /// The modifiers it has, in their order.
    pub modifiers: Vec<Placed<Modifier>>,
    /// The column `x`.
    pub x: Option<Placed<String>>,
    /// The columns `y`.
    pub y: Vec<Placed<String>>,
    /// The column of the series.
    pub by: Option<Placed<String>>,
    /// The column of the lower ends of intervals.
    pub low: Option<Placed<String>>,
    /// The column of the upper ends.
    pub high: Option<Placed<String>>,
    /// The column of the sources.
    pub source: Option<Placed<String>>,
    /// The column of the targets.
    pub target: Option<Placed<String>>,
    /// The column of the cells or flows.
    pub value: Option<Placed<String>>,
    /// The number of bins, from 1 to [`MOST_BINS`].
    pub bins: Option<usize>,
    /// The order of the bars or slices.
    pub sort: Option<Placed<Sort>>,
    /// The most bars or slices to draw, at least 1.
    pub limit: Option<usize>,
    /// The format of numbers.
    pub format: Option<Format>,
    /// The line above the chart.
    pub title: Option<String>,
}

impl Specification {
    /// Tells whether the specification has a modifier.
    pub fn has(&self, modifier: Modifier) -> bool {
        self.modifiers.iter().any(|placed| placed.value == modifier)
    }
}

/// The most bins of a histogram.
pub const MOST_BINS: usize = 200;

/// The most series of a chart, because readers cannot tell eight colours apart. Of more, those with the largest totals
/// are drawn; where series stand on one another, the sum of the others is the last.
pub const MOST_SERIES: usize = 7;
