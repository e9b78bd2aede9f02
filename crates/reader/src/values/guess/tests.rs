//! Tables of columns and their types.

use super::{ColumnContext, TypeGuess};
use crate::values::{DateFormat, DateOrder, NumberFormat, ThousandsSeparator, ValueFormat, ValueType};

const CONTEXT: ColumnContext =
    ColumnContext { name: Some("x"), decimal: None, order: None, delimiter: b',', complete: true };

const AFTER_SEMICOLON: ColumnContext = ColumnContext { delimiter: b';', ..CONTEXT };

fn seen(column: &[&str]) -> TypeGuess {
    let mut guess = TypeGuess::default();
    for field in column {
        guess.see(field.as_bytes(), false);
    }
    guess
}

fn number(decimal: u8, group: Option<ThousandsSeparator>) -> NumberFormat {
    NumberFormat { decimal, group, currency: None, percent: false }
}

fn date(order: DateOrder) -> ValueFormat {
    ValueFormat::Date(DateFormat { order, compact: false })
}

#[track_caller]
fn is(column: &[&str], context: &ColumnContext, format: ValueFormat, notes: &[&str]) {
    let decision = seen(column).decide(context);
    assert_eq!(decision.format, format, "{column:?}");
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
        is(&column, &CONTEXT, ValueFormat::Text, &[]);
    }
    is(&["NA", "-"], &CONTEXT, ValueFormat::Text, &["- is read as NULL (1", "NA is read as NULL (1"]);
    is(&["007", "12"], &CONTEXT, ValueFormat::Text, &["leading zeros"]);
    is(&["007.5"], &CONTEXT, ValueFormat::Text, &["leading zeros"]);
    is(&["+4930123456"], &CONTEXT, ValueFormat::Text, &["begin with +"]);
}

#[test]
fn plain_numbers() {
    let plain = NumberFormat::PLAIN;
    is(&["1", "", "-20"], &CONTEXT, ValueFormat::Integer(plain.clone()), &[]);
    is(&["9223372036854775807"], &CONTEXT, ValueFormat::Integer(plain.clone()), &[]);
    is(&["1", "2.5"], &CONTEXT, ValueFormat::Float(plain.clone()), &[]);
    is(&["1e+05", "3"], &CONTEXT, ValueFormat::Float(plain.clone()), &[]);
    is(&["+5", "-5", "+1234567"], &CONTEXT, ValueFormat::Integer(plain.clone()), &[]);
    is(&["5", "+12345678"], &CONTEXT, ValueFormat::Text, &["begin with +"]);
    is(
        &["1", "NA", "n/a", "NA"],
        &CONTEXT,
        ValueFormat::Integer(plain.clone()),
        &["NA is read as NULL (2", "n/a"],
    );
    assert_eq!(seen(&["n/a", "1", "NA"]).decide(&CONTEXT).nulls, ["NA", "n/a"]);
    is(&["1", " "], &CONTEXT, ValueFormat::Integer(plain), &["blank fields"]);
    is(&["True", "FALSE", "?"], &CONTEXT, ValueFormat::Boolean, &["? is read as NULL (1 value)"]);
}

#[test]
fn dressed_numbers() {
    let percent = NumberFormat { percent: true, ..NumberFormat::PLAIN };
    is(&["5%", "7.5 %"], &CONTEXT, ValueFormat::Float(percent), &["12% is read as 0.12"]);
    let euro =
        NumberFormat { currency: Some("€".to_string()), ..number(b',', Some(ThousandsSeparator::Dot)) };
    is(
        &["€5", "1.234,50 €"],
        &CONTEXT,
        ValueFormat::Float(euro),
        &["currency €", "grouped by dots", "decimal separator is a comma"],
    );
}

