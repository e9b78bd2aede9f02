//! Texts of the data, made fit to stand in a picture.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;

/// The text with every character escaped that would move the cursor, colour the screen or turn the line around; without
/// Unicode all other characters outside ASCII are `?`.
pub(super) fn shown(text: &str, canvas: Canvas) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if c.is_ascii() && acts(c) => shown.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if acts(c) => shown.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c if !c.is_ascii() && !canvas.unicode => shown.push('?'),
            c => shown.push(c),
        }
    }
    shown
}

/// Control characters, line and paragraph separators, and what changes the direction of writing.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text as it is shown, if it is too wide cut with an ellipsis.
pub(super) fn cut(text: &str, width: usize, canvas: Canvas) -> String {
    let text = shown(text, canvas);
    if text.width() <= width {
        return text;
    }
    let dots = if canvas.unicode { "…" } else { ".." };
    if width <= dots.width() {
        return prefix(&text, width).to_owned();
    }
    format!("{}{dots}", prefix(&text, width - dots.width()).trim_end())
}

/// All texts cut to a width, and the width of the widest.
pub(super) fn cut_all(texts: &[String], width: usize, canvas: Canvas) -> (Vec<String>, usize) {
    let texts: Vec<String> = texts.iter().map(|text| cut(text, width, canvas)).collect();
    let widest = texts.iter().map(|text| text.width()).max().unwrap_or_default();
    (texts, widest)
}

/// As much of the text from its beginning as is no wider. Characters are measured together, as sequences of them can be
/// narrower or wider than each by itself.
pub(super) fn prefix(text: &str, width: usize) -> &str {
    if text.width() <= width {
        return text;
    }
    let mut fits = "";
    for (at, c) in text.char_indices() {
        let Some(longer) = text.get(..at + c.len_utf8()) else { break };
        if longer.width() <= width {
            fits = longer;
        } else if longer.width() > width + 8 {
            break;
        }
    }
    fits
}
