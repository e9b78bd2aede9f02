//! The blocks of a report: what is shown of one statement, and how.

use super::directive::Directive;
use crate::engine::Statement;
use tenure_charts::{Format, Placed, Specification};

/// A statement of a report, and what is shown of it.
#[derive(Debug, Clone)]
pub(in crate::reports) struct Block {
    pub statement: Statement,
    /// Whether it has directives, and so must give rows.
    pub directives: Vec<Directive>,
    pub id: Option<String>,
    pub section: Option<String>,
    pub title: Option<String>,
    /// Paragraphs of Markdown.
    pub notes: Vec<String>,
    pub width: Width,
    pub hidden: bool,
    pub chart: Option<(Directive, Specification)>,
    pub kpis: Vec<(Directive, Kpi)>,
    pub table: Option<(Directive, TableOptions)>,
    pub expectations: Vec<Directive>,
}

/// How wide a block is, in twelfths of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(u8);

impl Width {
    /// The whole page.
    pub const FULL: Self = Self(12);

    /// The widths there are, as they are written.
    pub(in crate::reports) const WORDS: [(&'static str, Self); 6] = [
        ("1", Self::FULL),
        ("1/2", Self(6)),
        ("1/3", Self(4)),
        ("2/3", Self(8)),
        ("1/4", Self(3)),
        ("3/4", Self(9)),
    ];

    /// How many twelfths of the page it is.
    pub fn twelfths(self) -> u8 {
        self.0
    }

    /// As it is written: `1/2`.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, width)| *width == self).map_or("1", |(word, _)| word)
    }
}

/// A number that stands alone: `@kpi value=revenue compare=revenue_before format=0,0`.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reports) struct Kpi {
    pub value: Placed<String>,
    /// The number it is compared with, as of the year before.
    pub compare: Option<Placed<String>>,
    /// The ends of the interval it is known to lie in.
    pub low: Option<Placed<String>>,
    pub high: Option<Placed<String>>,
    pub label: Option<String>,
    pub format: Option<Format>,
    pub good: GoodChange,
}

/// Which change of a number is a good one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GoodChange {
    /// Upwards.
    #[default]
    Up,
    /// Downwards.
    Down,
    /// Neither.
    Neither,
}

/// How a table is shown: `@table limit=20 retention=0%`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::reports) struct TableOptions {
    /// How many rows a page shows at most.
    pub limit: Option<usize>,
    /// The columns that are shown, in this order; all if there is none.
    pub columns: Vec<Placed<String>>,
    /// How the numbers of columns are written.
    pub formats: Vec<(Placed<String>, Format)>,
}
