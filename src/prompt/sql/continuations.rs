//! The keywords that continue a statement, or follow a value.

use super::expected::{Expected, ValueSlot};
use super::phrases::{self, Phrases};
use super::tokens::TEXT;

/// Returns what may stand after these tokens, none of which begins a clause of a query.
pub fn in_statement(keys: &[&'static str]) -> Expected {
    let words = |words: Phrases| Expected::Keywords(vec![words]);
    match keys {
        [] => words(phrases::STATEMENT),
        ["EXPLAIN"] => words(phrases::EXPLAINED),
        ["EXPLAIN", "ANALYZE" | "VERBOSE"] => words(phrases::QUERY),
        ["EXPLAIN", "ANALYZE", "VERBOSE"] => words(phrases::QUERY),
        ["DESCRIBE" | "DESC" | "SUMMARIZE"] => Expected::Relation(phrases::QUERY),
        ["TABLE"] => Expected::Relation(&[]),
        ["SHOW"] => words(phrases::SHOWN),
        ["SHOW", "COLUMNS"] => words(&["FROM"]),
        ["CREATE"] => words(phrases::CREATED),
        ["CREATE", "OR"] => words(phrases::REPLACED),
        ["CREATE", "OR", "REPLACE"] => words(phrases::DROPPED),
        ["CREATE", "EXTERNAL"] => words(&["TABLE"]),
        ["CREATE", .., "LOCATION"] => Expected::Path,
        ["CREATE", .., "STORED"] => words(&["AS"]),
        ["CREATE", .., "STORED", "AS"] => Expected::Nothing,
        ["CREATE", .., "AS"] => words(phrases::QUERY),
        // A table or view that is replaced exists already.
        ["CREATE", "OR", "REPLACE", "TABLE" | "VIEW"] => Expected::Table,
        ["CREATE", .., "TABLE" | "VIEW"] => words(&["IF NOT EXISTS"]),
        ["CREATE", .., "IF" | "NOT" | "EXISTS" | "."] => Expected::Nothing,
        ["CREATE", "EXTERNAL", ..] => words(phrases::NEW_TABLE),
        ["CREATE", ..] => words(&["AS"]),
        ["DROP"] => words(phrases::DROPPED),
        ["DROP", "TABLE" | "VIEW"] | ["DROP", "TABLE" | "VIEW", "IF", "EXISTS"] => Expected::Table,
        ["COPY"] => Expected::Relation(&[]),
        ["COPY", .., "TO"] => Expected::Path,
        ["COPY", .., "TO", TEXT] => words(phrases::COPIED_TO),
        ["COPY", _] | ["COPY", _, ".", _] => words(phrases::COPIED),
        ["INSERT"] => words(&["INTO"]),
        ["INSERT", "INTO"] => Expected::Table,
        ["INSERT", "INTO", ..] => words(phrases::INSERTED),
        ["DELETE"] => words(&["FROM"]),
        ["UPDATE"] => Expected::Table,
        ["UPDATE", .., "SET"] | ["UPDATE", .., ","] | ["UPDATE", .., "+"] => {
            Expected::Value(ValueSlot { words: vec![phrases::VALUE], of_row: true, ..ValueSlot::default() })
        }
        ["UPDATE", _] | ["UPDATE", _, ".", _] => words(&["SET"]),
        ["UPDATE", ..] => words(&["WHERE"]),
        [.., "WITH"] => words(&["RECURSIVE"]),
        ["WITH", .., "AS", "("] | ["WITH", .., "MATERIALIZED", "("] => words(phrases::QUERY),
        ["WITH", .., "AS"] => words(&["MATERIALIZED", "NOT MATERIALIZED"]),
        ["WITH", .., "," | "RECURSIVE"] => Expected::Nothing,
        ["WITH", ..] => words(&["AS"]),
        // A query of WITH after other words, as in CREATE VIEW … AS WITH.
        [.., "AS", "("] => words(phrases::QUERY),
        _ => Expected::Nothing,
    }
}

/// Returns the keywords after a value, or `None` where they depend on the clause.
pub fn after_value(since: &[&'static str]) -> Option<Vec<Phrases>> {
    Some(match since {
        [.., "IS"] => vec![phrases::IS],
        [.., "IS", "NOT"] => vec![&["NULL", "DISTINCT FROM", "TRUE", "FALSE"]],
        [.., "NOT"] => vec![phrases::NEGATED],
        [.., "PRECEDING" | "FOLLOWING" | "ROW", "AND"] => vec![phrases::FRAME],
        [.., "NULLS"] => vec![&["FIRST", "LAST"]],
        [.., "WITHIN"] => vec![&["GROUP"]],
        [.., "OVER" | "FILTER"] => vec![],
        _ if is_in_case(since) => vec![phrases::CASE, phrases::CONDITION, phrases::COMPARED],
        _ => return None,
    })
}

/// Returns the keywords after a value in a clause of a query, or `None` where nothing can be suggested.
pub fn after_value_in(clause: &str, since: &[&'static str], window: bool) -> Option<Vec<Phrases>> {
    if let Some(words) = after_value(since) {
        return Some(words);
    }
    // The user is about to make up a name.
    if let [.., "AS"] = since {
        return None;
    }
    let called: Phrases =
        if matches!(since, [.., "a" | "LEFT" | "RIGHT", "("]) { phrases::CALLED } else { &[] };
    if let [.., "ROWS" | "RANGE" | "UNBOUNDED" | "CURRENT" | "PRECEDING" | "FOLLOWING" | "BETWEEN" | "ROW"] =
        since
    {
        return Some(vec![phrases::FRAME]);
    }
    if let (
        "ON",
        [.., "LEFT" | "RIGHT" | "FULL" | "INNER" | "CROSS" | "NATURAL" | "OUTER" | "SEMI" | "ANTI"],
    ) = (clause, since)
    {
        return Some(vec![phrases::JOIN]);
    }
    Some(match clause {
        "SELECT" => match since {
            [.., "*"] => vec![phrases::STAR],
            _ => vec![phrases::SELECTED, called, phrases::COMPARED, phrases::CONDITION, &["WHERE"]],
        },
        // A value that is not compared with anything is not a condition yet.
        "WHERE" if !is_condition(since) => vec![phrases::COMPARED, phrases::CONDITION, phrases::FILTERED],
        "ON" if !is_condition(since) => {
            vec![phrases::COMPARED, phrases::CONDITION, phrases::CLAUSES, phrases::JOINS]
        }
        "HAVING" | "QUALIFY" if !is_condition(since) => vec![phrases::COMPARED, called, phrases::HAVING],
        "ON" => vec![phrases::CONDITION, phrases::CLAUSES, phrases::JOINS, phrases::COMPARED],
        "WHERE" => vec![phrases::CONDITION, phrases::FILTERED, phrases::COMPARED],
        "GROUP" => vec![phrases::GROUPED],
        "HAVING" | "QUALIFY" => vec![phrases::HAVING, called, phrases::COMPARED],
        "ORDER" | "PARTITION" if window => vec![phrases::WINDOW_ITEM],
        "ORDER" => vec![phrases::ORDERED, called],
        "PARTITION" => vec![phrases::WINDOW_ITEM],
        _ => vec![],
    })
}

/// Tells whether the last value is compared with something.
fn is_condition(since: &[&str]) -> bool {
    let last = since.iter().rposition(|key| matches!(*key, "AND" | "OR")).map_or(0, |place| place + 1);
    let compares =
        |key: &&str| matches!(*key, "+" | "IS" | "IN" | "LIKE" | "ILIKE" | "BETWEEN" | "EXISTS" | "NOT");
    since.get(last..).unwrap_or_default().iter().any(compares)
        || since.get(..last).unwrap_or_default().contains(&"BETWEEN")
}

/// Tells whether a CASE has no END yet.
fn is_in_case(since: &[&str]) -> bool {
    let count = |word: &str| since.iter().filter(|key| **key == word).count();
    count("CASE") > count("END")
}
