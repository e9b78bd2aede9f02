//! Tables of columns and what they are.

use super::*;
use crate::values::{DateFormat, Group, NumberFormat, Reading, Type};

const CONTEXT: Context =
    Context { name: Some("x"), decimal: None, order: None, delimiter: b',', complete: true };

const AFTER_SEMICOLON: Context = Context { delimiter: b';', ..CONTEXT };

fn seen(column: &[&str]) -> Guess {
    let mut guess = Guess::default();
    for field in column {
        guess.see(field.as_bytes(), false);
    }
    guess
}

fn number(decimal: u8, group: Option<Group>) -> NumberFormat {
    NumberFormat { decimal, group, currency: None, percent: false }
}

fn date(order: Order) -> Reading {
    Reading::Date(DateFormat { order, compact: false })
}

#[track_caller]
fn is(column: &[&str], context: &Context, reading: Reading, notes: &[&str]) {
    let decision = seen(column).decide(context);
    assert_eq!(decision.reading, reading, "{column:?}");
    let found: Vec<&str> = decision.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(found.len(), notes.len(), "{found:?}");
    for (found, note) in found.iter().zip(notes) {
        assert!(found.contains(note), "{found}");
    }
    assert!(decision.sure);
}

#[test]
fn text() {
    for column in [
        vec![],
        vec!["", " "],
        vec!["a", "1"],
        vec!["true", "1"],
        vec!["2024-01-03", "1"],
        vec!["9223372036854775808"],
        vec!["9007199254740993", "0.5"],
        vec!["9007199254740993", "1.234"],
        vec!["1.5", "1,5"],
        vec!["$5", "€5"],
        vec!["$5", "5"],
        vec!["5%", "5"],
        vec!["1E5"],
        vec!["inf"],
        vec!["2024-01-13", "13/01/2024"],
        vec!["13/01/2024", "01/13/2024"],
        vec!["2024-01-03 08:00Z", "2024-01-03 08:00"],
        vec!["2024-01-03 08:00Z", "2024-01-03"],
        vec!["2024-01-03 08:00:00.123456789", "1500-01-03"],
    ] {
        is(&column, &CONTEXT, Reading::Text, &[]);
    }
    is(&["NA", "-"], &CONTEXT, Reading::Text, &["- is read as NULL (1", "NA is read as NULL (1"]);
    is(&["007", "12"], &CONTEXT, Reading::Text, &["leading zeros"]);
    is(&["007.5"], &CONTEXT, Reading::Text, &["leading zeros"]);
    is(&["+4930123456"], &CONTEXT, Reading::Text, &["begin with +"]);
}

#[test]
fn plain_numbers() {
    let plain = NumberFormat::PLAIN;
    is(&["1", "", "-20"], &CONTEXT, Reading::Integer(plain.clone()), &[]);
    is(&["9223372036854775807"], &CONTEXT, Reading::Integer(plain.clone()), &[]);
    is(&["1", "2.5"], &CONTEXT, Reading::Float(plain.clone()), &[]);
    is(&["1e+05", "3"], &CONTEXT, Reading::Float(plain.clone()), &[]);
    is(&["+5", "-5", "+1234567"], &CONTEXT, Reading::Integer(plain.clone()), &[]);
    is(&["5", "+12345678"], &CONTEXT, Reading::Text, &["begin with +"]);
    is(
        &["1", "NA", "n/a", "NA"],
        &CONTEXT,
        Reading::Integer(plain.clone()),
        &["NA is read as NULL (2", "n/a"],
    );
    assert_eq!(seen(&["n/a", "1", "NA"]).decide(&CONTEXT).nulls, ["NA", "n/a"]);
    is(&["1", " "], &CONTEXT, Reading::Integer(plain), &["blank fields"]);
    is(&["True", "FALSE", "?"], &CONTEXT, Reading::Boolean, &["? is read as NULL (1 value)"]);
}

