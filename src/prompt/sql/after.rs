//! What goes on after a value.

use super::phrases::{self, Words};

/// After a value where nothing more is known. None where it depends on the clause.
pub fn value(since: &[&'static str]) -> Option<Vec<Words>> {
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

/// After a value in a clause of a query; None where nothing can be known.
pub fn clause(clause: &str, since: &[&'static str], window: bool) -> Option<Vec<Words>> {
    if let Some(words) = value(since) {
        return Some(words);
    }
    // What comes is a new name.
    if let [.., "AS"] = since {
        return None;
    }
    let called: Words =
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
        // What is not compared yet is no condition.
        "WHERE" if !is_condition(since) => vec![phrases::COMPARED, phrases::FILTERED],
        "ON" if !is_condition(since) => vec![phrases::COMPARED, phrases::JOINED_ON],
        "HAVING" | "QUALIFY" if !is_condition(since) => vec![phrases::COMPARED, called, phrases::HAVING],
        "ON" => vec![phrases::JOINED_ON, phrases::COMPARED],
        "WHERE" => vec![phrases::FILTERED, phrases::COMPARED],
        "GROUP" => vec![phrases::GROUPED],
        "HAVING" | "QUALIFY" => vec![phrases::HAVING, called, phrases::COMPARED],
        "ORDER" | "PARTITION" if window => vec![phrases::WINDOW_ITEM],
        "ORDER" => vec![phrases::ORDERED, called],
        "PARTITION" => vec![phrases::WINDOW_ITEM],
        _ => vec![],
    })
}

/// Whether the last value is compared with something.
fn is_condition(since: &[&str]) -> bool {
    let last = since.iter().rposition(|key| matches!(*key, "AND" | "OR")).map_or(0, |place| place + 1);
    let compares =
        |key: &&str| matches!(*key, "+" | "IS" | "IN" | "LIKE" | "ILIKE" | "BETWEEN" | "EXISTS" | "NOT");
    since.get(last..).unwrap_or_default().iter().any(compares)
        || since.get(..last).unwrap_or_default().contains(&"BETWEEN")
}

/// Whether a CASE has no END yet.
fn is_in_case(since: &[&str]) -> bool {
    let count = |word: &str| since.iter().filter(|key| **key == word).count();
    count("CASE") > count("END")
}
