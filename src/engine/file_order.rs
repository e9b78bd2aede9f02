//! Rows come in the order of their file where nothing asks for another.
//!
//! A text file is parsed by several threads and still read in order, as one partition. The plan then deals its rows out
//! to the threads, also where it does no more than filter them and bring them together again, in whatever order they
//! come. Without that, the first rows of a file are those that one sees first, and the same ones each time.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::datasource::source::DataSourceExec;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::coalesce_partitions::CoalescePartitionsExec;
use datafusion::physical_plan::coop::CooperativeExec;
use datafusion::physical_plan::execution_plan::replace_children_if_necessary;
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::limit::{GlobalLimitExec, LocalLimitExec};
use datafusion::physical_plan::projection::ProjectionExec;
use datafusion::physical_plan::repartition::RepartitionExec;
use datafusion::physical_plan::{ExecutionPlan, ExecutionPlanProperties as _, Partitioning};

/// The optimizer rule.
#[derive(Debug, Default)]
pub(super) struct FileOrder;

impl PhysicalOptimizerRule for FileOrder {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        match in_order(&plan)? {
            Some(plan) => Ok(plan),
            None => below(plan),
        }
    }

    fn name(&self) -> &str {
        "file_order"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// The same for what is brought together further down.
fn below(plan: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    let child = |child: &Arc<dyn ExecutionPlan>| {
        let merged = plan.is::<CoalescePartitionsExec>();
        match if merged { in_order(child)? } else { None } {
            Some(child) => Ok(child),
            None => below(Arc::clone(child)),
        }
    };
    let children = plan.children().into_iter().map(child).collect::<Result<Vec<_>>>()?;
    replace_children_if_necessary(plan, children)
}

/// The plan without dealing out rows, if it does no more with those of a source than to filter them and compute.
fn in_order(plan: &Arc<dyn ExecutionPlan>) -> Result<Option<Arc<dyn ExecutionPlan>>> {
    if plan.is::<DataSourceExec>() {
        return Ok((plan.output_partitioning().partition_count() == 1).then(|| Arc::clone(plan)));
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
