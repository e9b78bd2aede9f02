//! The table `rejects`: the records that could not be read.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{MemTable, Session, TableProvider};
use datafusion::common::Result;
use datafusion::logical_expr::{Expr, TableType};
use datafusion::physical_plan::ExecutionPlan;

use super::read_log::ReadLog;

/// The columns of the table, with their meanings.
const COLUMNS: &[(&str, &str)] = &[
    ("file", "the file"),
    ("line", "the line on which the record begins, from 1"),
    ("byte", "where it begins, in bytes of the text, from 0"),
    ("column", "the column that could not be read; NULL if it is the record as such"),
    ("expected", "what was expected"),
    ("found", "what was found"),
    ("raw", "the record as it stands in the file"),
];

/// The table `rejects`: the records of the connection that queries it, at the time of the query.
#[derive(Debug)]
pub(crate) struct RejectsTable {
    schema: SchemaRef,
}

impl RejectsTable {
    /// The name of the table.
    pub const NAME: &str = "rejects";

    pub fn new() -> Self {
        let data_type = |name: &str| match name {
            "line" | "byte" => DataType::Int64,
            _ => DataType::Utf8,
        };
        let field = |(name, _): &(&str, &str)| Field::new(*name, data_type(name), *name == "column");
        Self { schema: Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>())) }
    }

    fn batch(&self, log: &ReadLog) -> Result<RecordBatch> {
        let rejects = log.rejects();
        let text = |value: fn(&(Arc<str>, tenure_reader::BadRow)) -> Option<&str>| -> ArrayRef {
            Arc::new(rejects.iter().map(value).collect::<StringArray>())
        };
        let number = |value: fn(&tenure_reader::BadRow) -> u64| -> ArrayRef {
            Arc::new(rejects.iter().map(|(_, bad)| Some(value(bad) as i64)).collect::<Int64Array>())
        };
        let columns = vec![
            text(|(file, _)| Some(file)),
            number(|bad| bad.line),
            number(|bad| bad.byte),
            text(|(_, bad)| bad.column.as_deref()),
            text(|(_, bad)| Some(&bad.expected)),
            text(|(_, bad)| Some(&bad.found)),
            text(|(_, bad)| Some(&bad.raw)),
        ];
        Ok(RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }
}

#[async_trait]
impl TableProvider for RejectsTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::View
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let table =
            MemTable::try_new(Arc::clone(&self.schema), vec![vec![self.batch(&ReadLog::of(state))?]])?;
        table.scan(state, projection, filters, limit).await
    }
}
