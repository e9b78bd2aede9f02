//! Parameters, bound into the syntax tree as typed values before planning: then `bins => $1` and `ordered_at + $2` are
//! planned as if the value had been written.

use std::collections::HashMap;
use std::ops::ControlFlow;

use datafusion::arrow::datatypes::DataType;
use datafusion::scalar::ScalarValue;
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{Expr, Value, VisitorMut};
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::Tokenizer;

use crate::engine::syntax::dialect::DIALECT;
use crate::engine::syntax::placeholders::{PlaceholderNames, without_value};
use crate::engine::syntax::visit::visit;
use crate::errors::{Code, Error, Problem, from_span};

/// The values of parameters, by name, as SQL.
#[derive(Debug, Default)]
pub(crate) struct Values(HashMap<String, Expr>);

impl Values {
    /// Returns the values that the caller has bound.
    pub fn bound(parameters: &HashMap<String, ScalarValue>) -> Result<Self, Error> {
        let values = parameters.iter().map(|(name, value)| {
            let sql = literal(value).ok_or_else(|| {
                Error::new(
                    Code::Parameter,
                    format!("${name} cannot be bound: {} has no literal", value.data_type()),
                    None,
                )
            })?;
            Ok((name.clone(), parse(&sql)?))
        });
        Ok(Self(values.collect::<Result<_, Error>>()?))
    }

    /// Returns values by position, as in `EXECUTE name(1, 2)`.
    pub fn by_position<'a>(values: impl Iterator<Item = &'a Expr>) -> Self {
        let whole = |value: &Expr| match value {
            Expr::Value(_) | Expr::TypedString(_) => value.clone(),
            value => Expr::Nested(Box::new(value.clone())),
        };
        Self(values.enumerate().map(|(i, value)| ((i + 1).to_string(), whole(value))).collect())
    }
}

/// Replaces the parameters by their values. Parameters without a value are the error.
pub(crate) fn bind(statement: &mut Statement, values: &Values) -> Result<(), Error> {
    let mut binder = Binder { values, missing: Vec::new(), names: PlaceholderNames::default() };
    let ControlFlow::Continue(()) = visit(statement, &mut binder);
    match binder.missing.is_empty() {
        true => Ok(()),
        false => Err(Error::of(Code::Parameter, binder.missing)),
    }
}

struct Binder<'a> {
    values: &'a Values,
    missing: Vec<Problem>,
    names: PlaceholderNames,
}

impl VisitorMut for Binder<'_> {
    type Break = std::convert::Infallible;

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Self::Break> {
        let Expr::Value(value) = expr else {
            return ControlFlow::Continue(());
        };
        let Value::Placeholder(written) = &value.value else {
            return ControlFlow::Continue(());
        };
        let name = self.names.name(written);
        match self.values.0.get(&name) {
            Some(value) => *expr = value.clone(),
            None => {
                let known = self.values.0.keys().map(String::as_str);
                self.missing.push(without_value(&name, from_span(value.span), known));
            }
        }
        ControlFlow::Continue(())
    }
}

/// Returns SQL that gives the value with its type, or `None` if there is no such SQL.
fn literal(value: &ScalarValue) -> Option<String> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let cast = |text: &str| format!("arrow_cast({}, '{}')", quoted(text), value.data_type());
    Some(match value {
        value if value.is_null() => "NULL".to_owned(),
        ScalarValue::Boolean(Some(flag)) => flag.to_string(),
        ScalarValue::Int64(Some(number)) if *number >= 0 => number.to_string(),
        ScalarValue::Utf8(Some(text))
        | ScalarValue::Utf8View(Some(text))
        | ScalarValue::LargeUtf8(Some(text)) => quoted(text),
        ScalarValue::List(items) => {
            let items = items.value(0);
            let items = (0..items.len()).map(|i| literal(&ScalarValue::try_from_array(&items, i).ok()?));
            format!("make_array({})", items.collect::<Option<Vec<_>>>()?.join(", "))
        }
        value => {
            let text = value.cast_to(&DataType::Utf8).ok()?;
            // A text that does not cast back to the same value must not replace it.
            let again = text.cast_to(&value.data_type()).ok()?;
            (again == *value).then(|| cast(text.try_as_str().flatten().unwrap_or_default()))?
        }
    })
}

/// Parses without positions, so that an error about the value is reported at its parameter.
fn parse(sql: &str) -> Result<Expr, Error> {
    let internal = |error: &dyn std::fmt::Display| {
        Error::new(Code::Internal, format!("a bound value failed: {error}"), None)
    };
    let tokens = Tokenizer::new(&DIALECT, sql).tokenize().map_err(|e| internal(&e))?;
    Parser::new(&DIALECT).with_tokens(tokens).parse_expr().map_err(|e| internal(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_literals_of_their_type() {
        let sql = |value: ScalarValue| literal(&value).unwrap();
        assert_eq!(sql(5_i64.into()), "5");
        assert_eq!(sql((-5_i64).into()), "arrow_cast('-5', 'Int64')");
        assert_eq!(sql("it's".into()), "'it''s'");
        assert_eq!(sql(0.1_f64.into()), "arrow_cast('0.1', 'Float64')");
        assert_eq!(sql(ScalarValue::Date32(Some(0))), "arrow_cast('1970-01-01', 'Date32')");
        assert_eq!(sql(ScalarValue::Utf8(None)), "NULL");
        let list =
            ScalarValue::List(ScalarValue::new_list_nullable(&["a".into(), "b".into()], &DataType::Utf8));
        assert_eq!(sql(list), "make_array('a', 'b')");
    }
}
