//! The shape of a text: its pattern of digits, letters and other characters.

/// Returns the text with each run of digits as `9`, each run of letters as `a`, and each run of another character as a
/// single one: `GB-1234` is `a-9`.
pub(super) fn shape(text: &str) -> String {
    let mut shape = String::new();
    for character in text.chars() {
        let drawn = match character {
            digit if digit.is_numeric() => '9',
            letter if letter.is_alphabetic() => 'a',
            other => other,
        };
        if !shape.ends_with(drawn) {
            shape.push(drawn);
        }
    }
    shape
}

/// Words that people write for a missing value.
const NO_VALUE: [&str; 14] =
    ["", "-", "--", ".", "?", "#n/a", "(null)", "\\n", "n/a", "n.a.", "na", "nan", "none", "null"];

/// Tells whether a text looks as if it stood for a missing value.
pub(super) fn is_no_value(text: &str) -> bool {
    NO_VALUE.contains(&text.trim().to_lowercase().as_str())
}

/// Tells whether a text has blanks at its ends.
pub(super) fn has_blank_ends(text: &str) -> bool {
    text.trim() != text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (text, drawn) in [("GB-1234", "a-9"), ("Ann  O'Hara", "a a'a"), ("日本 7", "a 9"), ("", "")] {
            assert_eq!(shape(text), drawn);
        }
        assert!(is_no_value(" N/A ") && is_no_value("") && !is_no_value("Nan Goldin"));
        assert!(has_blank_ends("GB ") && !has_blank_ends("G B"));
    }
}
