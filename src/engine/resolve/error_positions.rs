//! Positions for errors that come without one.

use datafusion::sql::sqlparser::tokenizer::Token;

use crate::engine::syntax::tokens::tokenize;
use crate::errors::{Error, Position, Problem, from_span};

/// Gives each problem without a position that of the first name it is about which the statement has exactly once. A
/// problem that says no name is about what its message has in quotes.
pub(crate) fn locate(error: Error, sql: &str) -> Error {
    error.map(|problem| match problem.position {
        Some(_) => problem,
        None => Problem { position: place_of(&problem, sql), ..problem },
    })
}

fn place_of(problem: &Problem, sql: &str) -> Option<Position> {
    let tokens = tokenize(sql).ok()?;
    let quoted = problem.message.split('\'').nth(1).filter(|_| problem.about.is_empty());
    problem.about.iter().map(String::as_str).chain(quoted).find_map(|name| {
        let mut places = tokens.iter().filter(|token| match &token.token {
            Token::Word(word) => word.value.eq_ignore_ascii_case(name),
            Token::SingleQuotedString(text) => text == name,
            _ => false,
        });
        let place = places.next().filter(|_| places.next().is_none())?;
        from_span(place.span)
    })
}
