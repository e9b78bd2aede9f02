//! Generators of short texts full of special characters, and of dialects of all kinds.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tenure_reader::{Delimiter, Dialect, Escape};

/// Configures a number of cases, the same ones each time, without a file of failed ones. The variable `PROPTEST_CASES`
/// sets another number; the cases then differ each time.
pub fn config(cases: u32) -> ProptestConfig {
    let given = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => given,
        None => ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), ..given },
    }
}

pub fn dialect() -> impl Strategy<Value = Dialect> {
    let delimiter = prop::sample::select(vec![
        Delimiter::Byte(b','),
        Delimiter::Byte(b';'),
        Delimiter::Byte(b'\t'),
        Delimiter::Byte(b' '),
        Delimiter::Byte(0),
        Delimiter::Blanks,
    ]);
    let quote = prop::sample::select(vec![Some(b'"'), Some(b'"'), Some(b'\''), None]);
    let escape = prop::sample::select(vec![Escape::Double, Escape::Backslash]);
    (delimiter, quote, escape).prop_map(|(delimiter, quote, escape)| Dialect { delimiter, quote, escape })
}

/// Generates texts in which special characters of the dialect are frequent.
pub fn text(dialect: Dialect) -> impl Strategy<Value = String> {
    let delimiter = match dialect.delimiter {
        Delimiter::Byte(sign) => char::from(sign),
        Delimiter::Blanks => '\t',
    };
    let quote = dialect.quote.map_or('"', char::from);
    let sign = prop_oneof![
        4 => Just(delimiter),
        4 => Just(quote),
        3 => Just('\n'),
        2 => Just('\r'),
        3 => prop::sample::select(vec!['a', '1', ' ', '\\']),
        2 => prop::sample::select(vec![',', '"', '\'', '\t', ' ', 'é', '客', '\u{FEFF}', '\0', '😀']),
    ];
    // Runs of one character, too.
    let run = (sign, prop_oneof![6 => Just(1), 1 => 2..5_usize]);
    prop::collection::vec(run, 0..70).prop_map(|runs| {
        let signs = runs.into_iter().flat_map(|(sign, times)| std::iter::repeat_n(sign, times));
        // A byte order mark at the beginning would not belong to the text.
        String::from_iter(signs).trim_start_matches('\u{FEFF}').to_owned()
    })
}

pub fn dialect_and_text() -> impl Strategy<Value = (Dialect, String)> {
    dialect().prop_flat_map(|dialect| (Just(dialect), text(dialect)))
}

/// Generates the steps in which a source returns its bytes.
pub fn steps() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        Just(vec![1]),
        Just(vec![2]),
        Just(vec![3]),
        Just(vec![]),
        prop::collection::vec(1..9_usize, 1..6),
    ]
}

/// Returns the sizes of blocks to try.
pub fn sizes() -> impl Iterator<Item = usize> {
    (1..=70).chain([100, 127, 128, 129, 500, 4096, 1 << 20])
}
