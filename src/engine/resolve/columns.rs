//! Names of columns regardless of case.
//!
//! The planner knows which columns are in scope. When it finds no column of a name, and exactly one in scope differs
//! from it only in case, the name is spelt like that column and the statement is planned again.

use std::collections::HashMap;
use std::ops::ControlFlow;

use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Column, DataFusionError, SchemaError, Span};
use datafusion::logical_expr::LogicalPlan;
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{
    Expr, Ident, JoinConstraint, JoinOperator, ObjectName, ObjectNamePart, Select, Spanned, VisitorMut,
};

use super::relations::Tables;
use crate::engine::syntax::visit::visit;
use crate::errors::{Code, Error, Problem, field_not_found};

/// Spells the name that the planner did not find like the one column that it must mean. Returns whether there is such
/// a column.
///
/// # Errors
/// Returns an error if several columns differ from the name in case alone.
pub(crate) fn respell(
    statement: &mut Statement,
    error: &DataFusionError,
    tables: &[String],
) -> Result<bool, Error> {
    if let DataFusionError::Collection(errors) = error {
        for error in errors {
            if respell(statement, error, tables)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let Some((missing, valid)) = field_not_found(error) else {
        return Ok(false);
    };
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let mut meant: Vec<&Column> = valid
        .iter()
        .filter(|column| same(&column.name, &missing.name))
        .filter(|column| match (&missing.relation, &column.relation) {
            (Some(asked), Some(has)) => same(asked.table(), has.table()),
            _ => true,
        })
        .collect();
    meant.sort_by(|a, b| a.name.cmp(&b.name));
    meant.dedup_by(|a, b| a.name == b.name);
    let span = missing.spans().first().or_else(|| error.diagnostic()?.span);
    match meant.as_slice() {
        // ORDER BY and correlated queries see more columns than the error lists.
        [] => match elsewhere(missing, tables) {
            Some(meant) => Ok(spell(statement, missing, &meant, span)),
            None => Ok(false),
        },
        [one] => Ok(spell(statement, missing, one, span)),
        several => {
            let names: Vec<&str> = several.iter().map(|column| column.name.as_str()).collect();
            Err(Error::of(
                Code::Query,
                vec![
                    Problem::new(format!("'{}' could be any of {}", missing.name, names.join(", ")))
                        .at(span.map(crate::errors::position))
                        .hint("write the one you mean in double quotes"),
                ],
            ))
        }
    }
}

/// Checks that every ORDER BY column exists. DataFusion's planner leaves this to later passes, whose errors carry no
/// position.
pub(crate) fn check_sorts(plan: &LogicalPlan, columns: &[String]) -> datafusion::common::Result<()> {
    let mut missing = Vec::new();
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::Sort(sort) = node {
            let schema = sort.input.schema();
            let asked = sort.expr.iter().flat_map(|sort| sort.expr.column_refs());
            let absent = asked.filter(|column| !schema.has_column(column));
            missing.extend(absent.map(|column| (column.clone(), schema.columns())));
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    // A column that does not exist makes the planner lose others that do.
    if missing.iter().any(|(column, _)| !columns.contains(&column.name)) {
        missing.retain(|(column, _)| !columns.contains(&column.name));
    }
    let Some((column, valid_fields)) = missing.into_iter().next() else {
        return Ok(());
    };
    let missing = SchemaError::FieldNotFound { field: Box::new(column), valid_fields };
    Err(DataFusionError::SchemaError(Box::new(missing), Box::new(None)))
}

/// Spells the name at its position. The planner reports another position for names in ORDER BY: then spells it
/// wherever it occurs.
fn spell(statement: &mut Statement, missing: &Column, meant: &Column, span: Option<Span>) -> bool {
    [span, None].into_iter().any(|span| {
        let mut speller = Speller { missing, meant, span, changed: false };
        let ControlFlow::Continue(()) = visit(statement, &mut speller);
        speller.changed
    })
}

/// Returns the one column of the statement's tables that differs from the name only in case.
fn elsewhere(missing: &Column, columns: &[String]) -> Option<Column> {
    let name = missing.name.to_lowercase();
    let mut alike = columns.iter().filter(|column| column.to_lowercase() == name);
    let meant = alike.next()?;
    let is_news = *meant != missing.name && alike.all(|other| other == meant);
    is_news.then(|| Column::new(missing.relation.clone(), meant.clone()))
}

/// Returns the names of all columns of these tables.
pub(crate) fn names(tables: &Tables) -> Vec<String> {
    let schemas = tables.values().map(|table| table.schema());
    schemas.flat_map(|schema| schema.fields().iter().map(|f| f.name().clone()).collect::<Vec<_>>()).collect()
}

/// Quotes names that are spelt exactly like one of several columns that differ only in case. Without quotes the
/// planner would fold them to one name.
pub(crate) fn prefer_exact(statement: &mut Statement, tables: &Tables) {
    let mut exact = Vec::new();
    for table in tables.values() {
        let schema = table.schema();
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let mut alike: HashMap<String, usize> = HashMap::new();
        names.iter().for_each(|name| *alike.entry(name.to_lowercase()).or_default() += 1);
        let hidden = |name: &&String| alike.get(&name.to_lowercase()).is_some_and(|count| *count > 1);
        exact.extend(names.iter().filter(hidden).cloned());
    }
    if !exact.is_empty() {
        let ControlFlow::Continue(()) = visit(statement, &mut Quoter(exact));
    }
}

struct Quoter(Vec<String>);

impl VisitorMut for Quoter {
    type Break = std::convert::Infallible;

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Self::Break> {
        let name = match expr {
            Expr::Identifier(ident) => Some(ident),
            Expr::CompoundIdentifier(idents) => idents.last_mut(),
            _ => None,
        };
        if let Some(ident) = name
            && ident.quote_style.is_none()
            && self.0.contains(&ident.value)
        {
            ident.quote_style = Some('"');
        }
        ControlFlow::Continue(())
    }
}

struct Speller<'a> {
    missing: &'a Column,
    meant: &'a Column,
    /// The position of the name, if the planner reports it; otherwise every such name is meant.
    span: Option<Span>,
    changed: bool,
}

impl Speller<'_> {
    fn is_missing(&self, ident: &Ident) -> bool {
        ident.quote_style.is_none() && ident.value.to_lowercase() == self.missing.name.to_lowercase()
    }

    fn is_here(&self, span: datafusion::sql::sqlparser::tokenizer::Span) -> bool {
        match (self.span, Span::try_from_sqlparser_span(span)) {
            (Some(wanted), Some(here)) => wanted.start == here.start,
            _ => true,
        }
    }

    fn spell(&mut self, ident: &mut Ident) {
        self.meant.name.clone_into(&mut ident.value);
        ident.quote_style = Some('"');
        self.changed = true;
    }
}

impl VisitorMut for Speller<'_> {
    type Break = std::convert::Infallible;

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Self::Break> {
        let is_here = self.is_here(expr.span());
        match expr {
            Expr::Identifier(ident) if is_here && self.is_missing(ident) => self.spell(ident),
            Expr::CompoundIdentifier(idents) if is_here => match idents.as_mut_slice() {
                [.., relation, column] if self.is_missing(column) => {
                    if let Some(meant) = &self.meant.relation
                        && relation.quote_style.is_none()
                    {
                        meant.table().clone_into(&mut relation.value);
                        relation.quote_style = Some('"');
                    }
                    self.spell(column);
                }
                _ => {}
            },
            _ => {}
        }
        ControlFlow::Continue(())
    }

    // The columns of USING are not expressions, and errors about them have no position.
    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<Self::Break> {
        if self.span.is_some() {
            return ControlFlow::Continue(());
        }
        for join in select.from.iter_mut().flat_map(|table| &mut table.joins) {
            if let Some(names) = using(&mut join.join_operator) {
                for part in names.iter_mut().flat_map(|name| &mut name.0) {
                    if let ObjectNamePart::Identifier(ident) = part
                        && self.is_missing(ident)
                    {
                        self.spell(ident);
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }
}

fn using(operator: &mut JoinOperator) -> Option<&mut Vec<ObjectName>> {
    match operator {
        JoinOperator::Join(JoinConstraint::Using(names))
        | JoinOperator::Inner(JoinConstraint::Using(names))
        | JoinOperator::Left(JoinConstraint::Using(names))
        | JoinOperator::LeftOuter(JoinConstraint::Using(names))
        | JoinOperator::Right(JoinConstraint::Using(names))
        | JoinOperator::RightOuter(JoinConstraint::Using(names))
        | JoinOperator::FullOuter(JoinConstraint::Using(names)) => Some(names),
        _ => None,
    }
}
