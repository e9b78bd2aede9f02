//! Matching the written arguments of a call with those that the function declares.

use datafusion::common::Result;
use datafusion::logical_expr::sqlparser::ast::Spanned as _;
use tenure_diagnostics::nearest_or_all;

use super::fault::Faults;
use super::syntax::{CallSyntax, Given, given};
use crate::takes::{Argument, Signature, Takes};

/// The arguments that a call has, with their values.
pub(super) type Matched<'a> = Vec<(&'static Argument, Given<'a>)>;

/// Finds the argument that each value is for. Unknown, repeated and missing arguments are faults.
pub(super) fn match_arguments<'a>(
    function: Signature,
    call: &CallSyntax<'a>,
    faults: &mut Faults,
) -> Matched<'a> {
    let positional: Vec<&'static Argument> =
        function.arguments.iter().filter(|argument| argument.takes.is_positional()).collect();
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
                match function.argument(&wanted) {
                    Some(argument) => argument,
                    None => {
                        let options = function.arguments.iter().filter(|a| a.takes != Takes::Relation);
                        faults.add(
                            format!("{} has no option '{}'", function.name, name.value),
                            name.span,
                            nearest_or_all(&wanted, "options", options.map(|a| a.name)),
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
                        Some(format!("write {}", function.call())),
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
        .filter(|argument| argument.is_required())
        .filter(|argument| !matched.iter().any(|(matched, _)| matched.name == argument.name))
        .map(spelled)
        .collect();
    // A value out of order cannot be assigned to an argument.
    if !missing.is_empty() && !out_of_order {
        let write = Some(format!("write {}", function.call()));
        faults.add(format!("{} needs {}", function.name, missing.join(", and ")), call.name.span(), write);
    }
    matched
}

/// Checks a call before its relation is planned. For callers that find the relation missing and want to report every
/// fault together.
///
/// # Errors
/// Returns all faults of the call.
pub fn check_syntax(function: Signature, call: &CallSyntax<'_>) -> Result<()> {
    let mut faults = Faults::default();
    match_arguments(function, call, &mut faults);
    faults.into_result()
}

/// Describes an argument that is missing.
pub(super) fn spelled(argument: &Argument) -> String {
    match argument.takes {
        Takes::Relation => "a table, a quoted path, or a query in parentheses, first".to_owned(),
        takes => format!("{}: {takes}", argument.name),
    }
}
