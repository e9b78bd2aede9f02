//! Lists in messages.

/// A list has no more items than this; the rest is counted. The longest list of options has 17.
const MOST: usize = 20;

/// Joins items by commas; of many only the first twenty, and how many more there are. A twenty-first is named rather than
/// counted.
///
/// ```
/// use tenure_diagnostics::listed;
///
/// assert_eq!(listed(["a", "b", "c"]), "a, b, c");
/// assert_eq!(listed(('a'..='m').map(String::from)), "a, b, c, d, e, f, g, h, i, j, k, l, m");
/// assert_eq!(listed(('a'..='z').map(String::from)), "a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t and 6 more");
/// ```
pub fn listed<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let mut items = items.into_iter();
    let mut first: Vec<T> = items.by_ref().take(MOST).collect();
    let next = items.next();
    let more = items.count();
    if more == 0 {
        first.extend(next);
    }
    let text = first.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match more {
        0 => text,
        more => format!("{text} and {} more", more + 1),
    }
}

/// Joins all items by commas, the last two by a word.
///
/// ```
/// use tenure_diagnostics::joined_with;
///
/// assert_eq!(joined_with("or", ["'all'", "'month'", "'week'"]), "'all', 'month' or 'week'");
/// assert_eq!(joined_with("and", ["r"]), "r");
/// ```
pub fn joined_with<T: AsRef<str>>(word: &str, items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<T> = items.into_iter().collect();
    let mut text = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 && i + 1 == items.len() {
            text.push_str(&format!(" {word} "));
        } else if i > 0 {
            text.push_str(", ");
        }
        text.push_str(item.as_ref());
    }
    text
}
