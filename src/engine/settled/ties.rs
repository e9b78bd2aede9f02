//! Ties within a plan: where rows are chosen, numbered or gathered in an order that leaves some of them equal.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::{
    Distinct, DistinctOn, Expr, LogicalPlan, LogicalPlanBuilder, Window, WindowFunctionDefinition,
};

use super::order::{ordered, with_ties};

/// Window functions whose answer a further key of their order decides, and changes in nothing else.
const NUMBERING: [&str; 4] = ["row_number", "ntile", "lag", "lead"];
/// Aggregates that take their rows in an order.
const GATHERING: [&str; 6] =
    ["array_agg", "string_agg", "first_value", "last_value", "nth_value", "any_value"];

/// The node with its ties broken.
pub(super) fn broken(plan: LogicalPlan) -> Result<Transformed<LogicalPlan>> {
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
            let gather = |expr: Expr| Ok(expr.transform(gathering)?.data);
            aggregate.aggr_expr = aggregate.aggr_expr.into_iter().map(gather).collect::<Result<_>>()?;
            Ok(Transformed::yes(LogicalPlan::Aggregate(aggregate)))
        }
        plan => Ok(Transformed::no(plan)),
    }
}

/// The call with its rows last ordered by what it takes of them.
fn gathering(expr: Expr) -> Result<Transformed<Expr>> {
    let Expr::AggregateFunction(mut call) = expr else {
        return Ok(Transformed::no(expr));
    };
    let name = Expr::AggregateFunction(call.clone()).schema_name().to_string();
    let is_gathering = GATHERING.contains(&call.func.name());
    match call.params.args.first().filter(|_| is_gathering).cloned() {
        Some(first) if !call.params.order_by.iter().any(|key| key.expr == first) => {
            call.params.order_by.push(first.sort(true, false));
            Ok(Transformed::yes(Expr::AggregateFunction(call).alias(name)))
        }
        _ => Ok(Transformed::no(Expr::AggregateFunction(call))),
    }
}

/// The window with further keys where rows are numbered. Those are a window of their own, since all functions of a window
/// have one order.
fn numbering(window: Window) -> Result<Transformed<LogicalPlan>> {
    let columns = window.schema.columns();
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
    let plan = LogicalPlanBuilder::from(plan).project(columns.into_iter().map(Expr::Column))?.build()?;
    Ok(Transformed::yes(plan))
}

fn is_numbering(expr: &Expr) -> bool {
    matches!(expr, Expr::WindowFunction(call) if matches!(&call.fun,
        WindowFunctionDefinition::WindowUDF(function) if NUMBERING.contains(&function.name())))
}

fn keyed(expr: Expr, schema: &DFSchema) -> Expr {
    let name = expr.schema_name().to_string();
    let Expr::WindowFunction(mut call) = expr else {
        return expr;
    };
    call.params.order_by = with_ties(std::mem::take(&mut call.params.order_by), schema);
    Expr::WindowFunction(call).alias(name)
}
