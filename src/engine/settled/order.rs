//! The order of rows.

use std::sync::Arc;

use datafusion::catalog::default_table_source::source_as_provider;
use datafusion::common::{Column, DFSchema, Result};
use datafusion::datasource::MemTable;
use datafusion::logical_expr::expr::Sort as SortKey;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, Projection, Sort, lit};

use crate::sources::keeps_order;

/// The column that says from which query of a UNION ALL a row comes.
const PLACE: &str = "__place_of_query";

/// The plan with its rows in an order.
pub(super) fn ordered(plan: LogicalPlan) -> Result<LogicalPlan> {
    match plan {
        LogicalPlan::Limit(mut limit) => {
            limit.input = ordered(Arc::unwrap_or_clone(limit.input))?.into();
            Ok(LogicalPlan::Limit(limit))
        }
        LogicalPlan::Sort(mut sort) => {
            sort.expr = with_ties(std::mem::take(&mut sort.expr), sort.input.schema());
            Ok(LogicalPlan::Sort(sort))
        }
        plan if is_sorted(&plan) => {
            let inputs = plan.inputs().into_iter().cloned().map(ordered).collect::<Result<Vec<_>>>()?;
            plan.with_new_exprs(plan.expressions(), inputs)
        }
        plan if keeps_rows(&plan) => Ok(plan),
        plan => match numbered(&plan)? {
            Some(numbered) => {
                let place = Expr::Column(Column::from_name(PLACE)).sort(true, false);
                let columns = plan.schema().columns().into_iter().map(Expr::Column);
                LogicalPlanBuilder::from(sorted(numbered, vec![place])).project(columns)?.build()
            }
            None => Ok(sorted(plan, Vec::new())),
        },
    }
}

/// Whether a plan does no more with what it reads than to choose among what an ORDER BY put in order.
fn is_sorted(plan: &LogicalPlan) -> bool {
    let leads_to_sort = |plan: &LogicalPlan| match plan {
        LogicalPlan::Sort(_) => true,
        LogicalPlan::Limit(limit) => matches!(*limit.input, LogicalPlan::Sort(_)) || is_sorted(&limit.input),
        plan => is_sorted(plan),
    };
    match plan {
        LogicalPlan::Projection(projection) => leads_to_sort(&projection.input),
        LogicalPlan::SubqueryAlias(alias) => leads_to_sort(&alias.input),
        _ => false,
    }
}

/// Whether the rows come as they stand: in the query itself, in a text file, or in a table of one piece.
fn keeps_rows(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Values(_) | LogicalPlan::EmptyRelation(_) => true,
        // What SUMMARIZE is.
        LogicalPlan::Unnest(unnest) => is_one_row(&unnest.input),
        plan if is_one_row(plan) => true,
        LogicalPlan::Projection(projection) => keeps_rows(&projection.input),
        LogicalPlan::SubqueryAlias(alias) => keeps_rows(&alias.input),
        LogicalPlan::Filter(filter) => keeps_rows(&filter.input),
        LogicalPlan::Limit(limit) => keeps_rows(&limit.input),
        LogicalPlan::TableScan(scan) => match scan.source.get_logical_plan() {
            Some(view) => keeps_rows(&view),
            None => source_as_provider(&scan.source).is_ok_and(|provider| {
                let in_one_piece = |table: &MemTable| table.batches.len() == 1;
                keeps_order(provider.as_ref())
                    || provider.downcast_ref::<MemTable>().is_some_and(in_one_piece)
            }),
        },
        _ => false,
    }
}

/// Whether a plan has one row, whatever it reads.
fn is_one_row(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Aggregate(aggregate) => aggregate.group_expr.is_empty(),
        LogicalPlan::Projection(projection) => is_one_row(&projection.input),
        LogicalPlan::SubqueryAlias(alias) => is_one_row(&alias.input),
        _ => false,
    }
}

/// The rows of a UNION ALL with the number of the query that each comes from; None for what is none.
fn numbered(plan: &LogicalPlan) -> Result<Option<LogicalPlan>> {
    let place = || Expr::Column(Column::from_name(PLACE));
    match plan {
        LogicalPlan::Union(union) => {
            let mut names: Vec<&String> = union.schema.fields().iter().map(|field| field.name()).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            if names.len() < count {
                // Columns of one name cannot be told apart in a query of its own.
                return Ok(None);
            }
            let query = |(place, input): (usize, &Arc<LogicalPlan>)| {
                let columns = input.schema().columns().into_iter().map(Expr::Column);
                let columns =
                    columns.zip(union.schema.fields()).map(|(column, field)| column.alias(field.name()));
                let mut columns: Vec<Expr> = columns.collect();
                columns.push(lit(place as i64).alias(PLACE));
                Ok(Arc::new(LogicalPlanBuilder::from(Arc::clone(input)).project(columns)?.build()?))
            };
            let inputs = union.inputs.iter().enumerate().map(query).collect::<Result<Vec<_>>>()?;
            let union = datafusion::logical_expr::Union::try_new_with_loose_types(inputs)?;
            Ok(Some(LogicalPlan::Union(union)))
        }
        LogicalPlan::Projection(projection) => match numbered(&projection.input)? {
            Some(input) => {
                let mut columns = projection.expr.clone();
                columns.push(place());
                Ok(Some(LogicalPlan::Projection(Projection::try_new(columns, Arc::new(input))?)))
            }
            None => Ok(None),
        },
        LogicalPlan::SubqueryAlias(alias) => match numbered(&alias.input)? {
            Some(input) => {
                let plan = LogicalPlanBuilder::from(input).alias(alias.alias.clone())?;
                // The number goes by its bare name above the alias, too.
                let columns = plan.schema().columns().into_iter().map(|column| match column.name == PLACE {
                    true => Expr::Column(column).alias(PLACE),
                    false => Expr::Column(column),
                });
                let columns: Vec<Expr> = columns.collect();
                Ok(Some(plan.project(columns)?.build()?))
            }
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

fn sorted(plan: LogicalPlan, first: Vec<SortKey>) -> LogicalPlan {
    let expr = with_ties(first, plan.schema());
    match expr.is_empty() {
        true => plan,
        false => LogicalPlan::Sort(Sort { expr, input: Arc::new(plan), fetch: None }),
    }
}

/// The keys, and after them all columns that can be sorted by.
pub(super) fn with_ties(mut keys: Vec<SortKey>, schema: &DFSchema) -> Vec<SortKey> {
    for (qualifier, field) in schema.iter() {
        let column = Expr::Column(Column::from((qualifier, field)));
        if !field.data_type().is_nested() && !keys.iter().any(|key| key.expr == column) {
            keys.push(column.sort(true, false));
        }
    }
    keys
}
