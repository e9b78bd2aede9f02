//! The kinds of charts, and what each takes: the one list from which parsing, checks, choosing and completion derive.
//!
//! A new kind is a variant of [`ChartKind`] and its [`Rules`]. The compiler then asks for its picture and its drawings.

use strum::VariantArray;

use crate::column::ColumnKind;

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum ChartKind {
    /// Bars, one for each series of each category.
    Bar,
    /// Lines over time or another ordered axis.
    Line,
    /// Filled areas over time or another ordered axis.
    Area,
    /// The shares of a whole.
    Pie,
    /// A table whose cells are coloured by their numbers, such as retention by cohort and period.
    Heatmap,
    /// The distribution of the values of one column.
    Histogram,
    /// A dot for each row, placed by two numbers.
    Scatter,
    /// The number that is left after each step.
    Funnel,
    /// Flows from sources to targets.
    Sankey,
    /// The distribution of a column in each category, in five numbers.
    Box,
}

/// The keys, modifiers and columns that a kind of chart takes.
pub(crate) struct Rules {
    /// The keys that the kind takes.
    pub(crate) keys: &'static [Key],
    /// The modifiers that the kind takes.
    pub(crate) modifiers: &'static [Modifier],
    /// The columns that hold the numbers.
    pub(crate) numbers: Numbers,
    /// The kinds of columns that `x` takes.
    pub(crate) x: &'static [ColumnKind],
    /// The rule that chooses columns that were not named.
    pub(crate) defaults: Defaults,
    /// True if this kind can be suggested from the types of the columns.
    pub(crate) is_suggested: bool,
    /// The columns that a result must have, as the text of an error.
    pub(crate) needs: &'static str,
}

/// The columns that hold the numbers of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Several columns `y`, or one that `by` splits into series.
    Series,
    /// One column `y`.
    Y,
    /// The column `x`.
    X,
    /// The column `y`; without `y` the column `x`, and then there are no categories.
    YOrX,
    /// The column `value`; `y` is a category.
    Value,
}

/// A rule that chooses columns that were not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defaults {
    /// `x` is a column of categories.
    Category,
    /// `x` is a column of times, or another ordered axis.
    Axis,
    /// `x` is a column of numbers.
    Number,
    /// `x` and `y` are two categories, `x` the one that counts periods.
    Grid,
    /// Source and target are two categories.
    Flow,
    /// `x` is a category if the numbers were not named.
    Distribution,
}

const NUMBERS: &[ColumnKind] = &[ColumnKind::Number];
const NUMBERS_AND_TIMES: &[ColumnKind] = &[ColumnKind::Number, ColumnKind::Time];

