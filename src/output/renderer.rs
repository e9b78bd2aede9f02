//! A result in any of the formats.

use std::io::{self, Write};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;

use super::columnar::Columnar;
use super::delimited::Delimited;
use super::explain;
use super::format::Format;
use super::json::Json;
use super::markdown::Markdown;
use super::table::Table;
use super::terminal::Terminal;
#[cfg(feature = "reports")]
use super::workbook::{Book, Sheet};

/// A writer of one result: its schema, then its batches as they come, then its end.
///
/// ```
/// use std::sync::Arc;
/// use tenure::datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch};
/// use tenure::output::{Format, Renderer, Terminal};
///
/// let ids: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
/// let batch = RecordBatch::try_from_iter([("id", ids)])?;
/// let mut out = Vec::new();
/// let mut renderer = Renderer::begin(Format::Csv, &batch.schema(), Terminal::NONE, "", &mut out)?;
/// renderer.batch(&batch, &mut out)?;
/// renderer.finish(&mut out)?;
/// assert_eq!(out, b"id\n1\n2\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub enum Renderer {
    /// A table, which keeps the rows to find the widths of the columns.
    Table(Table),
    /// CSV and TSV, row by row.
    Delimited(Delimited),
    /// JSON, row by row.
    Json(Json),
    /// Markdown, row by row.
    Markdown(Markdown),
    /// Parquet and Arrow.
    Columnar(Columnar),
    /// A sheet of a workbook, which is written when all its sheets are complete.
    #[cfg(feature = "reports")]
    Sheet(Box<Sheet>),
    /// The plans of EXPLAIN, for people.
    Plans,
}

impl Renderer {
    /// Begins a result. `rest` names the command or option that shows what does not fit into the terminal.
    pub fn begin(
        format: Format,
        schema: &SchemaRef,
        terminal: Terminal,
        rest: &'static str,
        out: &mut dyn Write,
    ) -> io::Result<Self> {
        match format {
            Format::Table if explain::is_explain(schema) => Ok(Renderer::Plans),
            Format::Table => Ok(Renderer::Table(Table::new(schema, terminal, rest))),
            Format::Csv => Delimited::csv(schema, out).map(Renderer::Delimited),
            Format::Tsv => Delimited::tsv(schema, out).map(Renderer::Delimited),
            Format::Json => Json::array(schema, out).map(Renderer::Json),
            Format::Jsonl => Ok(Renderer::Json(Json::lines(schema))),
            Format::Markdown => Markdown::begin(schema, out).map(Renderer::Markdown),
            Format::Parquet => Columnar::parquet(schema).map(Renderer::Columnar),
            Format::Arrow => Columnar::arrow(schema).map(Renderer::Columnar),
            #[cfg(feature = "reports")]
            Format::Xlsx => Sheet::begin(schema).map(|sheet| Renderer::Sheet(Box::new(sheet))),
        }
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Table(table) => table.batch(batch),
            Renderer::Delimited(delimited) => delimited.batch(batch, out),
            Renderer::Json(json) => json.batch(batch, out),
            Renderer::Markdown(markdown) => markdown.batch(batch, out),
            Renderer::Columnar(columnar) => columnar.batch(batch, out),
            #[cfg(feature = "reports")]
            Renderer::Sheet(sheet) => sheet.batch(batch),
            Renderer::Plans => explain::print(batch, out),
        }
    }

    /// Ends a complete result. A sheet is written as a workbook of its own.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Table(table) => table.finish(out),
            Renderer::Delimited(_) | Renderer::Markdown(_) | Renderer::Plans => Ok(()),
            Renderer::Json(json) => json.finish(out),
            Renderer::Columnar(columnar) => columnar.finish(out),
            #[cfg(feature = "reports")]
            Renderer::Sheet(sheet) => {
                let mut book = Book::default();
                book.push(*sheet);
                out.write_all(&book.bytes()?)
            }
        }
    }

    /// Ends a complete result. A sheet goes into the workbook.
    #[cfg(feature = "reports")]
    pub fn finish_in(self, book: &mut Book, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Sheet(sheet) => {
                book.push(*sheet);
                Ok(())
            }
            other => other.finish(out),
        }
    }

    /// Ends an incomplete result, so that the next text begins on a line of its own. A file of one result is left without
    /// its end, so that no reader takes it for complete.
    pub fn abandon(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Json(json) => json.abandon(out),
            _ => Ok(()),
        }
    }
}
