//! What people type out of habit: the words and commands of other prompts.

/// What they mean here; None for what is to be taken as it stands.
pub fn meant(input: &str) -> Option<String> {
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
    use super::meant;

    #[test]
    fn habits_of_other_prompts() {
        assert_eq!(meant("exit").as_deref(), Some(".quit"));
        assert_eq!(meant(" quit; ").as_deref(), Some(".quit"));
        assert_eq!(meant("\\d orders").as_deref(), Some(".schema orders"));
        assert_eq!(meant("\\timing on").as_deref(), Some(".timer on"));
        assert_eq!(meant("help rfm"), None);
        assert_eq!(meant("SELECT 1;"), None);
        assert_eq!(meant(""), None);
    }
}
