//! All that may stand at a place, in the order in which it is suggested.

use super::arguments;
use super::call::Call;
use super::columns::{self, Columns};
use super::input::Input;
use super::known::{Function, FunctionKind, Kind, Known, TableKind, Takes};
use super::names;
use super::paths;
use super::phrases::Words;
use super::place::{Place, Value, place};
use super::scope::{Scope, part};

/// Something that could be suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is compared with what was typed.
    pub key: String,
    /// The text to put in.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// A word on it.
    pub about: String,
}

/// What may stand at the gap of the input.
pub fn candidates(input: &Input, known: &dyn Known) -> Vec<Candidate> {
    let qualifier = qualifier(input);
    let at = input.at - 2 * qualifier.len();
    let place = place(input, known, at);
    let scope = || Scope::at(input, known, at);
    if !qualifier.is_empty() {
        return match place {
            Place::Relation(_) | Place::Table => in_schema(known, &qualifier.join(".")),
            Place::Nothing | Place::Words(_) | Place::Path => vec![],
            Place::Argument if takes(input, known, at) == Some(&Takes::Relation) => {
                in_schema(known, &qualifier.join("."))
            }
            place => {
                let mut found = Columns::new(&scope(), known).member(&qualifier);
                if matches!(place, Place::Value(Value { star: true, .. })) {
                    found.push(star());
                }
                found
            }
        };
    }
    let mut found = Vec::new();
    match place {
        Place::Nothing => {}
        Place::Words(lists) => keywords(&mut found, &lists),
        Place::Relation(words) => {
            relations(&mut found, known, &scope());
            keywords(&mut found, &[words]);
            found.extend(paths::relations(known));
        }
        Place::Table => found.extend(tables(known)),
        Place::Path => found.extend(paths::relations(known)),
        Place::Shared => found.extend(Columns::new(&scope(), known).joined()),
        Place::ColumnOf(relation) => {
            found.extend(known.columns(&relation, "").into_iter().map(columns::plain));
        }
        Place::Argument => arguments::argument(&mut found, input, known, at),
        Place::Value(value) => {
            if value.star {
                found.push(star());
            }
            found.extend(Columns::new(&scope(), known).all());
            if value.joins {
                // Several have what must be qualified.
                found.sort_by_key(|candidate| !candidate.text.contains('.'));
            }
            if value.aliases {
                found.extend(aliases(input, at));
            }
            functions(&mut found, known, value.of_row);
            keywords(&mut found, &value.words);
        }
    }
    found
}

/// The names with dots before the gap: `schema.table.`.
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

fn takes<'a>(input: &Input, known: &'a dyn Known, at: usize) -> Option<&'a Takes> {
    Call::around(input, known, input.level(at), at)?.takes()
}

pub fn star() -> Candidate {
    Candidate {
        key: "*".to_owned(),
        text: "*".to_owned(),
        kind: Kind::Keyword,
        about: "all columns".to_owned(),
    }
}

pub fn keywords(found: &mut Vec<Candidate>, lists: &[Words]) {
    for words in lists.iter().copied().flatten() {
        // Lists for one place have words in common.
        if !found.iter().any(|known| known.kind == Kind::Keyword && known.text == *words) {
            let text = (*words).to_owned();
            found.push(Candidate { key: text.clone(), text, kind: Kind::Keyword, about: String::new() });
        }
    }
}

/// Functions that give a value; with `of_row`, none that needs several rows.
pub fn functions(found: &mut Vec<Candidate>, known: &dyn Known, of_row: bool) {
    let fits = |function: &&Function| match function.kind {
        FunctionKind::Scalar => true,
        FunctionKind::Aggregate | FunctionKind::Window => !of_row,
        FunctionKind::Table => false,
    };
    found.extend(known.functions().iter().filter(fits).map(function));
}

/// A function as it is suggested.
pub fn function(function: &Function) -> Candidate {
    let about = if function.summary.is_empty() { &function.signature } else { &function.summary };
    Candidate {
        key: function.name.clone(),
        text: format!("{}(", function.name),
        kind: Kind::Function,
        about: about.clone(),
    }
}

pub fn relations(found: &mut Vec<Candidate>, known: &dyn Known, scope: &Scope) {
    found.extend(scope.ctes.iter().rev().map(|cte| Candidate {
        key: names::plain(&cte.name),
        text: cte.name.clone(),
        kind: Kind::Cte,
        about: "WITH".to_owned(),
    }));
    found.extend(tables(known));
    let tables = known.functions().iter().filter(|function| function.kind == FunctionKind::Table);
    found.extend(tables.map(function));
}

/// The tables and views.
pub fn tables(known: &dyn Known) -> impl Iterator<Item = Candidate> {
    known.tables().into_iter().map(|table| {
        let (kind, about) = match table.kind {
            TableKind::Table => (Kind::Table, "table"),
            TableKind::View => (Kind::View, "view"),
        };
        Candidate { key: names::plain(&table.name), text: table.name, kind, about: about.to_owned() }
    })
}

/// The tables of a schema, without its name.
fn in_schema(known: &dyn Known, schema: &str) -> Vec<Candidate> {
    let within = |table: Candidate| {
        let (before, name) = table.text.split_at_checked(schema.len())?;
        let name = name.strip_prefix('.').filter(|_| names::same(before, schema))?.to_owned();
        Some(Candidate { key: names::plain(&name), text: name, ..table })
    };
    tables(known).filter_map(within).collect()
}

/// The names that the select list of the query at the gap gives.
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
            let key = names::plain(name.text);
            found.push(Candidate {
                key,
                text: name.text.to_owned(),
                kind: Kind::Alias,
                about: "AS".to_owned(),
            });
        }
    }
    found
}
