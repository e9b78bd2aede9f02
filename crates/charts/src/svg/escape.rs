//! Texts of the data, made fit for XML.

use super::super::markup::{markup, turns};

/// The text with what XML forbids left out, and what breaks or turns a line as blanks or left out: every text stands on
/// one line and reads from its own beginning.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() || turns(c) => None,
            c => Some(c),
        })
        .collect()
}

/// The text for an element or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    markup(&clean(text))
}
