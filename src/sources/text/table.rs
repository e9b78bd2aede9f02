//! Text files as a table.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::{DFSchema, Result};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::{ColumnarValue, ExecutionPlan};
use datafusion::scalar::ScalarValue;
use tenure_reader::batch::data_type;
use tenure_reader::{Column, FileFormat};

use super::open::open_table;
use super::scan::{Output, TextScan};
use super::union::Notice;
use crate::errors::{Code, Error};
use crate::sources::file_cache::Stamp;
use crate::sources::options::ReadOptions;
use crate::sources::read_log::ReadLog;

/// No more is said of the columns of a query.
const MOST_NOTICES: usize = 8;

/// No more columns are named in one notice.
const NAMED: usize = 5;

/// A file of the table.
#[derive(Debug, Clone)]
pub(super) struct TextFile {
    pub path: PathBuf,
    /// How it is called in messages and in the column `filename`.
    pub name: Arc<str>,
    pub format: Arc<FileFormat>,
    pub stamp: Stamp,
    /// For each column of the table how it is read here, and its field.
    pub columns: Vec<(Column, Option<usize>)>,
    /// The values of the columns that its folders make.
    pub partitions: Vec<ScalarValue>,
}

/// Text files as a table: their columns, those that their folders make, and those that were asked for.
#[derive(Debug)]
pub(super) struct TextTable {
    files: Vec<TextFile>,
    schema: SchemaRef,
    outputs: Vec<Output>,
    /// What is to be said of each column of the files.
    notices: Vec<Vec<Notice>>,
    /// How the files were called, and how they are to be read.
    path: String,
    options: ReadOptions,
}

impl TextTable {
    /// The table.
    ///
    /// # Errors
    /// If a column that was asked for has the name of one that is there.
    pub fn new(
        log: &ReadLog,
        path: &str,
        files: Vec<TextFile>,
        columns: Vec<Column>,
        notices: Vec<Vec<Notice>>,
        partitions: Vec<Field>,
        options: &ReadOptions,
    ) -> std::result::Result<Self, Error> {
        let mut fields: Vec<Field> =
            columns.iter().map(|column| Field::new(&column.name, data_type(&column.format), true)).collect();
        let mut outputs: Vec<Output> = (0..columns.len()).map(Output::Column).collect();
        for (i, partition) in partitions.into_iter().enumerate() {
            if fields.iter().any(|field| field.name().eq_ignore_ascii_case(partition.name())) {
                let name = partition.name();
                log.say(format!("column \"{name}\" is in the files and in the names of their folders: that of the files is used"));
                continue;
            }
            fields.push(partition);
            outputs.push(Output::Partition(i));
        }
        for (asked, name, data_type, output) in [
            (options.filename, "filename", DataType::Utf8View, Output::FileName),
            (options.row_number, "row_number", DataType::Int64, Output::RowNumber),
        ] {
            if !asked {
                continue;
            }
            if fields.iter().any(|field| field.name() == name) {
                return Err(Error::new(Code::Query, format!("the files have a column {name} already"), None));
            }
            fields.push(Field::new(name, data_type, false));
            outputs.push(output);
        }
        let schema = Arc::new(Schema::new(fields));
        let (path, options) = (path.to_owned(), options.clone());
        Ok(Self { path, options, files, schema, outputs, notices })
    }

    /// The table as its files are now, if one has changed since it was opened.
    ///
    /// # Errors
    /// If a file cannot be opened again, or its columns are others now.
    async fn changed(&self, state: &dyn Session) -> std::result::Result<Option<Self>, Error> {
        if self.files.iter().all(|file| Stamp::of(&file.path).is_ok_and(|stamp| stamp == file.stamp)) {
            return Ok(None);
        }
        let files = self.files.iter().map(|file| file.path.clone()).collect();
        let now = open_table(state, &self.path, files, &self.options).await?;
        if now.schema != self.schema {
            return Err(Error::new(
                Code::Data,
                format!("the columns of '{}' have changed since it was opened", self.path),
                Some("open it again to read it as it is now".to_owned()),
            ));
        }
        Ok(Some(now))
    }

