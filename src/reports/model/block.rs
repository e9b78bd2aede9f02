//! The blocks of a report: a statement, and how its rows are shown.

use super::directive::Directive;
use crate::engine::Statement;
use tenure_charts::{Format, Placed, Specification};

/// A statement of a report, and how its rows are shown.
#[derive(Debug, Clone)]
pub(in crate::reports) struct Block {
    pub statement: Statement,
    /// The directives above it. A statement with directives must return rows.
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

/// The width of a block, in twelfths of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(u8);

impl Width {
    /// The whole page.
    pub const FULL: Self = Self(12);

    /// The widths and how a script writes them.
    pub(in crate::reports) const ALL: [(&'static str, Self); 6] = [
        ("1", Self::FULL),
        ("1/2", Self(6)),
        ("1/3", Self(4)),
        ("2/3", Self(8)),
        ("1/4", Self(3)),
        ("3/4", Self(9)),
    ];

    /// Returns the width in twelfths of the page.
    pub fn twelfths(self) -> u8 {
        self.0
    }

    /// Returns the width as a script writes it: `1/2`.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, width)| *width == self).map_or("1", |(word, _)| word)
    }
}

/// A single number: `@kpi value=revenue compare=revenue_before format=0,0`.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reports) struct Kpi {
    pub value: Placed<String>,
    /// A number to compare it with, such as that of the year before.
    pub compare: Option<Placed<String>>,
    /// The ends of its confidence interval.
    pub low: Option<Placed<String>>,
    pub high: Option<Placed<String>>,
    pub label: Option<String>,
    pub format: Option<Format>,
    pub good: GoodChange,
}

/// The direction in which a change of a number is good.
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

/// The options of a table: `@table limit=20 retention=0%`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::reports) struct TableOptions {
    /// The largest number of rows that a page shows.
    pub limit: Option<usize>,
    /// The columns to show, in this order; all if empty.
    pub columns: Vec<Placed<String>>,
    /// The number formats of columns.
    pub formats: Vec<(Placed<String>, Format)>,
}