#[test]
fn thousands_or_decimals() {
    let float = |decimal| ValueFormat::Float(number(decimal, None));
    let grouped = |decimal, group| ValueFormat::Integer(number(decimal, Some(group)));
    let with = |decimal| ColumnContext { decimal: Some(decimal), ..AFTER_SEMICOLON };
    let (dots, commas) = (["1.234", "5"], ["1,234", "5"]);
    is(&dots, &CONTEXT, float(b'.'), &[]);
    is(&dots, &AFTER_SEMICOLON, ValueFormat::Text, &["decimal =>"]);
    is(&dots, &with(b'.'), float(b'.'), &[]);
    is(&dots, &with(b','), grouped(b',', ThousandsSeparator::Dot), &["grouped by dots"]);
    is(&commas, &CONTEXT, grouped(b'.', ThousandsSeparator::Comma), &["grouped by commas"]);
    is(&commas, &AFTER_SEMICOLON, ValueFormat::Text, &["decimal =>"]);
    is(&commas, &with(b'.'), grouped(b'.', ThousandsSeparator::Comma), &["grouped by commas"]);
    is(&commas, &with(b','), float(b','), &["decimal separator is a comma"]);
    is(&["1.234", "1,234"], &CONTEXT, ValueFormat::Text, &["decimal =>"]);
    assert!(seen(&dots).decide(&AFTER_SEMICOLON).notes[0].question);
    for delimiter in [b'\t', b'|', b' '] {
        is(&dots, &ColumnContext { delimiter, ..CONTEXT }, float(b'.'), &[]);
        is(&commas, &ColumnContext { delimiter, ..CONTEXT }, ValueFormat::Text, &["decimal =>"]);
    }
    // The values of a column count more than what the rest of the file suggests.
    is(&["0.234"], &with(b','), float(b'.'), &[]);
    is(&["1,234,567"], &with(b','), grouped(b'.', ThousandsSeparator::Comma), &["commas"]);
    is(&["1,5"], &with(b'.'), float(b','), &["comma"]);
    is(&["1 234", "5"], &AFTER_SEMICOLON, grouped(b'.', ThousandsSeparator::Space), &["blanks"]);
    let swiss = ValueFormat::Float(number(b'.', Some(ThousandsSeparator::Apostrophe)));
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
        (vec!["13/01/2024", "1/1/24"], Some(DateOrder::DayFirst)),
        (vec!["1/13/2024"], Some(DateOrder::MonthFirst)),
        (vec!["01.02.2024"], Some(DateOrder::DayFirst)),
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
    let month_first = ColumnContext { order: Some(DateOrder::MonthFirst), ..CONTEXT };
    is(&["2024-01-13", "2024/1/3"], &CONTEXT, date(DateOrder::YearFirst), &[]);
    is(&["3 Jan 2024", "2024-01-13"], &CONTEXT, date(DateOrder::YearFirst), &[]);
    is(&["13/01/2024"], &month_first, date(DateOrder::DayFirst), &[]);
    is(&["01.02.2024"], &CONTEXT, date(DateOrder::DayFirst), &[]);
    is(&["01/02/2024"], &CONTEXT, ValueFormat::Text, &["day first or month first"]);
    is(&["01/02/2024"], &month_first, date(DateOrder::MonthFirst), &["read month first"]);
    is(&["13/01/24"], &CONTEXT, date(DateOrder::DayFirst), &["two-digit years"]);
    let timestamp = |zone, nanoseconds| {
        let format = DateFormat { order: DateOrder::YearFirst, compact: false };
        ValueFormat::Timestamp { format, zone, nanoseconds }
    };
    is(&["2024-01-13 08:00", "2024-01-13T08:00:00.123456000"], &CONTEXT, timestamp(false, false), &[]);
    is(&["2024-01-13 08:00", "2024-01-13"], &CONTEXT, timestamp(false, false), &["midnight (1 value)"]);
    is(&["2024-01-13 08:00:00.1234567"], &CONTEXT, timestamp(false, true), &[]);
    is(&["2024-01-13 08:00Z", "2024-01-13 08:00+01"], &CONTEXT, timestamp(true, false), &["UTC"]);
}

#[test]
fn dates_in_digits() {
    let compact = DateFormat { order: DateOrder::YearFirst, compact: true };
    let named = |name| ColumnContext { name: Some(name), ..CONTEXT };
    for name in ["OrderDate", "data", "data_1", "DT", "日期", "fecha alta"] {
        is(
            &["20240103", "20231231"],
            &named(name),
            ValueFormat::Date(compact),
            &["digits are read as dates"],
        );
    }
    for name in ["amount", "database"] {
        is(&["20240103"], &named(name), ValueFormat::Integer(NumberFormat::PLAIN), &[]);
    }
    is(&["20240103", "20240230"], &named("date"), ValueFormat::Integer(NumberFormat::PLAIN), &[]);
    let timestamp = ValueFormat::Timestamp { format: compact, zone: false, nanoseconds: false };
    is(&["20240103082605"], &named("date"), timestamp, &["digits"]);
    let nameless = ColumnContext { name: None, ..CONTEXT };
    let days: Vec<String> = (1..=12).map(|day| format!("202401{day:02}")).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    is(&days, &nameless, ValueFormat::Date(compact), &["digits"]);
    is(&days[1..], &nameless, ValueFormat::Integer(NumberFormat::PLAIN), &[]);
}

#[test]
fn nearly_numbers() {
    let mut column = vec!["5"; 198];
    column.extend(["unknown", "other"]);
    let note = "kept as text, though 198 of 200 values are numbers; the first that is not: 'other'";
    is(&column, &CONTEXT, ValueFormat::Text, &[note]);
    column.push("third");
    is(&column, &CONTEXT, ValueFormat::Text, &[]);
    let mut column = vec!["2024-01-03"; 99];
    let long = "é".repeat(50);
    column.push(&long);
    let note = format!("99 of 100 values are dates; the first that is not: '{}'", "é".repeat(40));
    is(&column, &CONTEXT, ValueFormat::Text, &[&note]);
}

#[test]
fn sure() {
    let part = ColumnContext { complete: false, ..CONTEXT };
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
    assert_eq!(guess.decide(&CONTEXT).format.value_type(), ValueType::Integer);
}
