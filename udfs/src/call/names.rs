//! Names of columns inside an argument: exact first, then in lower case, then regardless of case.

use std::ops::ControlFlow;

use datafusion::common::DFSchema;
use datafusion::logical_expr::sqlparser::ast::{Expr, Ident, Query, VisitMut as _, VisitorMut};
use tenure_diagnostics::nearest_or_all;

use super::fault::Faults;

/// Writes each unquoted name in the expression as the column is spelt. A name that is no column, or could be several,
/// is a fault. Subqueries have scopes of their own and are left to the planner.
pub(super) fn resolve(expr: &mut Expr, schema: &DFSchema, faults: &mut Faults) {
    let mut names = Names { schema, faults, depth: 0 };
    let ControlFlow::Continue(()) = expr.visit(&mut names);
}

struct Names<'a> {
    schema: &'a DFSchema,
    faults: &'a mut Faults,
    depth: usize,
}

impl VisitorMut for Names<'_> {
    type Break = std::convert::Infallible;

    fn pre_visit_query(&mut self, _: &mut Query) -> ControlFlow<Self::Break> {
        self.depth += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &mut Query) -> ControlFlow<Self::Break> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Self::Break> {
        if self.depth == 0 {
            match expr {
                Expr::Identifier(ident) => self.column(ident),
                Expr::CompoundIdentifier(idents) => self.qualified(idents),
                _ => {}
            }
        }
        ControlFlow::Continue(())
    }
}

impl Names<'_> {
    fn column(&mut self, ident: &mut Ident) {
        if ident.value.starts_with('@') {
            return;
        }
        let names: Vec<&str> = self.schema.fields().iter().map(|f| f.name().as_str()).collect();
        match find(ident, &names) {
            Found::One(name) => quote(ident, name),
            Found::Several(spellings) => self.faults.add(
                format!("'{}' could be any of {}", ident.value, spellings.join(", ")),
                ident.span,
                Some("write the one you mean in double quotes".to_owned()),
            ),
            Found::None => self.faults.add(
                format!("column '{}' not found", ident.value),
                ident.span,
                nearest_or_all(&ident.value, "columns", names),
            ),
        }
    }

    // `orders.customer_id`: the last part is a column of the relation of that name. Any other name may be a field of a
    // struct, which the planner resolves.
    fn qualified(&mut self, idents: &mut [Ident]) {
        let [.., qualifier, column] = idents else {
            return;
        };
        let of_relation: Vec<(&str, &str)> = self
            .schema
            .iter()
            .filter_map(|(relation, field)| Some((relation?.table(), field.name().as_str())))
            .filter(|(relation, _)| relation.eq_ignore_ascii_case(&qualifier.value))
            .collect();
        let names: Vec<&str> = of_relation.iter().map(|(_, name)| *name).collect();
        if let (Some((relation, _)), Found::One(name)) = (of_relation.first(), find(column, &names)) {
            quote(qualifier, relation);
            quote(column, name);
        } else if let (true, Some((relation, _))) = (idents.len() == 2, of_relation.first()) {
            let column = &idents[1];
            self.faults.add(
                format!("column '{}' not found in '{relation}'", column.value),
                column.span,
                nearest_or_all(&column.value, "columns", names.iter().copied()),
            );
        } else if let [first, ..] = idents {
            // The first part may be a column that is a struct.
            let columns: Vec<&str> = self.schema.fields().iter().map(|f| f.name().as_str()).collect();
            if let Found::One(name) = find(first, &columns) {
                quote(first, name);
            }
        }
    }
}

enum Found<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
    None,
}

fn find<'a>(ident: &Ident, names: &[&'a str]) -> Found<'a> {
    if let Some(exact) = names.iter().find(|name| **name == ident.value) {
        return Found::One(exact);
    }
    if ident.quote_style.is_some() {
        return Found::None;
    }
    // SQL folds unquoted names to lower case.
    if let Some(folded) = names.iter().find(|name| **name == ident.value.to_lowercase()) {
        return Found::One(folded);
    }
    let mut near: Vec<&str> =
        names.iter().copied().filter(|name| name.to_lowercase() == ident.value.to_lowercase()).collect();
    near.dedup();
    match near.as_slice() {
        [] => Found::None,
        [one] => Found::One(one),
        _ => Found::Several(near),
    }
}

fn quote(ident: &mut Ident, name: &str) {
    name.clone_into(&mut ident.value);
    ident.quote_style = Some('"');
}
