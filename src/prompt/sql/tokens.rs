//! Splitting text into tokens, however unfinished it is.

use datafusion::sql::sqlparser::dialect::DuckDbDialect;
use datafusion::sql::sqlparser::tokenizer::{Token as Parsed, Tokenizer, Whitespace};

use super::keywords;

/// A token. The tokens of a text cover it without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its kind as a text, so that a slice of tokens can be matched: a keyword in upper case, a symbol as it is, or one of
    /// the keys below.
    pub key: &'static str,
    /// Its text.
    pub text: &'a str,
    /// The byte at which it begins.
    pub start: usize,
    /// True if the token has its end; a string without its last quote does not.
    pub whole: bool,
}

/// The key of blanks.
pub const BLANK: &str = " ";
/// The key of comments.
pub const COMMENT: &str = "--";
/// The key of names, quoted or not.
pub const NAME: &str = "a";
/// The key of strings in single quotes, or in dollars.
pub const TEXT: &str = "'";
/// The key of numbers.
pub const NUMBER: &str = "0";
/// The key of parameters: $x.
pub const PARAMETER: &str = "$";
/// The key of all operators without a key of their own.
pub const OPERATOR: &str = "+";
/// The key of text that is not a token.
pub const OTHER: &str = "?";

impl Token<'_> {
    /// Returns the byte after it.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Tells whether it is a word without quotes, keywords included.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_') && self.key != TEXT
    }

    /// Tells whether it may be a name: quoted, or not a reserved word.
    pub fn is_name(&self) -> bool {
        self.key == NAME || (self.is_word() && !keywords::is_reserved(self.key))
    }
}

/// Returns the tokens of a text that begins at this byte of the whole.
pub fn tokens(text: &str, offset: usize) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let mut parsed = Vec::new();
        let error =
            Tokenizer::new(&DuckDbDialect {}, rest).tokenize_with_location_into_buf(&mut parsed).is_err();
        let mut place = TextPosition { rest, byte: 0, line: 1, column: 1 };
        for token in parsed {
            let text = place.until(token.span.end.line, token.span.end.column);
            if text.is_empty() {
                continue;
            }
            let member = found.last().is_some_and(|last| last.key == ".");
            let key = key(&token.token, text, member);
            found.push(Token { key, text, start: offset + from + place.byte - text.len(), whole: true });
        }
        let start = offset + from + place.byte;
        from = match place.left() {
            left if error => {
                let token = unfinished(left, start);
                found.push(token);
                token.end() - offset
            }
            "" => text.len(),
            // Without an error everything is read, so this cannot happen. If it did, an endless loop would be worse than a
            // wrong colour.
            left => {
                found.push(Token { key: OTHER, text: left, start, whole: true });
                text.len()
            }
        };
    }
    found
}

/// A position in the text. The tokenizer counts lines and columns in characters; tokens need bytes.
struct TextPosition<'a> {
    rest: &'a str,
    byte: usize,
    line: u64,
    column: u64,
}

impl<'a> TextPosition<'a> {
    /// Advances to a line and column, and returns the text up to there.
    fn until(&mut self, line: u64, column: u64) -> &'a str {
        let left = self.left();
        let mut length = 0;
        for character in left.chars() {
            if (self.line, self.column) >= (line, column) {
                break;
            }
            length += character.len_utf8();
            if character == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.byte += length;
        left.get(..length).unwrap_or_default()
    }

    fn left(&self) -> &'a str {
        self.rest.get(self.byte..).unwrap_or_default()
    }
}

/// Returns the token at which the tokenizer gave up. A quote or comment without end goes on to the end of the text; any
/// other token is one character.
fn unfinished(left: &str, start: usize) -> Token<'_> {
    let mut characters = left.chars();
    let first = characters.next().unwrap_or_default();
    let second = characters.next().unwrap_or_default();
    let key = match (first, second) {
        ('\'', _) => TEXT,
        ('"' | '`', _) => NAME,
        ('/', '*') => COMMENT,
        ('$', _) => TEXT,
        (first, '\'') if first.is_ascii_alphabetic() => TEXT,
        ('u' | 'U', '&') if left.get(2..).is_some_and(|rest| rest.starts_with('\'')) => TEXT,
        _ => {
            let text = left.get(..first.len_utf8()).unwrap_or(left);
            return Token { key: OTHER, text, start, whole: true };
        }
    };
    Token { key, text: left, start, whole: false }
}

fn key(token: &Parsed, text: &str, member: bool) -> &'static str {
    match token {
        Parsed::Whitespace(Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_)) => COMMENT,
        Parsed::Whitespace(_) => BLANK,
        Parsed::Word(word) if word.quote_style.is_some() || member => NAME,
        Parsed::Word(_) => keywords::keyword(text).unwrap_or(NAME),
        Parsed::Number(..) => NUMBER,
        Parsed::Placeholder(_) => PARAMETER,
        Parsed::Comma => ",",
        Parsed::Period => ".",
        Parsed::SemiColon => ";",
        Parsed::LParen => "(",
        Parsed::RParen => ")",
        Parsed::LBracket => "[",
        Parsed::RBracket => "]",
        Parsed::LBrace => "{",
        Parsed::RBrace => "}",
        Parsed::Mul => "*",
        Parsed::RArrow => "=>",
        Parsed::DoubleColon => "::",
        Parsed::Char(_) => OTHER,
        _ if text.ends_with('\'') => TEXT,
        Parsed::DollarQuotedString(_) => TEXT,
        _ => OPERATOR,
    }
}

/// Returns the partner of each bracket: the index of the token that closes or opens it. A bracket without a partner, and
/// any other token, has its own index.
pub fn partners(tokens: &[Token]) -> Vec<usize> {
    let mut partners: Vec<usize> = (0..tokens.len()).collect();
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let opener = match token.key {
            "(" | "[" | "{" => {
                open.push((place, token.key));
                continue;
            }
            ")" => "(",
            "]" => "[",
            "}" => "{",
            ";" => {
                open.clear();
                continue;
            }
            _ => continue,
        };
        // Brackets that were opened later have no partner.
        let Some(at) = open.iter().rposition(|(_, key)| *key == opener) else {
            continue;
        };
        for (partner, _) in open.drain(at..).take(1) {
            if let Some(slot) = partners.get_mut(partner) {
                *slot = place;
            }
            if let Some(slot) = partners.get_mut(place) {
                *slot = partner;
            }
        }
    }
    partners
}
