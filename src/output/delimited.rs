//! Writes CSV and TSV.

use std::io::{self, Write};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;

use super::cells::{Columns, PIECE};

/// A writer of rows with a separator between the fields.
#[derive(Debug)]
pub struct Delimited {
    separator: u8,
    /// Appends a value that is not NULL to the line.
    field: fn(&str, &mut Vec<u8>),
}

impl Delimited {
    /// Begins comma-separated values.
    pub fn csv(schema: &SchemaRef, out: &mut dyn Write) -> io::Result<Self> {
        Self { separator: b',', field: quoted }.header(schema, out)
    }

    /// Begins tab-separated values.
    pub fn tsv(schema: &SchemaRef, out: &mut dyn Write) -> io::Result<Self> {
        Self { separator: b'\t', field: escaped }.header(schema, out)
    }

    fn header(self, schema: &SchemaRef, out: &mut dyn Write) -> io::Result<Self> {
        let mut line = Vec::new();
        for (i, field) in schema.fields().iter().enumerate() {
            if i > 0 {
                line.push(self.separator);
            }
            (self.field)(field.name(), &mut line);
        }
        line.push(b'\n');
        out.write_all(&line)?;
        Ok(self)
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
        let columns = Columns::new(batch)?;
        let mut cells = columns.cells()?;
        let mut text = String::new();
        let mut lines = Vec::with_capacity(2 * PIECE);
        for row in 0..columns.rows() {
            for (i, cells) in cells.iter_mut().enumerate() {
                if i > 0 {
                    lines.push(self.separator);
                }
                if cells.read(row, &mut text)? {
                    (self.field)(&text, &mut lines);
                }
            }
            lines.push(b'\n');
            if lines.len() >= PIECE {
                out.write_all(&lines)?;
                lines.clear();
            }
        }
        out.write_all(&lines)
    }
}

/// Appends a text, quoted as in RFC 4180 if necessary. An empty text is quoted too, since an empty field is NULL.
fn quoted(text: &str, line: &mut Vec<u8>) {
    let special = |byte| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !text.is_empty() && !text.bytes().any(special) {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            line.push(b'"');
        }
        line.push(byte);
    }
    line.push(b'"');
}

/// Appends a text, escaping characters that would end the line or the field.
fn escaped(text: &str, line: &mut Vec<u8>) {
    for byte in text.bytes() {
        match byte {
            b'\t' => line.extend_from_slice(b"\\t"),
            b'\n' => line.extend_from_slice(b"\\n"),
            b'\r' => line.extend_from_slice(b"\\r"),
            b'\\' => line.extend_from_slice(b"\\\\"),
            byte => line.push(byte),
        }
    }
}
