//! Calls of read_csv and sniff: they are opened before planning, as quoted paths are, and then stand in the statement as
//! the name of what was opened.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::catalog::TableProvider;
use datafusion::sql::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName, Spanned as _, Value as Literal,
};

use crate::errors::from_span;
use crate::errors::{Error, Problem};
use crate::sources::{self, ReadOptions, Session, Value, Wrong};

/// A call, ready to be opened.
#[derive(Debug, Clone)]
pub(super) struct FileCall {
    sniffs: bool,
    paths: Vec<String>,
    options: ReadOptions,
    /// The names of the options so far.
    given: Vec<String>,
}

/// The calls of a statement, by the names that stand for them.
pub(super) type FileCalls = HashMap<String, FileCall>;

impl FileCall {
    /// Whether a function of this name is one of files.
    pub fn is_one(name: &str) -> bool {
        sources::FAMILY.functions.iter().any(|function| function.name.eq_ignore_ascii_case(name))
    }

    /// Reads a call. The name that it gets has the place of the written one.
    ///
    /// # Errors
    /// All that is wrong with its arguments.
    pub fn read(name: &ObjectName, arguments: &[FunctionArg]) -> Result<(Ident, Self), Vec<Problem>> {
        let function = name.to_string().to_lowercase();
        let mut call = Self {
            sniffs: function == "sniff",
            paths: vec![],
            options: ReadOptions::default(),
            given: vec![],
        };
        let mut problems = vec![];
        for (i, argument) in arguments.iter().enumerate() {
            let place = from_span(argument.span());
            let wrong = match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) if i == 0 => match value(expr) {
                    Some(Value::Text(path)) => {
                        call.paths = vec![path];
                        None
                    }
                    Some(Value::List(paths)) => {
                        call.paths = paths;
                        None
                    }
                    _ => Some((format!("{function} takes a path in single quotes first"), None)),
                },
                FunctionArg::Named { name, arg: FunctionArgExpr::Expr(expr), .. } => {
                    call.set(&function, &name.value, expr)
                }
                FunctionArg::ExprNamed {
                    name: Expr::Identifier(name),
                    arg: FunctionArgExpr::Expr(expr),
                    ..
                } => call.set(&function, &name.value, expr),
                _ => Some(("options are given by name".to_owned(), Some("write option => value".to_owned()))),
            };
            problems.extend(wrong.map(|(message, hint)| Problem { message, position: place, hint }));
        }
        if call.paths.is_empty() && problems.is_empty() {
            problems.push(Problem {
                message: format!("{function} needs a path: {function}('orders.csv')"),
                position: from_span(name.span()),
                hint: None,
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let written: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let mut ident = Ident::with_quote('"', format!("{function}({})", written.join(", ")));
        ident.span = name.span();
        Ok((ident, call))
    }

    fn set(&mut self, function: &str, name: &str, expr: &Expr) -> Option<Wrong> {
        if self.given.contains(&name.to_lowercase()) {
            return Some((format!("{name} is given twice"), None));
        }
        self.given.push(name.to_lowercase());
        match value(expr) {
            Some(value) => self.options.set(function, name, value).err(),
            None => Some((
                format!("{name} takes a value that is known before the query runs"),
                Some("write it as a literal, or bind it as a parameter".to_owned()),
            )),
        }
    }

    /// Opens what it is about.
    pub async fn open(&self, session: &Arc<Session>) -> Result<Arc<dyn TableProvider>, Error> {
        match self.sniffs {
            true => sources::sniff(session, &self.paths, &self.options).await,
            false => sources::open_text(session, &self.paths, &self.options).await,
        }
    }
}

/// The problem of a table function that other engines have, and that is not needed here.
pub(super) fn of_other_engines(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let hint = match lower.as_str() {
        "read_csv_auto" | "sniff_csv" => {
            let near = if lower == "sniff_csv" { "sniff" } else { "read_csv" };
            format!("did you mean '{near}'?")
        }
        "read_parquet" | "parquet_scan" => "FROM 'orders.parquet' reads a Parquet file".to_owned(),
        "read_json" | "read_json_auto" | "read_ndjson" => {
            "FROM 'orders.jsonl' reads a file of JSON lines".to_owned()
        }
        _ => return None,
    };
    Some(hint)
}

/// A literal, or several in parentheses, brackets or braces.
fn value(expr: &Expr) -> Option<Value> {
    match expr {
        Expr::Nested(inner) => value(inner),
        Expr::Value(literal) => match &literal.value {
            Literal::SingleQuotedString(text) | Literal::DoubleQuotedString(text) => {
                Some(Value::Text(text.clone()))
            }
            Literal::Boolean(value) => Some(Value::Boolean(*value)),
            Literal::Number(digits, _) => digits.to_string().parse().ok().map(Value::Whole),
            _ => None,
        },
        // A negative number is none that any option takes, and each says what it takes.
        Expr::UnaryOp { .. } => Some(Value::Text(expr.to_string())),
        Expr::Tuple(items) => texts(items).map(Value::List),
        Expr::Array(array) => texts(&array.elem).map(Value::List),
        // A bound list.
        Expr::Function(function) if function.name.to_string() == "make_array" => {
            let FunctionArguments::List(list) = &function.args else {
                return None;
            };
            let items: Option<Vec<Expr>> = list
                .args
                .iter()
                .map(|argument| match argument {
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr.clone()),
                    _ => None,
                })
                .collect();
            texts(&items?).map(Value::List)
        }
        Expr::Dictionary(fields) => {
            let pair = |key: &Ident, expr: &Expr| match value(expr) {
                Some(Value::Text(text)) => Some((key.value.clone(), text)),
                _ => None,
            };
            fields.iter().map(|field| pair(&field.key, &field.value)).collect::<Option<_>>().map(Value::Pairs)
        }
        _ => None,
    }
}

fn texts(items: &[Expr]) -> Option<Vec<String>> {
    items
        .iter()
        .map(|item| match value(item) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        })
        .collect()
}
