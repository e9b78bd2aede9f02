//! What may stand at a place.

use super::after;
use super::call::Call;
use super::input::Input;
use super::known::{Known, Takes};
use super::phrases::{self, Words};
use super::row::{Row, wants_value};
use super::statement;
use super::tokens::{NAME, NUMBER, PARAMETER};

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nothing that could be known, such as a new name.
    Nothing,
    /// Keywords.
    Words(Vec<Words>),
    /// A relation, or one of the keywords.
    Relation(Words),
    /// A table or view that there is.
    Table,
    /// The path of a file.
    Path,
    /// A value.
    Value(Value),
    /// A column alone; those that relations share are likelier.
    Shared,
    /// A column of this relation.
    ColumnOf(String),
    /// An argument of the call around.
    Argument,
}

/// A place for a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// The keywords it can begin with.
    pub words: Vec<Words>,
    /// Whether it can be `*`.
    pub star: bool,
    /// Whether it can be a name that the select list gives.
    pub aliases: bool,
    /// Whether it joins relations, so that columns which several have are likelier.
    pub joins: bool,
    /// Whether it is one for each row, so that no function of groups can stand there.
    pub of_row: bool,
}

/// What may stand in the gap before a token.
pub fn place(input: &Input, known: &dyn Known, at: usize) -> Place {
    let row = Row::at(input, at);
    let mut open = match here(input, known, at, &row) {
        Ok(place) => return place,
        Err(open) => open,
    };
    let outer = loop {
        match here(input, known, open, &Row::at(input, open)) {
            Ok(place) => break place,
            Err(further) => open = further,
        }
    };
    // Brackets around a value: what they are in says what it is.
    let is_relation = outer == Place::Argument
        && Call::around(input, known, input.level(open), open)
            .is_some_and(|call| matches!(call.takes(), Some(Takes::Relation)));
    match outer {
        Place::Argument if is_relation => Place::Words(vec![phrases::QUERY]),
        Place::Relation(_) if row.keys.is_empty() => Place::Relation(phrases::QUERY),
        Place::Relation(_) => relation(&row.keys, &row.keys, false),
        Place::Path => Place::Path,
        Place::Value(_) | Place::Argument if !wants_value(&row.keys) => Place::Words(
            after::value(&row.keys).unwrap_or_else(|| vec![phrases::CONDITION, phrases::COMPARED]),
        ),
        Place::Value(value) => {
            let query: Words = if row.keys.is_empty() { &["SELECT"] } else { &[] };
            Place::Value(Value { words: vec![phrases::VALUE, query], star: false, ..value })
        }
        Place::Argument => Place::Value(Value { words: vec![phrases::VALUE], ..Value::default() }),
        _ => Place::Nothing,
    }
}

/// What may stand in the gap, as far as its level says. Otherwise the bracket about it, which only groups values.
fn here(input: &Input, known: &dyn Known, at: usize, row: &Row) -> Result<Place, usize> {
    let keys = row.keys.as_slice();
    if keys.last() == Some(&"::") {
        return Ok(Place::Words(vec![phrases::TYPES]));
    }
    if let Some((found, clause)) = row.clause(input) {
        let since = keys.get(found + 1..).unwrap_or_default();
        return Ok(match clause {
            "FROM" => relation(keys, since, false),
            "JOIN" => {
                let crossed = found.checked_sub(1).and_then(|before| keys.get(before));
                relation(keys, since, !matches!(crossed, Some(&("CROSS" | "NATURAL"))))
            }
            "USING" if !since.is_empty() => relation(keys, since, false),
            _ => {
                in_clause(clause, since, row.level.open.is_some_and(|open| input.key_before(open) == "OVER"))
            }
        });
    }
    let Some(open) = row.level.open else {
        return Ok(statement::place(keys));
    };
    if input.key(open) == "(" {
        if let Some(place) = bracket(input, open, keys) {
            return Ok(place);
        }
        if let Some(call) = Call::around(input, known, row.level, at) {
            let since = keys
                .iter()
                .rposition(|key| *key == ",")
                .map_or(keys, |comma| keys.get(comma + 1..).unwrap_or(keys));
            return Ok(argument(input, &call, since, open));
        }
    }
    Err(open)
}

