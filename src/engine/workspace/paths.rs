//! Paths in the statements of a workspace.

use std::path::Path;

use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan};
use tenure_udfs::Catalog;

use crate::engine::syntax::tokens::{Places, is_word, tokenize};

/// Returns the statement with its paths taken from a folder: those after FROM, JOIN and LOCATION, and those that table
/// functions read.
pub fn absolute(functions: &Catalog, sql: &str, folder: &Path) -> String {
    let Ok(tokens) = tokenize(sql) else {
        return sql.to_owned();
    };
    let tokens: Vec<&TokenWithSpan> =
        tokens.iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).collect();
    let places = Places::of(sql);
    let mut text = String::with_capacity(sql.len() + 64);
    let mut copied = 0;
    for (i, token) in tokens.iter().enumerate() {
        let Token::SingleQuotedString(path) = &token.token else { continue };
        let is_local = !path.contains("://") && !Path::new(path).is_absolute();
        if is_local && is_path(functions, &tokens[..i]) {
            let at = |place: (u64, u64)| places.byte(sql, place);
            let begin = at((token.span.start.line, token.span.start.column));
            let end = at((token.span.end.line, token.span.end.column));
            let path = folder.join(path).display().to_string().replace('\'', "''");
            text.push_str(&sql[copied..begin]);
            text.push_str(&format!("'{path}'"));
            copied = end;
        }
    }
    text + &sql[copied..]
}

/// Returns whether a text after these tokens is a path.
fn is_path(functions: &Catalog, before: &[&TokenWithSpan]) -> bool {
    match before {
        [.., function, open] if open.token == Token::LParen || open.token == Token::LBracket => {
            match (&function.token, before) {
                (Token::LParen, [.., function, _, _]) => is_relation(functions, &function.token),
                (function, _) => is_relation(functions, function),
            }
        }
        [.., word] => ["from", "join", "location"].iter().any(|name| is_word(&word.token, name)),
        [] => false,
    }
}

fn is_relation(functions: &Catalog, token: &Token) -> bool {
    functions.relation(&token.to_string()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_from_the_folder_and_other_texts_are_left() {
        let folder = Path::new("/data");
        for (sql, expected) in [
            ("CREATE VIEW v AS SELECT * FROM 'a.csv'", "CREATE VIEW v AS SELECT * FROM '/data/a.csv'"),
            ("SELECT 'a.csv' FROM x WHERE y = 'b.csv'", "SELECT 'a.csv' FROM x WHERE y = 'b.csv'"),
            ("SELECT * FROM rfm('a.csv', c)", "SELECT * FROM rfm('/data/a.csv', c)"),
            ("SELECT * FROM read_csv(['a.csv'])", "SELECT * FROM read_csv(['/data/a.csv'])"),
            ("FROM '/x/a.csv' JOIN 'it''s.csv'", "FROM '/x/a.csv' JOIN '/data/it''s.csv'"),
            ("FROM 's3://b/a.csv'", "FROM 's3://b/a.csv'"),
        ] {
            assert_eq!(absolute(&crate::sources::catalog(), sql, folder), expected);
        }
    }
}