#[test]
fn dressed_numbers() {
    let percent = NumberFormat { percent: true, ..NumberFormat::PLAIN };
    is(&["5%", "7.5 %"], &CONTEXT, Reading::Float(percent), &["12% is read as 0.12"]);
    let euro = NumberFormat { currency: Some("€".to_string()), ..number(b',', Some(Group::Dot)) };
    is(
        &["€5", "1.234,50 €"],
        &CONTEXT,
        Reading::Float(euro),
        &["currency €", "grouped by dots", "decimal sign is a comma"],
    );
}

#[test]
fn thousands_or_decimals() {
    let float = |decimal| Reading::Float(number(decimal, None));
    let grouped = |decimal, group| Reading::Integer(number(decimal, Some(group)));
    let with = |decimal| Context { decimal: Some(decimal), ..AFTER_SEMICOLON };
    let (dots, commas) = (["1.234", "5"], ["1,234", "5"]);
    is(&dots, &CONTEXT, float(b'.'), &[]);
    is(&dots, &AFTER_SEMICOLON, Reading::Text, &["decimal =>"]);
    is(&dots, &with(b'.'), float(b'.'), &[]);
    is(&dots, &with(b','), grouped(b',', Group::Dot), &["grouped by dots"]);
    is(&commas, &CONTEXT, grouped(b'.', Group::Comma), &["grouped by commas"]);
    is(&commas, &AFTER_SEMICOLON, Reading::Text, &["decimal =>"]);
    is(&commas, &with(b'.'), grouped(b'.', Group::Comma), &["grouped by commas"]);
    is(&commas, &with(b','), float(b','), &["decimal sign is a comma"]);
    is(&["1.234", "1,234"], &CONTEXT, Reading::Text, &["decimal =>"]);
    assert!(seen(&dots).decide(&AFTER_SEMICOLON).notes[0].question);
    for delimiter in [b'\t', b'|', b' '] {
        is(&dots, &Context { delimiter, ..CONTEXT }, float(b'.'), &[]);
        is(&commas, &Context { delimiter, ..CONTEXT }, Reading::Text, &["decimal =>"]);
    }
    // What a column proves is stronger than what is known of the file.
    is(&["0.234"], &with(b','), float(b'.'), &[]);
    is(&["1,234,567"], &with(b','), grouped(b'.', Group::Comma), &["commas"]);
    is(&["1,5"], &with(b'.'), float(b','), &["comma"]);
    is(&["1 234", "5"], &AFTER_SEMICOLON, grouped(b'.', Group::Space), &["blanks"]);
    let swiss = Reading::Float(number(b'.', Some(Group::Apostrophe)));
    is(&["1'234.50"], &AFTER_SEMICOLON, swiss, &["apostrophes"]);
}

#[test]
fn evidence() {
    for (column, decimal) in [
        (vec!["1,50"], Some(b',')),
        (vec!["1.234,50"], Some(b',')),
        (vec!["1.234.567"], Some(b',')),
        (vec!["0.5", "1.234"], Some(b'.')),
        (vec!["12.5", "NA"], Some(b'.')),
        (vec!["$1,234.50"], Some(b'.')),
        (vec!["1.234"], None),
        (vec!["1,234"], None),
        (vec!["1 234", "5", "1e+05"], None),
        (vec!["1.5", "1,5"], None),
        (vec!["1.5", "a"], None),
        (vec![], None),
    ] {
        assert_eq!(seen(&column).decimal_evidence(), decimal, "{column:?}");
    }
    for (column, order) in [
        (vec!["13/01/2024", "1/1/24"], Some(Order::DayFirst)),
        (vec!["1/13/2024"], Some(Order::MonthFirst)),
        (vec!["01.02.2024"], Some(Order::DayFirst)),
        (vec!["01/02/2024"], None),
        (vec!["2024-01-13"], None),
        (vec!["3 Jan 2024"], None),
        (vec!["13/01/2024", "1/13/2024"], None),
        (vec!["13/01/2024", "a"], None),
    ] {
        assert_eq!(seen(&column).order_evidence(), order, "{column:?}");
    }
}

