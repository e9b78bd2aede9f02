//! Sources of rows outside the session: files, databases, services.
//!
//! ```text
//! FROM read_csv('orders.csv', skip => 3) ──SourceCall::parse──> constants ──Source::check, open──> a table
//! ```
//!
//! Opening a source takes waiting, and the planner cannot wait. So an engine finds the calls of sources in a statement
//! before it is planned, opens them, and lets the statement name the tables. A bare session cannot.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::logical_expr::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName, Spanned as _, Value,
};
use tenure_diagnostics::{Position, Problem, nearest_or_all};

use super::{Function, Make};
use crate::call::position;
use crate::takes::Argument;
use crate::takes::Takes;

/// Opens the tables of a function such as `read_csv`.
#[async_trait]
pub trait Source: fmt::Debug + Send + Sync {
    /// Returns everything that is wrong with the arguments of a call, before anything is opened.
    fn check(&self, call: &SourceCall) -> Vec<Problem>;

    /// Opens the table that a call asks for.
    ///
    /// # Errors
    /// Returns why it cannot be opened.
    async fn open(&self, call: &SourceCall, session: &dyn Session) -> Result<Arc<dyn TableProvider>>;
}

/// A call of a source, with constant arguments.
#[derive(Debug, Clone)]
pub struct SourceCall {
    /// The function called.
    pub function: &'static Function,
    /// The arguments in the order of the call.
    pub arguments: Vec<SourceArgument>,
}

/// An argument of a [`SourceCall`].
#[derive(Debug, Clone, PartialEq)]
pub struct SourceArgument {
    /// The name in the function's list.
    pub name: &'static str,
    /// The value.
    pub value: Constant,
    /// The place of the argument in the statement.
    pub position: Option<Position>,
}

/// A constant as it is written in SQL.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// Text in quotes; also a number with a sign, as it is written.
    Text(String),
    /// TRUE or FALSE.
    Boolean(bool),
    /// A whole number.
    Whole(u64),
    /// Texts in parentheses, brackets or a bound list.
    List(Vec<String>),
    /// Texts by name, in braces.
    Pairs(Vec<(String, String)>),
}

impl SourceCall {
    /// Reads the arguments of a call: those that must be given by position or name, options by name.
    ///
    /// # Errors
    /// Returns everything that is wrong with the arguments, what [`Source::check`] says of them included.
    pub fn parse(
        function: &'static Function,
        name: &ObjectName,
        arguments: &[FunctionArg],
    ) -> Result<Self, Vec<Problem>> {
        let mut call = Self { function, arguments: Vec::new() };
        let mut problems = Vec::new();
        for (index, argument) in arguments.iter().enumerate() {
            let place = position(argument.span());
            if let Err(problem) = call.add(index, argument, place) {
                problems.push(problem.at(place));
            }
        }
        let missing = function.arguments.iter().filter(|argument| argument.default.is_none());
        for argument in missing.filter(|argument| call.get(argument.name).is_none()) {
            if problems.is_empty() {
                let needs = format!("{} needs a {}", function.name, argument.name);
                problems.push(Problem::new(needs).at(position(name.span())).hint(function.example.sql));
            }
        }
        if let Make::Source { opens, .. } = &function.make {
            problems.extend(opens.check(&call));
        }
        problems.sort_by_key(|problem| problem.position.map_or((usize::MAX, 0), |at| (at.line, at.column)));
        if problems.is_empty() { Ok(call) } else { Err(problems) }
    }

    /// Returns the value of an argument, if the call has it.
    pub fn get(&self, name: &str) -> Option<&Constant> {
        self.arguments.iter().find(|argument| argument.name == name).map(|argument| &argument.value)
    }

    /// Adds a written argument.
    fn add(
        &mut self,
        index: usize,
        written: &FunctionArg,
        position: Option<Position>,
    ) -> Result<(), Problem> {
        let (argument, expr) = self.argument(index, written)?;
        if self.get(argument.name).is_some() {
            return Err(Problem::new(format!("{} is given twice", argument.name)));
        }
        let Some(value) = constant(expr) else {
            return Err(not_constant(argument, expr));
        };
        self.arguments.push(SourceArgument { name: argument.name, value, position });
        Ok(())
    }

