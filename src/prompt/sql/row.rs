//! What stands before a place, at its level of brackets.

use super::from;
use super::input::{Input, Level};
use super::keywords;
use super::tokens::{NAME, NUMBER, PARAMETER, TEXT};

/// The keyword that begins the clause that the gap before a token is in; empty if there is none.
pub fn clause(input: &Input, at: usize) -> &'static str {
    let row = Row::at(input, at);
    row.clause(input).map_or("", |(_, word)| word)
}

/// What stands before a gap, at its level.
#[derive(Debug)]
pub struct Row {
    /// The level.
    pub level: Level,
    /// Its tokens before the gap, with the opening bracket for all that is in brackets.
    pub flat: Vec<usize>,
    /// Their keys.
    pub keys: Vec<&'static str>,
}

impl Row {
    /// That before the gap before a token.
    pub fn at(input: &Input, at: usize) -> Self {
        let level = input.level(at);
        let flat = input.flat(level.first, at);
        Self { level, keys: input.keys(&flat), flat }
    }

    /// The last keyword that begins a clause, and where it is.
    pub fn clause(&self, input: &Input) -> Option<(usize, &'static str)> {
        let name = self.level.open.and_then(|open| input.tokens.get(open.checked_sub(1)?));
        let cuts = name.is_some_and(|name| {
            ["extract", "substring", "trim", "overlay", "position"]
                .iter()
                .any(|f| name.text.eq_ignore_ascii_case(f))
        });
        let found = self.keys.iter().enumerate().rposition(|(place, key)| match *key {
            "FROM" => !cuts && !from::is_comparison(&self.keys, place),
            "SELECT" | "JOIN" | "ON" | "USING" | "WHERE" | "GROUP" | "HAVING" | "QUALIFY" | "ORDER"
            | "PARTITION" | "LIMIT" | "OFFSET" | "UNION" | "EXCEPT" | "INTERSECT" | "WINDOW" => true,
            _ => false,
        })?;
        Some((found, self.keys.get(found)?))
    }
}

/// Whether a value is still to come after these.
pub fn wants_value(keys: &[&str]) -> bool {
    match keys {
        [] => true,
        [.., "*"] => match keys.split_last() {
            // The star that stands for all columns is a value.
            Some((_, [] | [.., "," | "." | "DISTINCT" | "ALL"])) => false,
            _ => true,
        },
        // `a NOT` goes on with IN, `NOT` alone with a value.
        [before @ .., "NOT"] => wants_value(before),
        [.., "ROWS" | "RANGE", "BETWEEN"] | [.., "PRECEDING" | "FOLLOWING" | "ROW", "AND"] => false,
        [.., last] => match *last {
            "," | "=>" | "+" => true,
            NAME | TEXT | NUMBER | PARAMETER => false,
            word => keywords::leads(word),
        },
    }
}