    /// The files that can have rows for which all of these hold, as far as that can be told from their folders.
    fn files_for(&self, state: &SessionState, filters: &[Expr]) -> Result<Vec<TextFile>> {
        let mut files = self.files.clone();
        let schema = DFSchema::try_from(self.schema.as_ref().clone())?;
        for filter in filters.iter().filter(|filter| self.is_about_files(filter)) {
            let condition = state.create_physical_expr((*filter).clone(), &schema)?;
            let mut kept = Vec::with_capacity(files.len());
            for file in files {
                let row = self.row_of(&file)?;
                let holds = match condition.evaluate(&row)? {
                    ColumnarValue::Scalar(value) => value,
                    ColumnarValue::Array(values) => ScalarValue::try_from_array(&values, 0)?,
                };
                if holds == ScalarValue::Boolean(Some(true)) {
                    kept.push(file);
                }
            }
            files = kept;
        }
        Ok(files)
    }

    /// Says what is to be said of these columns.
    fn say(&self, log: &ReadLog, outputs: &[Output]) {
        let mut said = vec![];
        let mut missing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for output in outputs {
            let Output::Column(place) = output else { continue };
            for notice in &self.notices[*place] {
                match notice {
                    Notice::Said(text) => said.push(text.clone()),
                    Notice::Missing(files) => {
                        missing.entry(files).or_default().push(self.schema.field(*place).name());
                    }
                }
            }
        }
        for (files, columns) in missing {
            said.push(match columns.as_slice() {
                [one] => format!("column \"{one}\" is not in {files}: it is NULL there"),
                several => {
                    let first: Vec<&str> = several.iter().take(NAMED).copied().collect();
                    let more = match several.len().saturating_sub(NAMED) {
                        0 => String::new(),
                        more => format!(" and {more} more"),
                    };
                    format!("columns {}{more} are not in {files}: they are NULL there", first.join(", "))
                }
            });
        }
        let more = said.len().saturating_sub(MOST_NOTICES);
        said.truncate(MOST_NOTICES);
        said.into_iter().for_each(|notice| log.say(notice));
        if let (1.., Some(file)) = (more, self.files.first()) {
            log.say(format!("{more} more notes: tenure sniff '{}'", file.name));
        }
    }

    /// A row with what is known of a file's rows before it is read.
    fn row_of(&self, file: &TextFile) -> Result<datafusion::arrow::array::RecordBatch> {
        let mut columns = Vec::with_capacity(self.outputs.len());
        for (output, field) in self.outputs.iter().zip(self.schema.fields()) {
            let value = match output {
                Output::Partition(i) => file.partitions[*i].clone(),
                Output::FileName => ScalarValue::Utf8View(Some(file.name.to_string())),
                Output::RowNumber => ScalarValue::Int64(Some(0)),
                Output::Column(_) => ScalarValue::try_from(field.data_type())?,
            };
            columns.push(value.to_array()?);
        }
        Ok(datafusion::arrow::array::RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }

    fn is_about_files(&self, filter: &Expr) -> bool {
        let of_file = |name: &str| {
            let place = self.schema.index_of(name);
            place.is_ok_and(|place| matches!(self.outputs[place], Output::Partition(_) | Output::FileName))
        };
        let columns = filter.column_refs();
        !columns.is_empty() && columns.iter().all(|column| of_file(&column.name)) && !filter.is_volatile()
    }
}

#[async_trait]
impl TableProvider for TextTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&Expr| match self.is_about_files(filter) {
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
        let now = self.changed(state).await?;
        let table = now.as_ref().unwrap_or(self);
        let files = match state.as_any().downcast_ref::<SessionState>() {
            Some(state) if !filters.is_empty() => table.files_for(state, filters)?,
            _ => table.files.clone(),
        };
        let all = (0..self.outputs.len()).collect();
        let projection = projection.unwrap_or(&all);
        let outputs: Vec<Output> = projection.iter().map(|place| self.outputs[*place]).collect();
        table.say(&ReadLog::of(state), &outputs);
        let scan = TextScan::new(
            files,
            Arc::new(self.schema.project(projection)?),
            outputs,
            self.options.on_bad_row,
            limit,
        );
        Ok(DataSourceExec::from_data_source(scan))
    }
}
