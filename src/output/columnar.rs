//! Writes Parquet and Arrow files, which keep the types.

use std::io::{self, Write};
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::ipc::writer::FileWriter;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::WriterProperties;

use super::cells::invalid;
use super::json::unique_names;

/// A writer of one of the two formats. It writes to memory and passes on the bytes of each batch.
pub struct Columnar {
    schema: SchemaRef,
    writer: Writer,
}

enum Writer {
    Parquet(Box<ArrowWriter<Vec<u8>>>),
    Arrow(Box<FileWriter<Vec<u8>>>),
}

impl std::fmt::Debug for Columnar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columnar").field("schema", &self.schema).finish_non_exhaustive()
    }
}

impl Columnar {
    /// Begins a Parquet file, compressed with zstd.
    pub fn parquet(schema: &SchemaRef) -> io::Result<Self> {
        let schema = file_schema(schema);
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(Default::default()));
        let writer = ArrowWriter::try_new(Vec::new(), Arc::clone(&schema), Some(properties.build()));
        let writer = Writer::Parquet(Box::new(writer.map_err(parquet)?));
        Ok(Self { schema, writer })
    }

    /// Begins an Arrow file, also known as Feather version 2.
    pub fn arrow(schema: &SchemaRef) -> io::Result<Self> {
        let schema = file_schema(schema);
        let writer = FileWriter::try_new(Vec::new(), &schema).map_err(invalid)?;
        Ok(Self { schema, writer: Writer::Arrow(Box::new(writer)) })
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
        let columns = batch.columns().iter().zip(self.schema.fields());
        let columns: Result<Vec<_>, ArrowError> =
            columns.map(|(column, field)| cast(column, field.data_type())).collect();
        let columns = columns.map_err(invalid)?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(invalid)?;
        let bytes = match &mut self.writer {
            Writer::Parquet(writer) => {
                writer.write(&batch).map_err(parquet)?;
                std::mem::take(writer.inner_mut())
            }
            Writer::Arrow(writer) => {
                writer.write(&batch).map_err(invalid)?;
                std::mem::take(writer.get_mut())
            }
        };
        out.write_all(&bytes)
    }

    /// Ends the file.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        let bytes = match self.writer {
            Writer::Parquet(writer) => writer.into_inner().map_err(parquet)?,
            Writer::Arrow(writer) => writer.into_inner().map_err(invalid)?,
        };
        out.write_all(&bytes)
    }
}

/// Returns the schema of the file. Names are made unique, because most readers lose one of two columns with the same name.
/// A column of type NULL becomes text, because most readers do not know that type.
fn file_schema(schema: &SchemaRef) -> SchemaRef {
    let field = |(field, name): (&Arc<Field>, String)| match field.data_type() {
        DataType::Null | DataType::Utf8View => Field::new(name, DataType::Utf8, true),
        DataType::BinaryView => Field::new(name, DataType::Binary, true),
        other => Field::new(name, other.clone(), true),
    };
    Arc::new(Schema::new(schema.fields().iter().zip(unique_names(schema)).map(field).collect::<Vec<_>>()))
}

fn parquet(error: ParquetError) -> io::Error {
    let message = match error.to_string() {
        message if message.contains("interval") => {
            "Parquet does not support INTERVAL: write CSV, or cast the column to VARCHAR".to_owned()
        }
        message => format!("cannot be written as Parquet: {message}"),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}
