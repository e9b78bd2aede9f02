//! A value with its count, for people: `GB (1,203)`.

use tenure_diagnostics::grouped;

/// The greatest number of characters of a text that are shown.
const SHOWN: usize = 40;

/// Writes a value with its count. A long value is cut; an empty one, or one with blanks at its ends, is quoted.
pub(super) fn with_count(text: &str, times: u64) -> String {
    let cut = match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let is_clear = !text.is_empty() && text.trim() == text;
    match is_clear {
        true => format!("{cut} ({})", grouped(times)),
        false => format!("'{cut}' ({})", grouped(times)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_counts() {
        assert_eq!(with_count("GB", 1_203), "GB (1,203)");
        assert_eq!(with_count("", 999), "'' (999)");
        assert_eq!(with_count("GB ", 1_000_000), "'GB ' (1,000,000)");
        assert_eq!(with_count(&"é".repeat(41), 1), format!("{}… (1)", "é".repeat(40)));
    }
}
