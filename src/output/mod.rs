//! Results as text: every row of them, whatever the format.

mod cells;
mod chart;
mod columnar;
mod delimited;
mod json;
mod layout;
mod markdown;
mod paint;
mod plain;
mod plans;
mod table;
mod terminal;
mod visible;
#[cfg(feature = "reports")]
mod workbook;

use std::io::{self, Write};
use std::path::Path;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::error::ArrowError;
use strum::{EnumMessage, EnumString, IntoStaticStr, VariantArray};

use columnar::Columnar;
use delimited::Delimited;
use json::Json;
use markdown::Markdown;

#[cfg(feature = "reports")]
pub(crate) use markdown::escaped;
pub(crate) use table::Table;

pub use cells::{Cells, Columns};
pub use chart::{chart_columns, chart_kind};
pub use plain::plain;
#[cfg(feature = "reports")]
pub(crate) use plain::plain_type;
pub use table::grouped;
pub use terminal::{Terminal, is_dumb, wants_colour};
pub use visible::visible;
#[cfg(feature = "reports")]
pub(crate) use workbook::unwritable as unwritable_workbook;
#[cfg(feature = "reports")]
pub use workbook::{Book, Sheet};

/// Bytes are handed on in pieces of about this size.
const PIECE: usize = 16 * 1024;

/// How a result is printed.
///
/// ```
/// use tenure::output::Format;
///
/// assert_eq!("jsonl".parse(), Ok(Format::Jsonl));
/// assert_eq!(Format::Csv.name(), "csv");
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, EnumMessage, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
#[non_exhaustive]
pub enum Format {
    /// A table for people, with the types under the names.
    #[default]
    Table,
    /// Comma-separated values as in RFC 4180; NULL is an empty field, an empty text is "".
    Csv,
    /// Tab-separated values; \t, \n, \r and \\ stand for what they say, and NULL is an empty field.
    Tsv,
    /// An array of objects, on one line.
    Json,
    /// An object a line.
    Jsonl,
    /// A table of Markdown; NULL is an empty cell.
    Markdown,
    /// A Parquet file, which holds one result.
    Parquet,
    /// An Arrow file (Feather version 2), which holds one result.
    Arrow,
    /// A workbook of Excel with a sheet a result; NULL is an empty cell.
    #[cfg(feature = "reports")]
    Xlsx,
}

impl Format {
    /// That of a file's ending, where it is one of these.
    pub fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "md" | "markdown" => Some(Format::Markdown),
            "parquet" => Some(Format::Parquet),
            "arrow" | "feather" => Some(Format::Arrow),
            #[cfg(feature = "reports")]
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }

    /// Whether a result begins with a header, and so a blank line must part it from the one before.
    pub fn has_header(self) -> bool {
        matches!(self, Format::Table | Format::Csv | Format::Tsv | Format::Markdown)
    }

    /// Whether it is bytes that are no text.
    pub fn is_binary(self) -> bool {
        !(self.has_header() || matches!(self, Format::Json | Format::Jsonl))
    }

    /// Whether a file of it holds one result and no more.
    pub fn holds_one(self) -> bool {
        matches!(self, Format::Parquet | Format::Arrow)
    }

    /// All formats, in the order of the reference.
    pub fn all() -> &'static [Format] {
        Self::VARIANTS
    }

    /// Its name, as one writes it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it is, in a sentence.
    pub fn about(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }
}

/// Prints one result: its schema, then its batches as they come, then its end.
#[derive(Debug)]
pub enum Renderer {
    /// Keeps the rows, to know how wide the columns are.
    Table(Table),
    /// CSV and TSV, row by row.
    Delimited(Delimited),
    /// JSON, row by row.
    Json(Json),
    /// Markdown, row by row.
    Markdown(Markdown),
    /// Parquet and Arrow.
    Columnar(Columnar),
    /// A sheet of a workbook, which is written when all its sheets are there.
    #[cfg(feature = "reports")]
    Sheet(Box<Sheet>),
    /// What EXPLAIN gives, for people.
    Plans,
}

impl Renderer {
    /// Begins a result; `rest` is what shows what a terminal has no room for.
    pub fn begin(
        format: Format,
        schema: &SchemaRef,
        terminal: Terminal,
        rest: &'static str,
        out: &mut dyn Write,
    ) -> io::Result<Self> {
        match format {
            Format::Table if plans::is_explain(schema) => Ok(Renderer::Plans),
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
            Renderer::Plans => plans::print(batch, out),
        }
    }

    /// Ends a result that is whole. A sheet is written as a workbook of its own.
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

    /// Ends a result that is whole. A sheet goes into the workbook.
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

    /// Ends a result of which the rest will not come, so that what follows begins on a line of its own. A file that
    /// holds one result is left without its end, and no reader takes it for whole.
    pub fn abandon(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Json(json) => json.abandon(out),
            _ => Ok(()),
        }
    }
}

/// That a value has no text: the data are at fault, not the writing.
pub(crate) fn invalid(error: ArrowError) -> io::Error {
    let message = match error {
        ArrowError::CastError(message) => message,
        other => other.to_string(),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests;
