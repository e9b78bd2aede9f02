//! The class of each piece of a text, for its colour.

use std::ops::Range;

use super::dot_command;
use super::keywords;
use super::phrases;
use super::tokens::{self, Token, partners};

/// The class of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenClass {
    /// Blanks.
    Blank,
    /// A keyword.
    Keyword,
    /// The name of a function in a call.
    Function,
    /// A string.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// A parameter: $x.
    Parameter,
    /// An operator, comma or bracket.
    Operator,
    /// A name.
    Name,
    /// A dot command.
    Command,
    /// A mistake: a bracket without its partner, the quote of a string without end.
    Error,
}

/// Returns the pieces of a text with their classes. They cover it without a gap.
pub fn highlight(text: &str) -> Vec<(Range<usize>, TokenClass)> {
    if let Some(begin) = dot_command::begin(text) {
        return command(text, begin);
    }
    let tokens = tokens::tokens(text, 0);
    let partners = partners(&tokens);
    let mut found: Vec<(Range<usize>, TokenClass)> = Vec::with_capacity(tokens.len());
    let mut before = "";
    for ((place, token), partner) in tokens.iter().enumerate().zip(partners) {
        let class = match token.key {
            "(" | ")" | "[" | "]" | "{" | "}" if partner == place => TokenClass::Error,
            _ => class(token, tokens.get(place + 1..).unwrap_or_default(), before),
        };
        let quote = token.text.find(['\'', '"', '`', '$', '/']).filter(|_| !token.whole);
        match quote.map(|at| token.start + at) {
            Some(at) => {
                found.push((token.start..at, class));
                found.push((at..at + 1, TokenClass::Error));
                found.push((at + 1..token.end(), class));
            }
            None => found.push((token.start..token.end(), class)),
        }
        if !matches!(token.key, tokens::BLANK | tokens::COMMENT) {
            before = token.key;
        }
    }
    joined(found)
}

/// Joins neighbouring blanks, and neighbouring comments.
fn joined(found: Vec<(Range<usize>, TokenClass)>) -> Vec<(Range<usize>, TokenClass)> {
    let mut joined: Vec<(Range<usize>, TokenClass)> = Vec::with_capacity(found.len());
    for (range, class) in found.into_iter().filter(|(range, _)| !range.is_empty()) {
        match joined.last_mut() {
            Some((last, same))
                if *same == class && matches!(class, TokenClass::Blank | TokenClass::Comment) =>
            {
                last.end = range.end;
            }
            _ => joined.push((range, class)),
        }
    }
    joined
}

fn class(token: &Token, after: &[Token], before: &str) -> TokenClass {
    match token.key {
        tokens::BLANK => TokenClass::Blank,
        tokens::COMMENT => TokenClass::Comment,
        tokens::TEXT => TokenClass::Text,
        tokens::NUMBER => TokenClass::Number,
        tokens::PARAMETER => TokenClass::Parameter,
        tokens::OTHER => TokenClass::Error,
        _ if !token.is_word() && token.key != tokens::NAME => TokenClass::Operator,
        // These words are both keywords and functions: LEFT JOIN, left(name, 2).
        "LEFT" | "RIGHT" | "REPLACE" | "DATE" | "FIRST" | "LAST"
            if after.first().is_some_and(|next| next.key == "(") =>
        {
            TokenClass::Function
        }
        tokens::NAME => {
            let calls = next(after).is_some_and(|next| next.key == "(");
            let new =
                matches!(before, "AS" | "INTO" | "TABLE" | "VIEW" | "WITH" | "RECURSIVE" | "EXISTS" | ".");
            if calls && !new && token.is_word() { TokenClass::Function } else { TokenClass::Name }
        }
        // DATE '2024-01-01', x::DATE, x DATE; but a column may be called date.
        key if phrases::TYPES.contains(&key) => {
            let text = next(after).is_some_and(|next| matches!(next.key, tokens::TEXT | "("));
            if text || matches!(before, "::" | "AS" | tokens::NAME) {
                TokenClass::Keyword
            } else {
                TokenClass::Name
            }
        }
        key if keywords::keyword(key).is_some() => TokenClass::Keyword,
        _ => TokenClass::Name,
    }
}

/// Returns the first token that is neither blank nor comment.
fn next<'a, 'b>(after: &'b [Token<'a>]) -> Option<&'b Token<'a>> {
    after.iter().find(|next| !matches!(next.key, tokens::BLANK | tokens::COMMENT))
}

/// Returns the pieces of a dot command.
fn command(text: &str, begin: usize) -> Vec<(Range<usize>, TokenClass)> {
    let rest = text.get(begin..).unwrap_or_default();
    let end = begin + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let mut found = vec![(0..begin, TokenClass::Blank), (begin..end, TokenClass::Command)];
    let mut from = end;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let word = from + rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let rest = text.get(word..).unwrap_or_default();
        let end = word + rest.find(char::is_whitespace).unwrap_or(rest.len());
        found.extend([(from..word, TokenClass::Blank), (word..end, TokenClass::Name)]);
        from = end;
    }
    found.retain(|(range, _)| !range.is_empty());
    found
}
