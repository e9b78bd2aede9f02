//! `COPY … TO 'orders.jsonl'`: files that read back as they were written.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::json::WriterBuilder;
use datafusion::arrow::json::writer::LineDelimited;
use datafusion::catalog::Session as AnySession;
use datafusion::common::file_options::json_writer::JsonWriterOptions;
use datafusion::common::runtime::SpawnedTask;
use datafusion::common::{GetExt, Result, Statistics};
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::datasource::file_format::json::{JsonFormat, JsonFormatFactory};
use datafusion::datasource::file_format::write::BatchSerializer;
use datafusion::datasource::file_format::write::demux::DemuxedStreamReceiver;
use datafusion::datasource::file_format::write::orchestration::spawn_writer_tasks_and_join;
use datafusion::datasource::file_format::{FileFormat, FileFormatFactory};
use datafusion::datasource::physical_plan::{FileScanConfig, FileSink, FileSinkConfig, FileSource};
use datafusion::datasource::sink::{DataSink, DataSinkExec};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::object_store::{ObjectMeta, ObjectStore};
use datafusion::physical_expr::LexRequirement;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan};

/// The factory of the format, for files whose names have this ending.
#[derive(Debug)]
pub(crate) struct JsonLinesFactory(pub &'static str);

impl FileFormatFactory for JsonLinesFactory {
    fn create(
        &self,
        state: &dyn AnySession,
        options: &HashMap<String, String>,
    ) -> Result<Arc<dyn FileFormat>> {
        let made = JsonFormatFactory::new().create(state, options)?;
        let given = made.downcast_ref::<JsonFormat>().map(|format| format.options().clone());
        let format = JsonFormat::default().with_options(given.unwrap_or_default());
        Ok(Arc::new(JsonLines { format, ending: self.0 }))
    }

    fn default(&self) -> Arc<dyn FileFormat> {
        Arc::new(JsonLines { format: JsonFormat::default(), ending: self.0 })
    }
}

impl GetExt for JsonLinesFactory {
    fn get_ext(&self) -> String {
        self.0.to_owned()
    }
}

/// DataFusion's format, with NULLs written. If they were left out, a column of NULLs would be lost, and other columns
/// would change their order.
#[derive(Debug)]
struct JsonLines {
    format: JsonFormat,
    ending: &'static str,
}

#[async_trait]
impl FileFormat for JsonLines {
    fn get_ext(&self) -> String {
        self.ending.to_owned()
    }

    fn get_ext_with_compression(&self, compression: &FileCompressionType) -> Result<String> {
        Ok(format!("{}{}", self.ending, compression.get_ext()))
    }

    fn compression_type(&self) -> Option<FileCompressionType> {
        self.format.compression_type()
    }

    async fn infer_schema(
        &self,
        state: &dyn AnySession,
        store: &Arc<dyn ObjectStore>,
        objects: &[ObjectMeta],
    ) -> Result<SchemaRef> {
        self.format.infer_schema(state, store, objects).await
    }

    async fn infer_stats(
        &self,
        state: &dyn AnySession,
        store: &Arc<dyn ObjectStore>,
        schema: SchemaRef,
        object: &ObjectMeta,
    ) -> Result<Statistics> {
        self.format.infer_stats(state, store, schema, object).await
    }

    async fn create_physical_plan(
        &self,
        state: &dyn AnySession,
        config: FileScanConfig,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.format.create_physical_plan(state, config).await
    }

    async fn create_writer_physical_plan(
        &self,
        input: Arc<dyn ExecutionPlan>,
        _: &dyn AnySession,
        config: FileSinkConfig,
        order: Option<LexRequirement>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let options = JsonWriterOptions::try_from(self.format.options())?;
        Ok(Arc::new(DataSinkExec::new(input, Arc::new(Sink { config, options }), order)))
    }

    fn file_source(&self, schema: TableSchema) -> Arc<dyn FileSource> {
        self.format.file_source(schema)
    }
}

/// The sink that writes the lines to files.
#[derive(Debug)]
struct Sink {
    config: FileSinkConfig,
    options: JsonWriterOptions,
}

impl DisplayAs for Sink {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonLines({})", self.config.original_url)
    }
}

#[async_trait]
impl DataSink for Sink {
    fn schema(&self) -> &SchemaRef {
        self.config.output_schema()
    }

    async fn write_all(&self, data: SendableRecordBatchStream, context: &Arc<TaskContext>) -> Result<u64> {
        FileSink::write_all(self, data, context).await
    }
}

#[async_trait]
impl FileSink for Sink {
    fn config(&self) -> &FileSinkConfig {
        &self.config
    }

    async fn spawn_writer_tasks_and_join(
        &self,
        context: &Arc<TaskContext>,
        demux: SpawnedTask<Result<()>>,
        files: DemuxedStreamReceiver,
        store: Arc<dyn ObjectStore>,
    ) -> Result<u64> {
        let (compression, level) = (self.options.compression.into(), self.options.compression_level);
        spawn_writer_tasks_and_join(context, Arc::new(Lines), compression, level, store, demux, files).await
    }
}

/// The serializer: one object on each line, with all its keys.
struct Lines;

impl BatchSerializer for Lines {
    fn serialize(&self, batch: RecordBatch, _: bool) -> Result<Bytes> {
        let mut text = Vec::with_capacity(4096);
        let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(&mut text);
        writer.write(&batch)?;
        writer.finish()?;
        drop(writer);
        Ok(Bytes::from(text))
    }
}
