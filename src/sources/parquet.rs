//! Parquet files as a table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::{DataFusionError, Result, Statistics, stats::Precision};
use datafusion::datasource::file_format::FileFormat as _;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingTableUrl, PartitionedFile};
use datafusion::datasource::object_store::ObjectStoreUrl;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use futures::{StreamExt as _, TryStreamExt as _};
use url::Url;

use super::parquet_schema::together;
use super::pruning::Pruning;
use super::read_log::ReadLog;
use super::{files, hive, notes};
use crate::errors::{Code, Error};

/// Parquet files as a table: their columns, matched by name, and those that their folders make.
#[derive(Debug)]
struct ParquetTable {
    format: ParquetFormat,
    files: Vec<ParquetFile>,
    /// The columns of the files.
    columns: SchemaRef,
    /// These, and those of the folders.
    schema: SchemaRef,
    pruning: Pruning,
    /// What is to be said of each column of the files.
    notes: Vec<Option<String>>,
}

#[derive(Debug)]
struct ParquetFile {
    path: PathBuf,
    name: String,
    /// Its columns, as far as they are those of the table.
    schema: SchemaRef,
}

/// Opens files as a table.
///
/// # Errors
/// If one cannot be read, or a column is of types that do not go together.
pub(super) async fn open(
    state: &SessionState,
    path: &str,
    paths: Vec<PathBuf>,
) -> Result<Arc<dyn TableProvider>, Error> {
    let format = ParquetFormat::default();
    let store = store(state)?;
    let names = files::names(path, &paths);
    let schema_of = |(path, name): (PathBuf, String)| {
        let (format, store) = (&format, &store);
        async move {
            let meta = meta(store, &path).await.map_err(|error| unreadable(&name, &error))?;
            let schema = format.infer_schema(state, store, &[meta]).await;
            let schema = schema.map_err(|error| unreadable(&name, &error))?;
            Ok::<_, Error>(ParquetFile { path, name, schema })
        }
    };
    let at_once = state.config_options().execution.meta_fetch_concurrency.get();
    let opened = paths.into_iter().zip(names).map(schema_of);
    let opened: Vec<ParquetFile> = futures::stream::iter(opened).buffered(at_once).try_collect().await?;
    Ok(Arc::new(ParquetTable::new(&ReadLog::of(state), format, opened)?))
}

impl ParquetTable {
    fn new(log: &ReadLog, format: ParquetFormat, files: Vec<ParquetFile>) -> Result<Self, Error> {
        let schemas: Vec<SchemaRef> = files.iter().map(|file| Arc::clone(&file.schema)).collect();
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let columns = together(&schemas, &names)?;
        let missing = |field: &Arc<Field>| {
            let without = |file: &&ParquetFile| file.schema.column_with_name(field.name()).is_none();
            let without: Vec<&str> = files.iter().filter(without).map(|file| file.name.as_str()).collect();
            notes::missing(field.name(), &without)
        };
        let notes = columns.fields().iter().map(missing).collect();
        let mut fields: Vec<Field> = columns.fields().iter().map(|field| field.as_ref().clone()).collect();
        let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
        let partitions = hive::partitions(&paths);
        let pruning = Pruning::new(log, &fields, partitions, files.len());
        fields.extend(pruning.fields().iter().cloned());
        let schema = Arc::new(Schema::new_with_metadata(fields, columns.metadata().clone()));
        Ok(Self { format, files, columns, schema, pruning, notes })
    }

