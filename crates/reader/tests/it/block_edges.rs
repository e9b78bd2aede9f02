//! Moves the records of a file across the edge of a block, one byte at a time.

use tenure_reader::{Delimiter, Dialect, Escape, OnBadRow};

use crate::common::tables::{Request, parsed, same, text_column};
use crate::utf8::{asked, blocks, integer_column, records};

/// Records of two fields, with everything that may stand at an edge.
const RECORDS: [&str; 12] = [
    "1,b\n",
    "2,b\r\n",
    "3,b\r",
    "4,\"b\nc\"\n",
    "5,\"b\r\nc\"\r\n",
    "6,\"b\"\"c\"\r",
    "\"7\",\"\"\"\"\n",
    "8,客é😀\r\n",
    "9,\"客\"\"客\"\n",
    " \t\r\n\r\n\n\r\r",
    "a,\"\\\"\\\\\"\n",
    "x,\"\"\r\n",
];

fn dialects() -> [Dialect; 3] {
    let no_quotes = Dialect { quote: None, ..Dialect::COMMA };
    let backslash = Dialect { escape: Escape::Backslash, ..Dialect::COMMA };
    [Dialect::COMMA, no_quotes, backslash]
}

fn number_and_text() -> Request {
    let columns = vec![(integer_column("n"), Some(0)), (text_column("t"), Some(1))];
    asked(&["n".to_owned(), "t".to_owned()], &columns, 2)
}

fn check(text: &str, size: usize, steps: &[usize]) {
    let asked = number_and_text();
    for dialect in dialects() {
        let records = records(text.as_bytes(), &dialect);
        let blocks = blocks(text.as_bytes(), &dialect, size, steps);
        for on_bad_row in [OnBadRow::Error, OnBadRow::Reject, OnBadRow::Null] {
            let got = parsed(&asked.parser(&dialect, on_bad_row), &blocks);
            let wanted = asked.table(&records, on_bad_row);
            assert!(
                same(&got, &wanted, on_bad_row),
                "{text:?} {dialect:?} {size} {on_bad_row:?}:\n{got:#?}\n{wanted:#?}"
            );
        }
    }
}

#[test]
fn every_record_on_every_byte_of_an_edge() {
    // Blocks are scanned 64 bytes at a time, so edges at and next to 64 are the hard ones.
    for size in [63, 64, 65, 128] {
        for record in RECORDS {
            for shift in 0..size {
                let before = "0".repeat(shift) + ",0\n";
                check(&[&before, record, "1,last"].concat(), size, &[]);
            }
        }
    }
}

#[test]
fn all_records_across_every_edge_of_small_blocks() {
    let text = RECORDS.concat();
    for shift in 0..16 {
        let text = ["0".repeat(shift).as_str(), ",0\n", &text, &text].concat();
        for size in 1..40 {
            check(&text, size, &[1]);
            check(&text, size, &[]);
        }
    }
}

#[test]
fn pairs_of_records_beside_each_other() {
    for first in RECORDS {
        for second in RECORDS {
            for size in 1..24 {
                check(&[first, second, first].concat(), size, &[2, 1]);
            }
        }
    }
}

#[test]
fn blanks_divide_across_every_edge() {
    let dialect = Dialect { delimiter: Delimiter::Blanks, ..Dialect::COMMA };
    let text = "  1 \t b\t\r\n2\t\"b  c\"  \n \t \r  3 \"\"\"\" ";
    let asked = number_and_text();
    for shift in 0..70 {
        let text = ["0".repeat(shift).as_str(), " 0\n", text].concat();
        let records = records(text.as_bytes(), &dialect);
        assert_eq!(records.len(), 4);
        let wanted = asked.table(&records, OnBadRow::Reject);
        for size in 1..80 {
            let blocks = blocks(text.as_bytes(), &dialect, size, &[]);
            let got = parsed(&asked.parser(&dialect, OnBadRow::Reject), &blocks);
            assert_eq!(got, wanted);
        }
    }
}
