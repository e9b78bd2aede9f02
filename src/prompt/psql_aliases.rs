//! Words and commands of other prompts, psql above all, that people type out of habit.

/// Translates such an input into a dot command. Returns `None` for any other input.
pub fn translate(input: &str) -> Option<String> {
    let line = input.trim().trim_end_matches(';').trim_end();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let command = match (word.to_lowercase().as_str(), rest.is_empty()) {
        ("exit" | "quit" | "\\q" | "q", true) => ".quit",
        ("help" | "\\?" | "?", true) => ".help",
        ("\\h", _) => ".help",
        ("\\d" | "\\dt" | "\\dv", true) => ".tables",
        ("\\d", false) => ".schema",
        ("\\timing", _) => ".timer",
        ("\\e", true) => ".edit",
        ("\\i", false) => ".read",
        ("\\o", _) => ".output",
        _ => return None,
    };
    Some(format!("{command} {rest}").trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn aliases() {
        assert_eq!(translate("exit").as_deref(), Some(".quit"));
        assert_eq!(translate(" quit; ").as_deref(), Some(".quit"));
        assert_eq!(translate("\\d orders").as_deref(), Some(".schema orders"));
        assert_eq!(translate("\\timing on").as_deref(), Some(".timer on"));
        assert_eq!(translate("help rfm"), None);
        assert_eq!(translate("SELECT 1;"), None);
        assert_eq!(translate(""), None);
    }
}
