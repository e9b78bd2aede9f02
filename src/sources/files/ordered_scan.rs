//! Reads files one after the other and in order, while several threads parse.
//!
//! ```text
//! files ──BlockReader──> blocks of a file, parsed by several threads ──ReadState──> batches, in the order of the files
//!                                                                        └──> ReadLog: inputs, bad records
//! ```

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result, Statistics, stats::Precision};
use datafusion::datasource::source::{DataSource, DataSourceExec};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::projection::ProjectionExprs;
use datafusion::physical_expr::{EquivalenceProperties, Partitioning, PhysicalExpr};
use datafusion::physical_plan::metrics::{BaselineMetrics, Count, ExecutionPlanMetricsSet, MetricBuilder};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{DisplayFormatType, ExecutionPlan};
use datafusion::scalar::ScalarValue;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use tenure_reader::BadRow;

use super::{FileSet, Output, ScanRequest, SourceFile};
use crate::errors::{Code, Error};
use crate::sources::read_log::ReadLog;

/// A reader of the blocks of files: the part of an ordered scan that differs between kinds of files.
pub(super) trait BlockReader: FileSet {
    /// Returns the name of the kind in plans.
    fn format(&self) -> &'static str;

    /// Tells whether records that cannot be read are left out, and not an error.
    fn rejects(&self) -> bool {
        false
    }

    /// Returns the rows of the blocks of a file, in order. `columns` are the columns of the table that are wanted.
    fn blocks(&self, file: usize, columns: &[usize], threads: usize, bytes: Count) -> BlockStream;
}

/// The rows of the blocks of a file, in order.
pub(super) type BlockStream = BoxStream<'static, std::result::Result<BlockRows, Error>>;

/// The rows of a block.
pub(super) struct BlockRows {
    pub columns: Vec<ArrayRef>,
    pub rows: usize,
    /// The number of records, also of those that are left out.
    pub records: usize,
    /// The records that are rows; `None` if all are.
    pub kept: Option<Vec<u32>>,
    /// The records that could not be read.
    pub bad: Vec<BadRow>,
}

/// Plans an ordered scan.
pub(super) fn plan(reader: Arc<dyn BlockReader>, request: ScanRequest) -> Arc<dyn ExecutionPlan> {
    let ScanRequest { files, outputs, schema, limit, .. } = request;
    let file = |(place, values): (usize, Vec<ScalarValue>)| ScannedFile {
        place,
        file: reader.opened().files[place].clone(),
        values,
    };
    let files = files.into_iter().map(file).collect();
    DataSourceExec::from_data_source(OrderedScan {
        reader,
        files,
        schema,
        outputs,
        limit,
        metrics: ExecutionPlanMetricsSet::new(),
    })
}

/// A file of a scan.
#[derive(Debug, Clone)]
struct ScannedFile {
    /// Its place in the set of files.
    place: usize,
    file: SourceFile,
    /// Its values of the file columns.
    values: Vec<ScalarValue>,
}

/// A scan with one partition, whose rows come in the order of the files. So the first rows of a file are the first rows
/// of the result, and the first bad record is the one that an error reports, whatever the threads.
#[derive(Debug, Clone)]
struct OrderedScan {
    reader: Arc<dyn BlockReader>,
    files: Vec<ScannedFile>,
    schema: SchemaRef,
    outputs: Vec<Output>,
    limit: Option<usize>,
    metrics: ExecutionPlanMetricsSet,
}

impl DataSource for OrderedScan {
    fn open(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let (config, log) = (context.session_config(), ReadLog::of_task(&context));
        if self.reader.rejects() {
            log.begin_rejects();
        }
        let state = ReadState {
            files: self.files.clone().into(),
            current: None,
            records: 0,
            rows: 0,
            bad: 0,
            remaining: self.limit,
            ready: VecDeque::new(),
            threads: config.target_partitions(),
            batch_size: config.batch_size(),
            bytes: MetricBuilder::new(&self.metrics).counter("bytes_scanned", partition),
            scan: self.clone(),
            log,
        };
        let baseline = BaselineMetrics::new(&self.metrics, partition);
        let batches = futures::stream::try_unfold(state, ReadState::next).map_ok(move |batch| {
            baseline.record_output(batch.num_rows());
            batch
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), batches)))
    }

    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        write!(f, "files={}", self.files.len())?;
        if let Some(first) = self.files.first() {
            write!(f, ", first={}", first.file.name)?;
        }
        write!(f, ", format={}, columns=[{}]", self.reader.format(), columns.join(", "))?;
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
        let bytes: u64 = self.files.iter().map(|scanned| scanned.file.stamp.size).sum();
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

