//! The order of rows.

use std::sync::Arc;

use datafusion::catalog::default_table_source::source_as_provider;
use datafusion::catalog::memory::PartitionData;
use datafusion::common::tree_node::TreeNode as _;
use datafusion::common::{Column, DFSchema, Result};
use datafusion::datasource::MemTable;
use datafusion::logical_expr::expr::Sort as SortKey;
use datafusion::logical_expr::{
    Aggregate, Distinct, DistinctOn, Expr, Filter, LogicalPlan, LogicalPlanBuilder, Projection, Sort, lit,
};

use crate::sources::keeps_order;

/// The column with the number of the UNION ALL query that a row comes from.
const PLACE: &str = "__place_of_query";

/// Returns the plan with its rows in an order.
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
        // DISTINCT ON returns rows in the order of its keys.
        LogicalPlan::Distinct(Distinct::On(DistinctOn { sort_expr: Some(_), .. })) => Ok(plan),
        plan if keeps_rows(&plan) => Ok(plan),
        plan => match numbered(&plan)? {
            Some((numbered, _)) => {
                let place = Expr::Column(Column::from_name(PLACE)).sort(true, false);
                let columns = plan.schema().columns().into_iter().map(Expr::Column);
                LogicalPlanBuilder::from(sorted(numbered, vec![place])).project(columns)?.build()
            }
            None => Ok(sorted(plan, Vec::new())),
        },
    }
}

/// Returns whether a plan only projects and limits rows that an ORDER BY put in order.
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

/// Returns whether rows keep the order of their source: the query itself, a text file, or a table of one batch.
fn keeps_rows(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Values(_) | LogicalPlan::EmptyRelation(_) => true,
        // SUMMARIZE unnests one row.
        LogicalPlan::Unnest(unnest) => is_one_row(&unnest.input),
        plan if is_one_row(plan) => true,
        // An expression with a subquery becomes a join, which keeps no order.
        plan if plan.expressions().iter().any(asks) => false,
        LogicalPlan::Projection(projection) => keeps_rows(&projection.input),
        LogicalPlan::SubqueryAlias(alias) => keeps_rows(&alias.input),
        LogicalPlan::Filter(filter) => keeps_rows(&filter.input),
        LogicalPlan::Limit(limit) => keeps_rows(&limit.input),
        LogicalPlan::TableScan(scan) => match scan.source.get_logical_plan() {
            Some(view) => keeps_rows(&view),
            None => source_as_provider(&scan.source).is_ok_and(|provider| {
                // Several batches are distributed over the threads.
                let is_small = |batches: &PartitionData| batches.try_read().is_ok_and(|rows| rows.len() <= 1);
                let in_one_piece =
                    |table: &MemTable| table.batches.len() == 1 && table.batches.iter().all(is_small);
                keeps_order(provider.as_ref())
                    || provider.downcast_ref::<MemTable>().is_some_and(in_one_piece)
            }),
        },
        _ => false,
    }
}

/// Returns whether a plan has one row, whatever it reads.
fn is_one_row(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Aggregate(aggregate) => aggregate.group_expr.is_empty(),
        LogicalPlan::EmptyRelation(relation) => relation.produce_one_row,
        LogicalPlan::Projection(projection) => is_one_row(&projection.input),
        LogicalPlan::SubqueryAlias(alias) => is_one_row(&alias.input),
        _ => false,
    }
}

fn asks(expr: &Expr) -> bool {
    let is_subquery =
        |expr: &Expr| Ok(matches!(expr, Expr::ScalarSubquery(_) | Expr::InSubquery(_) | Expr::Exists(_)));
    // The closure never returns an error.
    expr.exists(is_subquery).unwrap_or(true)
}

/// Returns a UNION ALL whose rows have the number of the query that they come from, and the number of queries; `None`
/// for other plans.
fn numbered(plan: &LogicalPlan) -> Result<Option<(LogicalPlan, i64)>> {
    let place = || Expr::Column(Column::from_name(PLACE));
    match plan {
        LogicalPlan::Union(union) => {
            let mut names: Vec<&String> = union.schema.fields().iter().map(|field| field.name()).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            if names.len() < count {
                // The projection below could not tell columns of one name apart.
                return Ok(None);
            }
            let (mut inputs, mut queries) = (Vec::new(), 0);
            for input in &union.inputs {
                let columns = input.schema().columns().into_iter().map(Expr::Column);
                let columns = columns.zip(union.schema.fields());
                let mut columns: Vec<Expr> =
                    columns.map(|(column, field)| column.alias(field.name())).collect();
                // A union of three queries is a union of a union and a query.
                let (input, number, many) = match numbered(input)? {
                    Some((input, many)) => (Arc::new(input), lit(queries) + place(), many),
                    None => (Arc::clone(input), lit(queries), 1),
                };
                columns.push(number.alias(PLACE));
                inputs.push(Arc::new(LogicalPlanBuilder::from(input).project(columns)?.build()?));
                queries += many;
            }
            let union = datafusion::logical_expr::Union::try_new_with_loose_types(inputs)?;
            Ok(Some((LogicalPlan::Union(union), queries)))
        }
        LogicalPlan::Projection(projection) => match numbered(&projection.input)? {
            Some((input, queries)) => {
                let mut columns = projection.expr.clone();
                columns.push(place());
                let projection = Projection::try_new(columns, Arc::new(input))?;
                Ok(Some((LogicalPlan::Projection(projection), queries)))
            }
            None => Ok(None),
        },
        LogicalPlan::Filter(filter) => match numbered(&filter.input)? {
            Some((input, queries)) => {
                let filter = Filter::try_new(filter.predicate.clone(), Arc::new(input))?;
                Ok(Some((LogicalPlan::Filter(filter), queries)))
            }
            None => Ok(None),
        },
        LogicalPlan::SubqueryAlias(alias) => match numbered(&alias.input)? {
            Some((input, queries)) => {
                let plan = LogicalPlanBuilder::from(input).alias(alias.alias.clone())?;
                // The number goes by its bare name above the alias, too.
                let columns = plan.schema().columns().into_iter().map(|column| match column.name == PLACE {
                    true => Expr::Column(column).alias(PLACE),
                    false => Expr::Column(column),
                });
                let columns: Vec<Expr> = columns.collect();
                Ok(Some((plan.project(columns)?.build()?, queries)))
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

/// Returns the keys, followed by all columns that can be sorted by.
pub(super) fn with_ties(mut keys: Vec<SortKey>, schema: &DFSchema) -> Vec<SortKey> {
    for (qualifier, field) in schema.iter() {
        let column = Expr::Column(Column::from((qualifier, field)));
        // DataFusion adds the column that tells grouping sets apart later.
        let is_there = !field.data_type().is_nested() && field.name() != Aggregate::INTERNAL_GROUPING_ID;
        if is_there && !keys.iter().any(|key| key.expr == column) {
            keys.push(column.sort(true, false));
        }
    }
    keys
}
