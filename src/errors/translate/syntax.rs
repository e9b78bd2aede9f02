//! Errors of the SQL parser.

use datafusion::sql::sqlparser::parser::ParserError;
use tenure_diagnostics::nearest;

use super::{Position, Problem};

/// Returns the problem of a syntax error. The parser writes its place at the end of its text.
pub(super) fn translated(error: &ParserError) -> Problem {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.as_str(),
        ParserError::RecursionLimitExceeded => "the statement is nested too deeply",
    };
    let (message, position) = match text.rsplit_once(" at Line: ") {
        Some((message, place)) => {
            let mut numbers = place.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
            let position =
                numbers.next().zip(numbers.next()).map(|(line, column)| Position { line, column, length: 1 });
            (message, position)
        }
        None => (text, None),
    };
    match message.strip_prefix("Expected: ").and_then(|rest| rest.rsplit_once(", found: ")) {
        Some((expected, found)) => unexpected(expected, found).at(position),
        None => Problem::new(without_tree(message)).at(position),
    }
}

fn unexpected(expected: &str, found: &str) -> Problem {
    let message = match found {
        "EOF" => format!("the statement ends where {expected} is expected"),
        found => format!("expected {expected}, but found '{found}'"),
    };
    let hint = match found {
        "/" | "~" => Some("write a path in single quotes: FROM 'folder/file.csv'".to_owned()),
        found if KEYWORDS.contains(&found.to_uppercase().as_str()) => None,
        found => nearest(found, KEYWORDS.iter().copied()).map(|near| format!("did you mean {near}?")),
    };
    Problem::new(message).maybe_hint(hint)
}

/// Cuts off the part of the syntax tree that some messages of the parser end with.
fn without_tree(message: &str) -> &str {
    match message.split_once(" { ") {
        Some((words, _)) => words.rsplit_once(' ').map_or(words, |(words, _)| words),
        None => message,
    }
}

/// The words that make up a query, among which a misspelt one is looked for.
const KEYWORDS: &[&str] = &[
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP",
    "ORDER",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "JOIN",
    "LEFT",
    "INNER",
    "UNION",
    "WITH",
    "CREATE",
    "TABLE",
    "VIEW",
    "VALUES",
    "DISTINCT",
    "BETWEEN",
    "PARTITION",
    "OVER",
    "USING",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax_errors_say_what_was_expected_and_where() {
        for (text, told) in [
            (
                "Expected: an expression, found: FROM at Line: 1, Column: 8",
                "expected an expression, but found 'FROM' (line 1, column 8)",
            ),
            ("Expected: ), found: EOF", "the statement ends where ) is expected"),
            (
                "Expected: end of statement, found: GRUOP at Line: 2, Column: 1",
                "expected end of statement, but found 'GRUOP' (line 2, column 1); did you mean GROUP?",
            ),
            (
                "Expected: identifier, found: / at Line: 1, Column: 15",
                "expected identifier, but found '/' (line 1, column 15); \
                 write a path in single quotes: FROM 'folder/file.csv'",
            ),
            ("Unsupported statement Query { with: None }", "Unsupported statement"),
        ] {
            assert_eq!(translated(&ParserError::ParserError(text.to_owned())).to_string(), told);
        }
        let deep = translated(&ParserError::RecursionLimitExceeded);
        assert_eq!(deep.message, "the statement is nested too deeply");
    }
}
