//! The values of a batch as text.

use std::io;

use datafusion::arrow::array::{Array as _, ArrayRef, RecordBatch};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, FieldRef, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::writer::{EncoderOptions, NullableEncoder, make_encoder};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};

use super::invalid;
use super::plain::plain;

/// The columns of a batch, of which cells are borrowed.
#[derive(Debug)]
pub struct Columns {
    schema: SchemaRef,
    arrays: Vec<ArrayRef>,
    rows: usize,
    options: EncoderOptions,
}

impl Columns {
    /// Of this batch.
    pub fn new(batch: &RecordBatch) -> io::Result<Self> {
        let arrays = batch.columns().iter().map(plain).collect::<Result<_, _>>().map_err(invalid)?;
        let options = EncoderOptions::default().with_explicit_nulls(true);
        Ok(Self { schema: batch.schema(), arrays, rows: batch.num_rows(), options })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The cells of each column.
    pub fn cells(&self) -> io::Result<Vec<Cells<'_>>> {
        let columns = self.schema.fields().iter().zip(&self.arrays);
        columns.map(|(field, array)| self.column(field, array).map_err(invalid)).collect()
    }

    fn column<'a>(&'a self, field: &'a FieldRef, array: &'a ArrayRef) -> Result<Cells<'a>, ArrowError> {
        let text = match array.data_type() {
            // JSON has no word for a union.
            DataType::Union(..) => Text::Simple(ArrayFormatter::try_new(array, &FormatOptions::new())?),
            nested if nested.is_nested() => Text::Nested(make_encoder(field, array, &self.options)?),
            _ => Text::Simple(ArrayFormatter::try_new(array, &FormatOptions::new())?),
        };
        Ok(Cells { nulls: array.logical_nulls(), text })
    }
}

/// The cells of one column.
pub struct Cells<'a> {
    nulls: Option<NullBuffer>,
    text: Text<'a>,
}

enum Text<'a> {
    Simple(ArrayFormatter<'a>),
    /// Lists, structs and maps are JSON, whatever the format around them.
    Nested(NullableEncoder<'a>),
}

impl Cells<'_> {
    /// Puts the text of the cell into the buffer in place of what is there. False, and no text, if the cell is NULL.
    pub fn read(&mut self, row: usize, buffer: &mut String) -> io::Result<bool> {
        buffer.clear();
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return Ok(false);
        }
        match &mut self.text {
            Text::Simple(formatter) => formatter.value(row).write(buffer).map_err(invalid)?,
            Text::Nested(encoder) => {
                let mut bytes = std::mem::take(buffer).into_bytes();
                encoder.encode(row, &mut bytes);
                *buffer = String::from_utf8(bytes).map_err(io::Error::other)?;
            }
        }
        Ok(true)
    }
}
