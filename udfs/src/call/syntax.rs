//! The syntax of a call, in each of the shapes that the parser produces.

use datafusion::logical_expr::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName, Spanned, TableAlias,
    TableFactor,
};
use datafusion::logical_expr::sqlparser::tokenizer::Span;

/// A relation written as a call.
#[derive(Debug)]
pub struct CallSyntax<'a> {
    /// The function's name.
    pub name: &'a ObjectName,
    /// The arguments between the parentheses.
    pub arguments: &'a [FunctionArg],
    /// `AS r`.
    pub alias: Option<&'a TableAlias>,
}

/// Returns the call that a relation is, if it is one.
pub fn call_of(relation: &TableFactor) -> Option<CallSyntax<'_>> {
    match relation {
        TableFactor::Table { name, args: Some(args), alias, .. } => {
            Some(CallSyntax { name, arguments: &args.args, alias: alias.as_ref() })
        }
        TableFactor::Function { name, args, alias, .. } => {
            Some(CallSyntax { name, arguments: args, alias: alias.as_ref() })
        }
        _ => None,
    }
}

/// An argument of a call, with the place to point at when it is wrong.
#[derive(Debug)]
pub(super) struct Given<'a> {
    /// `name =>`, if it was written.
    pub name: Option<&'a Ident>,
    /// The value.
    pub value: &'a Expr,
}

impl Given<'_> {
    /// Returns the place of the value, or that of its name where the parser gives none, as for `{…}`.
    pub fn span(&self) -> Span {
        let span = self.value.span();
        match self.name {
            Some(name) if span == Span::empty() => name.span,
            _ => span,
        }
    }
}

/// Returns the name and value of an argument, or the place of an argument that is not a value.
pub(super) fn given(argument: &FunctionArg) -> Result<Given<'_>, Span> {
    let (name, value) = match argument {
        FunctionArg::Unnamed(value) => (None, value),
        FunctionArg::Named { name, arg, .. } => (Some(name), arg),
        FunctionArg::ExprNamed { name: Expr::Identifier(name), arg, .. } => (Some(name), arg),
        FunctionArg::ExprNamed { name, .. } => return Err(name.span()),
    };
    match value {
        FunctionArgExpr::Expr(value) => Ok(Given { name, value }),
        _ => Err(argument.span()),
    }
}

/// Returns a call written where an expression is expected: `f(rfm(…))`.
pub(super) fn nested_call(expr: &Expr) -> Option<(&ObjectName, &[FunctionArg])> {
    match expr {
        Expr::Function(function) => match &function.args {
            FunctionArguments::List(list) => Some((&function.name, &list.args)),
            _ => None,
        },
        _ => None,
    }
}
