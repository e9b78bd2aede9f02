//! The statement around the cursor, and the text that is being typed in it.

use super::tokens::{BLANK, COMMENT, NAME, NUMBER, TEXT, Token, partners, tokens};

/// The input as completion sees it: tokens, with a gap where something is being typed.
#[derive(Debug)]
pub struct Input<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The tokens of the statement, without blanks, comments and the text that is being typed.
    pub tokens: Vec<Token<'a>>,
    /// The number of tokens before the cursor.
    pub at: usize,
    /// The text that is being typed.
    pub typed: Typed<'a>,
    /// The byte at which that text begins.
    pub start: usize,
    /// The part of it after the cursor.
    pub tail: &'a str,
    partners: Vec<usize>,
}

/// A text that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed<'a> {
    /// A word, or nothing yet.
    Word(&'a str),
    /// A name in double quotes, here without them.
    Quoted(&'a str),
    /// A string in single quotes, here without them.
    Text(&'a str),
}

/// The inside of a pair of brackets, or the whole statement.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    /// The opening bracket.
    pub open: Option<usize>,
    /// The first token inside.
    pub first: usize,
    /// The first token after it: the closing bracket, or the end.
    pub end: usize,
    /// True if there is a closing bracket.
    pub closed: bool,
}

impl<'a> Input<'a> {
    /// Reads the text. Returns `None` where nothing can be suggested: in a comment or a number.
    pub fn read(text: &'a str, cursor: usize) -> Option<Self> {
        let (before, rest) = text.split_at_checked(cursor)?;
        let mut tokens_before = tokens(before, 0);
        let (typed, start) = typed(&tokens_before, cursor)?;
        let mut after = tokens(rest, cursor);
        let tail = match typed {
            Typed::Word("") => "",
            Typed::Word(_) => after.first().filter(|token| token.is_word()).map_or("", |token| token.text),
            Typed::Quoted(_) => closing(rest, &after, NAME, '"'),
            Typed::Text(_) => closing(rest, &after, TEXT, '\''),
        };
        if !tail.is_empty() {
            after = tokens(rest.get(tail.len()..).unwrap_or_default(), cursor + tail.len());
        }
        tokens_before.retain(|token| token.start < start);
        let first = tokens_before.iter().rposition(|token| token.key == ";").map_or(0, |place| place + 1);
        let is_blank = |token: &Token| matches!(token.key, BLANK | COMMENT);
        let mut all: Vec<Token> = tokens_before.split_off(first);
        all.retain(|token| !is_blank(token));
        let at = all.len();
        all.extend(after.into_iter().take_while(|token| token.key != ";").filter(|token| !is_blank(token)));
        Some(Self { text, at, typed, start, tail, partners: partners(&all), tokens: all })
    }

    /// Returns the key of a token; empty if there is no such token.
    pub fn key(&self, place: usize) -> &'static str {
        self.tokens.get(place).map_or("", |token| token.key)
    }

    /// Returns the key of the token before this one.
    pub fn key_before(&self, place: usize) -> &'static str {
        place.checked_sub(1).map_or("", |place| self.key(place))
    }

    /// Returns the index of a bracket's partner, or its own.
    pub fn partner(&self, place: usize) -> usize {
        self.partners.get(place).copied().unwrap_or(place)
    }

    /// Returns the brackets around the gap before this token.
    pub fn level(&self, place: usize) -> Level {
        let mut at = place;
        while let Some(before) = at.checked_sub(1) {
            at = before;
            let partner = self.partner(at);
            if partner < at {
                at = partner;
            } else if matches!(self.key(at), "(" | "[" | "{") {
                return self.inside(at);
            }
        }
        Level { open: None, first: 0, end: self.tokens.len(), closed: true }
    }

    /// Returns the inside of the brackets that this one opens.
    pub fn inside(&self, open: usize) -> Level {
        let partner = self.partner(open);
        let closed = partner > open;
        Level {
            open: Some(open),
            first: open + 1,
            end: if closed { partner } else { self.tokens.len() },
            closed,
        }
    }

    /// Returns the tokens of a level from one to another. An opening bracket stands for all that is in the brackets.
    pub fn flat(&self, first: usize, end: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut place = first;
        while place < end.min(self.tokens.len()) {
            found.push(place);
            place = match self.key(place) {
                "(" | "[" | "{" if self.partner(place) > place => self.partner(place) + 1,
                // Without a closing bracket the inside goes on to the end.
                "(" | "[" | "{" => end,
                _ => place + 1,
            };
        }
        found
    }

    /// Returns the keys of such tokens.
    pub fn keys(&self, flat: &[usize]) -> Vec<&'static str> {
        flat.iter().map(|place| self.key(*place)).collect()
    }

    /// Returns the text from one token up to another, that not included, with the closing brackets that it lacks.
    pub fn text_of(&self, first: usize, end: usize) -> String {
        let slice = self.tokens.get(first..end.min(self.tokens.len())).unwrap_or_default();
        let (Some(from), Some(to)) = (slice.first(), slice.last()) else {
            return String::new();
        };
        let mut text = self.text.get(from.start..to.end()).unwrap_or_default().to_owned();
        let unclosed = |place: &usize| self.key(*place) == "(" && self.partner(*place) == *place;
        let missing = (first..first + slice.len()).filter(unclosed).count();
        text.extend(std::iter::repeat_n(')', missing));
        text
    }
}

/// Returns the text that is being typed at the end of these tokens, and the byte at which it begins.
fn typed<'a>(before: &[Token<'a>], cursor: usize) -> Option<(Typed<'a>, usize)> {
    let Some((last, earlier)) = before.split_last() else {
        return Some((Typed::Word(""), cursor));
    };
    let inside = |skip: usize| last.text.get(skip..).unwrap_or_default();
    match last.key {
        COMMENT if last.whole && (last.text.starts_with("/*") || last.text.ends_with('\n')) => {}
        TEXT if !last.whole && last.text.starts_with('\'') => {
            return Some((Typed::Text(inside(1)), last.start));
        }
        NAME if !last.whole => return Some((Typed::Quoted(inside(1)), last.start)),
        NAME if !last.is_word() => return None,
        _ if last.is_word() => {
            let in_number = earlier.last().is_some_and(|before| before.key == NUMBER);
            return (!in_number).then_some((Typed::Word(last.text), last.start));
        }
        BLANK | ";" | "," | "." | "(" | ")" | "[" | "]" | "{" | "}" | "*" | "=>" | "::" | "+" => {}
        _ => return None,
    }
    Some((Typed::Word(""), cursor))
}

/// Returns the rest of a quoted text after the cursor. If the rest of the input has a quote without a partner, the first
/// quote there ends the text.
fn closing<'a>(rest: &'a str, after: &[Token], key: &str, quote: char) -> &'a str {
    let has_lone_quote =
        after.last().is_some_and(|last| last.key == key && !last.whole && last.text.starts_with(quote));
    let end = rest.find(quote).filter(|_| has_lone_quote).map(|at| at + quote.len_utf8());
    end.and_then(|end| rest.get(..end)).unwrap_or_default()
}
