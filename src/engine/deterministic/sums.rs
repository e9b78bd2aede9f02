//! Sums and means of doubles without the order of rows in their last digits.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::Transformed;
use datafusion::common::{Column, DFSchema, Result};
use datafusion::functions_aggregate::count::count_udaf;
use datafusion::logical_expr::{
    Aggregate, AggregateUDF, Expr, ExprSchemable as _, LogicalPlan, LogicalPlanBuilder, Window,
    WindowFunctionDefinition, cast,
};

use tenure_udfs::sums::exact_sum_udaf;

/// Returns the node with exact sums in place of sums and means of doubles.
pub(super) fn exact_sums(plan: LogicalPlan) -> Result<Transformed<LogicalPlan>> {
    let (input, expressions) = match &plan {
        LogicalPlan::Aggregate(aggregate) => (&aggregate.input, &aggregate.aggr_expr),
        LogicalPlan::Window(window) => (&window.input, &window.window_expr),
        _ => return Ok(Transformed::no(plan)),
    };
    if !expressions.iter().any(|expr| doubles(expr, input.schema()).is_some()) {
        return Ok(Transformed::no(plan));
    }
    let (exact, count) = (Arc::new(exact_sum_udaf()), count_udaf());
    let mut inner = Calls::default();
    // DataFusion adds the column that tells GROUPING SETS apart later; no operator above asks for it.
    let columns = plan.schema().columns().into_iter();
    let columns = columns.filter(|column| column.name != Aggregate::INTERNAL_GROUPING_ID);
    let mut outer: Vec<Expr> = columns.map(Expr::Column).collect();
    let others = outer.len() - expressions.len();
    for (place, expr) in expressions.iter().enumerate() {
        let name = expr.schema_name().to_string();
        outer[others + place] = match doubles(expr, input.schema()) {
            None => inner.column(expr.clone(), &name),
            Some("sum") => inner.column(with(&exact, expr), &name),
            Some(_) => {
                let sum = inner.column(with(&exact, expr), &format!("sum of {name}"));
                let number = inner.column(with(&count, expr), &format!("count of {name}"));
                sum / cast(number, DataType::Float64)
            }
        }
        .alias(name);
    }
    let inner = inner.0.into_iter().map(|(call, name)| call.alias(name)).collect();
    let inner = match &plan {
        LogicalPlan::Aggregate(aggregate) => LogicalPlan::Aggregate(Aggregate::try_new(
            Arc::clone(input),
            aggregate.group_expr.clone(),
            inner,
        )?),
        _ => LogicalPlan::Window(Window::try_new(inner, Arc::clone(input))?),
    };
    let plan = LogicalPlanBuilder::from(inner).project(outer)?.build()?;
    // The traversal goes on below; this node has no sum left to replace.
    Ok(Transformed::yes(plan))
}

/// Calls, each once, with the columns that they become. The optimizer fails on a call that occurs twice in a window.
#[derive(Default)]
struct Calls(Vec<(Expr, String)>);

impl Calls {
    /// Returns the column of a call; adds the call under this name if it is new.
    fn column(&mut self, call: Expr, name: &str) -> Expr {
        let call = call.unalias();
        let known = self.0.iter().find(|(known, _)| *known == call).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| {
            self.0.push((call, name.to_owned()));
            name.to_owned()
        });
        Expr::Column(Column::from_name(name))
    }
}

/// Returns `sum` or `avg` if the expression computes it over doubles and `exact_sum` can replace it: not over a frame
/// that slides over rows, because `exact_sum` adds and never subtracts.
fn doubles<'a>(expr: &'a Expr, schema: &DFSchema) -> Option<&'a str> {
    let (name, arguments, distinct) = match expr {
        Expr::AggregateFunction(function) => {
            (function.func.name(), &function.params.args, function.params.distinct)
        }
        Expr::WindowFunction(function) => {
            let slides = !function.params.window_frame.start_bound.is_unbounded();
            match &function.fun {
                WindowFunctionDefinition::AggregateUDF(aggregate) if !slides => {
                    (aggregate.name(), &function.params.args, function.params.distinct)
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    let [argument] = arguments.as_slice() else {
        return None;
    };
    let is_double = argument.get_type(schema).is_ok_and(|data_type| data_type.is_floating());
    (matches!(name, "sum" | "avg") && !distinct && is_double).then_some(name)
}

/// Returns the same call of another function.
fn with(function: &Arc<AggregateUDF>, call: &Expr) -> Expr {
    let mut call = call.clone();
    match &mut call {
        Expr::AggregateFunction(call) => call.func = Arc::clone(function),
        Expr::WindowFunction(call) => call.fun = WindowFunctionDefinition::AggregateUDF(Arc::clone(function)),
        _ => {}
    }
    call
}
