//! Customers are grouped in one phase.
//!
//! A plan groups in two: each thread for itself, and then together. That is right where groups are few. Where they are about
//! as many as a log has customers, the first phase hardly makes fewer rows of many, and writes and reads back a state for
//! each. So the rows themselves are divided among the threads by customer, and each customer is grouped once.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::aggregates::{AggregateExec, AggregateMode};
use datafusion::physical_plan::repartition::RepartitionExec;
use datafusion::physical_plan::{ExecutionPlan, Partitioning};

/// The aggregates of table functions that have a group a customer.
const OF_CUSTOMERS: [&str; 3] = ["active_periods", "named_sum", "purchase_days"];

/// The shares that customers are divided into, or a few more, so that each thread has as many. The states of one share of
/// a million customers lie in a processor's cache while rows are added to them; docs/performance.md has the figures.
const SHARES: usize = 64;

/// The optimizer rule.
#[derive(Debug, Default)]
pub struct OnePhase;

impl PhysicalOptimizerRule for OnePhase {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        plan.transform_up(|plan| match in_one_phase(&plan)? {
            Some(better) => Ok(Transformed::yes(better)),
            None => Ok(Transformed::no(plan)),
        })
        .data()
    }

    fn name(&self) -> &str {
        "one_phase"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// The same grouping in one phase, if it is one of customers in two.
fn in_one_phase(plan: &Arc<dyn ExecutionPlan>) -> Result<Option<Arc<dyn ExecutionPlan>>> {
    let Some(last) = plan.downcast_ref::<AggregateExec>().filter(|last| {
        *last.mode() == AggregateMode::FinalPartitioned
            && last.aggr_expr().iter().any(|call| OF_CUSTOMERS.contains(&call.fun().name()))
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
    let keys = first.group_expr().input_exprs();
    let shares = partitions * SHARES.div_ceil(*partitions);
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
