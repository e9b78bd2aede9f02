//! What may stand in a statement before and besides its query.

use super::phrases::{self, Words};
use super::place::{Place, Value};
use super::tokens::TEXT;

/// What may stand after these tokens, of which none begins a clause of a query.
pub fn place(keys: &[&'static str]) -> Place {
    let words = |words: Words| Place::Words(vec![words]);
    match keys {
        [] => words(phrases::STATEMENT),
        ["EXPLAIN"] => words(phrases::EXPLAINED),
        ["EXPLAIN", "ANALYZE" | "VERBOSE"] => words(phrases::QUERY),
        ["EXPLAIN", "ANALYZE", "VERBOSE"] => words(phrases::QUERY),
        ["DESCRIBE" | "DESC" | "SUMMARIZE"] => Place::Relation(phrases::QUERY),
        ["TABLE"] => Place::Relation(&[]),
        ["SHOW"] => words(phrases::SHOWN),
        ["SHOW", "COLUMNS"] => words(&["FROM"]),
        ["CREATE"] => words(phrases::CREATED),
        ["CREATE", "OR"] => words(phrases::REPLACED),
        ["CREATE", "OR", "REPLACE"] => words(phrases::DROPPED),
        ["CREATE", "EXTERNAL"] => words(&["TABLE"]),
        ["CREATE", .., "LOCATION"] => Place::Path,
        ["CREATE", .., "STORED"] => words(&["AS"]),
        ["CREATE", .., "STORED", "AS"] => Place::Nothing,
        ["CREATE", .., "AS"] => words(phrases::QUERY),
        // What is replaced is there already.
        ["CREATE", "OR", "REPLACE", "TABLE" | "VIEW"] => Place::Table,
        ["CREATE", .., "TABLE" | "VIEW"] => words(&["IF NOT EXISTS"]),
        ["CREATE", .., "IF" | "NOT" | "EXISTS" | "."] => Place::Nothing,
        ["CREATE", "EXTERNAL", ..] => words(phrases::NEW_TABLE),
        ["CREATE", ..] => words(&["AS"]),
        ["DROP"] => words(phrases::DROPPED),
        ["DROP", "TABLE" | "VIEW"] | ["DROP", "TABLE" | "VIEW", "IF", "EXISTS"] => Place::Table,
        ["COPY"] => Place::Relation(&[]),
        ["COPY", .., "TO"] => Place::Path,
        ["COPY", .., "TO", TEXT] => words(phrases::COPIED_TO),
        ["COPY", _] | ["COPY", _, ".", _] => words(phrases::COPIED),
        ["INSERT"] => words(&["INTO"]),
        ["INSERT", "INTO"] => Place::Table,
        ["INSERT", "INTO", ..] => words(phrases::INSERTED),
        ["DELETE"] => words(&["FROM"]),
        ["UPDATE"] => Place::Table,
        ["UPDATE", .., "SET"] | ["UPDATE", .., ","] | ["UPDATE", .., "+"] => {
            Place::Value(Value { words: vec![phrases::VALUE], of_row: true, ..Value::default() })
        }
        ["UPDATE", _] | ["UPDATE", _, ".", _] => words(&["SET"]),
        ["UPDATE", ..] => words(&["WHERE"]),
        [.., "WITH"] => words(&["RECURSIVE"]),
        ["WITH", .., "AS", "("] | ["WITH", .., "MATERIALIZED", "("] => words(phrases::QUERY),
        ["WITH", .., "AS"] => words(&["MATERIALIZED", "NOT MATERIALIZED"]),
        ["WITH", .., "," | "RECURSIVE"] => Place::Nothing,
        ["WITH", ..] => words(&["AS"]),
        // A query of WITH after other words, as in CREATE VIEW … AS WITH.
        [.., "AS", "("] => words(phrases::QUERY),
        _ => Place::Nothing,
    }
}
