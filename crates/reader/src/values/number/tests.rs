//! Tables of cases, and numbers printed and read again.

use proptest::prelude::*;

use super::*;

fn format(decimal: u8, group: Option<ThousandsSeparator>) -> NumberFormat {
    NumberFormat { decimal, group, currency: None, percent: false }
}

fn in_currency(sign: &str) -> NumberFormat {
    NumberFormat { currency: Some(sign.to_string()), ..format(b'.', Some(ThousandsSeparator::Comma)) }
}

fn percent(decimal: u8) -> NumberFormat {
    NumberFormat { percent: true, ..format(decimal, None) }
}

#[track_caller]
fn floats(format: &NumberFormat, cases: &[(&str, f64)]) {
    for (text, value) in cases {
        let found = format.float(text.as_bytes());
        assert_eq!(found.map(f64::to_bits), Some(value.to_bits()), "{text}: {found:?}");
    }
}

#[track_caller]
fn no_floats(format: &NumberFormat, texts: &[&str]) {
    for text in texts {
        assert_eq!(format.float(text.as_bytes()), None, "{text}");
        assert_eq!(format.integer(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn plain() {
    let cases = [
        ("0", 0.0),
        ("-0", -0.0),
        ("0.5", 0.5),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("+7", 7.0),
        (" 12 ", 12.0),
        ("\u{a0}12\t", 12.0),
        ("12-", -12.0),
        ("\u{2212}12", -12.0),
        ("(12.5)", -12.5),
        ("( 12.5 )", -12.5),
        ("1e+05", 1e5),
        ("1.5e3", 1500.0),
        ("1E-7", 1e-7),
        ("5.e3", 5000.0),
        ("0.1234567890123456789", 0.123_456_789_012_345_68),
        ("9007199254740992", 9007199254740992.0),
        ("9007199254740993.5", 9007199254740993.5),
        ("1e-400", 0.0),
    ];
    floats(&NumberFormat::PLAIN, &cases);
    let none = [
        "",
        " ",
        "-",
        "+",
        ".",
        "-.",
        "00123",
        "-01",
        "007.5",
        "00.5",
        "1E5",
        "12E3",
        "1e",
        "1e+",
        "1e+5x",
        "inf",
        "nan",
        "NaN",
        "0x10",
        "1_000",
        "1,234",
        "1 234",
        "--5",
        "-5-",
        "+-5",
        "-(5)",
        "(5",
        "5)",
        "()",
        "1.2.3",
        "1e+999",
        "9007199254740993.0",
        "18446744073709551616",
        "٣",
        "5%",
        "$5",
        "- 5",
        "1.5 2",
    ];
    no_floats(&NumberFormat::PLAIN, &none);
}

#[test]
fn integers() {
    let plain = NumberFormat::PLAIN;
    for (text, value) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("+5", Some(5)),
        ("(5)", Some(-5)),
        ("9223372036854775807", Some(i64::MAX)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9223372036854775808", None),
        ("99999999999999999999", None),
        ("5.", None),
        ("5.0", None),
        ("1e+05", None),
    ] {
        assert_eq!(plain.integer(text.as_bytes()), value, "{text}");
    }
    // A float would not be the number.
    assert_eq!(plain.float(b"9007199254740993"), None);
    assert_eq!(percent(b'.').integer(b"5%"), None);
}

#[test]
fn groups() {
    let commas = format(b'.', Some(ThousandsSeparator::Comma));
    floats(&commas, &[("1,234", 1234.0), ("950", 950.0), ("1234", 1234.0), ("1,234,567.5", 1234567.5)]);
    floats(&commas, &[("(1,234.50)", -1234.5), ("-1,000", -1000.0), ("0.25", 0.25)]);
    let none =
        ["1,23", "1,2345", "1234,567", "0,123", "01,234", ",123", "1,,234", "1,234,", "1,234e+05", "1.234,5"];
    no_floats(&commas, &none);
    floats(
        &format(b',', Some(ThousandsSeparator::Dot)),
        &[("1.234,5", 1234.5), ("0,5", 0.5), ("1.234", 1234.0)],
    );
    let blanks = format(b',', Some(ThousandsSeparator::Space));
    floats(&blanks, &[("1 234,5", 1234.5), ("1\u{a0}234\u{202f}567", 1234567.0)]);
    no_floats(&blanks, &["1  234", "1\t234", "1 23"]);
    let apostrophes = format(b'.', Some(ThousandsSeparator::Apostrophe));
    floats(&apostrophes, &[("1'234.5", 1234.5), ("1’234’567", 1234567.0)]);
    assert_eq!(commas.integer(b"1,234,567"), Some(1_234_567));
    assert_eq!(commas.integer(b"9,223,372,036,854,775,807"), Some(i64::MAX));
}

#[test]
fn currencies() {
    let texts = ["-$5", "$-5", "($5)", "$(5)", "$ -5", "-$ 5", "5-$", "-5 $", "5$-", "\u{2212}$5"];
    for text in texts {
        assert_eq!(in_currency("$").integer(text.as_bytes()), Some(-5), "{text}");
    }
    floats(&in_currency("$"), &[("$1,234.50", 1234.5), ("5 $", 5.0), ("$.5", 0.5)]);
    no_floats(&in_currency("$"), &["5", "US$5", "5 US$", "€5", "$5$", "$5%", "$", "$$5", "-$-5"]);
    floats(&in_currency("kr"), &[("5 kr", 5.0), ("kr 5", 5.0)]);
    no_floats(&in_currency("kr"), &["5 kr.", "kr.5"]);
    floats(&in_currency("kr."), &[("kr.5", 5.0)]);
    let euros = NumberFormat { decimal: b',', group: Some(ThousandsSeparator::Dot), ..in_currency("EUR") };
    floats(&euros, &[("-5,00 EUR", -5.0), ("EUR 1.234,5", 1234.5)]);
}

#[test]
fn percentages() {
    let cases =
        [("12%", 0.12), ("12.5 %", 0.125), ("-7%", -0.07), ("0.1%", 0.001), ("(3%)", -0.03), ("29%", 0.29)];
    floats(&percent(b'.'), &cases);
    floats(&percent(b','), &[("12,5%", 0.125), ("33,333333333333333333%", 0.333_333_333_333_333_3)]);
    no_floats(&percent(b'.'), &["12", "%", "%12", "12%%", "€5%"]);
}

/// A number without an exponent, written with that decimal sign and those groups.
fn written(text: &str, decimal: char, group: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push_str(group);
        }
        grouped.push(digit);
    }
    let point = if fraction.is_empty() { String::new() } else { decimal.to_string() };
    format!("{sign}{grouped}{point}{fraction}")
}

const WAYS: [(char, &str, Option<ThousandsSeparator>); 8] = [
    ('.', "", None),
    (',', "", None),
    ('.', ",", Some(ThousandsSeparator::Comma)),
    (',', ".", Some(ThousandsSeparator::Dot)),
    (',', "\u{202f}", Some(ThousandsSeparator::Space)),
    ('.', " ", Some(ThousandsSeparator::Space)),
    ('.', "'", Some(ThousandsSeparator::Apostrophe)),
    (',', "’", Some(ThousandsSeparator::Apostrophe)),
];

proptest! {
    #[test]
    fn every_integer_is_read_again(value: i64) {
        for (decimal, group, kind) in WAYS {
            let format = format(decimal as u8, kind);
            let text = written(&value.to_string(), decimal, group);
            prop_assert_eq!(format.integer(text.as_bytes()), Some(value), "{}", text);
            let priced = NumberFormat { currency: Some("€".to_string()), ..format };
            prop_assert_eq!(priced.integer(format!("{text} €").as_bytes()), Some(value));
        }
    }

    #[test]
    fn every_float_is_read_again(bits: u64) {
        let value = f64::from_bits(bits);
        prop_assume!(value.is_finite());
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap();
        let sign = if exponent.starts_with('-') { "" } else { "+" };
        let text = format!("{mantissa}e{sign}{exponent}");
        for (decimal, _, kind) in WAYS {
            let text = text.replace('.', &decimal.to_string());
            let found = format(decimal as u8, kind).float(text.as_bytes());
            prop_assert_eq!(found.map(f64::to_bits), Some(value.to_bits()), "{}", text);
        }
    }

    #[test]
    fn ordinary_floats_are_read_again(value in -1e15..1e15_f64) {
        for (decimal, group, kind) in WAYS {
            let text = written(&value.to_string(), decimal, group);
            let found = format(decimal as u8, kind).float(text.as_bytes());
            prop_assert_eq!(found.map(f64::to_bits), Some(value.to_bits()), "{}", text);
        }
    }

    #[test]
    fn floats_are_those_of_the_standard_library(text in "-?(0|[1-9][0-9]{0,18})\\.[0-9]{1,25}(e[+-][0-9]{1,3})?") {
        let value: f64 = text.parse().unwrap();
        let (whole, rest) = text.trim_start_matches('-').split_once('.').unwrap();
        let too_large = whole.parse::<u64>().unwrap() > 1 << 53 && rest.bytes().all(|digit| digit == b'0');
        prop_assume!(value.is_finite() && !too_large);
        prop_assert_eq!(NumberFormat::PLAIN.float(text.as_bytes()).map(f64::to_bits), Some(value.to_bits()));
    }

    #[test]
    fn percentages_are_rounded_once(text in "-?(0|[1-9][0-9]{0,10})\\.[0-9]{1,20}") {
        let value: f64 = format!("{text}e-2").parse().unwrap();
        let found = percent(b'.').float(format!("{text}%").as_bytes());
        prop_assert_eq!(found.map(f64::to_bits), Some(value.to_bits()));
    }

    #[test]
    fn nothing_panics(bytes: Vec<u8>, text in "[-+0-9.,eE%$€() ]{0,12}") {
        for (decimal, _, group) in WAYS {
            for text in [&bytes[..], text.as_bytes()] {
                format(decimal as u8, group).float(text);
                format(decimal as u8, group).integer(text);
            }
        }
    }
}
