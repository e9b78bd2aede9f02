//! Ties within a plan: rows that are chosen, numbered or gathered in an order that leaves some of them equal.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::{
    Aggregate, Distinct, DistinctOn, Expr, LogicalPlan, LogicalPlanBuilder, Subquery, Window,
    WindowFrameUnits, WindowFunctionDefinition,
};

use super::order::{ordered, with_ties};

/// Window functions that a further key of their order makes deterministic, without other effects.
const NUMBERING: [&str; 4] = ["row_number", "ntile", "lag", "lead"];
/// Window functions for which equal rows must stay equal.
const RANKING: [&str; 4] = ["rank", "dense_rank", "percent_rank", "cume_dist"];
/// Aggregates that take one row or all rows in an order.
const GATHERING: [&str; 5] = ["array_agg", "first_value", "last_value", "nth_value", "string_agg"];
/// The aggregates of [`GATHERING`] whose calls in one query must all have the same order.
const OF_ONE_ORDER: [&str; 2] = ["nth_value", "string_agg"];

/// Returns the plan with its ties broken.
pub(super) fn break_ties(plan: LogicalPlan) -> Result<LogicalPlan> {
    Ok(plan.transform_down(broken)?.data)
}

fn broken(plan: LogicalPlan) -> Result<Transformed<LogicalPlan>> {
    let plan = plan.map_expressions(|expr| expr.transform(in_subquery))?.data;
    match plan {
        LogicalPlan::Limit(_) => Ok(Transformed::yes(ordered(plan)?)),
        LogicalPlan::Sort(mut sort) => {
            sort.expr = with_ties(std::mem::take(&mut sort.expr), sort.input.schema());
            Ok(Transformed::yes(LogicalPlan::Sort(sort)))
        }
        LogicalPlan::Distinct(Distinct::On(on)) => {
            let keys = match on.sort_expr {
                Some(keys) => keys,
                None => on.on_expr.iter().map(|expr| expr.clone().sort(true, false)).collect(),
            };
            let keys = with_ties(keys, on.input.schema());
            let on = DistinctOn::try_new(on.on_expr, on.select_expr, Some(keys), on.input)?;
            Ok(Transformed::yes(LogicalPlan::Distinct(Distinct::On(on))))
        }
        LogicalPlan::Window(window) => numbering(window),
        LogicalPlan::Aggregate(mut aggregate) => {
            aggregate.aggr_expr = gathered(aggregate.aggr_expr)?;
            Ok(Transformed::yes(LogicalPlan::Aggregate(aggregate)))
        }
        plan => Ok(Transformed::no(plan)),
    }
}

/// Breaks the ties of a subquery. A correlated subquery becomes a join, which a sort would prevent; and EXISTS does
/// not depend on order.
fn in_subquery(expr: Expr) -> Result<Transformed<Expr>> {
    let break_its_ties = |subquery: Subquery| {
        if !subquery.outer_ref_columns.is_empty() {
            return Ok(subquery);
        }
        let plan = break_ties(Arc::unwrap_or_clone(subquery.subquery))?;
        Ok::<_, datafusion::error::DataFusionError>(Subquery { subquery: Arc::new(plan), ..subquery })
    };
    match expr {
        Expr::ScalarSubquery(subquery) => {
            Ok(Transformed::yes(Expr::ScalarSubquery(break_its_ties(subquery)?)))
        }
        Expr::InSubquery(mut within) => {
            within.subquery = break_its_ties(within.subquery)?;
            Ok(Transformed::yes(Expr::InSubquery(within)))
        }
        other => Ok(Transformed::no(other)),
    }
}

/// Returns the calls, each with its first argument as the last key of its order.
fn gathered(calls: Vec<Expr>) -> Result<Vec<Expr>> {
    let taken = |expr: &Expr, names: &[&str]| match expr {
        Expr::AggregateFunction(call) if names.contains(&call.func.name()) => {
            call.params.args.first().cloned()
        }
        _ => None,
    };
    let is_ordered =
        |expr: &Expr| matches!(expr, Expr::AggregateFunction(call) if !call.params.order_by.is_empty());
    let any_ordered = calls.iter().any(is_ordered);
    let mut common: Vec<Expr> = Vec::new();
    for call in &calls {
        if let Some(first) = taken(call, &OF_ONE_ORDER)
            && !common.contains(&first)
        {
            common.push(first);
        }
    }
    let gather = |expr: Expr| {
        let name = expr.schema_name().to_string();
        let Some(first) = taken(&expr, &GATHERING) else { return expr };
        let Expr::AggregateFunction(mut call) = expr else { return expr };
        let of_one_order = OF_ONE_ORDER.contains(&call.func.name());
        let keys = match of_one_order {
            true if any_ordered || call.params.distinct => Vec::new(),
            true => common.clone(),
            false if call.params.distinct && any_ordered => Vec::new(),
            false => vec![first],
        };
        for key in keys {
            if !call.params.order_by.iter().any(|known| known.expr == key) {
                call.params.order_by.push(key.sort(true, false));
            }
        }
        Expr::AggregateFunction(call).alias(name)
    };
    Ok(calls.into_iter().map(gather).collect())
}

/// Returns the window with further keys for the calls that depend on order. Those calls become a window of their own,
/// since all calls of a window have one order.
fn numbering(window: Window) -> Result<Transformed<LogicalPlan>> {
    let columns = window.schema.columns().into_iter();
    let columns = columns.filter(|column| column.name != Aggregate::INTERNAL_GROUPING_ID);
    let columns: Vec<Expr> = columns.map(Expr::Column).collect();
    let (numbered, others): (Vec<Expr>, Vec<Expr>) = window.window_expr.into_iter().partition(is_numbering);
    if numbered.is_empty() {
        let window = Window::try_new(others, window.input)?;
        return Ok(Transformed::no(LogicalPlan::Window(window)));
    }
    let keyed = |expr: Expr| keyed(expr, window.input.schema());
    let numbered: Vec<Expr> = numbered.into_iter().map(keyed).collect();
    let input = match others.is_empty() {
        true => window.input,
        false => Arc::new(LogicalPlan::Window(Window::try_new(others, window.input)?)),
    };
    let plan = LogicalPlan::Window(Window::try_new(numbered, input)?);
    Ok(Transformed::yes(LogicalPlanBuilder::from(plan).project(columns)?.build()?))
}

/// Returns whether a further key makes the call deterministic and changes nothing else: it numbers rows, its frame
/// counts rows, or it takes the first row of all.
fn is_numbering(expr: &Expr) -> bool {
    let Expr::WindowFunction(call) = expr else {
        return false;
    };
    let name = match &call.fun {
        WindowFunctionDefinition::WindowUDF(function) => function.name(),
        WindowFunctionDefinition::AggregateUDF(function) => function.name(),
    };
    let frame = &call.params.window_frame;
    let takes_all = frame.start_bound.is_unbounded() && frame.end_bound.is_unbounded();
    let of_rows = frame.units == WindowFrameUnits::Rows;
    NUMBERING.contains(&name)
        || name == "first_value" && frame.start_bound.is_unbounded()
        || of_rows && !RANKING.contains(&name) && (!takes_all || GATHERING.contains(&name))
}

fn keyed(expr: Expr, schema: &DFSchema) -> Expr {
    let name = expr.schema_name().to_string();
    let Expr::WindowFunction(mut call) = expr else {
        return expr;
    };
    call.params.order_by = with_ties(std::mem::take(&mut call.params.order_by), schema);
    Expr::WindowFunction(call).alias(name)
}
