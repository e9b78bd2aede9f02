//! Writes Markdown tables as GitHub and most other programs read them.

use std::io::{self, Write};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;

use super::cells::{Columns, plain_type};

/// A writer of a Markdown table, row by row.
#[derive(Debug)]
pub struct Markdown;

impl Markdown {
    /// Writes the header.
    pub fn begin(schema: &SchemaRef, out: &mut dyn Write) -> io::Result<Self> {
        let names: Vec<String> = schema.fields().iter().map(|field| escaped(field.name())).collect();
        let is_number = |field: &std::sync::Arc<_>| {
            let field: &datafusion::arrow::datatypes::Field = field;
            plain_type(field.data_type()).is_numeric()
        };
        let rules: Vec<&str> =
            schema.fields().iter().map(|field| if is_number(field) { "---:" } else { "---" }).collect();
        writeln!(out, "| {} |\n| {} |", names.join(" | "), rules.join(" | "))?;
        Ok(Self)
    }

    /// Adds rows. NULL is an empty cell.
    pub fn batch(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
        let columns = Columns::new(batch)?;
        let mut cells = columns.cells()?;
        let mut text = String::new();
        let mut line = String::new();
        for row in 0..columns.rows() {
            line.clear();
            for cells in &mut cells {
                line.push_str("| ");
                if cells.read(row, &mut text)? {
                    line.push_str(&escaped(&text));
                    line.push(' ');
                }
            }
            line.push_str("|\n");
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }
}

/// Escapes a text so that it neither ends the cell nor acts as markup or HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("<br>"),
            '\r' => {}
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
