//! A report that has run.

use chrono::{DateTime, Utc};
use datafusion::arrow::array::RecordBatch;

use super::block::{GoodChange, Width};
use crate::errors::{Code, Error};
use crate::sources::Input;
use tenure_charts::{ColumnKind, Format, Prepared};
use tenure_diagnostics::{counted, grouped};

/// A report that has run, ready to be written as a page, a workbook or text.
#[derive(Debug, Clone)]
pub struct FinishedReport {
    pub(in crate::reports) title: String,
    pub(in crate::reports) about: Vec<String>,
    pub(in crate::reports) script: Option<String>,
    /// The name, description and text of the value of each parameter.
    pub(in crate::reports) parameters: Vec<(String, String, String)>,
    pub(in crate::reports) blocks: Vec<FinishedBlock>,
    pub(in crate::reports) inputs: Vec<Input>,
    /// The time at which it ran, or the fixed time of the engine.
    pub(in crate::reports) moment: DateTime<Utc>,
    pub(in crate::reports) is_fixed: bool,
}

impl FinishedReport {
    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns its inputs: files with their sizes, and tables in memory.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Returns the results of its expectations.
    pub fn expectations(&self) -> impl Iterator<Item = &Expectation> {
        self.blocks.iter().flat_map(|block| &block.expectations)
    }

    /// Returns the rows of the block with this `@id`, also of a hidden one.
    pub fn rows(&self, id: &str) -> Option<&RecordBatch> {
        self.blocks.iter().find(|block| block.id == id).map(|block| &block.batch)
    }

    /// Returns the blocks that are not hidden.
    pub(in crate::reports) fn visible(&self) -> impl Iterator<Item = &FinishedBlock> {
        self.blocks.iter().filter(|block| !block.hidden)
    }

    /// Returns the time at which it ran as text.
    pub(in crate::reports) fn when(&self) -> String {
        match self.is_fixed {
            true => format!("as of {}", self.moment.format("%Y-%m-%d %H:%M UTC")),
            false => self.moment.format("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }
}

/// A block with its rows, and what is shown of them.
#[derive(Debug, Clone)]
pub(in crate::reports) struct FinishedBlock {
    pub id: String,
    pub section: Option<String>,
    pub title: Option<String>,
    pub notes: Vec<String>,
    pub width: Width,
    pub hidden: bool,
    pub kpis: Vec<KpiValue>,
    pub table: Option<BlockTable>,
    pub has_chart: bool,
    /// `None` if the block has no chart or no rows to draw.
    pub chart: Option<Prepared>,
    pub expectations: Vec<Expectation>,
    pub sql: String,
    pub batch: RecordBatch,
}

impl FinishedBlock {
    /// Returns its name for a list: its title, its section, or the label of its first number.
    pub fn name(&self) -> &str {
        let number = || self.kpis.first().map(|number| number.label.as_str());
        self.title.as_deref().or(self.section.as_deref()).or_else(number).unwrap_or(&self.id)
    }
}

/// A single number.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(in crate::reports) struct KpiValue {
    pub label: String,
    /// The number; `None` if the column holds text or NULL.
    pub value: Option<f64>,
    /// Its number format.
    pub format: Format,
    /// Its text.
    pub text: String,
    pub compare: Option<f64>,
    /// The text of the number it is compared with.
    pub compare_text: Option<String>,
    /// The relative change from that number; `None` if that number is zero.
    pub change: Option<f64>,
    pub interval: Option<(String, String)>,
    pub good: GoodChange,
}

impl KpiValue {
    /// Returns the change as text: `▲ +3.2%`.
    pub fn change_text(&self) -> Option<String> {
        let change = self.change?;
        let (sign, arrow) = if change < 0.0 { ("−", '▼') } else { ("+", '▲') };
        let percent = Format::percent(1).write(change.abs());
        // A change that rounds to zero has no direction.
        if percent == "0.0%" { Some("±0.0%".to_owned()) } else { Some(format!("{arrow} {sign}{percent}")) }
    }
}

/// The table of a block: the columns that its options ask for, with formatted numbers.
#[derive(Debug, Clone)]
pub(in crate::reports) struct BlockTable {
    pub columns: Vec<TableColumn>,
    /// The number of rows.
    pub rows: usize,
    /// The number of rows that a page shows.
    pub limit: usize,
}

/// A column of the table.
#[derive(Debug, Clone)]
pub(in crate::reports) struct TableColumn {
    /// Its index among the columns of the rows.
    pub place: usize,
    pub name: String,
    pub type_name: String,
    pub kind: ColumnKind,
    /// Its number format; `None` if it holds no numbers, or they keep all their digits.
    pub format: Option<Format>,
    /// The text of each row on a page; `None` for NULL.
    pub texts: Vec<Option<String>>,
    /// The numbers of each row on a page with all their digits; empty for other columns.
    pub values: Vec<Option<String>>,
}

impl BlockTable {
    /// Returns the note for a page that does not show all rows.
    pub fn cut(&self) -> Option<String> {
        let (limit, rows) = (grouped(self.limit as u64), counted(self.rows as u64, "row"));
        (self.limit < self.rows).then(|| format!("{limit} of {rows}; the workbook has all of them"))
    }

    /// Returns the number of rows with its noun.
    pub fn size(&self) -> String {
        counted(self.rows as u64, "row")
    }
}

impl TableColumn {
    /// Tells whether its values are numbers, which are aligned right.
    pub fn is_number(&self) -> bool {
        self.kind == ColumnKind::Number
    }
}

/// The result of an expectation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Expectation {
    /// The text of the condition.
    pub condition: String,
    /// Its line in the script.
    pub line: usize,
    /// True if the expectation holds.
    pub holds: bool,
    /// The reason why it does not hold.
    pub detail: Option<String>,
}

/// Returns the error of a value that cannot be written as text.
pub(in crate::reports) fn unwritable(error: std::io::Error) -> Error {
    Error::new(Code::Data, error.to_string(), None).with_source(error)
}
