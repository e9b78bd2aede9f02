//! Dividing a script into statements, by the SQL tokenizer: a semicolon in a string or comment divides nothing.

use datafusion::sql::sqlparser::tokenizer::{
    Span, Token, TokenWithSpan, Tokenizer, TokenizerError, Whitespace,
};

use super::dialect::DIALECT;
use super::placeholders::{PlaceholderNames, without_value};
use super::tokens::{Places, tokenize};
use crate::errors::{Code, Error, Position, Problem};

/// A statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// Its text, without the semicolon.
    pub sql: String,
    /// The line of the script on which it begins, counted from 1.
    pub line: usize,
    /// The column at which it begins, counted from 1.
    pub column: usize,
    /// The parameters that it names, with their positions in it.
    pub parameters: Vec<(String, Position)>,
}

impl Statement {
    /// Checks that every parameter has a value, before the statement runs. Parameters of `PREPARE` get their values
    /// later.
    ///
    /// # Errors
    /// Returns an error if a parameter has no value: the same error as running the statement gives.
    pub fn check_parameters(&self, bound: &[&str]) -> Result<(), Error> {
        let is_prepare = self.sql.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("prepare"));
        let missing = self.parameters.iter().filter(|(name, _)| !bound.contains(&name.as_str()));
        let problems: Vec<Problem> = missing
            .map(|(name, position)| without_value(name, Some(*position), bound.iter().copied()))
            .collect();
        match problems.is_empty() || is_prepare {
            true => Ok(()),
            false => Err(Error::of(Code::Parameter, problems)),
        }
    }
}

/// A part of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A statement of SQL.
    Statement(Statement),
    /// A line that begins with a dot where a statement could begin: a command to the program, not to the engine.
    Command {
        /// The line, from the dot on.
        text: String,
        /// Its number, from 1.
        line: usize,
    },
}

/// Returns the statements of a script, in order. Leaves out those with nothing but comments.
///
/// # Errors
/// Returns an error if the text cannot be divided into tokens, for example because a string does not end. Positions are
/// those in the script.
pub fn statements(sql: &str) -> Result<Vec<Statement>, Error> {
    let (tokens, error) = tokens(sql);
    match error {
        Some(error) => Err(unreadable(error)),
        None => Ok(divided(sql, &tokens, 0).0),
    }
}

/// Returns the statements of a script and the commands between them: lines that begin with a dot where a statement
/// could begin.
///
/// # Errors
/// Returns the errors of [`statements`].
pub fn items(script: &str) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    // The rest of the script, and the number of lines before it.
    let (mut rest, mut before) = (script, 0);
    loop {
        let (tokens, error) = tokens(rest);
        let command = command_at(&tokens);
        let Some((token, (line, column))) = command else {
            return match error {
                Some(mut error) => {
                    error.location.line += before as u64;
                    Err(unreadable(error))
                }
                None => {
                    items.extend(divided(rest, &tokens, before).0.into_iter().map(Item::Statement));
                    Ok(items)
                }
            };
        };
        let (statements, places) = divided(rest, &tokens[..token], before);
        items.extend(statements.into_iter().map(Item::Statement));
        let text = &rest[places.byte(rest, (line, column))..];
        let (text, after) = text.split_once('\n').unwrap_or((text, ""));
        items.push(Item::Command { text: text.trim_end().to_owned(), line: before + line as usize });
        (rest, before) = (after, before + line as usize);
    }
}

/// A comment on one line: what stands after `--`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its text, without the two dashes and the end of the line.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// The column at which the text begins, from 1.
    pub column: usize,
}

/// Returns the comments of a script that take one line each, `-- like this`, in order.
///
/// # Errors
/// Returns the errors of [`statements`].
pub fn comments(script: &str) -> Result<Vec<Comment>, Error> {
    let (tokens, error) = tokens(script);
    let comments = tokens.into_iter().filter_map(|token| match token.token {
        Token::Whitespace(Whitespace::SingleLineComment { comment, prefix }) if prefix == "--" => {
            Some(Comment {
                text: comment.trim_end_matches(['\n', '\r']).to_owned(),
                line: token.span.start.line as usize,
                column: token.span.start.column as usize + prefix.len(),
            })
        }
        _ => None,
    });
    match error {
        None => Ok(comments.collect()),
        Some(error) => Err(unreadable(error)),
    }
}

/// Returns the tokens of a text up to the first error.
fn tokens(sql: &str) -> (Vec<TokenWithSpan>, Option<TokenizerError>) {
    let mut tokens = Vec::new();
    let error = Tokenizer::new(&DIALECT, sql).tokenize_with_location_into_buf(&mut tokens).err();
    (tokens, error)
}