#[test]
fn dates() {
    let month_first = Context { order: Some(Order::MonthFirst), ..CONTEXT };
    is(&["2024-01-13", "2024/1/3"], &CONTEXT, date(Order::YearFirst), &[]);
    is(&["3 Jan 2024", "2024-01-13"], &CONTEXT, date(Order::YearFirst), &[]);
    is(&["13/01/2024"], &month_first, date(Order::DayFirst), &[]);
    is(&["01.02.2024"], &CONTEXT, date(Order::DayFirst), &[]);
    is(&["01/02/2024"], &CONTEXT, Reading::Text, &["day first or month first"]);
    is(&["01/02/2024"], &month_first, date(Order::MonthFirst), &["read month first"]);
    is(&["13/01/24"], &CONTEXT, date(Order::DayFirst), &["two-digit years"]);
    let timestamp = |zone, nanoseconds| {
        let format = DateFormat { order: Order::YearFirst, compact: false };
        Reading::Timestamp { format, zone, nanoseconds }
    };
    is(&["2024-01-13 08:00", "2024-01-13T08:00:00.123456000"], &CONTEXT, timestamp(false, false), &[]);
    is(&["2024-01-13 08:00", "2024-01-13"], &CONTEXT, timestamp(false, false), &["midnight (1 value)"]);
    is(&["2024-01-13 08:00:00.1234567"], &CONTEXT, timestamp(false, true), &[]);
    is(&["2024-01-13 08:00Z", "2024-01-13 08:00+01"], &CONTEXT, timestamp(true, false), &["UTC"]);
}

#[test]
fn dates_in_digits() {
    let compact = DateFormat { order: Order::YearFirst, compact: true };
    let named = |name| Context { name: Some(name), ..CONTEXT };
    for name in ["OrderDate", "data", "data_1", "DT", "日期", "fecha alta"] {
        is(&["20240103", "20231231"], &named(name), Reading::Date(compact), &["digits are read as dates"]);
    }
    for name in ["amount", "database"] {
        is(&["20240103"], &named(name), Reading::Integer(NumberFormat::PLAIN), &[]);
    }
    is(&["20240103", "20240230"], &named("date"), Reading::Integer(NumberFormat::PLAIN), &[]);
    let timestamp = Reading::Timestamp { format: compact, zone: false, nanoseconds: false };
    is(&["20240103082605"], &named("date"), timestamp, &["digits"]);
    let nameless = Context { name: None, ..CONTEXT };
    let days: Vec<String> = (1..=12).map(|day| format!("202401{day:02}")).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    is(&days, &nameless, Reading::Date(compact), &["digits"]);
    is(&days[1..], &nameless, Reading::Integer(NumberFormat::PLAIN), &[]);
}

#[test]
fn nearly_numbers() {
    let mut column = vec!["5"; 198];
    column.extend(["unknown", "other"]);
    let note = "text, though 198 of 200 values are numbers; the first that is not: 'other'";
    is(&column, &CONTEXT, Reading::Text, &[note]);
    column.push("third");
    is(&column, &CONTEXT, Reading::Text, &[]);
    let mut column = vec!["2024-01-03"; 99];
    let long = "é".repeat(50);
    column.push(&long);
    let note = format!("99 of 100 values are dates; the first that is not: '{}'", "é".repeat(40));
    is(&column, &CONTEXT, Reading::Text, &[&note]);
}

#[test]
fn sure() {
    let part = Context { complete: false, ..CONTEXT };
    for (column, sure) in
        [(vec!["1"], false), (vec!["a"], true), (vec![], false), (vec!["01/02/2024"], false)]
    {
        assert_eq!(seen(&column).decide(&part).sure, sure, "{column:?}");
    }
    let many = vec!["a"; 3_000];
    assert!(seen(&many).decide(&part).sure);
}

#[test]
fn quoted_and_empty() {
    let mut guess = seen(&["", "5"]);
    assert_eq!(guess.decide(&CONTEXT).notes, []);
    guess.see(b"", true);
    assert_eq!(guess.decide(&CONTEXT).notes.len(), 1);
    assert_eq!(guess.decide(&CONTEXT).reading.type_of_values(), Type::Integer);
}
