//! Customers are grouped in one phase.
//!
//! A plan groups in two: each thread for itself, and then together. That is right where groups are few. Where they are
//! about as many as a log has customers, the first phase hardly makes fewer rows of many, and writes and reads back a
//! state for each. So the rows themselves are divided among the threads by customer, and each customer is grouped once.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::aggregates::{AggregateExec, AggregateMode};
use datafusion::physical_plan::coalesce_partitions::CoalescePartitionsExec;
use datafusion::physical_plan::execution_plan::replace_children_if_necessary;
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::projection::ProjectionExec;
use datafusion::physical_plan::repartition::RepartitionExec;
use datafusion::physical_plan::sorts::sort_preserving_merge::SortPreservingMergeExec;
use datafusion::physical_plan::{ExecutionPlan, Partitioning};

use crate::adapt::is_per_customer;

/// The shares that customers are divided into, or a few more, so that each thread has as many. The states of one share
/// of a million customers lie in a processor's cache while rows are added to them; docs/performance.md has the figures.
const SHARES: usize = 64;

/// The optimizer rule.
#[derive(Debug, Default)]
pub struct OnePhase;

impl PhysicalOptimizerRule for OnePhase {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        rewrite(plan, false)
    }

    fn name(&self) -> &str {
        "one_phase"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// Rewrites a plan. `any_number` says that the number of its partitions does not matter to the operator above, as it
/// does to a join.
fn rewrite(plan: Arc<dyn ExecutionPlan>, any_number: bool) -> Result<Arc<dyn ExecutionPlan>> {
    let plan = in_one_phase(&plan, any_number)?.unwrap_or(plan);
    let below = takes_any_number(&plan) || (any_number && passes_on(&plan));
    let children = plan.children().into_iter().map(|child| rewrite(Arc::clone(child), below));
    let children = children.collect::<Result<Vec<_>>>()?;
    replace_children_if_necessary(plan, children)
}

/// Tells whether an operator changes the number of partitions anyway.
fn takes_any_number(plan: &Arc<dyn ExecutionPlan>) -> bool {
    plan.is::<CoalescePartitionsExec>()
        || plan.is::<SortPreservingMergeExec>()
        || plan.is::<RepartitionExec>()
}

/// Tells whether an operator has as many partitions as its input, and requires nothing of them.
fn passes_on(plan: &Arc<dyn ExecutionPlan>) -> bool {
    let partial = |grouping: &AggregateExec| *grouping.mode() == AggregateMode::Partial;
    plan.is::<ProjectionExec>()
        || plan.is::<FilterExec>()
        || plan.downcast_ref::<AggregateExec>().is_some_and(partial)
}

/// Returns the same grouping in one phase, if it groups customers in two.
fn in_one_phase(plan: &Arc<dyn ExecutionPlan>, any_number: bool) -> Result<Option<Arc<dyn ExecutionPlan>>> {
    let Some(last) = plan.downcast_ref::<AggregateExec>().filter(|last| {
        *last.mode() == AggregateMode::FinalPartitioned
            && last.aggr_expr().iter().any(|call| is_per_customer(call.fun()))
    }) else {
        return Ok(None);
    };
    let Some(exchange) = last.input().downcast_ref::<RepartitionExec>() else {
        return Ok(None);
    };
    let (Partitioning::Hash(_, partitions), Some(first)) =
        (exchange.partitioning(), exchange.input().downcast_ref::<AggregateExec>())
    else {
        return Ok(None);
    };
    if *first.mode() != AggregateMode::Partial {
        return Ok(None);
    }
    let shares = if any_number { partitions * SHARES.div_ceil(*partitions) } else { *partitions };
    let keys = first.group_expr().input_exprs();
    let rows = RepartitionExec::try_new(Arc::clone(first.input()), Partitioning::Hash(keys, shares))?;
    let grouped = AggregateExec::try_new(
        AggregateMode::SinglePartitioned,
        first.group_expr().clone(),
        first.aggr_expr().to_vec(),
        first.filter_expr().to_vec(),
        Arc::new(rows),
        first.input_schema(),
    )?;
    Ok(Some(Arc::new(grouped)))
}
