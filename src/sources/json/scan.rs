//! Reads files of JSON: one after the other and in order, while several threads parse.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result, Statistics, stats::Precision};
use datafusion::datasource::source::DataSource;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::projection::ProjectionExprs;
use datafusion::physical_expr::{EquivalenceProperties, Partitioning, PhysicalExpr};
use datafusion::physical_plan::DisplayFormatType;
use datafusion::physical_plan::metrics::{BaselineMetrics, Count, ExecutionPlanMetricsSet, MetricBuilder};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::scalar::ScalarValue;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};

use super::build::build;
use super::kind::Kind;
use super::pieces::Block;
use super::reading::blocks;
use super::table::JsonFile;
use crate::errors::{Code, Error};
use crate::sources::file_cache::Stamp;
use crate::sources::read_log::ReadLog;

/// Where a column of the scan comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    /// A column of the files.
    Column(usize),
    /// A folder's name.
    Partition(usize),
}

/// A scan of files of JSON. It has one partition, whose rows come in the order of the files.
#[derive(Debug, Clone)]
pub(super) struct JsonScan {
    /// The files, and the values that their folders stand for.
    files: Vec<Part>,
    /// The columns of the files.
    columns: Arc<Vec<(String, Kind)>>,
    schema: SchemaRef,
    outputs: Vec<Output>,
    limit: Option<usize>,
    metrics: ExecutionPlanMetricsSet,
}

impl JsonScan {
    /// A scan of these outputs; `schema` is theirs.
    pub fn new(
        files: Vec<Part>,
        columns: Arc<Vec<(String, Kind)>>,
        schema: SchemaRef,
        outputs: Vec<Output>,
        limit: Option<usize>,
    ) -> Self {
        Self { files, columns, schema, outputs, limit, metrics: ExecutionPlanMetricsSet::new() }
    }

    /// The columns of the files that are asked for.
    fn wanted(&self) -> Vec<usize> {
        let column = |output: &Output| match output {
            Output::Column(place) => Some(*place),
            Output::Partition(_) => None,
        };
        self.outputs.iter().filter_map(column).collect()
    }
}

impl DataSource for JsonScan {
    fn open(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let config = context.session_config();
        let reading = Reading {
            files: self.files.clone().into(),
            current: None,
            rows: 0,
            remaining: self.limit,
            ready: VecDeque::new(),
            threads: config.target_partitions(),
            batch_size: config.batch_size(),
            bytes: MetricBuilder::new(&self.metrics).counter("bytes_scanned", partition),
            scan: self.clone(),
            log: ReadLog::of_task(&context),
        };
        let baseline = BaselineMetrics::new(&self.metrics, partition);
        let batches = futures::stream::try_unfold(reading, Reading::next).map_ok(move |batch| {
            baseline.record_output(batch.num_rows());
            batch
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), batches)))
    }

    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        write!(f, "files={}", self.files.len())?;
        if let Some((first, _)) = self.files.first() {
            write!(f, ", first={}", first.name)?;
        }
        write!(f, ", format=json, columns=[{}]", columns.join(", "))?;
        match self.limit {
            Some(limit) => write!(f, ", limit={limit}"),
            None => Ok(()),
        }
    }

    fn output_partitioning(&self) -> Partitioning {
        Partitioning::UnknownPartitioning(1)
    }

    fn eq_properties(&self) -> EquivalenceProperties {
        EquivalenceProperties::new(Arc::clone(&self.schema))
    }

    fn partition_statistics(&self, _: Option<usize>) -> Result<Arc<Statistics>> {
        let mut statistics = Statistics::new_unknown(&self.schema);
        let bytes: u64 = self.files.iter().map(|(file, _)| file.stamp.size).sum();
        statistics.total_byte_size = Precision::Inexact(usize::try_from(bytes).unwrap_or(usize::MAX));
        Ok(Arc::new(statistics))
    }

    fn with_fetch(&self, limit: Option<usize>) -> Option<Arc<dyn DataSource>> {
        Some(Arc::new(Self { limit, ..self.clone() }))
    }

    fn fetch(&self) -> Option<usize> {
        self.limit
    }

    fn metrics(&self) -> ExecutionPlanMetricsSet {
        self.metrics.clone()
    }

    fn try_swapping_with_projection(&self, _: &ProjectionExprs) -> Result<Option<Arc<dyn DataSource>>> {
        Ok(None)
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }
}

