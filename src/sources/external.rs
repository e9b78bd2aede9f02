//! `CREATE EXTERNAL TABLE … STORED AS CSV`, and `STORED AS JSON`.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::DataType;
use datafusion::catalog::{Session, TableProvider, TableProviderFactory};
use datafusion::common::Result;
use datafusion::logical_expr::CreateExternalTable;
use tenure_reader::values::ValueType;
use tenure_udfs::catalog::Constant;

use super::files::text::formats;
use super::files::{NamedFiles, open_json, open_text};
use super::options::ReadOptions;
use crate::errors::{Code, Error};

/// The factory of tables over text files, with the options of read_csv. Declared columns set types: by name if the
/// files have a header, otherwise in order.
#[derive(Debug)]
pub(crate) struct TextFactory;

#[async_trait]
impl TableProviderFactory for TextFactory {
    async fn create(
        &self,
        state: &dyn Session,
        table: &CreateExternalTable,
    ) -> Result<Arc<dyn TableProvider>> {
        let mut options = read_options(table)?;
        let fields = table.schema.fields();
        let mut types = vec![];
        for field in fields {
            types.push((field.name().clone(), declared(field.name(), field.data_type())?));
        }
        if !fields.is_empty() && !has_names(state, table, &options).await? {
            options.known.names = Some(fields.iter().map(|field| field.name().clone()).collect());
        }
        options.known.types = types;
        Ok(open_text(state, &table.locations, &options).await?)
    }
}

/// Tells whether the files name their columns.
async fn has_names(
    state: &dyn Session,
    table: &CreateExternalTable,
    options: &ReadOptions,
) -> Result<bool, Error> {
    let files = NamedFiles::of_paths(&table.locations).await?;
    let formats = formats(state, files, options).await?;
    Ok(formats.iter().all(|(_, format)| format.has_names))
}

/// The factory of tables over JSON files, whose columns are inferred.
#[derive(Debug)]
pub(crate) struct JsonFactory;

#[async_trait]
impl TableProviderFactory for JsonFactory {
    async fn create(
        &self,
        state: &dyn Session,
        table: &CreateExternalTable,
    ) -> Result<Arc<dyn TableProvider>> {
        let is_bare = table.schema.fields().is_empty()
            && table.options.is_empty()
            && table.table_partition_cols.is_empty()
            && table.order_exprs.is_empty();
        if !is_bare {
            let message = "a table of JSON takes neither columns nor options: they are found out";
            let hint = "CREATE EXTERNAL TABLE t STORED AS JSON LOCATION 'orders.jsonl'".to_owned();
            return Err(Error::new(Code::Query, message, Some(hint)).into());
        }
        Ok(open_json(state, &table.locations).await?)
    }
}

fn read_options(table: &CreateExternalTable) -> Result<ReadOptions, Error> {
    let refused =
        |message: String, hint: Option<&str>| Err(Error::new(Code::Query, message, hint.map(str::to_owned)));
    if !table.table_partition_cols.is_empty() {
        return refused(
            "PARTITIONED BY is not needed".to_owned(),
            Some("folders like country=GB are columns where all files are in such folders"),
        );
    }
    if !table.order_exprs.is_empty() {
        return refused("WITH ORDER is not supported for text files".to_owned(), None);
    }
    let mut options = ReadOptions::default();
    let mut given: Vec<(&String, &String)> = table.options.iter().collect();
    given.sort();
    for (key, text) in given {
        let name = match key.strip_prefix("format.").unwrap_or(key) {
            "has_header" => "header",
            "types" => {
                let hint = "declare the columns: CREATE EXTERNAL TABLE t (zip VARCHAR) …";
                return refused("types is not an option here".to_owned(), Some(hint));
            }
            "compression" => {
                return refused("compression is found out from the file".to_owned(), Some("leave it out"));
            }
            name => name,
        };
        let value = match name {
            "names" | "nulls" => Constant::List(text.split(',').map(|name| name.trim().to_owned()).collect()),
            _ => Constant::Text(text.clone()),
        };
        if let Err(problem) = options.set("STORED AS CSV", name, value) {
            return Err(Error::of(Code::Query, vec![problem]));
        }
    }
    Ok(options)
}

fn declared(name: &str, data_type: &DataType) -> Result<ValueType, Error> {
    Ok(match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => ValueType::Text,
        DataType::Boolean => ValueType::Boolean,
        DataType::Int64 | DataType::Int32 => ValueType::Integer,
        DataType::Float64 | DataType::Float32 => ValueType::Float,
        DataType::Date32 => ValueType::Date,
        DataType::Timestamp(_, zone) => ValueType::Timestamp { zone: zone.is_some(), nanoseconds: false },
        other => {
            return Err(Error::new(
                Code::Query,
                format!("column {name} of a text file cannot be {other}"),
                Some(
                    "it can be VARCHAR, BOOLEAN, BIGINT, DOUBLE, DATE or TIMESTAMP; CAST makes other types"
                        .to_owned(),
                ),
            ));
        }
    })
}
