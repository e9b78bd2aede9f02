//! Files that were once read wrongly.

use tenure_reader::values::ValueFormat;
use tenure_reader::{FileFormat, SniffOptions};

use crate::common::invariants::{ReadSettings, check};

/// Reads a file without options.
fn read(bytes: &[u8]) -> FileFormat {
    let format = FileFormat::of_bytes(bytes, &SniffOptions::default()).unwrap();
    let settings = ReadSettings { sizes: &[1, 7, 64, 1 << 20], threads: &[2], steps: &[] };
    check(&format, bytes, false, &settings).unwrap();
    format
}

/// A byte order mark is dropped once. A second one is a character and must not shift any position.
#[test]
fn two_byte_order_marks() {
    read("\u{FEFF}\u{FEFF}id,n\nabc,1\n12,2\n13,3\n14,4\n".as_bytes());
}

/// Words for NULL also count in boolean columns, and with blanks around them.
#[test]
fn words_for_no_value_that_are_values() {
    for (word, values) in
        [("false", "true\nfalse\ntrue\n"), (" 1 ", "5\n 1 \n7\n"), ("a\"b", "5\n\"a\"\"b\"\n7\n")]
    {
        let options = SniffOptions { nulls: vec![word.to_owned()], ..SniffOptions::default() };
        let bytes = ["words\n", values].concat();
        let format = FileFormat::of_bytes(bytes.as_bytes(), &options).unwrap();
        assert_ne!(format.columns[0].format, ValueFormat::Text);
        let settings = ReadSettings { sizes: &[1, 1 << 20], threads: &[2], steps: &[] };
        check(&format, bytes.as_bytes(), false, &settings).unwrap();
    }
}
