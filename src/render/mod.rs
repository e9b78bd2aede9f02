//! Results as text: every row of them, whatever the format.

mod cells;
mod delimited;
mod json;
mod plain;
mod plans;
mod table;
mod visible;

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::error::ArrowError;

use delimited::Delimited;
use json::Json;
use table::Table;

pub use visible::visible;

/// Bytes are handed on in pieces of about this size.
const PIECE: usize = 16 * 1024;

/// How a result is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
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
            _ => None,
        }
    }

    /// Whether a result begins with a header, and so a blank line must part it from the one before.
    pub fn has_header(self) -> bool {
        matches!(self, Format::Table | Format::Csv | Format::Tsv)
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
    /// What EXPLAIN gives, for people.
    Plans,
}

impl Renderer {
    /// Begins a result.
    pub fn begin(format: Format, schema: &SchemaRef, out: &mut dyn Write) -> io::Result<Self> {
        match format {
            Format::Table if plans::is_explain(schema) => Ok(Renderer::Plans),
            Format::Table => Ok(Renderer::Table(Table::new(schema))),
            Format::Csv => Delimited::csv(schema, out).map(Renderer::Delimited),
            Format::Tsv => Delimited::tsv(schema, out).map(Renderer::Delimited),
            Format::Json => Json::array(schema, out).map(Renderer::Json),
            Format::Jsonl => Ok(Renderer::Json(Json::lines(schema))),
        }
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Table(table) => table.batch(batch),
            Renderer::Delimited(delimited) => delimited.batch(batch, out),
            Renderer::Json(json) => json.batch(batch, out),
            Renderer::Plans => plans::print(batch, out),
        }
    }

    /// Ends a result that is whole.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Table(table) => table.finish(out),
            Renderer::Delimited(_) | Renderer::Plans => Ok(()),
            Renderer::Json(json) => json.finish(out),
        }
    }

    /// Ends a result of which the rest will not come, so that what follows begins on a line of its own.
    pub fn abandon(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Renderer::Table(_) | Renderer::Delimited(_) | Renderer::Plans => Ok(()),
            Renderer::Json(json) => json.abandon(out),
        }
    }
}

/// That a value has no text: the data are at fault, not the writing.
fn invalid(error: ArrowError) -> io::Error {
    let message = match error {
        ArrowError::CastError(message) => message,
        other => other.to_string(),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests;