/// A scan that runs.
struct ReadState {
    scan: OrderedScan,
    log: Arc<ReadLog>,
    files: VecDeque<ScannedFile>,
    /// The file that is read, and its blocks.
    current: Option<(ScannedFile, BlockStream)>,
    /// The number of records of the current file that were read, of those that became rows, and of bad ones.
    records: u64,
    rows: u64,
    bad: u64,
    remaining: Option<usize>,
    ready: VecDeque<RecordBatch>,
    threads: usize,
    batch_size: usize,
    bytes: Count,
}

impl ReadState {
    /// Returns the next batch, and the state after it.
    async fn next(mut self) -> Result<Option<(RecordBatch, Self)>> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some((batch, self)));
            }
            if self.remaining == Some(0) {
                return Ok(None);
            }
            let Some((scanned, blocks)) = &mut self.current else {
                let Some(scanned) = self.files.pop_front() else {
                    return Ok(None);
                };
                (self.records, self.rows, self.bad) = (0, 0, 0);
                self.log.begin_input(&scanned.file.name, Some(scanned.file.stamp.size));
                check_unchanged(&scanned.file).await?;
                let blocks = self.blocks(&scanned);
                self.current = Some((scanned, blocks));
                continue;
            };
            match blocks.next().await {
                None => {
                    self.log.end_input(&scanned.file.name, self.rows, self.bad);
                    self.current = None;
                }
                Some(block) => {
                    let (scanned, block) = (scanned.clone(), block?);
                    self.take(&scanned, block)?;
                }
            }
        }
    }

    /// Begins to read a file.
    fn blocks(&self, scanned: &ScannedFile) -> BlockStream {
        let column = |output: &Output| match output {
            Output::Column(place) => Some(*place),
            _ => None,
        };
        let columns: Vec<usize> = self.scan.outputs.iter().filter_map(column).collect();
        self.scan.reader.blocks(scanned.place, &columns, self.threads, self.bytes.clone())
    }

    /// Makes batches of the rows of a block.
    fn take(&mut self, scanned: &ScannedFile, mut block: BlockRows) -> Result<()> {
        let bad = std::mem::take(&mut block.bad);
        self.rows += block.rows as u64;
        self.bad += bad.len() as u64;
        if !bad.is_empty() {
            self.log.reject(&scanned.file.name, bad);
        }
        let rows = self.remaining.map_or(block.rows, |remaining| remaining.min(block.rows));
        self.remaining = self.remaining.map(|remaining| remaining - rows);
        let batch = self.batch(scanned, &block)?;
        let mut at = 0;
        while at < rows {
            let length = self.batch_size.min(rows - at);
            self.ready.push_back(batch.slice(at, length));
            at += length;
        }
        self.records += block.records as u64;
        Ok(())
    }

    fn batch(&self, scanned: &ScannedFile, block: &BlockRows) -> Result<RecordBatch> {
        let rows = block.rows;
        let mut read = block.columns.iter();
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(self.scan.outputs.len());
        for output in &self.scan.outputs {
            columns.push(match output {
                Output::Column(_) => read
                    .next()
                    .cloned()
                    .ok_or_else(|| DataFusionError::Internal("a column was not read".to_owned()))?,
                Output::FileColumn(place) => scanned.values[*place].to_array_of_size(rows)?,
                Output::RowNumber => {
                    let first = self.records as i64 + 1;
                    let numbers: Int64Array = match &block.kept {
                        Some(kept) => kept.iter().map(|record| first + i64::from(*record)).collect(),
                        None => (first..first + rows as i64).collect(),
                    };
                    Arc::new(numbers)
                }
            });
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&self.scan.schema), columns, &options)?)
    }
}

/// Checks that a file is as it was when the query was planned.
async fn check_unchanged(file: &SourceFile) -> std::result::Result<(), Error> {
    let now = SourceFile::find(file.location.clone(), Arc::clone(&file.name)).await?;
    if now.stamp == file.stamp {
        return Ok(());
    }
    let message = format!("'{}' has changed since it was opened", file.name);
    let hint = Some("open it again to read it as it is now".to_owned());
    Err(Error::new(Code::Io, message, hint))
}