/// A file, and the values that its folders stand for.
type Part = (JsonFile, Vec<ScalarValue>);

/// The columns of a block, and how many rows they have.
type Built = (Vec<ArrayRef>, usize);

/// The columns of the blocks of a file.
type Blocks = BoxStream<'static, std::result::Result<Built, Error>>;

/// A scan under way.
struct Reading {
    scan: JsonScan,
    log: Arc<ReadLog>,
    files: VecDeque<Part>,
    /// The current file and its blocks.
    current: Option<(Part, Blocks)>,
    /// How many of its rows are behind.
    rows: u64,
    remaining: Option<usize>,
    ready: VecDeque<RecordBatch>,
    threads: usize,
    batch_size: usize,
    bytes: Count,
}

impl Reading {
    /// The next batch, and how it goes on.
    async fn next(mut self) -> Result<Option<(RecordBatch, Self)>> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some((batch, self)));
            }
            if self.remaining == Some(0) {
                return Ok(None);
            }
            let Some((part, built)) = &mut self.current else {
                let Some(part) = self.files.pop_front() else {
                    return Ok(None);
                };
                self.rows = 0;
                self.log.begin_input(&part.0.name, Some(part.0.stamp.size));
                let built = self.built(&part.0)?;
                self.current = Some((part, built));
                continue;
            };
            match built.next().await {
                None => {
                    self.log.end_input(&part.0.name, self.rows, 0);
                    self.current = None;
                }
                Some(built) => {
                    let (folders, (columns, rows)) = (part.1.clone(), built?);
                    self.rows += rows as u64;
                    self.take(&folders, columns, rows)?;
                }
            }
        }
    }

    /// The columns of the blocks of a file.
    fn built(&self, file: &JsonFile) -> Result<Blocks> {
        if !Stamp::of(&file.path).is_ok_and(|stamp| stamp == file.stamp) {
            let message = format!("'{}' has changed since it was opened", file.name);
            let hint = Some("open it again to read it as it is now".to_owned());
            return Err(Error::new(Code::Io, message, hint).into());
        }
        let (columns, wanted) = (Arc::clone(&self.scan.columns), self.scan.wanted());
        let (name, bytes) = (Arc::clone(&file.name), self.bytes.clone());
        let read = move |block: Block| {
            bytes.add(block.bytes());
            Ok((build(&block, &columns, &wanted, &name)?, block.rows()))
        };
        Ok(blocks(file.path.clone(), Arc::clone(&file.name), self.threads, read))
    }

    /// Makes batches of the columns of a block.
    fn take(&mut self, folders: &[ScalarValue], columns: Vec<ArrayRef>, rows: usize) -> Result<()> {
        let mut columns = columns.into_iter();
        let mut all: Vec<ArrayRef> = Vec::with_capacity(self.scan.outputs.len());
        for output in &self.scan.outputs {
            all.push(match output {
                Output::Column(_) => columns
                    .next()
                    .ok_or_else(|| DataFusionError::Internal("a column was not read".to_owned()))?,
                Output::Partition(place) => folders[*place].to_array_of_size(rows)?,
            });
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&self.scan.schema), all, &options)?;
        let rows = self.remaining.map_or(rows, |remaining| remaining.min(rows));
        self.remaining = self.remaining.map(|remaining| remaining - rows);
        let mut at = 0;
        while at < rows {
            let length = self.batch_size.min(rows - at);
            self.ready.push_back(batch.slice(at, length));
            at += length;
        }
        Ok(())
    }
}
