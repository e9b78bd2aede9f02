//! The names of a statement's output columns.
//!
//! `AS Total` gives a column called `Total`. The planner folds names without quotes to lower case, so that `total` and
//! `TOTAL` match within the statement; only its output columns get their names back. An expression without an alias is
//! named after its text, `sum(amount)`, not after the planner's name for it.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::ops::ControlFlow;

use datafusion::common::Result;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use datafusion::sql::parser::{CopyToSource, Statement};
use datafusion::sql::sqlparser::ast::{self, Ident, Select, SelectItem, SetExpr, VisitorMut};

use crate::engine::syntax::names::folded;
use crate::engine::syntax::visit::visit;

/// The names written in the select list of a statement.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Aliases that the planner folds, by their folded names.
    aliases: HashMap<String, String>,
    /// The texts of expressions without an alias, by their index in the select list.
    texts: Vec<Option<String>>,
    /// The index of the `*` in the select list.
    wildcard: Option<usize>,
}

/// Returns the names written in the select list of a statement.
pub(crate) fn of_statement(statement: &Statement) -> Names {
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
    query.and_then(|query| select(&query.body)).map(of_select).unwrap_or_default()
}

/// Returns the SELECT that names the columns: for a union, the first.
fn select(body: &SetExpr) -> Option<&Select> {
    match body {
        SetExpr::Select(found) => Some(found),
        SetExpr::SetOperation { left, .. } => select(left),
        SetExpr::Query(query) => select(&query.body),
        _ => None,
    }
}

fn of_select(select: &Select) -> Names {
    let mut names = Names::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut aliases = HashSet::new();
    for (place, item) in select.projection.iter().enumerate() {
        match item {
            // `distinguish` gives the second of two equal aliases a name of its own.
            SelectItem::ExprWithAlias { alias, .. }
                if aliases.insert(folded(alias)) && folded(alias) != alias.value =>
            {
                names.aliases.insert(folded(alias), alias.value.clone());
            }
            // With two of them, the number of columns of each is unknown.
            SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..) => match names.wildcard {
                None => names.wildcard = Some(place),
                Some(_) => return Names { aliases: names.aliases, ..Names::default() },
            },
            _ => {}
        }
        let text = match item {
            SelectItem::UnnamedExpr(expr) => text(expr),
            _ => None,
        };
        names.texts.push(text.map(|text| {
            let before = seen.entry(text.to_lowercase()).or_insert(0_usize);
            *before += 1;
            if *before > 1 { format!("{text}_{}", *before - 1) } else { text }
        }));
    }
    names
}

/// Returns the text of an expression that is not a column.
fn text(expr: &ast::Expr) -> Option<String> {
    match expr {
        ast::Expr::Identifier(_) | ast::Expr::CompoundIdentifier(_) => None,
        expr => Some(expr.to_string()),
    }
}

impl Names {
    /// Returns the name of the column at an index, among this number of columns.
    fn of<'a>(&'a self, place: usize, columns: usize, planned: &'a str) -> &'a str {
        let listed = match self.wildcard {
            Some(wildcard) if place >= wildcard => {
                (place + self.texts.len()).checked_sub(columns).filter(|place| *place > wildcard)
            }
            _ => Some(place),
        };
        let text = listed.and_then(|place| self.texts.get(place)?.as_deref());
        text.or_else(|| self.aliases.get(planned).map(String::as_str)).unwrap_or(planned)
    }
}

/// Returns the plan with its output columns named as written.
pub(crate) fn restore(plan: LogicalPlan, written: &Names) -> Result<LogicalPlan> {
    if let LogicalPlan::Copy(mut copy) = plan {
        let input = std::sync::Arc::unwrap_or_clone(copy.input);
        copy.input = std::sync::Arc::new(restore(input, written)?);
        return Ok(LogicalPlan::Copy(copy));
    }
    let columns = plan.schema().columns();
    let count = columns.len();
    let named: Vec<(String, _)> = columns
        .into_iter()
        .enumerate()
        .map(|(place, column)| (written.of(place, count, &column.name).to_owned(), column))
        .collect();
    if named.iter().all(|(name, column)| *name == column.name) {
        return Ok(plan);
    }
    let outputs = named.into_iter().map(|(name, column)| match column.name == name {
        true => Expr::Column(column),
        false => Expr::Column(column).alias(name),
    });
    LogicalPlanBuilder::from(plan).project(outputs.collect::<Vec<_>>())?.build()
}

/// Gives the second of two equal expressions of a select list a name of its own. The planner refuses two of one name.
pub(crate) fn distinguish(statement: &mut Statement) {
    let ControlFlow::Continue(()) = visit(statement, &mut Distinguisher);
}

struct Distinguisher;

impl VisitorMut for Distinguisher {
    type Break = Infallible;

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<Infallible> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for item in &mut select.projection {
            if let SelectItem::ExprWithAlias { alias, .. } = item {
                let before = seen.entry(folded(alias)).or_default();
                if *before > 0 {
                    *alias = Ident::with_quote('"', format!("{}_{before}", alias.value));
                }
                *before += 1;
            }
            let SelectItem::UnnamedExpr(expr) = item else { continue };
            let text = expr.to_string();
            let key = if text.contains('"') { text.clone() } else { text.to_lowercase() };
            let before = seen.entry(key).or_default();
            if *before > 0 {
                let name = match expr {
                    ast::Expr::Identifier(ident) => ident.value.clone(),
                    ast::Expr::CompoundIdentifier(idents) => {
                        idents.last().map(|ident| ident.value.clone()).unwrap_or(text)
                    }
                    _ => text,
                };
                let alias = Ident::with_quote('"', format!("{name}_{before}"));
                *item = SelectItem::ExprWithAlias { expr: expr.clone(), alias };
            }
            *before += 1;
        }
        ControlFlow::Continue(())
    }
}
