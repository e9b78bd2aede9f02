//! Arguments of several expressions with a name each: conditions, features.

use datafusion::logical_expr::Expr;
use datafusion::logical_expr::sqlparser::ast::{Expr as SqlExpr, Ident, Spanned as _, Value};
use datafusion::logical_expr::sqlparser::tokenizer::Span;

use super::Column;
use super::bind::Binder;
use super::matching::spelled;
use super::syntax::Given;
use crate::takes::{Argument, Takes};

impl Binder<'_> {
    /// Plans expressions with a name each: `{visit: …, buy: …}`, or `(a, b)`, where the name is the column's, else the
    /// text. NULL stands for an argument that is left out.
    pub fn several(&mut self, argument: &'static Argument, item: Takes, given: &Given<'_>) {
        let items: Vec<(Option<&Ident>, &SqlExpr)> = match given.value {
            SqlExpr::Dictionary(fields) => {
                fields.iter().map(|field| (Some(&field.key), field.value.as_ref())).collect()
            }
            SqlExpr::Tuple(several) => several.iter().map(|expr| (None, expr)).collect(),
            SqlExpr::Nested(one) => vec![(None, one.as_ref())],
            one if is_null(one) => {
                if argument.is_required() {
                    let needs = format!("{} needs {}, but it is NULL", self.function.name, spelled(argument));
                    self.faults.add(needs, given.span(), None);
                }
                return;
            }
            one => vec![(None, one)],
        };
        if items.is_empty() {
            let message = format!("{} must be {}, but is empty", argument.name, argument.takes);
            self.faults.add(message, given.span(), None);
        }
        let mut columns: Vec<Column> = Vec::with_capacity(items.len());
        let mut taken: Vec<String> = Vec::new();
        for (i, (key, expr)) in items.into_iter().enumerate() {
            // The parser gives no place to some expressions.
            let place = [expr.span(), key.map_or(Span::empty(), |key| key.span), given.span()];
            let span = place.into_iter().find(|span| *span != Span::empty()).unwrap_or(Span::empty());
            let role = match key {
                Some(key) => format!("'{}' of {}", key.value, argument.name),
                None => format!("item {} of {}", i + 1, argument.name),
            };
            if let Some(key) = key {
                // The names may become those of columns, which are told apart regardless of case.
                if taken.contains(&key.value.to_lowercase()) {
                    let message = format!("'{}' occurs twice in {}", key.value, argument.name);
                    self.faults.add(message, key.span, Some("give each a name of its own".to_owned()));
                    continue;
                }
                taken.push(key.value.to_lowercase());
            }
            if is_null(expr) {
                self.faults.add(format!("{role} must be {item}, but is NULL"), span, None);
                continue;
            }
            if let Some(mut column) = self.expression(&role, item, expr, span) {
                match (key, &column.expr) {
                    (Some(key), _) => column.name.clone_from(&key.value),
                    (None, Expr::Column(_)) => {}
                    (None, _) => column.name = expr.to_string(),
                }
                columns.push(column);
            }
        }
        self.call.lists.insert(argument.name, columns);
    }
}

/// Tells whether an expression is the word NULL.
fn is_null(expr: &SqlExpr) -> bool {
    matches!(expr, SqlExpr::Value(value) if value.value == Value::Null)
}
