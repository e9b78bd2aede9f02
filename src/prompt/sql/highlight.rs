//! What each piece of a text is, to be coloured.

use std::ops::Range;

use super::dot;
use super::keywords;
use super::phrases;
use super::tokens::{self, Token, partners};

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
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
    /// What cannot be right: a bracket without its partner, the quote of a string without end.
    Error,
}

/// The pieces of the text with what they are. They cover it without a gap.
pub fn highlight(text: &str) -> Vec<(Range<usize>, Class)> {
    if let Some(begin) = dot::begin(text) {
        return command(text, begin);
    }
    let tokens = tokens::tokens(text, 0);
    let partners = partners(&tokens);
    let mut found: Vec<(Range<usize>, Class)> = Vec::with_capacity(tokens.len());
    let mut before = "";
    for ((place, token), partner) in tokens.iter().enumerate().zip(partners) {
        let class = match token.key {
            "(" | ")" | "[" | "]" | "{" | "}" if partner == place => Class::Error,
            _ => class(token, tokens.get(place + 1..).unwrap_or_default(), before),
        };
        let quote = token.text.find(['\'', '"', '`', '$', '/']).filter(|_| !token.whole);
        match quote.map(|at| token.start + at) {
            Some(at) => {
                found.push((token.start..at, class));
                found.push((at..at + 1, Class::Error));
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

/// Puts neighbours of one class together, brackets and operators aside.
fn joined(found: Vec<(Range<usize>, Class)>) -> Vec<(Range<usize>, Class)> {
    let mut joined: Vec<(Range<usize>, Class)> = Vec::with_capacity(found.len());
    for (range, class) in found.into_iter().filter(|(range, _)| !range.is_empty()) {
        match joined.last_mut() {
            Some((last, same)) if *same == class && matches!(class, Class::Blank | Class::Comment) => {
                last.end = range.end;
            }
            _ => joined.push((range, class)),
        }
    }
    joined
}

fn class(token: &Token, after: &[Token], before: &str) -> Class {
    match token.key {
        tokens::BLANK => Class::Blank,
        tokens::COMMENT => Class::Comment,
        tokens::TEXT => Class::Text,
        tokens::NUMBER => Class::Number,
        tokens::PARAMETER => Class::Parameter,
        tokens::OTHER => Class::Error,
        _ if !token.is_word() && token.key != tokens::NAME => Class::Operator,
        // These are keywords and functions: LEFT JOIN, left(name, 2).
        "LEFT" | "RIGHT" | "REPLACE" | "DATE" | "FIRST" | "LAST"
            if after.first().is_some_and(|next| next.key == "(") =>
        {
            Class::Function
        }
        tokens::NAME => {
            let calls = next(after).is_some_and(|next| next.key == "(");
            let new =
                matches!(before, "AS" | "INTO" | "TABLE" | "VIEW" | "WITH" | "RECURSIVE" | "EXISTS" | ".");
            if calls && !new && token.is_word() { Class::Function } else { Class::Name }
        }
        // DATE '2024-01-01', x::DATE, x DATE; but a column may be called date.
        key if phrases::TYPES.contains(&key) => {
            let text = next(after).is_some_and(|next| matches!(next.key, tokens::TEXT | "("));
            if text || matches!(before, "::" | "AS" | tokens::NAME) { Class::Keyword } else { Class::Name }
        }
        key if keywords::keyword(key).is_some() => Class::Keyword,
        _ => Class::Name,
    }
}

/// The first of these that is neither blank nor comment.
fn next<'a, 'b>(after: &'b [Token<'a>]) -> Option<&'b Token<'a>> {
    after.iter().find(|next| !matches!(next.key, tokens::BLANK | tokens::COMMENT))
}

/// A dot command, and what follows it.
fn command(text: &str, begin: usize) -> Vec<(Range<usize>, Class)> {
    let rest = text.get(begin..).unwrap_or_default();
    let end = begin + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let mut found = vec![(0..begin, Class::Blank), (begin..end, Class::Command)];
    let mut from = end;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let word = from + rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let rest = text.get(word..).unwrap_or_default();
        let end = word + rest.find(char::is_whitespace).unwrap_or(rest.len());
        found.extend([(from..word, Class::Blank), (word..end, Class::Name)]);
        from = end;
    }
    found.retain(|(range, _)| !range.is_empty());
    found
}
