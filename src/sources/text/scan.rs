//! Reads text files: one after the other and in order, while several threads parse.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::runtime::SpawnedTask;
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
use tenure_reader::{BadRow, Block, Column, OnBadRow, ParsedBlock, Parser};
use tokio::sync::mpsc;

use super::open::failed;
use super::table::TextFile;
use crate::errors::{Code, Error};
use crate::sources::file_cache::Stamp;
use crate::sources::read_log::ReadLog;

/// How much text a thread parses at once.
const BLOCK: usize = 1 << 20;

/// Where a column of the scan comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    /// A column of the files.
    Column(usize),
    /// A folder's name.
    Partition(usize),
    /// The file's name.
    FileName,
    /// The number of the record in its file.
    RowNumber,
}

/// A scan of text files. It has one partition, whose rows come in the order of the files: so the first rows of a file
/// are the first rows that one sees, and the first bad record is the first one told, whatever the threads.
#[derive(Debug, Clone)]
pub(super) struct TextScan {
    files: Vec<TextFile>,
    schema: SchemaRef,
    outputs: Vec<Output>,
    on_bad_row: OnBadRow,
    limit: Option<usize>,
    metrics: ExecutionPlanMetricsSet,
}

impl TextScan {
    /// A scan of these columns; `schema` is theirs.
    pub fn new(
        files: Vec<TextFile>,
        schema: SchemaRef,
        outputs: Vec<Output>,
        on_bad_row: OnBadRow,
        limit: Option<usize>,
    ) -> Self {
        Self { files, schema, outputs, on_bad_row, limit, metrics: ExecutionPlanMetricsSet::new() }
    }

    /// What reads a file.
    fn parser(&self, file: &TextFile) -> Parser {
        let wanted = self.outputs.iter().filter_map(|output| match output {
            Output::Column(place) => Some(*place),
            _ => None,
        });
        let mut wanted: Vec<usize> = wanted.collect();
        let given = wanted.len();
        if self.on_bad_row == OnBadRow::Reject {
            // Which records are left out does not depend on what is asked for.
            let rest: Vec<usize> = (0..file.columns.len()).filter(|place| !wanted.contains(place)).collect();
            wanted.extend(rest);
        }
        let columns: Vec<(Column, Option<usize>)> =
            wanted.into_iter().map(|place| file.columns[place].clone()).collect();
        file.format.parser(columns, given, self.on_bad_row)
    }
}

impl DataSource for TextScan {
    fn open(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let (config, log) = (context.session_config(), ReadLog::of_task(&context));
        if self.on_bad_row != OnBadRow::Error {
            log.begin_rejects();
        }
        let reading = Reading {
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
        let batches = futures::stream::try_unfold(reading, Reading::next).map_ok(move |batch| {
            baseline.record_output(batch.num_rows());
            batch
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), batches)))
    }

    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        write!(f, "files={}", self.files.len())?;
        if let Some(first) = self.files.first() {
            write!(f, ", first={}", first.name)?;
        }
        write!(f, ", format=csv, columns=[{}]", columns.join(", "))?;
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
        let bytes: u64 = self.files.iter().map(|file| file.stamp.size).sum();
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

