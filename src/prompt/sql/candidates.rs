//! The candidates for a place, in the order in which they are suggested.

use super::call::TypedCall;
use super::candidate::{Candidate, choices, function, functions, keywords, star, tables};
use super::columns::{self, Columns};
use super::expected::{Expected, ValueSlot};
use super::input::Input;
use super::names;
use super::paths;
use super::phrases;
use super::place::expected_at;
use super::scope::{Scope, part};
use super::vocabulary::{ArgumentEntry, ArgumentTakes, FunctionKind, SuggestionKind, Vocabulary};

/// Returns the candidates for the gap of the input.
pub fn candidates(input: &Input, vocabulary: &dyn Vocabulary) -> Vec<Candidate> {
    let qualifier = qualifier(input);
    let at = input.at - 2 * qualifier.len();
    let expected = expected_at(input, vocabulary, at);
    let scope = || Scope::at(input, vocabulary, at);
    if !qualifier.is_empty() {
        return match expected {
            Expected::Relation(_) | Expected::Table => in_schema(vocabulary, &qualifier.join(".")),
            Expected::Nothing | Expected::Keywords(_) | Expected::Path => vec![],
            Expected::Argument if takes(input, vocabulary, at) == Some(&ArgumentTakes::Relation) => {
                in_schema(vocabulary, &qualifier.join("."))
            }
            other => {
                let mut found = Columns::new(&scope(), vocabulary).member(&qualifier);
                if matches!(other, Expected::Value(ValueSlot { star: true, .. })) {
                    found.push(star());
                }
                found
            }
        };
    }
    let mut found = Vec::new();
    match expected {
        Expected::Nothing => {}
        Expected::Keywords(lists) => keywords(&mut found, &lists),
        Expected::Relation(words) => {
            relations(&mut found, vocabulary, &scope());
            keywords(&mut found, &[words]);
            found.extend(paths::relations(vocabulary));
        }
        Expected::Table => found.extend(tables(vocabulary)),
        Expected::Path => found.extend(paths::relations(vocabulary)),
        Expected::Shared => found.extend(Columns::new(&scope(), vocabulary).joined()),
        Expected::ColumnOf(relation) => {
            found.extend(vocabulary.columns(&relation, "").into_iter().map(columns::unqualified));
        }
        Expected::Argument => argument(&mut found, input, vocabulary, at),
        Expected::Value(value) => {
            if value.star {
                found.push(star());
            }
            found.extend(Columns::new(&scope(), vocabulary).all());
            if value.joins {
                // A column that must be qualified is in several relations, and so is likelier.
                found.sort_by_key(|candidate| !candidate.text.contains('.'));
            }
            if value.aliases {
                found.extend(aliases(input, at));
            }
            functions(&mut found, vocabulary, value.of_row);
            keywords(&mut found, &value.words);
        }
    }
    found
}

/// Returns the names with dots before the gap: `schema.table.`.
fn qualifier<'a>(input: &Input<'a>) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut at = input.at;
    while input.key_before(at) == "."
        && let Some(name) = at.checked_sub(2).and_then(|name| input.tokens.get(name))
        && name.is_name()
    {
        parts.insert(0, name.text);
        at -= 2;
    }
    parts
}

fn takes<'a>(input: &Input, vocabulary: &'a dyn Vocabulary, at: usize) -> Option<&'a ArgumentTakes> {
    TypedCall::around(input, vocabulary, input.level(at), at)?.takes()
}

