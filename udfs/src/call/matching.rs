//! Which argument of the catalogue's list each written one is.

use datafusion::common::Result;
use datafusion::logical_expr::sqlparser::ast::{Spanned as _, TableFactor};

use super::bare_name;
use super::fault::{Faults, suggestion};
use super::syntax::{CallSyntax, Given, call_of, given};
use crate::catalog::{Argument, Catalog, Function, Make, Takes};

/// The arguments that were given.
pub(super) type Matched<'a> = Vec<(&'static Argument, Given<'a>)>;

/// Finds out which argument each value is for. Unknown ones, repeated ones and those that are missing are faults.
pub(super) fn match_arguments<'a>(
    function: &'static Function,
    call: &CallSyntax<'a>,
    faults: &mut Faults,
) -> Matched<'a> {
    let positional: Vec<&'static Argument> = function
        .arguments
        .iter()
        .filter(|argument| argument.takes == Takes::Relation || argument.takes.is_positional())
        .collect();
    let mut matched: Matched = Vec::new();
    let mut position = 0;
    let mut named = false;
    let mut out_of_order = false;
    for written in call.arguments {
        let given = match given(written) {
            Ok(given) => given,
            Err(span) => {
                faults.add(format!("'{written}' is not a value"), span, None);
                continue;
            }
        };
        let argument = match given.name {
            Some(name) => {
                named = true;
                let wanted = name.value.to_ascii_lowercase();
                match function.arguments.iter().find(|argument| argument.name == wanted) {
                    Some(argument) => argument,
                    None => {
                        let all: Vec<&str> = function.arguments[1..].iter().map(|a| a.name).collect();
                        faults.add(
                            format!("{} has no option '{}'", function.name, name.value),
                            name.span,
                            suggestion(&wanted, "options", &all),
                        );
                        continue;
                    }
                }
            }
            None if named => {
                if !out_of_order {
                    faults.add("arguments by position come before those by name", given.span(), None);
                }
                out_of_order = true;
                continue;
            }
            None => {
                let Some(argument) = positional.get(position) else {
                    let takes = match function.arguments.len() {
                        1 => "one argument".to_owned(),
                        _ => format!("{} arguments by position, and options by name", positional.len()),
                    };
                    faults.add(
                        format!("{} takes {takes}", function.name),
                        given.span(),
                        Some(format!("write {}", signature(function))),
                    );
                    continue;
                };
                position += 1;
                argument
            }
        };
        if matched.iter().any(|(earlier, _)| earlier.name == argument.name) {
            faults.add(format!("'{}' is given twice", argument.name), given.span(), None);
        } else {
            matched.push((argument, given));
        }
    }
    let missing: Vec<String> = function
        .arguments
        .iter()
        .filter(|argument| argument.default.is_none())
        .filter(|argument| !matched.iter().any(|(matched, _)| matched.name == argument.name))
        .map(spelled)
        .collect();
    // Which one a value out of order was for, nobody knows.
    if !missing.is_empty() && !out_of_order {
        let write = Some(format!("write {}", signature(function)));
        faults.add(format!("{} needs {}", function.name, missing.join(", and ")), call.name.span(), write);
    }
    matched
}

/// Checks a call of a table function as it is written, before its relation is looked at: for callers that find the
/// relation missing and want to tell of everything together.
///
/// # Errors
/// Returns all faults of the call.
pub fn check_syntax(functions: &Catalog, relation: &TableFactor) -> Result<()> {
    let Some(call) = call_of(relation) else {
        return Ok(());
    };
    let Some(function) = bare_name(call.name).and_then(|name| functions.function(name)) else {
        return Ok(());
    };
    if !matches!(function.make, Make::Table { .. }) {
        return Ok(());
    }
    let mut faults = Faults::default();
    match_arguments(function, &call, &mut faults);
    faults.into_result()
}

/// What an argument is called when it is missing.
pub(super) fn spelled(argument: &Argument) -> String {
    match argument.takes {
        Takes::Relation => "a table, a quoted path, or a query in parentheses, first".to_owned(),
        takes => format!("{}: {takes}", argument.name),
    }
}

/// The call with what must be given: `rfm(table, customer, time, amount)`.
fn signature(function: &Function) -> String {
    let required: Vec<&str> = function
        .arguments
        .iter()
        .filter(|argument| argument.default.is_none())
        .map(|argument| argument.name)
        .collect();
    let rest = if required.len() < function.arguments.len() { ", …" } else { "" };
    format!("{}({}{rest})", function.name, required.join(", "))
}
