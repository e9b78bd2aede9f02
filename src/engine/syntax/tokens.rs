//! The tokens of a text, and the bytes at which they stand.

use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, TokenizerError};

use super::dialect::DIALECT;

/// Divides SQL into tokens, each with its place.
pub(crate) fn tokenize(sql: &str) -> Result<Vec<TokenWithSpan>, TokenizerError> {
    Tokenizer::new(&DIALECT, sql).tokenize_with_location()
}

/// The byte at which each line of a text begins, to find positions of lines and columns.
pub(crate) struct Places(Vec<usize>);

impl Places {
    pub fn of(sql: &str) -> Self {
        let breaks = sql.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(i, _)| i + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    pub fn byte(&self, sql: &str, (line, column): (u64, u64)) -> usize {
        let start = self.0.get(line as usize - 1).copied().unwrap_or(sql.len());
        let rest = &sql[start..];
        start + rest.char_indices().nth(column as usize - 1).map_or(rest.len(), |(i, _)| i)
    }
}

/// Returns whether a token is this word, without quotes and regardless of case.
pub(crate) fn is_word(token: &Token, wanted: &str) -> bool {
    matches!(token, Token::Word(word) if word.quote_style.is_none() && word.value.eq_ignore_ascii_case(wanted))
}
