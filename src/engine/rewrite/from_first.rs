//! `FROM x WHERE …` as what it stands for: `SELECT * FROM x WHERE …`.
//!
//! The tokens are rewritten before parsing. So `FROM x` may stand wherever a query may, with every clause of a query, and
//! each token keeps its position for errors. `FROM x SELECT y` is left to the parser, which accepts it.

use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan};

use crate::engine::syntax::tokens::is_word;

/// The state of the query within one pair of parentheses.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    /// The parentheses belong to a function with a FROM of its own: `trim(FROM x)`.
    of_function: bool,
    /// The query began with WITH or INSERT, after which another query comes.
    query_follows: bool,
    /// The query had its SELECT.
    selected: bool,
}

/// Returns the statement with `SELECT *` before each FROM that lacks it.
pub(crate) fn rewrite(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut levels = vec![Level::default()];
    let mut written: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len() + 2);
    for (i, token) in tokens.iter().enumerate() {
        let before = written.last().map(|token| &token.token);
        let begins = before.is_none_or(|before| matches!(before, Token::LParen | Token::SemiColon));
        match &token.token {
            Token::LParen => {
                let of_function = before.is_some_and(|word| is_word(word, "trim"));
                levels.push(Level { of_function, ..Level::default() });
            }
            Token::RParen => {
                levels.pop();
            }
            Token::SemiColon => levels = vec![Level::default()],
            _ => {}
        }
        if levels.is_empty() {
            levels.push(Level::default());
        }
        let Some(level) = levels.last_mut() else { continue };
        let is = |word| is_word(&token.token, word);
        if begins && (is("with") || is("insert")) {
            level.query_follows = true;
        } else if is("select") {
            level.selected = true;
        } else if ["union", "except", "intersect"].into_iter().any(is) {
            level.selected = false;
        } else if is("from")
            && !level.selected
            && !level.of_function
            && (begins || level.query_follows || follows(&written))
        {
            level.selected = true;
            if !selects(&tokens[i + 1..]) {
                let placed = |added| TokenWithSpan::new(added, token.span);
                written.extend([Token::make_keyword("SELECT"), Token::Mul].map(placed));
            }
        }
        let calls = matches!(tokens.get(i + 1..), Some([name, open, ..])
            if matches!(name.token, Token::Word(_)) && open.token == Token::LParen);
        let describes = begins && (is("describe") || is("desc")) && calls;
        level.selected |= describes;
        written.push(token.clone());
        if describes {
            let placed = |added| TokenWithSpan::new(added, token.span);
            let all = [Token::make_keyword("SELECT"), Token::Mul, Token::make_keyword("FROM")];
            written.extend(all.map(placed));
        }
    }
    written
}

/// Returns whether a query may begin after these tokens.
fn follows(before: &[TokenWithSpan]) -> bool {
    let is = |place: usize, words: &[&str]| {
        let token = before.len().checked_sub(place).and_then(|place| before.get(place));
        token.is_some_and(|token| words.iter().any(|word| is_word(&token.token, word)))
    };
    const SETS: [&str; 3] = ["union", "except", "intersect"];
    is(1, &["as", "explain", "analyze", "verbose", "describe", "desc", "tree", "indent"])
        || is(1, &SETS)
        || is(1, &["all", "distinct"]) && is(2, &SETS)
        || is(1, &["name"]) && is(2, &["by"])
}

/// Returns whether a SELECT follows that belongs to this FROM.
fn selects(after: &[TokenWithSpan]) -> bool {
    let mut open = 0_usize;
    for token in after {
        match token.token {
            Token::LParen => open += 1,
            Token::RParen if open == 0 => return false,
            Token::RParen => open -= 1,
            Token::SemiColon => return false,
            _ if open > 0 => {}
            _ if is_word(&token.token, "select") => return true,
            _ if ["union", "except", "intersect"].iter().any(|word| is_word(&token.token, word)) => {
                return false;
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::syntax::tokens::tokenize;

    fn written(sql: &str) -> String {
        let tokens = tokenize(sql).unwrap();
        let tokens = tokens.into_iter().filter(|token| !matches!(token.token, Token::Whitespace(_)));
        let written = rewrite(tokens.collect());
        let words: Vec<String> = written.iter().map(|token| token.token.to_string()).collect();
        words.join(" ").replace(" EOF", "")
    }

    #[test]
    fn a_select_is_put_before_each_from_that_lacks_it() {
        for (sql, expected) in [
            ("FROM x WHERE a > 1", "SELECT * FROM x WHERE a > 1"),
            ("(FROM x)", "( SELECT * FROM x )"),
            ("COPY (FROM x) TO 'y'", "COPY ( SELECT * FROM x ) TO 'y'"),
            ("WITH a AS (FROM x) FROM a", "WITH a AS ( SELECT * FROM x ) SELECT * FROM a"),
            ("FROM x UNION ALL FROM y", "SELECT * FROM x UNION ALL SELECT * FROM y"),
            ("CREATE VIEW v AS FROM x", "CREATE VIEW v AS SELECT * FROM x"),
            ("INSERT INTO t FROM x", "INSERT INTO t SELECT * FROM x"),
            ("DESCRIBE f ( x )", "DESCRIBE SELECT * FROM f ( x )"),
            ("EXPLAIN ANALYZE FROM x", "EXPLAIN ANALYZE SELECT * FROM x"),
        ] {
            assert_eq!(written(sql), expected);
        }
    }

    #[test]
    fn others_are_left_alone() {
        for sql in [
            "SELECT a FROM x",
            "FROM x SELECT a",
            "SELECT trim ( FROM a )",
            "SELECT a IS DISTINCT FROM b FROM x",
            "SELECT EXTRACT ( year FROM day ) FROM x",
            "DELETE FROM x",
            "WITH a AS ( SELECT 1 ) SELECT * FROM a",
            "SELECT ( SELECT 1 ) FROM x",
            "SHOW COLUMNS FROM x",
            ") FROM x",
        ] {
            assert_eq!(written(sql), sql);
        }
    }
}