    /// Finds the argument that a written one is for.
    fn argument<'a>(
        &self,
        index: usize,
        written: &'a FunctionArg,
    ) -> Result<(&'static Argument, &'a Expr), Problem> {
        let by_name = |name: &Ident, expr: &'a Expr| {
            let arguments = self.function.arguments;
            let found = arguments.iter().find(|argument| argument.name.eq_ignore_ascii_case(&name.value));
            found.map(|argument| (argument, expr)).ok_or_else(|| {
                let options = arguments.iter().filter(|argument| argument.default.is_some());
                let hint = nearest_or_all(&name.value, "options", options.map(|option| option.name));
                Problem::new(format!("{} has no option '{}'", self.function.name, name.value))
                    .maybe_hint(hint)
            })
        };
        match written {
            FunctionArg::Named { name, arg: FunctionArgExpr::Expr(expr), .. } => by_name(name, expr),
            FunctionArg::ExprNamed {
                name: Expr::Identifier(name), arg: FunctionArgExpr::Expr(expr), ..
            } => by_name(name, expr),
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => {
                let required = self.function.arguments.get(index).filter(|found| found.default.is_none());
                required
                    .map(|argument| (argument, expr))
                    .ok_or_else(|| Problem::new("options are given by name").hint("write option => value"))
            }
            _ => Err(Problem::new(format!("'{written}' is not a value"))),
        }
    }
}

fn not_constant(argument: &Argument, expr: &Expr) -> Problem {
    match expr {
        // `read_csv(orders.csv)`
        Expr::Identifier(_) | Expr::CompoundIdentifier(_)
            if matches!(argument.takes, Takes::Text | Takes::Choice(_)) =>
        {
            let text = match expr {
                Expr::Identifier(name) => name.value.clone(),
                _ => expr.to_string(),
            };
            let message = format!("{} must be a constant, but is {expr}", argument.name);
            Problem::new(message).hint(format!("write '{text}' in single quotes"))
        }
        _ => Problem::new(format!("{} takes a value that is known before the query runs", argument.name))
            .hint("write it as a literal, or bind it as a parameter"),
    }
}

/// Reads a literal, or several in parentheses, brackets or braces.
fn constant(expr: &Expr) -> Option<Constant> {
    match expr {
        Expr::Nested(inner) => constant(inner),
        Expr::Value(literal) => match &literal.value {
            Value::SingleQuotedString(text) | Value::DoubleQuotedString(text) => {
                Some(Constant::Text(text.clone()))
            }
            Value::Boolean(value) => Some(Constant::Boolean(*value)),
            Value::Number(digits, _) => digits.to_string().parse().ok().map(Constant::Whole),
            _ => None,
        },
        // No option takes a negative number; the error of each option says what it takes.
        Expr::UnaryOp { .. } => Some(Constant::Text(expr.to_string())),
        Expr::Tuple(items) => texts(items).map(Constant::List),
        Expr::Array(array) => texts(&array.elem).map(Constant::List),
        // A list that was bound as a parameter.
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
            texts(&items?).map(Constant::List)
        }
        Expr::Dictionary(fields) => {
            let pair = |key: &Ident, expr: &Expr| match constant(expr) {
                Some(Constant::Text(text)) => Some((key.value.clone(), text)),
                _ => None,
            };
            let pairs = fields.iter().map(|field| pair(&field.key, &field.value));
            pairs.collect::<Option<_>>().map(Constant::Pairs)
        }
        _ => None,
    }
}

fn texts(items: &[Expr]) -> Option<Vec<String>> {
    items
        .iter()
        .map(|item| match constant(item) {
            Some(Constant::Text(text)) => Some(text),
            _ => None,
        })
        .collect()
}
