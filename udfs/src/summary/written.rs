//! A value with its count, for people: `GB (1,203)`.

/// The greatest number of characters of a text that are shown.
const SHOWN: usize = 40;

/// A value and how often it occurs. A long one is cut, and one that begins or ends where nobody would see it stands in
/// quotes.
pub(super) fn counted(text: &str, times: u64) -> String {
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

/// A number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_counts() {
        assert_eq!(counted("GB", 1_203), "GB (1,203)");
        assert_eq!(counted("", 999), "'' (999)");
        assert_eq!(counted("GB ", 1_000_000), "'GB ' (1,000,000)");
        assert_eq!(counted(&"é".repeat(41), 1), format!("{}… (1)", "é".repeat(40)));
    }
}
