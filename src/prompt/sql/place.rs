//! The place of the cursor: what may stand there.

use super::call::TypedCall;
use super::continuations;
use super::expected::{Expected, ValueSlot};
use super::input::Input;
use super::phrases::{self, Phrases};
use super::preceding::{Preceding, wants_value};
use super::tokens::{NAME, NUMBER, PARAMETER};
use super::vocabulary::{ArgumentTakes, Vocabulary};

/// Returns what may stand in the gap before a token.
pub fn expected_at(input: &Input, vocabulary: &dyn Vocabulary, at: usize) -> Expected {
    let preceding = Preceding::at(input, at);
    let mut open = match expected_at_level(input, vocabulary, at, &preceding) {
        Ok(expected) => return expected,
        Err(open) => open,
    };
    let outer = loop {
        match expected_at_level(input, vocabulary, open, &Preceding::at(input, open)) {
            Ok(expected) => break expected,
            Err(further) => open = further,
        }
    };
    // Brackets around a value only group it: the place that they are in decides.
    let is_relation = outer == Expected::Argument
        && TypedCall::around(input, vocabulary, input.level(open), open)
            .is_some_and(|call| matches!(call.takes(), Some(ArgumentTakes::Relation)));
    match outer {
        Expected::Argument if is_relation => Expected::Keywords(vec![phrases::QUERY]),
        Expected::Relation(_) if preceding.keys.is_empty() => Expected::Relation(phrases::QUERY),
        Expected::Relation(_) => relation(&preceding.keys, &preceding.keys, false),
        Expected::Path => Expected::Path,
        Expected::Value(_) | Expected::Argument if !wants_value(&preceding.keys) => Expected::Keywords(
            continuations::after_value(&preceding.keys)
                .unwrap_or_else(|| vec![phrases::CONDITION, phrases::COMPARED]),
        ),
        Expected::Value(value) => {
            let query: Phrases = if preceding.keys.is_empty() { &["SELECT"] } else { &[] };
            Expected::Value(ValueSlot { words: vec![phrases::VALUE, query], star: false, ..value })
        }
        Expected::Argument => {
            Expected::Value(ValueSlot { words: vec![phrases::VALUE], ..ValueSlot::default() })
        }
        _ => Expected::Nothing,
    }
}

/// Returns what may stand in the gap, as far as its level of brackets tells. Otherwise returns the bracket around it, which
/// only groups values.
fn expected_at_level(
    input: &Input,
    vocabulary: &dyn Vocabulary,
    at: usize,
    preceding: &Preceding,
) -> Result<Expected, usize> {
    let keys = preceding.keys.as_slice();
    if keys.last() == Some(&"::") {
        return Ok(Expected::Keywords(vec![phrases::TYPES]));
    }
    if let Some((found, clause)) = preceding.clause(input) {
        let since = keys.get(found + 1..).unwrap_or_default();
        return Ok(match clause {
            "FROM" => relation(keys, since, false),
            "JOIN" => {
                let crossed = found.checked_sub(1).and_then(|before| keys.get(before));
                relation(keys, since, !matches!(crossed, Some(&("CROSS" | "NATURAL"))))
            }
            "USING" if !since.is_empty() => relation(keys, since, false),
            _ => in_clause(
                clause,
                since,
                preceding.level.open.is_some_and(|open| input.key_before(open) == "OVER"),
            ),
        });
    }
    let Some(open) = preceding.level.open else {
        return Ok(continuations::in_statement(keys));
    };
    if input.key(open) == "(" {
        if let Some(place) = bracket(input, open, keys) {
            return Ok(place);
        }
        if let Some(call) = TypedCall::around(input, vocabulary, preceding.level, at) {
            let since = keys
                .iter()
                .rposition(|key| *key == ",")
                .map_or(keys, |comma| keys.get(comma + 1..).unwrap_or(keys));
            return Ok(argument(input, &call, since, open));
        }
    }
    Err(open)
}

