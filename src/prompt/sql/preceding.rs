//! The tokens before a place, at its level of brackets.

use super::from_clause;
use super::input::{Input, Level};
use super::keywords;
use super::tokens::{NAME, NUMBER, PARAMETER, TEXT};

/// Returns the keyword of the clause that the gap before a token is in; empty if there is none.
pub fn clause(input: &Input, at: usize) -> &'static str {
    Preceding::at(input, at).clause(input).map_or("", |(_, word)| word)
}

/// The tokens before a gap, at its level of brackets.
#[derive(Debug)]
pub struct Preceding {
    /// The level.
    pub level: Level,
    /// The tokens of the level before the gap. An opening bracket stands for all that is in the brackets.
    pub flat: Vec<usize>,
    /// Their keys.
    pub keys: Vec<&'static str>,
}

impl Preceding {
    /// Returns the tokens before the gap before a token.
    pub fn at(input: &Input, at: usize) -> Self {
        let level = input.level(at);
        let flat = input.flat(level.first, at);
        Self { level, keys: input.keys(&flat), flat }
    }

    /// Returns the last keyword that begins a clause, and its index.
    pub fn clause(&self, input: &Input) -> Option<(usize, &'static str)> {
        let name = self.level.open.and_then(|open| input.tokens.get(open.checked_sub(1)?));
        let has_own_from = name.is_some_and(|name| {
            ["extract", "substring", "trim", "overlay", "position"]
                .iter()
                .any(|f| name.text.eq_ignore_ascii_case(f))
        });
        let found = self.keys.iter().enumerate().rposition(|(place, key)| match *key {
            "FROM" => !has_own_from && !from_clause::is_comparison(&self.keys, place),
            "SELECT" | "JOIN" | "ON" | "USING" | "WHERE" | "GROUP" | "HAVING" | "QUALIFY" | "ORDER"
            | "PARTITION" | "LIMIT" | "OFFSET" | "UNION" | "EXCEPT" | "INTERSECT" | "WINDOW" => true,
            _ => false,
        })?;
        Some((found, self.keys.get(found)?))
    }
}

/// Tells whether a value must follow these tokens.
pub fn wants_value(keys: &[&str]) -> bool {
    match keys {
        [] => true,
        [.., "*"] => match keys.split_last() {
            // A star that stands for all columns is a value.
            Some((_, [] | [.., "," | "." | "DISTINCT" | "ALL"])) => false,
            _ => true,
        },
        // `a NOT` continues with IN, `NOT` alone with a value.
        [before @ .., "NOT"] => wants_value(before),
        [.., "ROWS" | "RANGE", "BETWEEN"] | [.., "PRECEDING" | "FOLLOWING" | "ROW", "AND"] => false,
        [.., last] => match *last {
            "," | "=>" | "+" => true,
            NAME | TEXT | NUMBER | PARAMETER => false,
            word => keywords::precedes_value(word),
        },
    }
}
