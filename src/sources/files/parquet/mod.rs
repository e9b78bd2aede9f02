//! Parquet files, read by DataFusion's scan.

mod columns;

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{Field, SchemaRef};
use datafusion::catalog::Session;
use datafusion::common::{DataFusionError, Result, Statistics, stats::Precision};
use datafusion::datasource::file_format::FileFormat as _;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::object_store::ObjectStoreUrl;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::logical_expr::TableProviderFilterPushDown;
use datafusion::object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use datafusion::scalar::ScalarValue;
use futures::{StreamExt as _, TryStreamExt as _};

use super::notes::Note;
use super::{FileSet, NamedFiles, OpenedFiles, ScanRequest, SourceFile};
use crate::errors::{Code, Error};
use crate::sources::read_log::ReadLog;
use columns::common_columns;

/// Parquet files, opened as one table.
#[derive(Debug)]
struct ParquetFiles {
    opened: OpenedFiles,
    format: ParquetFormat,
    /// The columns of each file.
    schemas: Vec<SchemaRef>,
}

/// Opens Parquet files as one table.
///
/// # Errors
/// Returns an error if one cannot be read, or a column is of types that do not go together.
pub(super) async fn open(state: &dyn Session, files: NamedFiles) -> Result<Arc<dyn FileSet>, Error> {
    let NamedFiles { path, files } = files;
    let format = ParquetFormat::default();
    let open_one = |(location, name)| {
        let format = &format;
        async move {
            let file = SourceFile::find(location, name).await?;
            let (store, meta) = object(state, &file).await?;
            let schema = format.infer_schema(state, &store, &[meta]).await;
            let schema = schema.map_err(|error| unreadable(&file.name, &error))?;
            Ok::<_, Error>((file, schema))
        }
    };
    let at_once = state.config_options().execution.meta_fetch_concurrency.get();
    let opened = futures::stream::iter(files.into_iter().map(open_one)).buffered(at_once);
    let opened: Vec<(SourceFile, SchemaRef)> = opened.try_collect().await?;
    let (files, schemas): (Vec<SourceFile>, Vec<SchemaRef>) = opened.into_iter().unzip();
    let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
    let schema = common_columns(&schemas, &names)?;
    let notes = |field: &Arc<Field>| {
        let of_files = files.iter().zip(&schemas);
        let without = of_files.filter(|(_, schema)| schema.column_with_name(field.name()).is_none());
        Note::missing(without.map(|(file, _)| Arc::clone(&file.name)).collect()).into_iter().collect()
    };
    let notes = schema.fields().iter().map(notes).collect();
    Ok(Arc::new(ParquetFiles { opened: OpenedFiles { path, files, schema, notes }, format, schemas }))
}

impl ParquetFiles {
    /// Returns a file for the scan, with the statistics of its rows.
    async fn part(
        &self,
        state: &dyn Session,
        file: usize,
        values: Vec<ScalarValue>,
    ) -> Result<PartitionedFile> {
        let (file, schema) = (&self.opened.files[file], &self.schemas[file]);
        let (store, meta) = object(state, file).await?;
        let log = ReadLog::of(state);
        log.begin_input(&file.name, Some(meta.size));
        let mut part = PartitionedFile::new_from_meta(meta.clone()).with_partition_values(values.clone());
        if !state.config().collect_statistics() {
            return Ok(part);
        }
        let columns = Arc::clone(&self.opened.schema);
        let found = self.format.infer_stats_and_ordering(state, &store, columns, &meta).await;
        let found = found.map_err(|error| unreadable(&file.name, &error))?;
        let mut statistics = found.statistics;
        if schema.fields() != self.opened.schema.fields() {
            // Statistics of the file's type may be wrong for the values after the cast to the table's type.
            statistics.column_statistics = Statistics::unknown_column(&self.opened.schema);
        }
        let rows = statistics.num_rows;
        if let Some(rows) = rows.get_value() {
            log.end_input(&file.name, *rows as u64, 0);
        }
        part = part.with_statistics(Arc::new(statistics)).with_ordering(found.ordering);
        // DataFusion assumes here that no folder stands for NULL.
        if let Some(statistics) = &mut part.statistics {
            let statistics = Arc::make_mut(statistics);
            let of_folders = statistics.column_statistics.iter_mut().skip(self.opened.schema.fields().len());
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
impl FileSet for ParquetFiles {
    fn opened(&self) -> &OpenedFiles {
        &self.opened
    }

    /// Returns `Inexact`: the scan skips row groups and pages by their statistics, and the filter runs on the rest.
    fn filter_support(&self) -> TableProviderFilterPushDown {
        TableProviderFilterPushDown::Inexact
    }

    fn keeps_order(&self) -> bool {
        false
    }

    async fn reopen(&self, state: &dyn Session) -> Result<Arc<dyn FileSet>, Error> {
        open(state, self.opened.named()).await
    }

    async fn scan(
        self: Arc<Self>,
        state: &dyn Session,
        request: ScanRequest,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let ScanRequest { files, file_columns, projection, schema, limit, .. } = request;
        let Some((first, _)) = files.first() else {
            return Ok(Arc::new(EmptyExec::new(schema)));
        };
        let (store, _) = store_of(&self.opened.files[*first])?;
        let at_once = state.config_options().execution.meta_fetch_concurrency.get();
        let parts = files.into_iter().map(|(file, values)| self.part(state, file, values));
        let parts: Vec<PartitionedFile> =
            futures::stream::iter(parts).buffered(at_once).try_collect().await?;
        let table = TableSchema::builder(Arc::clone(&self.opened.schema))
            .with_table_partition_cols(file_columns.into_iter().map(Arc::new).collect::<Vec<_>>())
            .build();
        let of_parts = parts.iter().filter_map(|part| part.statistics.as_deref());
        let statistics = match state.config().collect_statistics() {
            true => Statistics::try_merge_iter(of_parts, table.table_schema())?,
            false => Statistics::new_unknown(table.table_schema()),
        };
        let groups = FileGroup::new(parts).split_files(state.config().target_partitions());
        let source = self.format.file_source(table);
        let config = FileScanConfigBuilder::new(store, source)
            .with_file_groups(groups)
            .with_statistics(statistics)
            .with_projection_indices(projection)?
            .with_limit(limit)
            .build();
        self.format.create_physical_plan(state, config).await
    }
}

/// Returns the store of a file as DataFusion knows it, and the file's path in that store.
fn store_of(file: &SourceFile) -> Result<(ObjectStoreUrl, datafusion::object_store::path::Path), Error> {
    file.location.store().object(&file.location)
}

/// Finds a file in DataFusion's store.
async fn object(state: &dyn Session, file: &SourceFile) -> Result<(Arc<dyn ObjectStore>, ObjectMeta), Error> {
    let (url, path) = store_of(file)?;
    let store = state.runtime_env().object_store(url)?;
    let meta = store.head(&path).await.map_err(|error| unreadable(&file.name, &error.into()))?;
    Ok((store, meta))
}

fn unreadable(name: &str, error: &DataFusionError) -> Error {
    Error::new(Code::Data, format!("'{name}' cannot be read: {}", error.strip_backtrace()), None)
}
