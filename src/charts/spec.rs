//! What an analyst can ask of a chart.

use std::ops::Range;

use super::number::Format;

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// One bar for each category, and one for each series in it.
    Bar,
    /// Lines over time or another ordered axis.
    Line,
    /// A table of numbers, coloured by them: retention by cohort and period.
    Heatmap,
    /// How the values of one column are distributed.
    Histogram,
    /// One dot for each row, by two numbers.
    Scatter,
    /// How many are left after each step.
    Funnel,
}

impl ChartKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Bar, Self::Line, Self::Heatmap, Self::Histogram, Self::Scatter, Self::Funnel];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Line => "line",
            Self::Heatmap => "heatmap",
            Self::Histogram => "histogram",
            Self::Scatter => "scatter",
            Self::Funnel => "funnel",
        }
    }

    /// The keys this kind takes.
    pub fn keys(self) -> &'static [Key] {
        use Key::*;
        match self {
            Self::Bar => &[X, Y, By, Sort, Limit, Format, Title],
            Self::Line => &[X, Y, By, Format, Title],
            Self::Heatmap => &[X, Y, Value, Format, Title],
            Self::Histogram => &[X, Bins, Format, Title],
            Self::Scatter => &[X, Y, By, Format, Title],
            Self::Funnel => &[X, Y, Format, Title],
        }
    }
}

/// The keys of a specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `x`: the column of the categories, of the horizontal axis, or of a histogram.
    X,
    /// `y`: the column of the numbers; several, separated by commas, in bar and line; the rows of a heatmap.
    Y,
    /// `by`: the column whose values are the series.
    By,
    /// `value`: the column of the numbers in the cells of a heatmap.
    Value,
    /// `bins`: how many bins a histogram has.
    Bins,
    /// `sort`: the column by which the bars are sorted, with `-` before it the largest first.
    Sort,
    /// `limit`: how many bars are drawn at most.
    Limit,
    /// `format`: how numbers are written.
    Format,
    /// `title`: the line above the chart.
    Title,
}

impl Key {
    /// All keys.
    pub const ALL: [Self; 9] = [
        Self::X,
        Self::Y,
        Self::By,
        Self::Value,
        Self::Bins,
        Self::Sort,
        Self::Limit,
        Self::Format,
        Self::Title,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::Y => "y",
            Self::By => "by",
            Self::Value => "value",
            Self::Bins => "bins",
            Self::Sort => "sort",
            Self::Limit => "limit",
            Self::Format => "format",
            Self::Title => "title",
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
    /// The column `x`.
    pub x: Option<Placed<String>>,
    /// The columns `y`.
    pub y: Vec<Placed<String>>,
    /// The column of the series.
    pub by: Option<Placed<String>>,
    /// The column of the cells.
    pub value: Option<Placed<String>>,
    /// The number of bins, from 1 to [`MOST_BINS`].
    pub bins: Option<usize>,
    /// The order of the bars.
    pub sort: Option<Placed<Sort>>,
    /// The most bars to draw, at least 1.
    pub limit: Option<usize>,
    /// How numbers are written.
    pub format: Option<Format>,
    /// The line above the chart.
    pub title: Option<String>,
}

/// The most bins a histogram can have.
pub const MOST_BINS: usize = 200;
