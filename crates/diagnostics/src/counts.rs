//! Numbers with their nouns and units.

/// Writes a count with its noun in the right number, and its thousands grouped.
///
/// ```
/// use tenure_diagnostics::counted;
///
/// assert_eq!(counted(1, "row"), "1 row");
/// assert_eq!(counted(0, "row"), "0 rows");
/// assert_eq!(counted(12_345, "query"), "12,345 queries");
/// assert_eq!(counted(2, "more note"), "2 more notes");
/// ```
pub fn counted(count: u64, noun: &str) -> String {
    format!("{} {}", grouped(count), agree(count, noun))
}

/// Returns a noun in the number that goes with a count.
///
/// ```
/// use tenure_diagnostics::agree;
///
/// assert_eq!(agree(1, "column"), "column");
/// assert_eq!(agree(2, "column"), "columns");
/// assert_eq!(agree(2, "address"), "addresses");
/// assert_eq!(agree(2, "day"), "days");
/// ```
pub fn agree(count: u64, noun: &str) -> String {
    if count == 1 {
        return noun.to_owned();
    }
    let before_y = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        None => format!("{noun}s"),
    }
}

/// Writes a count with commas between its thousands.
///
/// ```
/// assert_eq!(tenure_diagnostics::grouped(1_234_567), "1,234,567");
/// ```
pub fn grouped(count: u64) -> String {
    grouped_digits(&count.to_string())
}

/// Puts commas between the thousands of a number's digits. Those behind a point stay together.
///
/// ```
/// assert_eq!(tenure_diagnostics::grouped_digits("1234567.8901"), "1,234,567.8901");
/// ```
pub fn grouped_digits(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::with_capacity(digits.len() + whole / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes a number of bytes in the unit that makes it short; a kB is 1,000 bytes.
///
/// ```
/// use tenure_diagnostics::byte_size;
///
/// assert_eq!(byte_size(999), "999 bytes");
/// assert_eq!(byte_size(1_400), "1.4 kB");
/// assert_eq!(byte_size(999_600), "1.0 MB");
/// assert_eq!(byte_size(12_345_678), "12 MB");
/// assert_eq!(byte_size(5_000_000_000_000_000), "5000 TB");
/// ```
pub fn byte_size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return format!("{bytes} {}", agree(bytes, "byte"));
    }
    let mut size = bytes as f64 / 1_000.0;
    let mut units = UNITS.iter();
    let mut unit = units.next();
    while size >= 999.5
        && let Some(next) = units.next()
    {
        size /= 1_000.0;
        unit = Some(next);
    }
    let decimals = if size < 10.0 { 1 } else { 0 };
    format!("{size:.decimals$} {}", unit.copied().unwrap_or_default())
}
