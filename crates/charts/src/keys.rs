//! The keys and words of a specification.

/// The keys of a specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `x`: the column of the categories, of the horizontal axis, or of a histogram.
    X,
    /// `y`: the column of the numbers; several, separated by commas, in bar, line and area; the rows of a heatmap.
    Y,
    /// `by`: the column whose values are the series.
    By,
    /// `low`: the column with the lower ends of intervals.
    Low,
    /// `high`: the column with the upper ends.
    High,
    /// `source`: the column that says where a flow begins.
    Source,
    /// `target`: the column that says where it ends.
    Target,
    /// `value`: the column of the numbers in the cells of a heatmap, or of the flows of a sankey.
    Value,
    /// `bins`: how many bins a histogram has.
    Bins,
    /// `sort`: the column by which bars or slices are sorted, with `-` before it the largest first.
    Sort,
    /// `limit`: how many bars or slices are drawn at most.
    Limit,
    /// `format`: how numbers are written.
    Format,
    /// `title`: the line above the chart.
    Title,
}

impl Key {
    /// All keys.
    pub const ALL: [Self; 13] = [
        Self::X,
        Self::Y,
        Self::By,
        Self::Low,
        Self::High,
        Self::Source,
        Self::Target,
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
            Self::Low => "low",
            Self::High => "high",
            Self::Source => "source",
            Self::Target => "target",
            Self::Value => "value",
            Self::Bins => "bins",
            Self::Sort => "sort",
            Self::Limit => "limit",
            Self::Format => "format",
            Self::Title => "title",
        }
    }
}

/// A word that stands by itself: how bars, areas and boxes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// `grouped`: bars beside one another.
    Grouped,
    /// `stacked`: bars and areas on one another.
    Stacked,
    /// `share`: on one another, each as its share of the whole.
    Share,
    /// `overlaid`: areas before one another.
    Overlaid,
    /// `horizontal`: bars and boxes that lie.
    Horizontal,
}

impl Word {
    /// All words.
    pub const ALL: [Self; 5] = [Self::Grouped, Self::Stacked, Self::Share, Self::Overlaid, Self::Horizontal];

    /// The word as it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Grouped => "grouped",
            Self::Stacked => "stacked",
            Self::Share => "share",
            Self::Overlaid => "overlaid",
            Self::Horizontal => "horizontal",
        }
    }

    /// Whether both cannot be asked for.
    pub(super) fn excludes(self, other: Self) -> bool {
        self == other || self != Self::Horizontal && other != Self::Horizontal
    }
}
