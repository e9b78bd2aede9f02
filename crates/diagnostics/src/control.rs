//! Text that cannot act on a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Escapes every character that would move the cursor, colour the screen or turn the line around, line ends included.
///
/// ```
/// use tenure_diagnostics::visible;
///
/// assert_eq!(visible("a\tb\r\nc"), "a\\tb\\r\\nc");
/// assert_eq!(visible("\x1b[31mred\x07\x7f"), "\\x1b[31mred\\x07\\x7f");
/// assert_eq!(visible("\u{9b}31m \u{202e}abc"), "\\u{9b}31m \\u{202e}abc");
/// assert_eq!(visible("naïve 👩‍🔬 客户"), "naïve 👩‍🔬 客户");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, acts)
}

/// Escapes as [`visible`] does, but keeps line ends.
///
/// ```
/// assert_eq!(tenure_diagnostics::visible_lines("one\ntwo\x07"), "one\ntwo\\x07");
/// ```
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c != '\n' && acts(c))
}

fn escaped(text: &str, acts: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&acts) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            c if !acts(c) => escaped.push(c),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            // Writing to a String cannot fail.
            c if c.is_ascii() => drop(write!(escaped, "\\x{:02x}", u32::from(c))),
            c => drop(write!(escaped, "\\u{{{:x}}}", u32::from(c))),
        }
    }
    Cow::Owned(escaped)
}

/// Tells control characters, line and paragraph separators, and what changes the direction of writing. Not the joiners:
/// emoji and several scripts are written with them.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
        )
        || turns_text(c)
}

/// Tells whether a character changes the direction of writing, also of the texts around it.
///
/// ```
/// assert!(tenure_diagnostics::turns_text('\u{202e}'));
/// ```
pub fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
