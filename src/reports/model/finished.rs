//! A report that has run.

use chrono::{DateTime, Utc};
use datafusion::arrow::array::RecordBatch;

use super::block::{GoodChange, Width};
use crate::errors::{Code, Error};
use crate::output::grouped;
use crate::sources::Input;
use tenure_charts::{ColumnKind, Format, Prepared};

/// A report that has run: what it shows, to be written as a page, a workbook or a text.
#[derive(Debug, Clone)]
pub struct FinishedReport {
    pub(in crate::reports) title: String,
    pub(in crate::reports) about: Vec<String>,
    pub(in crate::reports) script: Option<String>,
    /// Name, description and value as it was written.
    pub(in crate::reports) parameters: Vec<(String, String, String)>,
    pub(in crate::reports) blocks: Vec<FinishedBlock>,
    pub(in crate::reports) inputs: Vec<Input>,
    /// When it ran, or the moment that was given in place of that.
    pub(in crate::reports) moment: DateTime<Utc>,
    pub(in crate::reports) is_fixed: bool,
}

impl FinishedReport {
    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it read: files with their sizes, and tables in memory.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// What was expected of its blocks, and whether it holds.
    pub fn expectations(&self) -> impl Iterator<Item = &Expectation> {
        self.blocks.iter().flat_map(|block| &block.expectations)
    }

    /// The rows of a block that has this `@id`, hidden ones included.
    pub fn rows(&self, id: &str) -> Option<&RecordBatch> {
        self.blocks.iter().find(|block| block.id == id).map(|block| &block.batch)
    }

    /// The blocks that are shown.
    pub(in crate::reports) fn visible(&self) -> impl Iterator<Item = &FinishedBlock> {
        self.blocks.iter().filter(|block| !block.hidden)
    }

    /// When it ran, in words.
    pub(in crate::reports) fn when(&self) -> String {
        match self.is_fixed {
            true => format!("as of {}", self.moment.format("%Y-%m-%d %H:%M UTC")),
            false => self.moment.format("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }
}

/// A block with what it shows.
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
    /// None where the block has none, or no rows to draw.
    pub chart: Option<Prepared>,
    pub expectations: Vec<Expectation>,
    pub sql: String,
    pub batch: RecordBatch,
}

impl FinishedBlock {
    /// What it is called in a list: its title, or else its section, or its first number.
    pub fn name(&self) -> &str {
        let number = || self.kpis.first().map(|number| number.label.as_str());
        self.title.as_deref().or(self.section.as_deref()).or_else(number).unwrap_or(&self.id)
    }
}

/// A number that stands alone.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(in crate::reports) struct KpiValue {
    pub label: String,
    /// The number, where it is one.
    pub value: Option<f64>,
    /// How it is written.
    pub format: Format,
    /// As it is shown.
    pub text: String,
    pub compare: Option<f64>,
    /// What it is compared with, as it is shown.
    pub compare_text: Option<String>,
    /// The change from that, as a part of it; None where it is zero.
    pub change: Option<f64>,
    pub interval: Option<(String, String)>,
    pub good: GoodChange,
}

impl KpiValue {
    /// The change in words: `▲ +3.2%`.
    pub fn change_text(&self) -> Option<String> {
        let change = self.change?;
        let (sign, arrow) = if change < 0.0 { ("−", '▼') } else { ("+", '▲') };
        let percent = Format::percent(1).write(change.abs());
        // What is rounded to nothing has no direction.
        if percent == "0.0%" { Some("±0.0%".to_owned()) } else { Some(format!("{arrow} {sign}{percent}")) }
    }
}

/// The rows of a block as they are shown: the columns that are asked for, with their numbers in their formats.
#[derive(Debug, Clone)]
pub(in crate::reports) struct BlockTable {
    pub columns: Vec<TableColumn>,
    /// How many rows there are.
    pub rows: usize,
    /// How many of them a page shows.
    pub limit: usize,
}

/// A column of the table.
#[derive(Debug, Clone)]
pub(in crate::reports) struct TableColumn {
    /// Which column of the rows it is.
    pub place: usize,
    pub name: String,
    pub type_name: String,
    pub kind: ColumnKind,
    /// How its numbers are written; None where it has none, or they are written as they are.
    pub format: Option<Format>,
    /// The value of each row that is shown; None for NULL.
    pub texts: Vec<Option<String>>,
    /// Of a column of numbers each row's with all its digits.
    pub values: Vec<Option<String>>,
}

impl BlockTable {
    /// What must be said where a page does not show all rows.
    pub fn cut(&self) -> Option<String> {
        let (limit, rows) = (grouped(self.limit), grouped(self.rows));
        (self.limit < self.rows).then(|| format!("{limit} of {rows} rows; the workbook has all of them"))
    }

    /// How many rows there are, in words.
    pub fn size(&self) -> String {
        if self.rows == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(self.rows)) }
    }
}

impl TableColumn {
    /// Whether its values are numbers, which stand on the right.
    pub fn is_number(&self) -> bool {
        self.kind == ColumnKind::Number
    }
}

/// Whether what was expected of a block is so.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Expectation {
    /// The condition as it is written.
    pub condition: String,
    /// The line of the script it stands on.
    pub line: usize,
    /// Whether it holds.
    pub holds: bool,
    /// How it does not.
    pub detail: Option<String>,
}

/// Reports a value of a result that has no text.
pub(in crate::reports) fn unwritable(error: std::io::Error) -> Error {
    Error::new(Code::Data, error.to_string(), None).with_source(error)
}
