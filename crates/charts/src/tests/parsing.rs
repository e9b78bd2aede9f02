//! Parsing of specifications.

use crate::{ChartKind, Key, Modifier, parse};

#[test]
fn words_are_read() {
    let read = parse(" Bar x=\"Customer ID\" y=a,\"b \"\"c\"\"\" sort=-\"Customer ID\" limit=10 FORMAT=0,0.00 title=\"\u{e9}\" ").unwrap();
    assert_eq!(read.kind, Some(ChartKind::Bar));
    assert_eq!(read.x.as_ref().map(|x| (x.value.as_str(), x.place.clone())), Some(("Customer ID", 7..20)));
    let y: Vec<&str> = read.y.iter().map(|y| y.value.as_str()).collect();
    assert_eq!(y, ["a", "b \"c\""]);
    let sort = read.sort.unwrap();
    assert_eq!((sort.value.column.as_str(), sort.value.descending), ("Customer ID", true));
    assert_eq!((read.limit, read.title.as_deref()), (Some(10), Some("\u{e9}")));
    assert!(read.format.is_some_and(|format| format.thousands && format.decimals == 2));
    let keys: Vec<Key> = read.keys.iter().map(|key| key.value).collect();
    assert_eq!(keys, [Key::X, Key::Y, Key::Sort, Key::Limit, Key::Format, Key::Title]);
}

#[test]
fn words_stand_anywhere() {
    for words in [
        "bar stacked horizontal x=a",
        "Stacked bar x=a HORIZONTAL",
        "bar x=a title=\"My\" stacked horizontal",
    ] {
        let read = parse(words).unwrap();
        let found: Vec<Modifier> = read.modifiers.iter().map(|word| word.value).collect();
        assert_eq!(
            (read.kind, found.as_slice()),
            (Some(ChartKind::Bar), [Modifier::Stacked, Modifier::Horizontal].as_slice())
        );
        assert!(read.has(Modifier::Horizontal) && !read.has(Modifier::Share));
        assert!(
            read.modifiers
                .iter()
                .all(|word| words[word.place.clone()].eq_ignore_ascii_case(word.value.word()))
        );
    }
}

#[test]
fn nothing_is_a_specification() {
    assert_eq!(parse("  ").unwrap(), parse("").unwrap());
    assert_eq!(parse("x=a").unwrap().kind, None);
}

#[test]
fn no_text_makes_the_parser_fail_otherwise_than_with_a_place_in_it() {
    let mut chance = super::samples::Chance(1);
    let parts = [
        "bar", "stacked", "share", "x", "=", "\"", ",", " ", "y=", "客", "-", "sort=", "format=0", "bins=",
        "9", "\u{a0}", "\n",
    ];
    for _ in 0..20_000 {
        let text: String = (0..chance.below(9)).map(|_| parts[chance.below(parts.len())]).collect();
        if let Err(error) = parse(&text) {
            let place = error.place.unwrap();
            assert!(text.get(place).is_some(), "{text:?}: {}", error.problem.message);
        }
    }
}
