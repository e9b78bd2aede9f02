//! A table of files, of whatever kind.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::scalar::ScalarValue;

use super::file_columns::FileColumns;
use super::partitions::{Partitions, is_in_named_folder};
use super::{FileSet, Output, ScanRequest, notes};
use crate::errors::{Code, Error};
use crate::sources::options::ReadOptions;
use crate::sources::read_log::ReadLog;

/// Files as a table: their columns, those that their folders make, and those that the query asks for.
#[derive(Debug)]
pub(super) struct FileTable {
    /// The path as the query writes it.
    path: String,
    options: ReadOptions,
    set: Arc<dyn FileSet>,
    file_columns: FileColumns,
    outputs: Vec<Output>,
    schema: SchemaRef,
}

impl FileTable {
    /// Makes a table of opened files.
    ///
    /// # Errors
    /// Returns an error if a column that the query asks for has the name of one that is there.
    pub fn new(
        state: &dyn Session,
        path: &str,
        set: Arc<dyn FileSet>,
        options: &ReadOptions,
    ) -> std::result::Result<Self, Error> {
        let log = ReadLog::of(state);
        let mut fields: Vec<Field> =
            set.opened().schema.fields().iter().map(|field| field.as_ref().clone()).collect();
        let mut outputs: Vec<Output> = (0..fields.len()).map(Output::Column).collect();
        let names: Vec<&str> = set.opened().files.iter().map(|file| &*file.name).collect();
        let partitions = Partitions::of(&names);
        if partitions.fields.is_empty() && names.iter().any(|name| is_in_named_folder(name)) {
            log.say(format!(
                "'{path}': its folders are no columns, because not all files are in folders of the same names"
            ));
        }
        let mut file_columns = FileColumns::of_folders(&log, &fields, partitions, names.len());
        fields.extend(file_columns.fields().iter().cloned());
        let is_taken = |fields: &[Field], name: &str| match fields.iter().any(|field| field.name() == name) {
            true => Err(Error::new(Code::Query, format!("the files have a column {name} already"), None)),
            false => Ok(()),
        };
        if options.filename {
            is_taken(&fields, "filename")?;
            let field = Field::new("filename", DataType::Utf8View, false);
            fields.push(field.clone());
            let value = |name: &&str| ScalarValue::Utf8View(Some((*name).to_owned()));
            file_columns.add(field, names.iter().map(value));
        }
        outputs.extend((0..file_columns.fields().len()).map(Output::FileColumn));
        if options.row_number {
            is_taken(&fields, "row_number")?;
            fields.push(Field::new("row_number", DataType::Int64, false));
            outputs.push(Output::RowNumber);
        }
        let schema = Arc::new(Schema::new_with_metadata(fields, set.opened().schema.metadata().clone()));
        Ok(Self { path: path.to_owned(), options: options.clone(), set, file_columns, outputs, schema })
    }

    /// Tells whether rows come in the order of the files and their records, whatever the threads.
    pub fn keeps_order(&self) -> bool {
        self.set.keeps_order()
    }

    /// Returns the table as its files are now, if one of these has changed since it was opened.
    ///
    /// # Errors
    /// Returns an error if a file cannot be opened again, or its columns are others now.
    async fn changed(
        &self,
        state: &dyn Session,
        files: &[usize],
    ) -> std::result::Result<Option<Self>, Error> {
        let mut is_changed = false;
        for file in files {
            is_changed |= !self.set.opened().files[*file].is_unchanged().await;
        }
        if !is_changed {
            return Ok(None);
        }
        let set = self.set.reopen(state).await?;
        let now = Self::new(state, &self.path, set, &self.options)?;
        if now.schema != self.schema {
            return Err(Error::new(
                Code::Data,
                format!("the columns of '{}' have changed since it was opened", self.path),
                Some("open it again to read it as it is now".to_owned()),
            ));
        }
        Ok(Some(now))
    }

    /// Adds the notes on columns that a query reads to the log.
    fn report(&self, log: &ReadLog, outputs: &[Output]) {
        let notes = outputs.iter().filter_map(|output| match output {
            Output::Column(place) => {
                Some((self.schema.field(*place).name().as_str(), self.set.opened().notes[*place].as_slice()))
            }
            _ => None,
        });
        let first = self.set.opened().files.first().filter(|_| self.keeps_order());
        let sniff = first.map(|file| format!("tenure sniff '{}'", file.name));
        notes::report(log, notes, sniff.as_deref());
    }
}

#[async_trait]
impl TableProvider for FileTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&Expr| match self.file_columns.decide(filter) {
            true => TableProviderFilterPushDown::Exact,
            false => self.set.filter_support(),
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
        let kept = self.file_columns.prune(state, filters)?;
        let now = self.changed(state, &kept).await?;
        let (table, kept) = match &now {
            Some(now) => (now, now.file_columns.prune(state, filters)?),
            None => (self, kept),
        };
        let outputs: Vec<Output> = match projection {
            Some(projection) => projection.iter().map(|place| self.outputs[*place]).collect(),
            None => self.outputs.clone(),
        };
        table.report(&ReadLog::of(state), &outputs);
        let schema = match projection {
            Some(projection) => Arc::new(self.schema.project(projection)?),
            None => Arc::clone(&self.schema),
        };
        let with_values = |file: usize| (file, table.file_columns.values(file).to_vec());
        let request = ScanRequest {
            files: kept.into_iter().map(with_values).collect(),
            file_columns: table.file_columns.fields().to_vec(),
            projection: projection.cloned(),
            outputs,
            schema,
            limit,
        };
        Arc::clone(&table.set).scan(state, request).await
    }
}
