//! Names of columns that hold dates.

/// Words in the names of date columns. The longer ones also count at the end of another word, as in `orderdate`.
const WORDS: [&str; 12] = [
    "date",
    "datum",
    "day",
    "timestamp",
    "dt",
    "tag",
    "data",
    "fecha",
    "giorno",
    "jour",
    "datetime",
    "dates",
];

/// Endings of other words in such names.
const ENDS: [&str; 4] = ["date", "datum", "timestamp", "datetime"];

/// Characters that mean a date anywhere in a name.
const SIGNS: [&str; 3] = ["日期", "时间", "日"];

/// Returns whether the name of a column means that it holds dates.
pub fn means_dates(name: &str) -> bool {
    // `OrderDate` is two words.
    let mut parted = String::with_capacity(name.len() + 4);
    let mut before = '_';
    for sign in name.chars() {
        if sign.is_uppercase() && before.is_lowercase() {
            parted.push('_');
        }
        parted.extend(sign.to_lowercase());
        before = sign;
    }
    let says = |word: &str| WORDS.contains(&word) || ENDS.iter().any(|end| word.ends_with(end));
    SIGNS.iter().any(|sign| name.contains(sign)) || parted.split(|sign: char| !sign.is_alphabetic()).any(says)
}
