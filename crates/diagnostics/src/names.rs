//! Names as SQL writes them.

use std::borrow::Cow;

/// Writes a name as SQL needs it: in double quotes unless it is a plain word.
///
/// Reserved words are not looked at; a message that repeats them without quotes is easier to read.
///
/// ```
/// use tenure_diagnostics::identifier;
///
/// assert_eq!(identifier("amount"), "amount");
/// assert_eq!(identifier("größe"), "größe");
/// assert_eq!(identifier("Customer ID"), "\"Customer ID\"");
/// assert_eq!(identifier("2024"), "\"2024\"");
/// assert_eq!(identifier("x²"), "\"x²\"");
/// assert_eq!(identifier("a\"b"), "\"a\"\"b\"");
/// ```
pub fn identifier(name: &str) -> Cow<'_, str> {
    let mut letters = name.chars();
    let is_bare = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphabetic() || letter.is_ascii_digit() || letter == '_');
    match is_bare {
        true => Cow::Borrowed(name),
        false => Cow::Owned(quoted_identifier(name)),
    }
}

/// Writes a name in double quotes.
///
/// ```
/// assert_eq!(tenure_diagnostics::quoted_identifier("a\"b"), "\"a\"\"b\"");
/// ```
pub fn quoted_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