    /// A file for the scan, with what is known of its rows.
    async fn part(
        &self,
        state: &dyn Session,
        store: &Arc<dyn ObjectStore>,
        place: usize,
    ) -> Result<PartitionedFile> {
        let file = &self.files[place];
        let meta = meta(store, &file.path).await.map_err(|error| unreadable(&file.name, &error))?;
        let log = ReadLog::of(state);
        log.begin_input(&file.name, Some(meta.size));
        let values = self.pruning.values(place).to_vec();
        let mut part = PartitionedFile::new_from_meta(meta.clone()).with_partition_values(values.clone());
        if !state.config().collect_statistics() {
            return Ok(part);
        }
        let columns = Arc::clone(&self.columns);
        let known = self.format.infer_stats_and_ordering(state, store, columns, &meta).await;
        let known = known.map_err(|error| unreadable(&file.name, &error))?;
        let mut statistics = known.statistics;
        if file.schema.fields() != self.columns.fields() {
            // What is known of a column of another type need not be true of its values in the table.
            statistics.column_statistics = Statistics::unknown_column(&self.columns);
        }
        let rows = statistics.num_rows;
        if let Some(rows) = rows.get_value() {
            log.end_input(&file.name, *rows as u64, 0);
        }
        part = part.with_statistics(Arc::new(statistics)).with_ordering(known.ordering);
        // It takes for granted that no folder stands for NULL.
        if let Some(known) = &mut part.statistics {
            let known = Arc::make_mut(known);
            let of_folders = known.column_statistics.iter_mut().skip(self.columns.fields().len());
            for (column, _) in of_folders.zip(&values).filter(|(_, value)| value.is_null()) {
                column.null_count = rows;
                column.min_value = Precision::Absent;
                column.max_value = Precision::Absent;
                column.distinct_count = Precision::Absent;
            }
        }
        Ok(part)
    }
}

#[async_trait]
impl TableProvider for ParquetTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&Expr| match self.pruning.decides(filter) {
            true => TableProviderFilterPushDown::Exact,
            false => TableProviderFilterPushDown::Inexact,
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
        let asked = |place: &usize| projection.is_none_or(|projection| projection.contains(place));
        let notes = self.notes.iter().enumerate().filter(|(place, _)| asked(place));
        notes::say(&ReadLog::of(state), notes.filter_map(|(_, note)| note.as_ref()));

        let kept = self.pruning.kept(state, filters)?;
        if kept.is_empty() {
            let schema = match projection {
                Some(projection) => Arc::new(self.schema.project(projection)?),
                None => Arc::clone(&self.schema),
            };
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        let store = store(state)?;
        let at_once = state.config_options().execution.meta_fetch_concurrency.get();
        let parts = kept.into_iter().map(|place| self.part(state, &store, place));
        let parts: Vec<PartitionedFile> =
            futures::stream::iter(parts).buffered(at_once).try_collect().await?;
        let of_parts = parts.iter().filter_map(|part| part.statistics.as_deref());
        let statistics = match state.config().collect_statistics() {
            true => Statistics::try_merge_iter(of_parts, &self.schema)?,
            false => Statistics::new_unknown(&self.schema),
        };
        let folders: Vec<_> = self.pruning.fields().iter().cloned().map(Arc::new).collect();
        let schema =
            TableSchema::builder(Arc::clone(&self.columns)).with_table_partition_cols(folders).build();
        let groups = FileGroup::new(parts).split_files(state.config().target_partitions());
        let source = self.format.file_source(schema);
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::local_filesystem(), source)
            .with_file_groups(groups)
            .with_statistics(statistics)
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        self.format.create_physical_plan(state, config).await
    }
}

fn store(state: &dyn Session) -> Result<Arc<dyn ObjectStore>> {
    state.runtime_env().object_store(ObjectStoreUrl::local_filesystem())
}

/// What the store knows of a file.
async fn meta(store: &Arc<dyn ObjectStore>, file: &Path) -> Result<ObjectMeta> {
    let wrong = || DataFusionError::External(format!("'{}' cannot be opened", file.display()).into());
    // No dots and no links: an object store knows neither.
    let file = file.canonicalize()?;
    let url = Url::from_file_path(&file).map_err(|()| wrong())?;
    let url = ListingTableUrl::try_new(url, None)?;
    Ok(store.head(url.prefix()).await?)
}

fn unreadable(name: &str, error: &DataFusionError) -> Error {
    Error::new(Code::Data, format!("'{name}' cannot be read: {}", error.strip_backtrace()), None)
}
