//! The names of the columns that come out of a statement.
//!
//! `AS Total` gives a column called `Total`, as written: the planner folds names without quotes to lower case, and so
//! finds `total` and `TOTAL` alike. Within the statement that is how it should be; only the columns that come out of it
//! get their names back. And an expression without a name is called by its text, `sum(amount)`, not by what the planner
//! makes of it.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::ops::ControlFlow;

use datafusion::common::Result;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use datafusion::sql::parser::{CopyToSource, Statement};
use datafusion::sql::sqlparser::ast::{self, Ident, Select, SelectItem, SetExpr, VisitorMut};

use crate::engine::syntax::visit::visit;

/// The names written in the select list of a statement.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Aliases, by what the planner makes of them; those it leaves as they are are not among them.
    aliases: HashMap<String, String>,
    /// The texts of expressions without a name, by their place in the select list.
    texts: Vec<Option<String>>,
    /// The place of the `*` in the list, which stands for more columns than one.
    wildcard: Option<usize>,
}

/// The names written in the select list of a statement.
pub(crate) fn written(statement: &Statement) -> Names {
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

/// The select list that names the columns: of a union that of its first part.
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
            // The second of two gets a name of its own, see below.
            SelectItem::ExprWithAlias { alias, .. }
                if aliases.insert(key(alias)) && key(alias) != alias.value =>
            {
                names.aliases.insert(key(alias), alias.value.clone());
            }
            // Of two it is not known how many columns each stands for.
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

/// The text of an expression that is no column.
fn text(expr: &ast::Expr) -> Option<String> {
    match expr {
        ast::Expr::Identifier(_) | ast::Expr::CompoundIdentifier(_) => None,
        expr => Some(expr.to_string()),
    }
}

impl Names {
    /// The name of a column of so many.
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

/// The plan with its output columns named as written.
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

/// Gives the second of two equal expressions of a select list a name of its own, without which the planner refuses both.
pub(crate) fn distinguish(statement: &mut Statement) {
    let ControlFlow::Continue(()) = visit(statement, &mut Distinguisher);
}

/// A name as the planner takes it.
fn key(name: &Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}

struct Distinguisher;

impl VisitorMut for Distinguisher {
    type Break = Infallible;

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<Infallible> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for item in &mut select.projection {
            if let SelectItem::ExprWithAlias { alias, .. } = item {
                let before = seen.entry(key(alias)).or_default();
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
