//! `AS Total` gives a column called `Total`, as written.
//!
//! The planner folds names without quotes to lower case, and so finds `total` and `TOTAL` alike. Within the statement
//! that is how it should be; only the columns that come out of it get their names back.

use std::collections::HashMap;

use datafusion::common::Result;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use datafusion::sql::parser::{CopyToSource, Statement};
use datafusion::sql::sqlparser::ast::{self, Query, SelectItem, SetExpr};

/// The names written in the select list of a statement, by what the planner makes of them; those it leaves as they are
/// are not among them.
pub(super) fn written(statement: &Statement) -> HashMap<String, String> {
    let query = match statement {
        Statement::Statement(statement) => match statement.as_ref() {
            ast::Statement::Query(query) => Some(query.as_ref()),
            _ => None,
        },
        Statement::CopyTo(copy) => match &copy.source {
            CopyToSource::Query(query) => Some(query.as_ref()),
            CopyToSource::Relation(_) => None,
        },
        _ => None,
    };
    query.map(of_query).unwrap_or_default()
}

fn of_query(query: &Query) -> HashMap<String, String> {
    of_body(&query.body)
}

fn of_body(body: &SetExpr) -> HashMap<String, String> {
    match body {
        SetExpr::Select(select) => select
            .projection
            .iter()
            .filter_map(|item| match item {
                SelectItem::ExprWithAlias { alias, .. } if alias.quote_style.is_none() => Some(&alias.value),
                _ => None,
            })
            .filter(|name| **name != name.to_lowercase())
            .map(|name| (name.to_lowercase(), name.clone()))
            .collect(),
        // The names of a union are those of its first part.
        SetExpr::SetOperation { left, .. } => of_body(left),
        SetExpr::Query(query) => of_query(query),
        _ => HashMap::new(),
    }
}

/// The plan with its output columns named as written.
pub(super) fn restore(plan: LogicalPlan, written: &HashMap<String, String>) -> Result<LogicalPlan> {
    if written.is_empty() {
        return Ok(plan);
    }
    if let LogicalPlan::Copy(mut copy) = plan {
        let input = std::sync::Arc::unwrap_or_clone(copy.input);
        copy.input = std::sync::Arc::new(restore(input, written)?);
        return Ok(LogicalPlan::Copy(copy));
    }
    let columns = plan.schema().columns();
    let outputs: Vec<Expr> = columns
        .into_iter()
        .map(|column| match written.get(&column.name) {
            Some(name) => Expr::Column(column).alias(name),
            None => Expr::Column(column),
        })
        .collect();
    LogicalPlanBuilder::from(plan).project(outputs)?.build()
}