/// Returns what may stand in the brackets after a keyword or the name of a table.
fn bracket(input: &Input, open: usize, keys: &[&'static str]) -> Option<Expected> {
    let empty =
        |words: Phrases| if keys.is_empty() { Expected::Keywords(vec![words]) } else { Expected::Nothing };
    let begins = matches!(keys, [] | [.., ","]);
    let outer = Preceding::at(input, open);
    Some(match outer.keys.as_slice() {
        [.., "EXISTS" | "AS" | "MATERIALIZED" | "COPY"] => empty(phrases::QUERY),
        [.., "OVER"] => empty(phrases::WINDOW),
        [.., "FILTER"] => empty(&["WHERE"]),
        [.., "WITHIN", "GROUP"] => empty(&["ORDER BY"]),
        [.., "OPTIONS"] => Expected::Nothing,
        [.., "USING" | "EXCLUDE"] if begins => Expected::Shared,
        [.., "USING" | "EXCLUDE"] => Expected::Nothing,
        [.., "FROM" | "JOIN" | "LATERAL"] if keys.is_empty() => Expected::Relation(phrases::QUERY),
        [.., "FROM" | "JOIN"] => relation(keys, keys, false),
        ["INSERT", "INTO", name @ ..] if is_name(name) => match (outer.flat.get(2), begins) {
            (Some(first), true) => Expected::ColumnOf(input.text_of(*first, open)),
            _ => Expected::Nothing,
        },
        ["CREATE", .., NAME] if !outer.keys.contains(&"AS") => match keys {
            [NAME] | [.., ",", NAME] => Expected::Keywords(vec![phrases::TYPES]),
            _ => Expected::Nothing,
        },
        [.., "IN"] if keys.is_empty() => {
            Expected::Value(ValueSlot { words: vec![&["SELECT"], phrases::VALUE], ..ValueSlot::default() })
        }
        _ => return None,
    })
}

/// Tells whether these tokens are a name, with or without its schema.
fn is_name(keys: &[&str]) -> bool {
    matches!(keys, [_] | [_, ".", _] | [_, ".", _, ".", _])
}

/// Returns what may stand in the brackets of a call.
fn argument(input: &Input, call: &TypedCall, since: &[&'static str], open: usize) -> Expected {
    if call.begins {
        return Expected::Argument;
    }
    if wants_value(since) {
        return Expected::Value(ValueSlot { words: vec![phrases::VALUE], ..ValueSlot::default() });
    }
    match since {
        [.., "AS"] if matches!(input.key_before(open), "CAST" | "TRY_CAST") => {
            Expected::Keywords(vec![phrases::TYPES])
        }
        [.., "AS"] => Expected::Nothing,
        _ if matches!(input.key_before(open), "CAST" | "TRY_CAST") => Expected::Keywords(vec![&["AS"]]),
        [_] if input.key_before(open) == "EXTRACT" => Expected::Keywords(vec![&["FROM"]]),
        _ if call.is_table() && call.index == 0 => Expected::Nothing,
        _ => {
            let words = continuations::after_value(since);
            Expected::Keywords(
                words.unwrap_or_else(|| vec![phrases::CONDITION, phrases::COMPARED, &["ORDER BY"]]),
            )
        }
    }
}

/// Returns what may stand after FROM or JOIN.
fn relation(keys: &[&'static str], since: &[&'static str], joined: bool) -> Expected {
    let item = since
        .iter()
        .rposition(|key| *key == ",")
        .map_or(since, |comma| since.get(comma + 1..).unwrap_or(since));
    match item {
        [] if matches!(keys.first(), Some(&("DELETE" | "SHOW"))) => Expected::Table,
        [] | ["LATERAL"] => Expected::Relation(&[]),
        _ if keys.first() == Some(&"DELETE") => Expected::Keywords(vec![&["WHERE"]]),
        _ if keys.first() == Some(&"SHOW") => Expected::Nothing,
        [.., "AS"] => Expected::Nothing,
        [.., "LEFT" | "RIGHT" | "FULL" | "INNER" | "CROSS" | "NATURAL" | "OUTER" | "SEMI" | "ANTI"] => {
            Expected::Keywords(vec![phrases::JOIN])
        }
        _ => {
            let first: Phrases = if joined { phrases::JOINED } else { &[] };
            let select: Phrases = if keys.first() == Some(&"FROM") { &["SELECT"] } else { &[] };
            Expected::Keywords(vec![first, phrases::CLAUSES, phrases::JOINS, phrases::RELATION, select])
        }
    }
}

/// Returns what may stand in any other clause of a query.
fn in_clause(clause: &'static str, since: &[&'static str], window: bool) -> Expected {
    let value = |aliases, of_row| {
        Expected::Value(ValueSlot { words: vec![phrases::VALUE], aliases, of_row, ..ValueSlot::default() })
    };
    match clause {
        "UNION" | "EXCEPT" | "INTERSECT" if since.is_empty() => {
            Expected::Keywords(vec![phrases::QUERY, &["ALL"]])
        }
        "UNION" | "EXCEPT" | "INTERSECT" => Expected::Keywords(vec![phrases::QUERY]),
        "GROUP" | "ORDER" | "PARTITION" if since.is_empty() => Expected::Keywords(vec![&["BY"]]),
        "LIMIT" if since == [NUMBER] || since == [PARAMETER] => Expected::Keywords(vec![phrases::LIMITED]),
        "LIMIT" | "OFFSET" | "USING" | "WINDOW" => Expected::Nothing,
        _ if !wants_value(since) => match continuations::after_value_in(clause, since, window) {
            Some(words) => Expected::Keywords(words),
            None => Expected::Nothing,
        },
        "SELECT" => {
            let first: Phrases = if since.is_empty() { &["DISTINCT"] } else { &[] };
            let star = matches!(since, [] | ["DISTINCT" | "ALL"] | [.., ","]);
            Expected::Value(ValueSlot { words: vec![first, phrases::VALUE], star, ..ValueSlot::default() })
        }
        "WHERE" => value(false, true),
        "ON" => {
            let words = vec![phrases::VALUE];
            Expected::Value(ValueSlot { words, joins: true, of_row: true, ..ValueSlot::default() })
        }
        "GROUP" => value(true, true),
        "ORDER" | "HAVING" | "QUALIFY" => value(!window, false),
        _ => value(false, false),
    }
}
