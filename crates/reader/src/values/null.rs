//! Words that stand for NULL.

const WORDS: [&str; 24] = [
    "NA",
    "N/A",
    "#N/A",
    "n/a",
    "NULL",
    "null",
    "(null)",
    "NaN",
    "nan",
    "None",
    "none",
    "nil",
    "\\N",
    "-",
    "--",
    ".",
    "?",
    "#VALUE!",
    "#DIV/0!",
    "#REF!",
    "#NUM!",
    "#NAME?",
    "0000-00-00",
    "0000-00-00 00:00:00",
];

/// The length of the longest word.
const LONGEST: usize = 19;

/// Returns the word for NULL that the text is, apart from blanks around it. In a text column it is an ordinary word.
pub fn null_word(text: &[u8]) -> Option<&'static str> {
    let text = super::blank::trim(text);
    if text.len() > LONGEST {
        return None;
    }
    WORDS.iter().find(|word| word.as_bytes() == text).copied()
}

#[test]
fn words() {
    for (text, word) in [
        ("NA", Some("NA")),
        (" n/a ", Some("n/a")),
        ("#DIV/0!", Some("#DIV/0!")),
        ("\\N", Some("\\N")),
        ("Na", None),
        ("", None),
        ("nothing", None),
    ] {
        assert_eq!(null_word(text.as_bytes()), word);
    }
}
