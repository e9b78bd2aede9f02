//! The width of texts, which nobody here can measure: estimated, rather too wide than too narrow.

use unicode_width::UnicodeWidthChar as _;

use super::drawing::FONT;
use super::escape::clean;

/// The width of a text at a size.
pub(super) fn width_at(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The width of a text at the usual size.
pub(super) fn width(text: &str) -> f64 {
    width_at(text, FONT)
}

/// The width of the widest text at the usual size.
pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a String>) -> f64 {
    texts.into_iter().map(|text| width(text)).fold(0.0, f64::max)
}

/// The width of a character as a part of the size. Between the widths of Arial and of Verdana.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.32,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '–' => 0.95,
        'A'..='Z' => 0.68,
        '0'..='9' => 0.62,
        c if c.is_ascii() => 0.59,
        c => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.62,
            Some(_) => 1.05,
        },
    }
}

/// The text, cut with an ellipsis where it is wider.
pub(super) fn cut(text: &str, room: f64) -> String {
    let text = clean(text);
    if width(&text) <= room {
        return text;
    }
    let mut taken = em('…') * FONT;
    let fits = |c: &char| {
        taken += em(*c) * FONT;
        taken <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.trim().is_empty() { String::new() } else { format!("{}…", kept.trim_end()) }
}

/// The text on at most so many lines, broken at blanks and after hyphens; `None` if it needs more or wider ones.
pub(super) fn wrap(text: &str, room: f64, most: usize) -> Option<Vec<String>> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_inclusive([' ', '-', '/']) {
        let longer = lines.last().map(|line| format!("{line}{word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width(longer.trim_end()) <= room => *line = longer,
            _ if width(word.trim_end()) <= room => lines.push(word.to_owned()),
            _ => return None,
        }
    }
    let lines: Vec<String> = lines.into_iter().map(|line| line.trim_end().to_owned()).collect();
    (lines.len() <= most).then_some(lines)
}
