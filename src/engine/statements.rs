//! Dividing a script into statements, by the SQL tokenizer: a semicolon in a string or comment divides nothing.

use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, TokenizerError};

use super::dialect::DIALECT;
use crate::errors::Position;
use crate::{Code, Error, Problem};

/// A statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its text, without the semicolon.
    pub sql: String,
    /// The line of the script on which it begins, from 1.
    pub line: usize,
    /// The column at which it begins, from 1.
    pub column: usize,
}

/// The statements of a script, in order. Blank ones, with nothing but comments, are left out.
///
/// # Errors
/// If the text cannot be divided into tokens, as with a string that does not end. Positions are those in the script.
pub fn statements(sql: &str) -> Result<Vec<Statement>, Error> {
    let tokens = tokenize(sql).map_err(|error| {
        let place = error.location;
        Error::of(
            Code::Syntax,
            vec![Problem {
                message: error.message,
                position: Some(Position {
                    line: place.line as usize,
                    column: place.column as usize,
                    length: 1,
                }),
                hint: None,
            }],
        )
    })?;
    let places = Places::of(sql);
    let mut found = Vec::new();
    let mut begin: Option<(u64, u64)> = None;
    let mut end = (1, 1);
    for token in &tokens {
        match token.token {
            Token::SemiColon => {
                found.extend(begin.take().map(|begin| places.statement(sql, begin, end)));
            }
            Token::Whitespace(_) | Token::EOF => {}
            _ => {
                begin.get_or_insert((token.span.start.line, token.span.start.column));
                end = (token.span.end.line, token.span.end.column);
            }
        }
    }
    found.extend(begin.map(|begin| places.statement(sql, begin, end)));
    Ok(found)
}

/// Whether the text ends with the semicolon of its last statement, so that it can be run as it stands.
pub fn is_complete(sql: &str) -> bool {
    match tokenize(sql) {
        Ok(tokens) => {
            let last = tokens.iter().rev().find(|t| !matches!(t.token, Token::Whitespace(_) | Token::EOF));
            last.is_none_or(|last| last.token == Token::SemiColon)
        }
        Err(_) => false,
    }
}

pub(crate) fn tokenize(sql: &str) -> Result<Vec<TokenWithSpan>, TokenizerError> {
    Tokenizer::new(&DIALECT, sql).tokenize_with_location()
}

/// The byte at which each line begins, to find a place that is given in lines and columns.
struct Places(Vec<usize>);

impl Places {
    fn of(sql: &str) -> Self {
        let breaks = sql.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(i, _)| i + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    fn byte(&self, sql: &str, (line, column): (u64, u64)) -> usize {
        let start = self.0.get(line as usize - 1).copied().unwrap_or(sql.len());
        let rest = &sql[start..];
        start + rest.char_indices().nth(column as usize - 1).map_or(rest.len(), |(i, _)| i)
    }

    fn statement(&self, sql: &str, begin: (u64, u64), end: (u64, u64)) -> Statement {
        Statement {
            sql: sql[self.byte(sql, begin)..self.byte(sql, end)].to_owned(),
            line: begin.0 as usize,
            column: begin.1 as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(sql: &str) -> Vec<(String, usize, usize)> {
        statements(sql).unwrap().into_iter().map(|s| (s.sql, s.line, s.column)).collect()
    }

    #[test]
    fn semicolons_divide_only_where_they_are_tokens() {
        assert_eq!(
            split("SELECT ';' ; -- one; two\r\n\r\n  SELECT\n 2 /* ; */ ;;\n-- end"),
            [("SELECT ';'".into(), 1, 1), ("SELECT\n 2".into(), 3, 3)]
        );
        assert_eq!(
            split("SELECT '客户';SELECT 2"),
            [("SELECT '客户'".into(), 1, 1), ("SELECT 2".into(), 1, 13)]
        );
        assert!(split(" -- nothing\n;").is_empty());
    }

    #[test]
    fn a_string_without_end_says_where_it_begins() {
        let error = statements("SELECT 1;\nSELECT 'abc").unwrap_err();
        assert_eq!(error.code(), Code::Syntax);
        assert_eq!(error.position().unwrap().line, 2);
    }

    #[test]
    fn completeness() {
        assert!(is_complete("SELECT 1;"));
        assert!(is_complete("SELECT 1; -- done"));
        assert!(is_complete("  "));
        assert!(!is_complete("SELECT ';"));
        assert!(!is_complete("SELECT 1"));
    }
}
