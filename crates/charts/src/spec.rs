//! What an analyst can ask of a chart.

use std::ops::Range;

use super::keys::{Key, Word};
use super::number::Format;

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// One bar for each category, and one for each series in it.
    Bar,
    /// Lines over time or another ordered axis.
    Line,
    /// Filled areas over such an axis.
    Area,
    /// The shares of a whole.
    Pie,
    /// A table of numbers, coloured by them: retention by cohort and period.
    Heatmap,
    /// How the values of one column are distributed.
    Histogram,
    /// One dot for each row, by two numbers.
    Scatter,
    /// How many are left after each step.
    Funnel,
    /// How much flows from where to where.
    Sankey,
    /// How the values of a column are distributed in each category, in five numbers.
    Box,
}

impl ChartKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Bar,
        Self::Line,
        Self::Area,
        Self::Pie,
        Self::Heatmap,
        Self::Histogram,
        Self::Scatter,
        Self::Funnel,
        Self::Sankey,
        Self::Box,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Line => "line",
            Self::Area => "area",
            Self::Pie => "pie",
            Self::Heatmap => "heatmap",
            Self::Histogram => "histogram",
            Self::Scatter => "scatter",
            Self::Funnel => "funnel",
            Self::Sankey => "sankey",
            Self::Box => "box",
        }
    }

    /// The keys this kind takes.
    pub fn keys(self) -> &'static [Key] {
        use Key::*;
        match self {
            Self::Bar => &[X, Y, By, Low, High, Sort, Limit, Format, Title],
            Self::Line => &[X, Y, By, Low, High, Format, Title],
            Self::Area => &[X, Y, By, Format, Title],
            Self::Pie => &[X, Y, Sort, Limit, Format, Title],
            Self::Heatmap => &[X, Y, Value, Format, Title],
            Self::Histogram => &[X, Bins, Format, Title],
            Self::Scatter => &[X, Y, By, Format, Title],
            Self::Funnel => &[X, Y, Format, Title],
            Self::Sankey => &[Source, Target, Value, Format, Title],
            Self::Box => &[X, Y, Format, Title],
        }
    }

    /// The words this kind takes.
    pub fn words(self) -> &'static [Word] {
        use Word::*;
        match self {
            Self::Bar => &[Grouped, Stacked, Share, Horizontal],
            Self::Area => &[Stacked, Share, Overlaid],
            Self::Box => &[Horizontal],
            Self::Line
            | Self::Pie
            | Self::Heatmap
            | Self::Histogram
            | Self::Scatter
            | Self::Funnel
            | Self::Sankey => &[],
        }
    }
}

/// A thing and the bytes of the specification where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub place: Range<usize>,
}

/// A column to sort by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The name of the column as it was written.
    pub column: String,
    /// Whether the largest stands first.
    pub descending: bool,
}

/// What was asked for; all that was left out is chosen from the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Specification {
    /// The kind of chart.
    pub kind: Option<ChartKind>,
    /// The keys that were given, with their places, in that order.
    pub keys: Vec<Placed<Key>>,
    /// The words that stand by themselves, with their places, in that order.
    pub words: Vec<Placed<Word>>,
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
    /// How numbers are written.
    pub format: Option<Format>,
    /// The line above the chart.
    pub title: Option<String>,
}

impl Specification {
    /// Whether a word was given.
    pub fn has(&self, word: Word) -> bool {
        self.words.iter().any(|given| given.value == word)
    }
}

/// The most bins a histogram can have.
pub const MOST_BINS: usize = 200;
