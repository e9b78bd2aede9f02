//! Whitespace around values and between the parts of a value.

/// Returns the length in bytes of the blank that the text begins with, or 0.
pub fn blank_length(text: &[u8]) -> usize {
    match text {
        [b' ' | b'\t' | b'\r' | b'\n', ..] => 1,
        // A no-break space, U+00A0.
        [0xC2, 0xA0, ..] => 2,
        // A narrow no-break space, U+202F.
        [0xE2, 0x80, 0xAF, ..] => 3,
        _ => 0,
    }
}

/// Removes the blanks at the beginning of the text.
pub fn trim_start(mut text: &[u8]) -> &[u8] {
    loop {
        match blank_length(text) {
            0 => return text,
            length => text = &text[length..],
        }
    }
}

/// Removes the blanks at the end of the text.
pub fn trim_end(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [rest @ .., b' ' | b'\t' | b'\r' | b'\n']
            | [rest @ .., 0xC2, 0xA0]
            | [rest @ .., 0xE2, 0x80, 0xAF] => rest,
            _ => return text,
        }
    }
}

/// Removes the blanks around the text.
pub fn trim(text: &[u8]) -> &[u8] {
    trim_end(trim_start(text))
}

#[test]
fn blanks() {
    for (text, trimmed) in [
        ("", ""),
        (" \t ", ""),
        (" a b\r\n", "a b"),
        ("\u{a0}\u{202f}5\u{202f}€\u{a0} ", "5\u{202f}€"),
        ("à", "à"),
    ] {
        assert_eq!(trim(text.as_bytes()), trimmed.as_bytes());
    }
}
