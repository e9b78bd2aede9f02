//! What is told about a file, by chance.

use tenure_reader::text::Encoding;
use tenure_reader::values::{DateOrder, ValueType};
use tenure_reader::{Delimiter, Escape, SniffOptions};

use crate::chance::Chance;

const TYPES: [ValueType; 6] = [
    ValueType::Text,
    ValueType::Boolean,
    ValueType::Integer,
    ValueType::Float,
    ValueType::Date,
    ValueType::Timestamp { zone: true, nanoseconds: true },
];

/// Nothing, most of the time.
pub fn options(chance: &mut Chance) -> SniffOptions {
    let mut options = SniffOptions::default();
    if chance.once_in(2) {
        return options;
    }
    if chance.once_in(3) {
        let signs = [b',', b';', b'\t', b'|', b' ', b'a', 0, b'\\', 127];
        options.delimiter = Some(Delimiter::Byte(chance.of(&signs)));
    }
    if chance.once_in(12) {
        options.delimiter = Some(Delimiter::Blanks);
    }
    if chance.once_in(6) {
        options.quote = Some(chance.of(&[Some(b'"'), Some(b'\''), Some(b'~'), None]));
    }
    if chance.once_in(6) {
        options.escape = Some(chance.of(&[Escape::Double, Escape::Backslash]));
    }
    if chance.once_in(3) {
        options.header = Some(chance.once_in(2));
    }
    if chance.once_in(6) {
        options.skip = Some(chance.of(&[0, 0, 1, 2, 3, 10, u64::MAX]));
    }
    if chance.once_in(6) {
        options.names = Some((0..chance.below(5)).map(|name| format!("n{}", name % 3)).collect());
    }
    if chance.once_in(6) {
        let names = ["id", "name", "n0", "column_1", "Datum"];
        options.types = vec![(chance.of(&names).to_owned(), chance.of(&TYPES))];
    }
    if chance.once_in(6) {
        let names = Encoding::names();
        options.encoding = Encoding::from_label(chance.of(&names));
    }
    if chance.once_in(6) {
        options.decimal = Some(chance.of(b".,"));
    }
    if chance.once_in(6) {
        options.order = Some(chance.of(&[DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst]));
    }
    if chance.once_in(4) {
        let words = ["NA", "1", "a", "true", " ", " 1 ", "", "\"", "é", "5\" disk", "2024-01-03"];
        options.nulls = (0..1 + chance.below(2)).map(|_| chance.of(&words).to_owned()).collect();
    }
    options
}
