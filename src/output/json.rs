//! Writes JSON, as one array or as lines.

use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, RecordBatch, StructArray};
use datafusion::arrow::datatypes::{Field, SchemaRef};
use datafusion::arrow::json::writer::{EncoderOptions, make_encoder};

use super::cells::{PIECE, invalid, plain};

/// A writer of rows as objects: in an array on one line, or one on each line.
#[derive(Debug)]
pub struct Json {
    keys: Vec<String>,
    lines: bool,
    begun: bool,
}

impl Json {
    /// Begins an array of objects.
    pub fn array(schema: &SchemaRef, out: &mut dyn Write) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Self { keys: unique_names(schema), lines: false, begun: false })
    }

    /// Begins lines of one object each.
    pub fn lines(schema: &SchemaRef) -> Self {
        Self { keys: unique_names(schema), lines: true, begun: false }
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let columns = batch.columns().iter().map(plain).collect::<Result<Vec<_>, _>>().map_err(invalid)?;
        let field = |(key, array): (&String, &ArrayRef)| Field::new(key, array.data_type().clone(), true);
        let fields = self.keys.iter().zip(&columns).map(field).collect();
        let rows = StructArray::try_new(fields, columns, None).map_err(invalid)?;
        let row_field = Arc::new(Field::new("", rows.data_type().clone(), false));
        let options = EncoderOptions::default().with_explicit_nulls(true);
        let mut encoder = make_encoder(&row_field, &rows, &options).map_err(invalid)?;

        let mut text = Vec::with_capacity(2 * PIECE);
        for row in 0..rows.len() {
            if self.begun && !self.lines {
                text.push(b',');
            }
            self.begun = true;
            encoder.encode(row, &mut text);
            if self.lines {
                text.push(b'\n');
            }
            if text.len() >= PIECE {
                out.write_all(&text)?;
                text.clear();
            }
        }
        out.write_all(&text)
    }

    /// Ends the array.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self.lines {
            true => Ok(()),
            false => out.write_all(b"]\n"),
        }
    }

    /// Ends the line but not the array, so that readers see that it is incomplete.
    pub fn abandon(self, out: &mut dyn Write) -> io::Result<()> {
        match self.lines {
            true => Ok(()),
            false => out.write_all(b"\n"),
        }
    }
}

/// Returns the names of the columns, numbered where they repeat: most JSON readers drop one of two equal keys.
pub(super) fn unique_names(schema: &SchemaRef) -> Vec<String> {
    let names: HashSet<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let mut used = HashSet::new();
    let mut keys = Vec::with_capacity(schema.fields().len());
    for field in schema.fields() {
        let mut key = field.name().clone();
        let mut number = 0;
        while used.contains(&key) || number > 0 && names.contains(key.as_str()) {
            number += 1;
            key = format!("{}_{number}", field.name());
        }
        used.insert(key.clone());
        keys.push(key);
    }
    keys
}
