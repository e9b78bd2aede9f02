//! `SUMMARIZE x` as what it stands for: `SELECT * FROM summarize((SELECT * FROM x))`.
//!
//! The tokens are rewritten before parsing, and each keeps its position. So x is whatever may follow FROM, or a query,
//! and an error in it is reported where it occurs.

use datafusion::common::DataFusionError;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::parser::ParserError;
use datafusion::sql::sqlparser::tokenizer::{Span, Token, TokenWithSpan};

use crate::engine::syntax::tokens::is_word;
use crate::errors::{Code, Error, Problem, from_span};

/// Returns the statement with every `SUMMARIZE x` written out.
///
/// # Errors
/// Returns an error if nothing follows `SUMMARIZE`.
pub(crate) fn rewrite(tokens: &[TokenWithSpan]) -> Result<Vec<TokenWithSpan>, Error> {
    let is_blank = |token: &&TokenWithSpan| matches!(token.token, Token::Whitespace(_));
    let tokens: Vec<TokenWithSpan> = tokens.iter().filter(|token| !is_blank(token)).cloned().collect();
    let mut written = Vec::with_capacity(tokens.len());
    let mut open = 0_usize;
    // For each SUMMARIZE that has not ended: the depth of parentheses at which it began, and the number that end it.
    let mut begun: Vec<(usize, usize)> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        while let Some((_, ends)) = begun.pop_if(|(depth, _)| *depth == open && is_end(Some(token))) {
            written.extend(vec![TokenWithSpan::new(Token::RParen, token.span); ends]);
        }
        match token.token {
            Token::LParen => open += 1,
            Token::RParen => open = open.saturating_sub(1),
            _ => {}
        }
        let (before, after) = (&tokens[..i], &tokens[i + 1..]);
        if !is_word(&token.token, "summarize") || !begins(before, after) {
            written.push(token.clone());
            continue;
        }
        if is_end(after.first()) {
            return Err(nothing_follows(token.span));
        }
        let opening = opening(after);
        begun.push((open, opening.iter().filter(|token| **token == Token::LParen).count()));
        let placed = |added| TokenWithSpan::new(added, token.span);
        written.extend(all_from().into_iter().map(placed));
        written.push(token.clone());
        written.extend(opening.into_iter().map(placed));
    }
    let ends = begun.iter().map(|(_, ends)| ends).sum();
    written.extend(vec![TokenWithSpan::new(Token::RParen, end_of(&tokens)); ends]);
    Ok(written)
}

/// Corrects an error of the parser: a closing parenthesis that the rewrite added is the end of the statement.
pub(crate) fn at_end(error: DataFusionError, tokens: &[TokenWithSpan]) -> DataFusionError {
    let ending = format!("found: ){}", end_of(tokens).start);
    match error {
        DataFusionError::SQL(error, trace) => {
            let error = match *error {
                ParserError::ParserError(message) => {
                    let at_end =
                        message.strip_suffix(&ending).map(|expected| format!("{expected}found: EOF"));
                    ParserError::ParserError(at_end.unwrap_or(message))
                }
                other => other,
            };
            DataFusionError::SQL(Box::new(error), trace)
        }
        other => other,
    }
}

/// Returns the position after the last token.
fn end_of(tokens: &[TokenWithSpan]) -> Span {
    tokens.last().map_or(Span::empty(), |last| Span::new(last.span.end, last.span.end))
}

/// Returns the tokens to put between SUMMARIZE and its operand. A query that the parser accepts within a call stays as
/// it is, because the parser then reports its errors best.
fn opening(after: &[TokenWithSpan]) -> Vec<Token> {
    let call = vec![Token::LParen];
    let query = vec![Token::LParen; 2];
    let from_query = || [query.clone(), all_from(), call.clone()].concat();
    match after.first().map(|next| &next.token) {
        Some(Token::LParen) if is_all_in_parentheses(after) => call,
        Some(Token::LParen) => from_query(),
        Some(next) if is_word(next, "values") => from_query(),
        Some(next) if is_word(next, "select") || is_word(next, "with") => query,
        Some(next) if is_word(next, "from") => [query, all()].concat(),
        _ => [query, all_from()].concat(),
    }
}

fn all() -> Vec<Token> {
    vec![Token::make_keyword("SELECT"), Token::Mul]
}

fn all_from() -> Vec<Token> {
    [all(), vec![Token::make_keyword("FROM")]].concat()
}

/// Returns whether the parenthesis that opens here is closed at the end of the statement or query.
fn is_all_in_parentheses(tokens: &[TokenWithSpan]) -> bool {
    let mut open = 0_usize;
    let closed = tokens.iter().position(|token| {
        match token.token {
            Token::LParen => open += 1,
            Token::RParen => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0
    });
    closed.is_some_and(|place| is_end(tokens.get(place + 1)))
}

/// Returns whether a statement or a subquery ends before this token.
fn is_end(token: Option<&TokenWithSpan>) -> bool {
    token.is_none_or(|token| matches!(token.token, Token::RParen | Token::SemiColon | Token::EOF))
}

/// Returns whether the word between these tokens begins a statement or a query, and is not a name.
fn begins(before: &[TokenWithSpan], after: &[TokenWithSpan]) -> bool {
    let statement = before.iter().rposition(|token| token.token == Token::SemiColon).map_or(0, |end| end + 1);
    let before = &before[statement..];
    match before {
        [] => true,
        [.., previous, parenthesis] if parenthesis.token == Token::LParen => {
            let relation = ["from", "join", "as", "copy"];
            relation.iter().any(|word| is_word(&previous.token, word)) && is_followed_by_relation(after)
        }
        [first, between @ ..] if is_word(&first.token, "explain") => {
            let options = ["analyze", "verbose", "format"];
            between.iter().enumerate().all(|(i, token)| {
                options.iter().any(|word| is_word(&token.token, word))
                    || (i > 0 && is_word(&between[i - 1].token, "format"))
            })
        }
        [first, between @ .., last] if is_word(&last.token, "as") => {
            let makes = ["create", "prepare"].iter().any(|word| is_word(&first.token, word));
            makes && !between.iter().any(|token| is_word(&token.token, "as"))
        }
        _ => false,
    }
}

/// Returns whether a name, a path or a query follows. Other tokens would make the word before them the name of a
/// table.
fn is_followed_by_relation(after: &[TokenWithSpan]) -> bool {
    const OF_A_TABLE: [Keyword; 8] = [
        Keyword::AS,
        Keyword::JOIN,
        Keyword::INNER,
        Keyword::LEFT,
        Keyword::RIGHT,
        Keyword::FULL,
        Keyword::CROSS,
        Keyword::NATURAL,
    ];
    match after {
        [next, then, ..] if next.token == Token::LParen => begins_query(&then.token),
        [next, ..] => match &next.token {
            Token::Word(word) => !OF_A_TABLE.contains(&word.keyword),
            Token::SingleQuotedString(_) => true,
            _ => false,
        },
        [] => false,
    }
}

// A further parenthesis would belong to a query within a call of the function.
fn begins_query(token: &Token) -> bool {
    ["select", "with", "from", "values"].iter().any(|word| is_word(token, word))
}

fn nothing_follows(place: Span) -> Error {
    let problem = Problem::new("SUMMARIZE needs a table, a file or a query")
        .at(from_span(place))
        .hint("write SUMMARIZE orders, SUMMARIZE 'orders.csv' or SUMMARIZE SELECT …");
    Error::of(Code::Syntax, vec![problem])
}