/// Adds the candidates for an argument of the call around the gap before a token.
fn argument(found: &mut Vec<Candidate>, input: &Input, vocabulary: &dyn Vocabulary, at: usize) {
    let Some(call) = TypedCall::around(input, vocabulary, input.level(at), at) else {
        return;
    };
    let scope = || Scope::at(input, vocabulary, at);
    let by_name = |found: &mut Vec<Candidate>| {
        if call.argument_name.is_none() && call.index + usize::from(!call.is_table()) > 0 {
            found.extend(call.open_arguments().map(named_argument));
        }
    };
    match call.takes() {
        Some(ArgumentTakes::Relation) => {
            relations(found, vocabulary, &scope());
            found.extend(paths::relations(vocabulary));
            return;
        }
        Some(ArgumentTakes::Path) => return found.extend(paths::relations(vocabulary)),
        Some(ArgumentTakes::Choice(words)) => {
            found.extend(choices(words));
            return by_name(found);
        }
        Some(ArgumentTakes::Constant) => return by_name(found),
        Some(ArgumentTakes::Expression) | None => {}
    }
    // After the last required argument a name is likelier than one more value.
    let names_first = call.is_table() && !call.is_required();
    if names_first {
        by_name(found);
    }
    // Without a relation the other arguments can only be options.
    if call.is_table() && call.argument().is_none() && call.relation(input).is_none() {
        return;
    }
    if call.function.is_some_and(|function| function.name == "count") {
        found.push(star());
    }
    found.extend(Columns::new(&scope(), vocabulary).all());
    if !names_first {
        by_name(found);
    }
    functions(found, vocabulary, call.is_table());
    keywords(found, &[phrases::VALUE]);
    if call.function.is_some_and(|function| function.kind == FunctionKind::Aggregate) && call.index == 0 {
        keywords(found, &[&["DISTINCT"]]);
    }
}

/// Returns an argument as it is passed by name.
fn named_argument(argument: &ArgumentEntry) -> Candidate {
    let about = match &argument.default {
        Some(default) => format!("{} Else {default}.", argument.about),
        None => argument.about.clone(),
    };
    Candidate {
        key: argument.name.clone(),
        text: format!("{} => ", argument.name),
        kind: SuggestionKind::Argument,
        about,
    }
}

/// Adds the queries of WITH, the tables, and the functions that return a relation.
fn relations(found: &mut Vec<Candidate>, vocabulary: &dyn Vocabulary, scope: &Scope) {
    found.extend(scope.ctes.iter().rev().map(|cte| Candidate {
        key: names::unquoted(&cte.name),
        text: cte.name.clone(),
        kind: SuggestionKind::Cte,
        about: "WITH".to_owned(),
    }));
    found.extend(tables(vocabulary));
    let tables = vocabulary.functions().iter().filter(|function| function.kind == FunctionKind::Table);
    found.extend(tables.map(function));
}

/// Returns the tables of a schema, without its name.
fn in_schema(vocabulary: &dyn Vocabulary, schema: &str) -> Vec<Candidate> {
    let within = |table: Candidate| {
        let (before, name) = table.text.split_at_checked(schema.len())?;
        let name = name.strip_prefix('.').filter(|_| names::same(before, schema))?.to_owned();
        Some(Candidate { key: names::unquoted(&name), text: name, ..table })
    };
    tables(vocabulary).filter_map(within).collect()
}

/// Returns the aliases in the select list of the query at the gap.
fn aliases(input: &Input, at: usize) -> Vec<Candidate> {
    let level = input.level(at);
    let flat = input.flat(level.first, level.end);
    let part = part(&input.keys(&flat), &flat, at);
    let keys = input.keys(part);
    let Some(select) = keys.iter().position(|key| *key == "SELECT") else {
        return vec![];
    };
    let mut found = Vec::new();
    for (key, place) in keys.iter().zip(part).skip(select + 1) {
        match *key {
            "FROM" | "WHERE" | "GROUP" | "HAVING" | "ORDER" | "QUALIFY" | "LIMIT" => break,
            _ if input.key_before(*place) == "AS" => {}
            _ => continue,
        }
        if let Some(name) = input.tokens.get(*place).filter(|token| token.is_name()) {
            let key = names::unquoted(name.text);
            found.push(Candidate {
                key,
                text: name.text.to_owned(),
                kind: SuggestionKind::Alias,
                about: "AS".to_owned(),
            });
        }
    }
    found
}
