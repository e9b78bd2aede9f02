//! A table for people.

use std::borrow::Cow;
use std::io::{self, Write};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use tenure::functions::sql_type;
use unicode_width::UnicodeWidthStr as _;

use super::cells::Columns;
use super::plain::plain_type;
use super::visible::visible;

/// A table for people: names, types, rows, and how many there are. It keeps the rows until it knows the widths.
#[derive(Debug)]
pub struct Table {
    heads: Vec<Head>,
    batches: Vec<Columns>,
}

#[derive(Debug)]
struct Head {
    name: String,
    type_name: String,
    /// Numbers stand on the right, so that their digits line up.
    right: bool,
    width: usize,
}

impl Table {
    /// A table without rows.
    pub fn new(schema: &SchemaRef) -> Self {
        let heads = schema.fields().iter().map(|field| {
            let name = visible(field.name()).into_owned();
            let type_name = visible(&sql_type(field.data_type())).into_owned();
            let width = name.width().max(type_name.width());
            Head { name, type_name, right: plain_type(field.data_type()).is_numeric(), width }
        });
        Self { heads: heads.collect(), batches: Vec::new() }
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let columns = Columns::new(batch)?;
        let mut text = String::new();
        for (head, mut cells) in self.heads.iter_mut().zip(columns.cells()?) {
            for row in 0..columns.rows() {
                let shown = shown(cells.read(row, &mut text)?, &text);
                head.width = head.width.max(shown.width());
            }
        }
        self.batches.push(columns);
        Ok(())
    }

    /// Prints it.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        let heads = &self.heads;
        rule(heads, ["┌", "┬", "┐"], out)?;
        let mut line = String::new();
        heads.iter().for_each(|head| head.cell(&head.name, &mut line));
        end_line(&mut line, out)?;
        heads.iter().for_each(|head| head.cell(&head.type_name, &mut line));
        end_line(&mut line, out)?;
        rule(heads, ["├", "┼", "┤"], out)?;

        let mut text = String::new();
        let mut count = 0;
        for columns in &self.batches {
            let mut cells = columns.cells()?;
            for row in 0..columns.rows() {
                for (head, cells) in heads.iter().zip(&mut cells) {
                    let value = cells.read(row, &mut text)?;
                    head.cell(&shown(value, &text), &mut line);
                }
                end_line(&mut line, out)?;
            }
            count += columns.rows();
        }
        rule(heads, ["└", "┴", "┘"], out)?;
        writeln!(out, "({count} {})", if count == 1 { "row" } else { "rows" })
    }
}

impl Head {
    /// Puts a text in this column at the end of the line.
    fn cell(&self, text: &str, line: &mut String) {
        let blanks = " ".repeat(self.width.saturating_sub(text.width()));
        let (before, after) = if self.right { (blanks.as_str(), "") } else { ("", blanks.as_str()) };
        for part in ["│ ", before, text, after, " "] {
            line.push_str(part);
        }
    }
}

fn shown(value: bool, text: &str) -> Cow<'_, str> {
    if value { visible(text) } else { Cow::Borrowed("NULL") }
}

fn end_line(line: &mut String, out: &mut dyn Write) -> io::Result<()> {
    line.push_str("│\n");
    out.write_all(line.as_bytes())?;
    line.clear();
    Ok(())
}

fn rule(heads: &[Head], [left, middle, right]: [&str; 3], out: &mut dyn Write) -> io::Result<()> {
    let parts: Vec<String> = heads.iter().map(|head| "─".repeat(head.width + 2)).collect();
    writeln!(out, "{left}{}{right}", parts.join(middle))
}
