//! Random options for reading a file.

use tenure_reader::text::Encoding;
use tenure_reader::values::{DateOrder, ValueType};
use tenure_reader::{Delimiter, Escape, SniffOptions};

use crate::random::Random;

const TYPES: [ValueType; 6] = [
    ValueType::Text,
    ValueType::Boolean,
    ValueType::Integer,
    ValueType::Float,
    ValueType::Date,
    ValueType::Timestamp { zone: true, nanoseconds: true },
];

/// Makes options, most of the time none.
pub fn options(random: &mut Random) -> SniffOptions {
    let mut options = SniffOptions::default();
    if random.once_in(2) {
        return options;
    }
    if random.once_in(3) {
        let signs = [b',', b';', b'\t', b'|', b' ', b'a', 0, b'\\', 127];
        options.delimiter = Some(Delimiter::Byte(random.of(&signs)));
    }
    if random.once_in(12) {
        options.delimiter = Some(Delimiter::Blanks);
    }
    if random.once_in(6) {
        options.quote = Some(random.of(&[Some(b'"'), Some(b'\''), Some(b'~'), None]));
    }
    if random.once_in(6) {
        options.escape = Some(random.of(&[Escape::Double, Escape::Backslash]));
    }
    if random.once_in(3) {
        options.header = Some(random.once_in(2));
    }
    if random.once_in(6) {
        options.skip = Some(random.of(&[0, 0, 1, 2, 3, 10, u64::MAX]));
    }
    if random.once_in(6) {
        options.names = Some((0..random.below(5)).map(|name| format!("n{}", name % 3)).collect());
    }
    if random.once_in(6) {
        let names = ["id", "name", "n0", "column_1", "Datum"];
        options.types = vec![(random.of(&names).to_owned(), random.of(&TYPES))];
    }
    if random.once_in(6) {
        let names = Encoding::names();
        options.encoding = Encoding::from_label(random.of(&names));
    }
    if random.once_in(6) {
        options.decimal = Some(random.of(b".,"));
    }
    if random.once_in(6) {
        options.order = Some(random.of(&[DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst]));
    }
    if random.once_in(4) {
        let words = ["NA", "1", "a", "true", " ", " 1 ", "", "\"", "é", "5\" disk", "2024-01-03"];
        options.nulls = (0..1 + random.below(2)).map(|_| random.of(&words).to_owned()).collect();
    }
    options
}
