//! The first argument of a table function: a relation written as an expression.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use datafusion::catalog::CatalogProviderList;
use datafusion::common::{Result, TableReference};
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::planner::RelationPlannerContext;
use datafusion::logical_expr::sqlparser::ast::{
    Expr, Ident, ObjectName, Query, TableFactor, TableFunctionArgs, Value,
};
use datafusion::logical_expr::sqlparser::dialect::GenericDialect;
use datafusion::logical_expr::sqlparser::parser::Parser;
use datafusion::logical_expr::sqlparser::tokenizer::Tokenizer;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use tenure_diagnostics::Problem;

use super::syntax::{given, nested_call};
use crate::error::FunctionError;

/// Returns the relation that an expression names: `orders`, `shop.orders`, `'orders.parquet'`, `(SELECT …)`,
/// `TABLE(orders)`, or another call. Returns `None` for any other expression.
pub fn relation_of(expr: &Expr) -> Option<TableFactor> {
    match expr {
        Expr::Identifier(ident) => Some(table(vec![ident.clone()])),
        Expr::CompoundIdentifier(idents) => Some(table(idents.clone())),
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(path) => {
                let mut ident = Ident::with_quote('\'', path.clone());
                ident.span = value.span;
                Some(table(vec![ident]))
            }
            _ => None,
        },
        Expr::Subquery(query) => Some(derived(query.clone())),
        // The parser reads `(VALUES (1), (2))` as a call followed by other tokens.
        Expr::Function(_) | Expr::Tuple(_) if is_values(expr) => {
            // The tokens have no places, so errors are reported at the argument of the call.
            let tokens = Tokenizer::new(&GenericDialect, &expr.to_string()).tokenize().ok()?;
            Some(derived(Parser::new(&GenericDialect).with_tokens(tokens).parse_query().ok()?))
        }
        Expr::Nested(inner) => relation_of(inner),
        Expr::Function(_) => {
            let (name, arguments) = nested_call(expr)?;
            match (name.to_string().to_ascii_lowercase().as_str(), arguments) {
                ("table", [argument]) => relation_of(given(argument).ok()?.value),
                _ => Some(call(name.clone(), arguments.to_vec())),
            }
        }
        _ => None,
    }
}

fn is_values(expr: &Expr) -> bool {
    match expr {
        Expr::Function(function) => function.name.to_string().eq_ignore_ascii_case("values"),
        Expr::Tuple(rows) => rows.first().is_some_and(is_values),
        _ => false,
    }
}

fn derived(subquery: Box<Query>) -> TableFactor {
    TableFactor::Derived { lateral: false, subquery, alias: None, sample: None }
}

fn table(name: Vec<Ident>) -> TableFactor {
    factor(ObjectName::from(name), None)
}

fn call(name: ObjectName, args: Vec<datafusion::logical_expr::sqlparser::ast::FunctionArg>) -> TableFactor {
    factor(name, Some(TableFunctionArgs { args, settings: None }))
}

fn factor(name: ObjectName, args: Option<TableFunctionArgs>) -> TableFactor {
    TableFactor::Table {
        name,
        alias: None,
        args,
        with_hints: vec![],
        version: None,
        with_ordinality: false,
        partitions: vec![],
        json_path: None,
        sample: None,
        index_hints: vec![],
    }
}

/// Plans a relation: as any in FROM, and where the session has not loaded a table of that name, from the catalogs.
pub(super) fn plan_relation(
    relation: TableFactor,
    catalogs: &Arc<dyn CatalogProviderList>,
    context: &mut dyn RelationPlannerContext,
) -> Result<LogicalPlan> {
    let name = match &relation {
        TableFactor::Table { name, args: None, .. } => {
            Some(context.object_name_to_table_reference(name.clone())?)
        }
        _ => None,
    };
    match (context.plan(relation), name) {
        (Err(error), Some(name)) => match from_catalogs(&name, catalogs, context)? {
            Some(plan) => Ok(plan),
            None => Err(error),
        },
        (planned, _) => planned,
    }
}

fn from_catalogs(
    name: &TableReference,
    catalogs: &Arc<dyn CatalogProviderList>,
    context: &mut dyn RelationPlannerContext,
) -> Result<Option<LogicalPlan>> {
    let defaults = &context.context_provider().options().catalog;
    let full = name.clone().resolve(&defaults.default_catalog, &defaults.default_schema);
    let Some(schema) = catalogs.catalog(&full.catalog).and_then(|catalog| catalog.schema(&full.schema))
    else {
        return Ok(None);
    };
    // Planning is synchronous, so only a catalogue that answers without waiting can be asked.
    let mut lookup = pin!(schema.table(&full.table));
    match lookup.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(table) => match table? {
            Some(table) => {
                let source = provider_as_source(table);
                Ok(Some(LogicalPlanBuilder::scan(name.clone(), source, None)?.build()?))
            }
            None => Ok(None),
        },
        Poll::Pending => {
            let problem = Problem::new(format!("'{name}' cannot be opened while planning on this session"));
            Err(FunctionError::call(problem.hint("register it as a table first")).into())
        }
    }
}