impl ChartKind {
    /// All kinds.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Returns the word for this kind.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns the keys that this kind takes.
    pub fn keys(self) -> &'static [Key] {
        self.rules().keys
    }

    /// Returns the modifiers that this kind takes.
    pub fn modifiers(self) -> &'static [Modifier] {
        self.rules().modifiers
    }

    /// Returns the keys, modifiers and columns that this kind takes.
    pub(crate) fn rules(self) -> Rules {
        use Key::*;
        use Modifier::*;
        match self {
            Self::Bar => Rules {
                keys: &[X, Y, By, Low, High, Sort, Limit, Format, Title],
                modifiers: &[Grouped, Stacked, Share, Horizontal],
                numbers: Numbers::Series,
                x: ColumnKind::ALL,
                defaults: Defaults::Category,
                is_suggested: true,
                needs: "bars need a column of categories and a column of numbers",
            },
            Self::Line => Rules {
                keys: &[X, Y, By, Low, High, Format, Title],
                modifiers: &[],
                numbers: Numbers::Series,
                x: ColumnKind::ALL,
                defaults: Defaults::Axis,
                is_suggested: true,
                needs: "a line needs a column of times or another axis, and a column of numbers",
            },
            Self::Area => Rules {
                keys: &[X, Y, By, Format, Title],
                modifiers: &[Stacked, Share, Overlaid],
                numbers: Numbers::Series,
                x: ColumnKind::ALL,
                defaults: Defaults::Axis,
                is_suggested: false,
                needs: "an area needs a column of times or another axis, and a column of numbers",
            },
            Self::Pie => Rules {
                keys: &[X, Y, Sort, Limit, Format, Title],
                modifiers: &[],
                numbers: Numbers::Y,
                x: ColumnKind::ALL,
                defaults: Defaults::Category,
                is_suggested: false,
                needs: "a pie needs a column of categories and a column of numbers",
            },
            Self::Heatmap => Rules {
                keys: &[X, Y, Value, Format, Title],
                modifiers: &[],
                numbers: Numbers::Value,
                x: ColumnKind::ALL,
                defaults: Defaults::Grid,
                is_suggested: true,
                needs: "a heatmap needs two columns of categories and a column of numbers",
            },
            Self::Histogram => Rules {
                keys: &[X, Bins, Format, Title],
                modifiers: &[],
                numbers: Numbers::X,
                x: NUMBERS,
                defaults: Defaults::Number,
                is_suggested: true,
                needs: "a histogram needs a column of numbers",
            },
            Self::Scatter => Rules {
                keys: &[X, Y, By, Format, Title],
                modifiers: &[],
                numbers: Numbers::Series,
                x: NUMBERS_AND_TIMES,
                defaults: Defaults::Number,
                is_suggested: true,
                needs: "a scatter needs two columns of numbers",
            },
            Self::Funnel => Rules {
                keys: &[X, Y, Format, Title],
                modifiers: &[],
                numbers: Numbers::Y,
                x: ColumnKind::ALL,
                defaults: Defaults::Category,
                is_suggested: false,
                needs: "a funnel needs a column of steps and a column of numbers",
            },
            Self::Sankey => Rules {
                keys: &[Source, Target, Value, Format, Title],
                modifiers: &[],
                numbers: Numbers::Value,
                x: ColumnKind::ALL,
                defaults: Defaults::Flow,
                is_suggested: false,
                needs: "a sankey needs a column of sources, a column of targets and a column of numbers",
            },
            Self::Box => Rules {
                keys: &[X, Y, Format, Title],
                modifiers: &[Horizontal],
                numbers: Numbers::YOrX,
                x: ColumnKind::ALL,
                defaults: Defaults::Distribution,
                is_suggested: false,
                needs: "boxes need a column of numbers",
            },
        }
    }
}

/// The keys of a specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
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
    /// `source`: the column of the sources of flows.
    Source,
    /// `target`: the column of their targets.
    Target,
    /// `value`: the column of the numbers in the cells of a heatmap, or of the flows of a sankey.
    Value,
    /// `bins`: the number of bins of a histogram.
    Bins,
    /// `sort`: the column by which bars or slices are sorted, with `-` before it in descending order.
    Sort,
    /// `limit`: the most bars or slices to draw.
    Limit,
    /// `format`: the format of numbers.
    Format,
    /// `title`: the line above the chart.
    Title,
}

impl Key {
    /// All keys.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Returns the word for this key.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A word without a value that changes how bars, areas and boxes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Modifier {
    /// `grouped`: bars beside one another.
    Grouped,
    /// `stacked`: bars and areas on one another.
    Stacked,
    /// `share`: bars and areas on one another, each as its share of the whole.
    Share,
    /// `overlaid`: areas before one another.
    Overlaid,
    /// `horizontal`: bars and boxes that lie.
    Horizontal,
}

impl Modifier {
    /// All modifiers.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Returns the word for this modifier.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Tells whether a chart cannot have both modifiers.
    pub(crate) fn excludes(self, other: Self) -> bool {
        self == other || self != Self::Horizontal && other != Self::Horizontal
    }
}
