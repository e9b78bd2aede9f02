//! Parquet and Arrow: files that keep the types.

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

use super::json::keys;

/// A writer of one of the two formats, into memory, from where each batch is handed on.
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
    /// A Parquet file, compressed with zstd.
    pub fn parquet(schema: &SchemaRef) -> io::Result<Self> {
        let schema = kept(schema);
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(Default::default()));
        let writer = ArrowWriter::try_new(Vec::new(), Arc::clone(&schema), Some(properties.build()));
        let writer = Writer::Parquet(Box::new(writer.map_err(parquet)?));
        Ok(Self { schema, writer })
    }

    /// An Arrow file, as Feather calls its second version.
    pub fn arrow(schema: &SchemaRef) -> io::Result<Self> {
        let schema = kept(schema);
        let writer = FileWriter::try_new(Vec::new(), &schema).map_err(super::invalid)?;
        Ok(Self { schema, writer: Writer::Arrow(Box::new(writer)) })
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
        let columns = batch.columns().iter().zip(self.schema.fields());
        let columns: Result<Vec<_>, ArrowError> =
            columns.map(|(column, field)| cast(column, field.data_type())).collect();
        let columns = columns.map_err(super::invalid)?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(super::invalid)?;
        let bytes = match &mut self.writer {
            Writer::Parquet(writer) => {
                writer.write(&batch).map_err(parquet)?;
                std::mem::take(writer.inner_mut())
            }
            Writer::Arrow(writer) => {
                writer.write(&batch).map_err(super::invalid)?;
                std::mem::take(writer.get_mut())
            }
        };
        out.write_all(&bytes)
    }

    /// Ends the file.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        let bytes = match self.writer {
            Writer::Parquet(writer) => writer.into_inner().map_err(parquet)?,
            Writer::Arrow(writer) => writer.into_inner().map_err(super::invalid)?,
        };
        out.write_all(&bytes)
    }
}

/// The schema as a file keeps it: of two columns of one name most readers lose one, so each has its own. A column of which nothing but NULL is known is one of text: most readers know no other.
fn kept(schema: &SchemaRef) -> SchemaRef {
    let field = |(field, name): (&Arc<Field>, String)| match field.data_type() {
        DataType::Null | DataType::Utf8View => Field::new(name, DataType::Utf8, true),
        DataType::BinaryView => Field::new(name, DataType::Binary, true),
        other => Field::new(name, other.clone(), true),
    };
    Arc::new(Schema::new(schema.fields().iter().zip(keys(schema)).map(field).collect::<Vec<_>>()))
}

fn parquet(error: ParquetError) -> io::Error {
    let message = match error.to_string() {
        message if message.contains("interval") => {
            "Parquet has no INTERVAL as SQL has; write CSV, or cast it to VARCHAR".to_owned()
        }
        message => format!("cannot be written as Parquet: {message}"),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}
