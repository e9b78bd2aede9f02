//! Paths as arguments of commands.

/// Returns a path without the quotes around it.
pub fn unquoted(path: &str) -> String {
    let quoted = |quote: char| path.strip_prefix(quote)?.strip_suffix(quote);
    match quoted('\'').or_else(|| quoted('"')) {
        Some(inner) => inner.replace("''", "'"),
        None => path.to_owned(),
    }
}

/// Splits a line at blanks outside quotes, and takes the quotes off.
pub fn split(line: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut path = String::new();
    let mut quote = None;
    for c in line.chars() {
        match quote {
            None if c.is_whitespace() => paths.push(std::mem::take(&mut path)),
            None if matches!(c, '\'' | '"') && path.is_empty() => {
                quote = Some(c);
                path.push(c);
            }
            Some(open) if c == open => {
                quote = None;
                path.push(c);
            }
            _ => path.push(c),
        }
    }
    paths.push(path);
    paths.iter().filter(|path| !path.is_empty()).map(|path| unquoted(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_around_a_path() {
        assert_eq!(unquoted("'it''s.csv'"), "it's.csv");
        assert_eq!(unquoted("\"a b.csv\""), "a b.csv");
        assert_eq!(unquoted("a b.csv"), "a b.csv");
        assert_eq!(unquoted("'"), "'");
    }

    #[test]
    fn files_are_split_at_blanks_outside_quotes() {
        assert_eq!(split("a.csv  'b c.csv' \"d e\".csv"), ["a.csv", "b c.csv", "\"d e\".csv"]);
        assert_eq!(split("it's.csv"), ["it's.csv"]);
    }
}
