//! Words that stand for no value.

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

/// The length of the longest.
const LONGEST: usize = 19;

/// The word for no value that the text is, blanks around it aside. In a column of text it is a word like others.
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
