//! Rows come in the order in which they stand in their file, and those of UNION ALL in the order of its queries, where
//! nothing asks for another.
//!
//! ```text
//! as planned                                      here
//! Coalesce ─ Filter ─ Repartition ─ one file      Coalesce ─ Filter ─ one file
//! Coalesce ─ Union ─┬─ first query                QueriesInOrder ─ Union ─┬─ Coalesce ─ first query
//!                   └─ second query                                       └─ Coalesce ─ second query
//! ```
//!
//! DataFusion deals the rows of one partition out to all threads and gathers them in whatever order they arrive, even
//! where the plan only filters them. The first rows of a file then differ from run to run, and `SELECT 1 UNION ALL
//! SELECT 2` may begin with 2.

use std::fmt;
use std::sync::Arc;

use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, assert_eq_or_internal_err};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::EquivalenceProperties;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::coalesce_partitions::CoalescePartitionsExec;
use datafusion::physical_plan::common::spawn_buffered;
use datafusion::physical_plan::coop::CooperativeExec;
use datafusion::physical_plan::execution_plan::{
    EvaluationType, SchedulingType, replace_children_if_necessary,
};
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::limit::{GlobalLimitExec, LocalLimitExec};
use datafusion::physical_plan::projection::ProjectionExec;
use datafusion::physical_plan::repartition::RepartitionExec;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::union::UnionExec;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties as _, Partitioning, PlanProperties,
};
use futures::StreamExt as _;

/// The optimizer rule.
#[derive(Debug, Default)]
pub(super) struct RowOrder;

impl PhysicalOptimizerRule for RowOrder {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        in_order_or_below(&plan)
    }

    fn name(&self) -> &str {
        "row_order"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// Returns the plan with its rows in order, or with those in order that are gathered somewhere below it.
fn in_order_or_below(plan: &Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    match in_order(plan)? {
        Some(plan) => Ok(plan),
        None => below(plan),
    }
}

/// Puts rows in order where an operator below this one gathers them.
fn below(plan: &Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    let child = |child: &Arc<dyn ExecutionPlan>| match plan.is::<CoalescePartitionsExec>() {
        true => in_order_or_below(child),
        false => below(child),
    };
    let children = plan.children().into_iter().map(child).collect::<Result<Vec<_>>>()?;
    replace_children_if_necessary(Arc::clone(plan), children)
}

/// Returns the plan without dealing out rows, if all it does is to filter and compute those of one source or of the
/// queries of a union.
fn in_order(plan: &Arc<dyn ExecutionPlan>) -> Result<Option<Arc<dyn ExecutionPlan>>> {
    if plan.is::<DataSourceExec>() {
        return Ok((plan.output_partitioning().partition_count() == 1).then(|| Arc::clone(plan)));
    }
    if plan.is::<UnionExec>() {
        return Ok(Some(Arc::new(QueriesInOrder::new(plan)?)));
    }
    let [input] = plan.children()[..] else {
        return Ok(None);
    };
    if let Some(dealing) = plan.downcast_ref::<RepartitionExec>() {
        return match dealing.partitioning() {
            Partitioning::RoundRobinBatch(_) => in_order(input),
            _ => Ok(None),
        };
    }
    let keeps_order = plan.is::<FilterExec>()
        || plan.is::<ProjectionExec>()
        || plan.is::<CoalescePartitionsExec>()
        || plan.is::<GlobalLimitExec>()
        || plan.is::<LocalLimitExec>()
        || plan.is::<CooperativeExec>();
    match if keeps_order { in_order(input)? } else { None } {
        Some(input) => Ok(Some(replace_children_if_necessary(Arc::clone(plan), vec![input])?)),
        None => Ok(None),
    }
}

/// An operator that returns the rows of its partitions one after the other. All partitions run at once, some batches
/// ahead: a query that sorts or groups does so while the rows of earlier queries are taken.
#[derive(Debug)]
struct QueriesInOrder {
    input: Arc<dyn ExecutionPlan>,
    properties: Arc<PlanProperties>,
}

/// The number of batches that a partition runs ahead.
const BATCHES_AHEAD: usize = 2;

impl QueriesInOrder {
    /// Makes each query of a union one partition.
    fn new(union: &Arc<dyn ExecutionPlan>) -> Result<Self> {
        let one_partition = |query: &Arc<dyn ExecutionPlan>| {
            let query = in_order_or_below(query)?;
            Ok(match query.output_partitioning().partition_count() {
                1 => query,
                _ => Arc::new(CoalescePartitionsExec::new(query)),
            })
        };
        let queries = union.children().into_iter().map(one_partition).collect::<Result<Vec<_>>>()?;
        Ok(Self::over(replace_children_if_necessary(Arc::clone(union), queries)?))
    }

    fn over(input: Arc<dyn ExecutionPlan>) -> Self {
        let properties = PlanProperties::new(
            EquivalenceProperties::new(input.schema()),
            Partitioning::UnknownPartitioning(1),
            input.pipeline_behavior(),
            input.boundedness(),
        );
        let properties = properties
            .with_evaluation_type(EvaluationType::Eager)
            .with_scheduling_type(SchedulingType::Cooperative);
        Self { input, properties: Arc::new(properties) }
    }
}

impl DisplayAs for QueriesInOrder {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl ExecutionPlan for QueriesInOrder {
    fn name(&self) -> &str {
        "QueriesInOrder"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        mut children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        assert_eq_or_internal_err!(children.len(), 1, "QueriesInOrder has one input");
        Ok(Arc::new(Self::over(children.swap_remove(0))))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        assert_eq_or_internal_err!(partition, 0, "QueriesInOrder has one partition");
        let partitions = 0..self.input.output_partitioning().partition_count();
        let ahead = |partition| {
            let stream = self.input.execute(partition, Arc::clone(&context))?;
            Ok(spawn_buffered(stream, BATCHES_AHEAD))
        };
        let streams = partitions.map(ahead).collect::<Result<Vec<_>>>()?;
        let rows = futures::stream::iter(streams).flatten();
        Ok(Box::pin(RecordBatchStreamAdapter::new(self.schema(), rows)))
    }
}
