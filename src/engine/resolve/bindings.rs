//! Values and names that a caller binds to the parameters of a statement.

use std::collections::HashMap;

use datafusion::scalar::ScalarValue;
use datafusion::sql::sqlparser::ast::Ident;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Span, Token, TokenWithSpan, Word};

use crate::engine::syntax::tokens::tokenize;
use crate::sources::looks_like_path;

/// Values and names that a caller binds to the parameters of a statement.
#[derive(Debug, Default)]
pub(crate) struct Bindings {
    /// Values for `$name`.
    pub values: HashMap<String, ScalarValue>,
    /// Names of tables and columns for `$name`, as written in SQL, and whether each is a table's.
    pub names: HashMap<String, (String, bool)>,
}

impl Bindings {
    /// Returns the tokens with names in place of the parameters that are bound to one. A name becomes one token, or
    /// several with dots between them, whatever its characters: it cannot become anything else.
    pub fn write_names(&self, tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
        let name = |token: &TokenWithSpan| match &token.token {
            Token::Placeholder(written) => self.names.get(written.trim_start_matches(['$', ':'])),
            _ => None,
        };
        let replaced = tokens.into_iter().flat_map(|token| match name(&token) {
            Some((name, is_table)) => name_tokens(name, *is_table, token.span),
            None => vec![token],
        });
        replaced.collect()
    }
}

/// Returns the tokens of a name as written in SQL: `orders`, `demo.orders`, `"Customer ID"`. Any other text is a name,
/// too: `Customer ID` is the column of that name, and for a table `data/orders.csv` is a file.
fn name_tokens(written: &str, is_table: bool, span: Span) -> Vec<TokenWithSpan> {
    let placed = |token| TokenWithSpan::new(token, span);
    let word = |value: &str, quote_style| {
        Token::Word(Word { value: value.to_owned(), quote_style, keyword: Keyword::NoKeyword })
    };
    let is_path = is_table && looks_like_path(written);
    match parts(written) {
        Some(parts) if !is_path || parts.len() == 1 => {
            let mut tokens = Vec::new();
            for part in parts {
                if !tokens.is_empty() {
                    tokens.push(placed(Token::Period));
                }
                tokens.push(placed(word(&part.value, part.quote_style)));
            }
            tokens
        }
        _ if is_path => vec![placed(Token::SingleQuotedString(written.to_owned()))],
        _ => vec![placed(word(written, Some('"')))],
    }
}

/// Returns the identifiers of a name with dots, or `None` if the text is not such a name.
fn parts(written: &str) -> Option<Vec<Ident>> {
    let mut tokens = tokenize(written).ok()?.into_iter().map(|token| token.token);
    let mut parts = Vec::new();
    loop {
        match tokens.next()? {
            Token::Word(word) => {
                parts.push(Ident { quote_style: word.quote_style, ..Ident::new(word.value) })
            }
            _ => return None,
        }
        match tokens.next() {
            None | Some(Token::EOF) => return Some(parts),
            Some(Token::Period) => {}
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_whatever_it_says() {
        let text = |name: &str, is_table: bool| {
            let tokens = name_tokens(name, is_table, Span::empty());
            tokens.iter().map(|token| token.token.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(text("orders", true), "orders");
        assert_eq!(text("demo.orders", true), "demo . orders");
        assert_eq!(text("\"Customer ID\"", true), "\"Customer ID\"");
        assert_eq!(text("Customer ID", true), "\"Customer ID\"");
        assert_eq!(text("data/orders.csv", true), "'data/orders.csv'");
        assert_eq!(text("orders.csv", true), "'orders.csv'");
        assert_eq!(text("Price/Unit", false), "\"Price/Unit\"");
        assert_eq!(text("orders.csv", false), "orders . csv");
        assert_eq!(text("x; DROP TABLE y", true), "\"x; DROP TABLE y\"");
        assert_eq!(text("x\" --", true), "\"x\" --\"");
    }
}
