//! Files of JSON as a table.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::source::DataSourceExec;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::scalar::ScalarValue;

use super::kind::Kind;
use super::open::{Column, open_table};
use super::scan::{JsonScan, Output};
use crate::errors::{Code, Error};
use crate::sources::file_cache::Stamp;
use crate::sources::hive::Partitions;
use crate::sources::notes;
use crate::sources::pruning::Pruning;
use crate::sources::read_log::ReadLog;

/// A file of the table.
#[derive(Debug, Clone)]
pub(super) struct JsonFile {
    pub path: PathBuf,
    /// How it is called in messages.
    pub name: Arc<str>,
    pub stamp: Stamp,
}

/// Files of JSON as a table: their columns, and those that their folders make.
#[derive(Debug)]
pub(super) struct JsonTable {
    /// How the files were called.
    path: String,
    files: Vec<JsonFile>,
    columns: Arc<Vec<(String, Kind)>>,
    /// What is to be said of each column.
    notes: Vec<Vec<String>>,
    outputs: Vec<Output>,
    schema: SchemaRef,
    pruning: Pruning,
}

impl JsonTable {
    pub fn new(
        log: &ReadLog,
        path: &str,
        files: Vec<JsonFile>,
        columns: Vec<Column>,
        partitions: Partitions,
    ) -> Self {
        let mut fields: Vec<Field> =
            columns.iter().map(|column| Field::new(&column.name, column.kind.data_type(), true)).collect();
        let mut outputs: Vec<Output> = (0..columns.len()).map(Output::Column).collect();
        let pruning = Pruning::new(log, &fields, partitions, files.len());
        fields.extend(pruning.fields().iter().cloned());
        outputs.extend((0..pruning.fields().len()).map(Output::Partition));
        let (columns, notes) =
            columns.into_iter().map(|column| ((column.name, column.kind), column.notes)).unzip();
        let schema = Arc::new(Schema::new(fields));
        Self { path: path.to_owned(), files, columns: Arc::new(columns), notes, outputs, schema, pruning }
    }

    /// The table as its files are now, if one of these has changed since it was opened.
    async fn changed(
        &self,
        state: &dyn Session,
        files: &[usize],
    ) -> std::result::Result<Option<Self>, Error> {
        let same = |file: &JsonFile| Stamp::of(&file.path).is_ok_and(|stamp| stamp == file.stamp);
        if files.iter().all(|file| same(&self.files[*file])) {
            return Ok(None);
        }
        let files = self.files.iter().map(|file| file.path.clone()).collect();
        let now = open_table(state, &self.path, files).await?;
        if now.schema != self.schema {
            return Err(Error::new(
                Code::Data,
                format!("the columns of '{}' have changed since it was opened", self.path),
                Some("open it again to read it as it is now".to_owned()),
            ));
        }
        Ok(Some(now))
    }

    /// A file with the values that its folders stand for.
    fn part(&self, file: usize) -> (JsonFile, Vec<ScalarValue>) {
        (self.files[file].clone(), self.pruning.values(file).to_vec())
    }

    /// Says what is to be said of these columns.
    fn say(&self, log: &ReadLog, outputs: &[Output]) {
        let notes = outputs.iter().filter_map(|output| match output {
            Output::Column(place) => Some(&self.notes[*place]),
            Output::Partition(_) => None,
        });
        notes::say(log, notes.flatten());
    }
}

#[async_trait]
impl TableProvider for JsonTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&Expr| match self.pruning.decides(filter) {
            true => TableProviderFilterPushDown::Exact,
            false => TableProviderFilterPushDown::Unsupported,
        };
        Ok(filters.iter().map(support).collect())
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let kept = self.pruning.kept(state, filters)?;
        let now = self.changed(state, &kept).await?;
        let (table, kept) = match &now {
            Some(now) => (now, now.pruning.kept(state, filters)?),
            None => (self, kept),
        };
        let all = (0..self.outputs.len()).collect();
        let projection = projection.unwrap_or(&all);
        let outputs: Vec<Output> = projection.iter().map(|place| self.outputs[*place]).collect();
        table.say(&ReadLog::of(state), &outputs);
        let scan = JsonScan::new(
            kept.into_iter().map(|file| table.part(file)).collect(),
            Arc::clone(&table.columns),
            Arc::new(self.schema.project(projection)?),
            outputs,
            limit,
        );
        Ok(DataSourceExec::from_data_source(scan))
    }
}
