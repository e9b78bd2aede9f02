//! The progress of a running query, and the costs of its operators.

use std::sync::Arc;
use std::time::Duration;

use datafusion::common::stats::Precision;
use datafusion::physical_plan::metrics::{MetricValue, MetricsSet};
use datafusion::physical_plan::statistics::{StatisticsArgs, StatisticsContext};
use datafusion::physical_plan::{ExecutionPlan, displayable};

/// A handle to a running or finished query, to watch it from elsewhere. Clones watch the same query.
#[derive(Debug, Clone)]
pub struct Running(Arc<dyn ExecutionPlan>);

/// The progress of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The number of rows read from files and tables so far.
    pub rows_read: u64,
    /// The fraction of the input that has been read, from 0 to 1; `None` if it is unknown.
    pub read: Option<f64>,
    /// Bytes written to disk because the memory limit was reached.
    pub spilled_bytes: u64,
    /// The work that goes on after reading, such as `sorting`; `None` while the query reads.
    pub doing: Option<&'static str>,
}

/// An operator of a query that has run, with its costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Operator {
    /// The depth below the result, whose operator has depth 0.
    pub depth: usize,
    /// The operator and its arguments, on one line.
    pub text: String,
    /// The number of rows that it gave.
    pub rows: Option<u64>,
    /// The processor time of the operator itself, summed over all threads.
    pub time: Duration,
    /// Bytes it wrote to disk because the memory limit was reached.
    pub spilled_bytes: u64,
}

impl Running {
    pub(super) fn new(plan: Arc<dyn ExecutionPlan>) -> Self {
        Self(plan)
    }

    /// Returns the progress of the query.
    pub fn progress(&self) -> Progress {
        let mut leaves = Vec::new();
        let mut spilled_bytes = 0;
        visit(&self.0, 0, &mut |plan, _| {
            spilled_bytes += plan.metrics().map_or(0, |metrics| spilled(&metrics));
            if plan.children().is_empty() {
                leaves.push(Leaf::of(plan));
            }
        });
        let rows_read = leaves.iter().map(|leaf| leaf.rows).sum();
        let known: Option<Vec<f64>> = leaves.iter().map(|leaf| leaf.read).collect();
        let read = known
            .filter(|parts| !parts.is_empty())
            .map(|parts| parts.iter().sum::<f64>() / parts.len() as f64);
        let doing = read.filter(|read| *read >= 1.0).and_then(|_| self.doing());
        Progress { rows_read, read, spilled_bytes, doing }
    }

    /// Returns the work of the first operator above the inputs that has not given rows yet.
    fn doing(&self) -> Option<&'static str> {
        let mut found = None;
        visit(&self.0, 0, &mut |plan, _| {
            let what = match plan.name() {
                "SortExec" | "SortPreservingMergeExec" => "sorting",
                "AggregateExec" => "grouping",
                "WindowAggExec" | "BoundedWindowAggExec" => "computing windows",
                "HashJoinExec" | "SortMergeJoinExec" | "NestedLoopJoinExec" | "CrossJoinExec" => "joining",
                _ => return,
            };
            // The deepest operator without output is the one at work.
            if plan.metrics().and_then(|metrics| metrics.output_rows()).unwrap_or(0) == 0 {
                found = Some(what);
            }
        });
        found
    }

    /// Returns the operators from the result down to the inputs, each before those that feed it.
    pub fn operators(&self) -> Vec<Operator> {
        let mut operators = Vec::new();
        visit(&self.0, 0, &mut |plan, depth| {
            let metrics = plan.metrics();
            let metrics = metrics.as_ref();
            operators.push(Operator {
                depth,
                text: displayable(plan.as_ref()).one_line().to_string().trim_end().to_owned(),
                rows: metrics.and_then(MetricsSet::output_rows).map(|rows| rows as u64),
                time: Duration::from_nanos(metrics.map_or(0, time)),
                spilled_bytes: metrics.map_or(0, spilled),
            });
        });
        operators
    }
}

fn spilled(metrics: &MetricsSet) -> u64 {
    metrics.spilled_bytes().unwrap_or(0) as u64
}

/// Returns the processor time in nanoseconds. Scans count theirs under names of their own.
fn time(metrics: &MetricsSet) -> u64 {
    let named = |name: &str| match metrics.sum_by_name(name) {
        Some(MetricValue::Time { time, .. }) => time.value() as u64,
        _ => 0,
    };
    let compute = metrics.elapsed_compute().unwrap_or(0) as u64;
    compute + named("time_elapsed_processing") + named("build_time") + named("join_time")
}

fn visit(plan: &Arc<dyn ExecutionPlan>, depth: usize, f: &mut impl FnMut(&Arc<dyn ExecutionPlan>, usize)) {
    f(plan, depth);
    for child in plan.children() {
        visit(child, depth + 1, f);
    }
}

/// An input of a query.
struct Leaf {
    rows: u64,
    read: Option<f64>,
}

impl Leaf {
    fn of(plan: &Arc<dyn ExecutionPlan>) -> Self {
        let metrics = plan.metrics();
        let rows = metrics.as_ref().and_then(MetricsSet::output_rows).unwrap_or(0);
        let bytes = metrics.as_ref().and_then(|metrics| metrics.sum_by_name("bytes_scanned"));
        let statistics = StatisticsContext::new().compute(plan.as_ref(), &StatisticsArgs::new()).ok();
        let total = |of: fn(&datafusion::common::Statistics) -> &Precision<usize>| {
            statistics.as_ref().and_then(|statistics| of(statistics).get_value().copied())
        };
        let read = match (total(|s| &s.num_rows), total(|s| &s.total_byte_size), bytes) {
            (Some(0), ..) => Some(1.0),
            (Some(all), ..) => Some(rows as f64 / all as f64),
            (None, Some(all), Some(bytes)) if all > 0 => Some(bytes.as_usize() as f64 / all as f64),
            _ => None,
        };
        // A fraction above 1 comes from a compressed file, whose uncompressed size is unknown.
        Self { rows: rows as u64, read: read.filter(|read| *read <= 1.0) }
    }
}
