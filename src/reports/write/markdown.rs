//! A report as Markdown: charts as text drawings, each with its table.

use std::fmt::Write as _;

use crate::reports::model::{BlockTable, FinishedBlock, FinishedReport, KpiValue};
use tenure_charts::{Canvas, draw};
use tenure_diagnostics::{byte_size, counted, grouped, turns_text};

/// The size of a chart.
const CANVAS: Canvas = Canvas { width: 96, height: 20, colour: false, unicode: true };

impl FinishedReport {
    /// Writes the report as Markdown. Charts are text drawings, each followed by its table. A very long table has its
    /// first rows only, and a note that says so.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n", escaped(&self.title));
        paragraphs(&self.about, &mut text);
        if !self.parameters.is_empty() {
            text.push('\n');
            for (_, description, value) in &self.parameters {
                put(&mut text, format_args!("- {}: {}\n", escaped(description), escaped(value)));
            }
        }
        for block in self.visible() {
            if let Some(section) = &block.section {
                put(&mut text, format_args!("\n## {}\n", escaped(section)));
            }
            self::block(block, &mut text);
        }
        text.push_str("\n---\n\n");
        for expectation in self.expectations().filter(|expectation| !expectation.holds) {
            let detail = expectation.detail.as_deref().unwrap_or_default();
            put(
                &mut text,
                format_args!(
                    "**Not as expected:** {} ({})\n\n",
                    escaped(&expectation.condition),
                    escaped(detail)
                ),
            );
        }
        for input in &self.inputs {
            let rows = input.rows.map(|rows| format!(", {}", counted(rows, "row"))).unwrap_or_default();
            let size = input.bytes.map(|bytes| format!(", {}", byte_size(bytes))).unwrap_or_default();
            let rejected = match input.rejected {
                0 => String::new(),
                count => format!(", {} rejected", grouped(count)),
            };
            put(&mut text, format_args!("- {}{size}{rows}{rejected}\n", escaped(&input.name)));
        }
        let script =
            self.script.as_ref().map(|script| format!(" from {}", escaped(script))).unwrap_or_default();
        put(&mut text, format_args!("\ntenure {}{script}, {}\n", env!("CARGO_PKG_VERSION"), self.when()));
        text
    }
}

/// Escapes Markdown, and drops control characters and those that change the direction of writing.
fn escaped(text: &str) -> String {
    let acts = |c: char| c.is_control() && c != '\n' || turns_text(c);
    crate::output::escaped(&text.replace(acts, ""))
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(what);
}

fn paragraphs(lines: &[String], text: &mut String) {
    if !lines.is_empty() {
        put(text, format_args!("\n{}\n", lines.join("\n")));
    }
}

fn block(block: &FinishedBlock, text: &mut String) {
    if let Some(title) = &block.title {
        put(text, format_args!("\n### {}\n", escaped(title)));
    }
    if !block.kpis.is_empty() {
        text.push('\n');
        block.kpis.iter().for_each(|number| kpi(number, text));
    }
    if let Some(prepared) = &block.chart {
        let drawn = draw(&tenure_charts::Prepared { title: None, ..prepared.clone() }, CANVAS);
        let fence = "`".repeat(3.max(longest_run(&drawn) + 1));
        put(text, format_args!("\n{fence}text\n{drawn}{fence}\n"));
    }
    paragraphs(&block.notes, text);
    match &block.table {
        Some(shown) if shown.rows == 0 => text.push_str("\nNo rows.\n"),
        Some(shown) => table(shown, text),
        None => {}
    }
}

/// Returns the length of the longest run of backticks, which a fence around the text must exceed.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn kpi(number: &KpiValue, text: &mut String) {
    put(text, format_args!("- {}: **{}**", escaped(&number.label), escaped(&number.text)));
    if let Some((low, high)) = &number.interval {
        put(text, format_args!(" ({low} to {high})"));
    }
    if let Some(before) = &number.compare_text {
        put(text, format_args!(", before {before}"));
    }
    if let Some(change) = number.change_text() {
        put(text, format_args!(" ({change})"));
    }
    text.push('\n');
}

fn table(table: &BlockTable, text: &mut String) {
    let names: Vec<String> = table.columns.iter().map(|column| escaped(&column.name)).collect();
    let rules: Vec<&str> =
        table.columns.iter().map(|column| if column.is_number() { "---:" } else { "---" }).collect();
    put(text, format_args!("\n| {} |\n| {} |\n", names.join(" | "), rules.join(" | ")));
    for row in 0..table.limit {
        for column in &table.columns {
            let cell = column.texts.get(row).and_then(Option::as_deref).unwrap_or_default();
            put(text, format_args!("| {} ", escaped(cell)));
        }
        text.push_str("|\n");
    }
    if let Some(cut) = table.cut() {
        put(text, format_args!("\n{cut}.\n"));
    }
}
