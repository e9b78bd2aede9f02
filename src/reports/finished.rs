//! A report that has run.

use chrono::{DateTime, Utc};
use datafusion::arrow::array::RecordBatch;

use super::block::{Good, Width};
use super::expect::Expectation;
use super::table::Table;
use crate::sources::Input;
use tenure_charts::{Format, Prepared};

/// A report that has run: what it shows, to be written as a page, a workbook or a text.
#[derive(Debug, Clone)]
pub struct Finished {
    pub(super) title: String,
    pub(super) about: Vec<String>,
    pub(super) script: Option<String>,
    /// Name, description and value as it was written.
    pub(super) parameters: Vec<(String, String, String)>,
    pub(super) blocks: Vec<Shown>,
    pub(super) inputs: Vec<Input>,
    /// When it ran, or the moment that was given in place of that.
    pub(super) moment: DateTime<Utc>,
    pub(super) is_fixed: bool,
}

impl Finished {
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
    pub(super) fn visible(&self) -> impl Iterator<Item = &Shown> {
        self.blocks.iter().filter(|block| !block.hidden)
    }

    /// When it ran, in words.
    pub(super) fn when(&self) -> String {
        match self.is_fixed {
            true => format!("as of {}", self.moment.format("%Y-%m-%d %H:%M UTC")),
            false => self.moment.format("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }
}

/// A block with what it shows.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub id: String,
    pub section: Option<String>,
    pub title: Option<String>,
    pub notes: Vec<String>,
    pub width: Width,
    pub hidden: bool,
    pub kpis: Vec<Number>,
    pub table: Option<Table>,
    pub has_chart: bool,
    /// None where the block has none, or no rows to draw.
    pub chart: Option<Prepared>,
    pub expectations: Vec<Expectation>,
    pub sql: String,
    pub batch: RecordBatch,
}

impl Shown {
    /// What it is called in a list: its title, or else its section, or its first number.
    pub fn name(&self) -> &str {
        let number = || self.kpis.first().map(|number| number.label.as_str());
        self.title.as_deref().or(self.section.as_deref()).or_else(number).unwrap_or(&self.id)
    }
}

/// A number that stands alone.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(super) struct Number {
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
    pub good: Good,
}

impl Number {
    /// The change in words: `▲ +3.2%`.
    pub fn change_text(&self) -> Option<String> {
        let change = self.change?;
        let (sign, arrow) = if change < 0.0 { ("−", '▼') } else { ("+", '▲') };
        let percent =
            Format { thousands: true, decimals: 1, percent: true, scientific: false }.write(change.abs());
        // What is rounded to nothing has no direction.
        if percent == "0.0%" { Some("±0.0%".to_owned()) } else { Some(format!("{arrow} {sign}{percent}")) }
    }
}
