//! CSV as far as the reader underneath reads it right: commas, double quotes, a header, the same columns in every file.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::csv::reader::Format;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::csv::CsvFormat;

use crate::{Code, Error};

/// The strict settings: line breaks in quotes keep a record whole, and a record with too few or too many fields is an
/// error. With them the columns, whose types are those of all values of all files.
///
/// # Errors
/// If a file cannot be read, or the files differ in their columns: they would be matched by position.
pub(super) async fn open(files: Vec<PathBuf>) -> Result<(Arc<dyn FileFormat>, SchemaRef), Error> {
    let format =
        CsvFormat::default().with_has_header(true).with_newlines_in_values(true).with_truncated_rows(false);
    let columns = tokio::task::spawn_blocking(move || columns_of_all(&files)).await;
    let schema = columns.map_err(|error| Error::new(Code::Internal, error.to_string(), None))??;
    Ok((Arc::new(format), Arc::new(schema)))
}

// The inference underneath divides a file at line breaks, also at those inside quotes.
fn columns_of_all(files: &[PathBuf]) -> Result<Schema, Error> {
    let mut all: Option<(&Path, Schema)> = None;
    for path in files {
        let schema = columns(path)?;
        all = Some(match all {
            None => (path, schema),
            Some((first, sofar)) => match together(&sofar, &schema) {
                Some(both) => (first, both),
                None => {
                    return Err(Error::new(
                        Code::Data,
                        format!(
                            "'{}' and '{}' differ in their columns or in the order of them",
                            first.display(),
                            path.display()
                        ),
                        Some("read them one by one, and combine them by name".to_owned()),
                    ));
                }
            },
        });
    }
    Ok(all.map_or_else(Schema::empty, |(_, schema)| schema))
}

fn columns(path: &Path) -> Result<Schema, Error> {
    let unreadable = |reason: String| {
        Error::new(Code::Data, format!("'{}' cannot be read: {reason}", path.display()), None)
    };
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let (schema, _) =
        Format::default().with_header(true).infer_schema(BufReader::new(file), None).map_err(|error| {
            match error {
                ArrowError::CsvError(reason) => unreadable(reason),
                other => unreadable(other.to_string()),
            }
        })?;
    Ok(schema)
}

/// The columns of two files: the same names in the same order, with types that hold the values of both.
fn together(a: &Schema, b: &Schema) -> Option<Schema> {
    let names =
        |schema: &Schema| schema.fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    if names(a) != names(b) {
        return None;
    }
    let fields = a.fields().iter().zip(b.fields()).map(|(a, b)| {
        let data_type = match (a.data_type(), b.data_type()) {
            (one, other) if one == other => one.clone(),
            (DataType::Null, other) | (other, DataType::Null) => other.clone(),
            (DataType::Int64, DataType::Float64) | (DataType::Float64, DataType::Int64) => DataType::Float64,
            _ => DataType::Utf8,
        };
        Field::new(a.name(), data_type, true)
    });
    Some(Schema::new(fields.collect::<Vec<_>>()))
}