/// Returns the index and the position of the first token that begins a command.
fn command_at(tokens: &[TokenWithSpan]) -> Option<(usize, (u64, u64))> {
    let mut fresh = true;
    for (i, token) in tokens.iter().enumerate() {
        match token.token {
            Token::SemiColon => fresh = true,
            Token::Whitespace(_) => {}
            Token::Period if fresh => return Some((i, (token.span.start.line, token.span.start.column))),
            _ => fresh = false,
        }
    }
    None
}

/// Returns the statements of these tokens, which begin `before` lines down in the script.
fn divided(sql: &str, tokens: &[TokenWithSpan], before: usize) -> (Vec<Statement>, Places) {
    let places = Places::of(sql);
    let mut found = Vec::new();
    let mut begin: Option<(u64, u64)> = None;
    let mut end = (1, 1);
    let (mut parameters, mut names) = (Vec::new(), PlaceholderNames::default());
    let mut take = |begin: Option<(u64, u64)>, end, parameters: &mut Vec<(String, Span)>| {
        let parameters = std::mem::take(parameters);
        found.extend(begin.map(|begin| statement(&places, sql, begin, end, before, parameters)));
    };
    for token in tokens {
        match &token.token {
            Token::SemiColon => {
                names = PlaceholderNames::default();
                take(begin.take(), end, &mut parameters);
            }
            Token::Whitespace(_) | Token::EOF => {}
            other => {
                if let Token::Placeholder(written) = other {
                    parameters.push((names.name(written), token.span));
                }
                begin.get_or_insert((token.span.start.line, token.span.start.column));
                end = (token.span.end.line, token.span.end.column);
            }
        }
    }
    take(begin, end, &mut parameters);
    (found, places)
}

/// Cuts the statement between two places out of its script.
fn statement(
    places: &Places,
    sql: &str,
    begin: (u64, u64),
    end: (u64, u64),
    before: usize,
    parameters: Vec<(String, Span)>,
) -> Statement {
    let position = |(name, span): (String, Span)| {
        let column =
            if span.start.line == begin.0 { span.start.column - begin.1 + 1 } else { span.start.column };
        let line = (span.start.line - begin.0) as usize + 1;
        let length = (span.end.column.saturating_sub(span.start.column)).max(1) as usize;
        (name, Position { line, column: column as usize, length })
    };
    Statement {
        sql: sql[places.byte(sql, begin)..places.byte(sql, end)].to_owned(),
        line: begin.0 as usize + before,
        column: begin.1 as usize,
        parameters: parameters.into_iter().map(position).collect(),
    }
}

fn unreadable(error: TokenizerError) -> Error {
    let TokenizerError { message, location: place } = error;
    let position = Position { line: place.line as usize, column: place.column as usize, length: 1 };
    Error::of(Code::Syntax, vec![Problem::new(message).at(position)])
}

/// Returns whether the text ends with the semicolon of its last statement, so that it can be run.
pub fn is_complete(sql: &str) -> bool {
    match tokenize(sql) {
        Ok(tokens) => {
            let last = tokens.iter().rev().find(|t| !matches!(t.token, Token::Whitespace(_) | Token::EOF));
            last.is_none_or(|last| last.token == Token::SemiColon)
        }
        Err(_) => false,
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
    fn commands_are_lines_that_begin_with_a_dot_where_a_statement_could() {
        let script = "-- first\n.mode csv\r\nSELECT 1,\n.5; .output it's.csv\nSELECT '\n.not one';\n  .quit";
        let items = items(script).unwrap();
        let shown: Vec<(String, usize)> = items
            .into_iter()
            .map(|item| match item {
                Item::Statement(statement) => (statement.sql, statement.line),
                Item::Command { text, line } => (text, line),
            })
            .collect();
        let expected = [
            (".mode csv", 2),
            ("SELECT 1,\n.5", 3),
            (".output it's.csv", 4),
            ("SELECT '\n.not one'", 5),
            (".quit", 7),
        ];
        assert_eq!(shown, expected.map(|(text, line)| (text.to_owned(), line)));
        let error = super::items(".mode csv\nSELECT 1;\nSELECT 'x").unwrap_err();
        assert_eq!(error.position().unwrap().line, 3);
    }

    #[test]
    fn parameters_are_named_with_their_places() {
        let statements = statements("SELECT 1; SELECT $a,\n  $b_2").unwrap();
        let named = |name: &str, line, column, length| (name.to_owned(), Position { line, column, length });
        assert!(statements[0].parameters.is_empty());
        assert_eq!(statements[1].parameters, [named("a", 1, 8, 2), named("b_2", 2, 3, 4)]);
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