/// A scan under way.
struct Reading {
    scan: TextScan,
    log: Arc<ReadLog>,
    files: VecDeque<TextFile>,
    current: Option<(TextFile, BoxStream<'static, Result<ParsedBlock>>)>,
    /// How many records of the current file are behind.
    records: u64,
    /// How many of them became rows, and how many have something wrong.
    rows: u64,
    bad: u64,
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
            let Some((file, blocks)) = &mut self.current else {
                let Some(file) = self.files.pop_front() else {
                    return Ok(None);
                };
                (self.records, self.rows, self.bad) = (0, 0, 0);
                self.log.begin_input(&file.name, Some(file.stamp.size));
                self.current = Some((file.clone(), self.blocks(&file)?));
                continue;
            };
            match blocks.next().await {
                None => {
                    self.log.end_input(&file.name, self.rows, self.bad);
                    self.current = None;
                }
                Some(parsed) => {
                    let (file, parsed) = (file.clone(), parsed?);
                    self.take(&file, parsed)?;
                }
            }
        }
    }

    /// The blocks of a file, parsed by several threads, in order.
    fn blocks(&self, file: &TextFile) -> Result<BoxStream<'static, Result<ParsedBlock>>> {
        let now = Stamp::of(&file.path).map_err(|error| {
            Error::new(Code::Io, format!("'{}' cannot be opened: {error}", file.name), None)
        })?;
        if now != file.stamp {
            let message = format!("'{}' has changed since it was opened", file.name);
            let hint = Some("open it again to read it as it is now".to_owned());
            return Err(Error::new(Code::Io, message, hint).into());
        }
        let (sender, receiver) = mpsc::channel::<Result<Block>>(2);
        let (path, name, format) = (file.path.clone(), Arc::clone(&file.name), Arc::clone(&file.format));
        let splitter = SpawnedTask::spawn_blocking(move || {
            let failed = |error: tenure_reader::Error| DataFusionError::from(failed(&name, error));
            let mut splitter = format.split(&path, BLOCK).map_err(failed)?;
            while let Some(block) = splitter.next_block().map_err(|error| failed(error.into()))? {
                // Nobody asks for more.
                if sender.blocking_send(Ok(block)).is_err() {
                    break;
                }
            }
            Ok(())
        });
        let parser = Arc::new(self.scan.parser(file));
        let bytes = self.bytes.clone();
        let blocks = futures::stream::unfold(receiver, |mut receiver| async move {
            receiver.recv().await.map(|block| (block, receiver))
        });
        let parse = move |block: Result<Block>| {
            let (parser, bytes) = (Arc::clone(&parser), bytes.clone());
            SpawnedTask::spawn(async move {
                let block = block?;
                bytes.add(block.bytes.len());
                Ok(parser.parse(&block))
            })
        };
        let parsed = blocks.map(parse).buffered(self.threads).map(joined);
        let end = futures::stream::once(splitter)
            .map(joined)
            .filter_map(|end: Result<()>| async move { end.err().map(Err) });
        Ok(parsed.chain(end).boxed())
    }

    /// Makes batches of what was parsed.
    fn take(&mut self, file: &TextFile, mut parsed: ParsedBlock) -> Result<()> {
        let bad = std::mem::take(&mut parsed.bad);
        self.rows += parsed.rows as u64;
        self.bad += bad.len() as u64;
        match (self.scan.on_bad_row, bad.first()) {
            (_, None) => {}
            (OnBadRow::Error, Some(first)) => return Err(bad_record(file, first).into()),
            (OnBadRow::Reject | OnBadRow::Null, Some(_)) => self.log.reject(&file.name, bad),
        }
        let rows = self.remaining.map_or(parsed.rows, |remaining| remaining.min(parsed.rows));
        self.remaining = self.remaining.map(|remaining| remaining - rows);
        let batch = self.batch(file, &parsed)?;
        let mut at = 0;
        while at < rows {
            let length = self.batch_size.min(rows - at);
            self.ready.push_back(batch.slice(at, length));
            at += length;
        }
        self.records += parsed.records as u64;
        Ok(())
    }

    fn batch(&self, file: &TextFile, parsed: &ParsedBlock) -> Result<RecordBatch> {
        let rows = parsed.rows;
        let mut parsed_columns = parsed.columns.iter();
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(self.scan.outputs.len());
        for output in &self.scan.outputs {
            columns.push(match output {
                Output::Column(_) => parsed_columns
                    .next()
                    .cloned()
                    .ok_or_else(|| DataFusionError::Internal("a column was not read".to_owned()))?,
                Output::Partition(i) => file.partitions[*i].to_array_of_size(rows)?,
                Output::FileName => {
                    ScalarValue::Utf8View(Some(file.name.to_string())).to_array_of_size(rows)?
                }
                Output::RowNumber => {
                    let first = self.records as i64 + 1;
                    let numbers: Int64Array = match &parsed.kept {
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

fn joined<T>(result: std::result::Result<Result<T>, tokio::task::JoinError>) -> Result<T> {
    result.map_err(|error| DataFusionError::ExecutionJoin(Box::new(error)))?
}

/// The error of a record that cannot be read.
fn bad_record(file: &TextFile, bad: &BadRow) -> Error {
    /// No more of the record is shown.
    const SHOWN: usize = 300;
    let raw = match bad.raw.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &bad.raw[..end]),
        None => bad.raw.clone(),
    };
    let message = format!("'{}', line {}: {bad}\n  | {raw}", file.name, bad.line);
    let types = match (&bad.column, bad.expected.as_str()) {
        (Some(column), expected) if !expected.starts_with("text in") && !expected.contains("quote") => {
            format!("types => {{'{}': 'VARCHAR'}} reads that column as text; ", column.replace('\'', "''"))
        }
        _ => String::new(),
    };
    let hint = format!(
        "{types}on_bad_row => 'reject' leaves out what cannot be read, in read_csv('{}', …)",
        file.name
    );
    Error::new(Code::Data, message, Some(hint))
}