/// In the brackets after a keyword or the name of a table.
fn bracket(input: &Input, open: usize, keys: &[&'static str]) -> Option<Place> {
    let empty = |words: Words| if keys.is_empty() { Place::Words(vec![words]) } else { Place::Nothing };
    let begins = matches!(keys, [] | [.., ","]);
    let outer = Row::at(input, open);
    Some(match outer.keys.as_slice() {
        [.., "EXISTS" | "AS" | "MATERIALIZED" | "COPY"] => empty(phrases::QUERY),
        [.., "OVER"] => empty(phrases::WINDOW),
        [.., "FILTER"] => empty(&["WHERE"]),
        [.., "WITHIN", "GROUP"] => empty(&["ORDER BY"]),
        [.., "OPTIONS"] => Place::Nothing,
        [.., "USING" | "EXCLUDE"] if begins => Place::Shared,
        [.., "USING" | "EXCLUDE"] => Place::Nothing,
        [.., "FROM" | "JOIN" | "LATERAL"] if keys.is_empty() => Place::Relation(phrases::QUERY),
        [.., "FROM" | "JOIN"] => relation(keys, keys, false),
        ["INSERT", "INTO", name @ ..] if is_name(name) => match (outer.flat.get(2), begins) {
            (Some(first), true) => Place::ColumnOf(input.written(*first, open)),
            _ => Place::Nothing,
        },
        ["CREATE", .., NAME] if !outer.keys.contains(&"AS") => match keys {
            [NAME] | [.., ",", NAME] => Place::Words(vec![phrases::TYPES]),
            _ => Place::Nothing,
        },
        [.., "IN"] if keys.is_empty() => {
            Place::Value(Value { words: vec![&["SELECT"], phrases::VALUE], ..Value::default() })
        }
        _ => return None,
    })
}

/// Whether these are a name, with or without its schema.
fn is_name(keys: &[&str]) -> bool {
    matches!(keys, [_] | [_, ".", _] | [_, ".", _, ".", _])
}

/// In the brackets of a call.
fn argument(input: &Input, call: &Call, since: &[&'static str], open: usize) -> Place {
    if call.begins {
        return Place::Argument;
    }
    if wants_value(since) {
        return Place::Value(Value { words: vec![phrases::VALUE], ..Value::default() });
    }
    match since {
        [.., "AS"] if matches!(input.key_before(open), "CAST" | "TRY_CAST") => {
            Place::Words(vec![phrases::TYPES])
        }
        [.., "AS"] => Place::Nothing,
        _ if matches!(input.key_before(open), "CAST" | "TRY_CAST") => Place::Words(vec![&["AS"]]),
        [_] if input.key_before(open) == "EXTRACT" => Place::Words(vec![&["FROM"]]),
        _ if call.is_table() && call.index == 0 => Place::Nothing,
        _ => {
            let words = after::value(since);
            Place::Words(words.unwrap_or_else(|| vec![phrases::CONDITION, phrases::COMPARED, &["ORDER BY"]]))
        }
    }
}

/// After FROM or JOIN.
fn relation(keys: &[&'static str], since: &[&'static str], joined: bool) -> Place {
    let item = since
        .iter()
        .rposition(|key| *key == ",")
        .map_or(since, |comma| since.get(comma + 1..).unwrap_or(since));
    match item {
        [] if matches!(keys.first(), Some(&("DELETE" | "SHOW"))) => Place::Table,
        [] | ["LATERAL"] => Place::Relation(&[]),
        _ if keys.first() == Some(&"DELETE") => Place::Words(vec![&["WHERE"]]),
        _ if keys.first() == Some(&"SHOW") => Place::Nothing,
        [.., "AS"] => Place::Nothing,
        [.., "LEFT" | "RIGHT" | "FULL" | "INNER" | "CROSS" | "NATURAL" | "OUTER" | "SEMI" | "ANTI"] => {
            Place::Words(vec![phrases::JOIN])
        }
        _ => {
            let first: Words = if joined { phrases::JOINED } else { &[] };
            let select: Words = if keys.first() == Some(&"FROM") { &["SELECT"] } else { &[] };
            Place::Words(vec![first, phrases::RELATION, select])
        }
    }
}

/// In any other clause of a query.
fn in_clause(clause: &'static str, since: &[&'static str], window: bool) -> Place {
    let value = |aliases, of_row| {
        Place::Value(Value { words: vec![phrases::VALUE], aliases, of_row, ..Value::default() })
    };
    match clause {
        "UNION" | "EXCEPT" | "INTERSECT" if since.is_empty() => Place::Words(vec![phrases::QUERY, &["ALL"]]),
        "UNION" | "EXCEPT" | "INTERSECT" => Place::Words(vec![phrases::QUERY]),
        "GROUP" | "ORDER" | "PARTITION" if since.is_empty() => Place::Words(vec![&["BY"]]),
        "LIMIT" if since == [NUMBER] || since == [PARAMETER] => Place::Words(vec![phrases::LIMITED]),
        "LIMIT" | "OFFSET" | "USING" | "WINDOW" => Place::Nothing,
        _ if !wants_value(since) => match after::clause(clause, since, window) {
            Some(words) => Place::Words(words),
            None => Place::Nothing,
        },
        "SELECT" => {
            let first: Words = if since.is_empty() { &["DISTINCT"] } else { &[] };
            let star = matches!(since, [] | ["DISTINCT" | "ALL"] | [.., ","]);
            Place::Value(Value { words: vec![first, phrases::VALUE], star, ..Value::default() })
        }
        "WHERE" => value(false, true),
        "ON" => {
            let words = vec![phrases::VALUE];
            Place::Value(Value { words, joins: true, of_row: true, ..Value::default() })
        }
        "GROUP" => value(true, true),
        "ORDER" | "HAVING" | "QUALIFY" => value(!window, false),
        _ => value(false, false),
    }
}
