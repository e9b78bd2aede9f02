//! Files that are slow to read if anything is scanned repeatedly: the time stays far below the limit if it grows with
//! the length, and far exceeds it if it grows with the square.

use std::time::{Duration, Instant};

use tenure_reader::text::{Encoding, TextReader};
use tenure_reader::{Delimiter, Dialect, Escape, FileFormat, OnBadRow, SniffOptions, Splitter};

use crate::common::stepping::{Stepping, all};
use crate::common::tables::{Columns, text_column};
use crate::utf8::{asked, blocks};

/// Enough for a slow and busy machine, without optimisation.
const LONGEST: Duration = Duration::from_secs(60);

#[track_caller]
fn in_time<T>(work: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let done = work();
    let taken = begin.elapsed();
    assert!(taken < LONGEST, "it took {taken:?}");
    done
}

const MB: usize = 1 << 20;

fn names(count: usize) -> Vec<String> {
    (0..count).map(|field| format!("c{field}")).collect()
}

/// Reads all columns of a text as text. Returns the number of rows and of bad rows.
fn read(text: &[u8], dialect: &Dialect, count: usize, size: usize, on_bad_row: OnBadRow) -> (usize, usize) {
    let names = names(count);
    let columns: Columns =
        names.iter().enumerate().map(|(field, name)| (text_column(name), Some(field))).collect();
    let parser = asked(&names, &columns, count).parser(dialect, on_bad_row);
    let (mut rows, mut bad) = (0, 0);
    for block in blocks(text, dialect, size, &[]) {
        let parsed = parser.parse(&block);
        rows += parsed.rows;
        bad += parsed.bad.len();
    }
    (rows, bad)
}

#[test]
fn one_quoted_field_longer_than_many_blocks() {
    for inside in ["x", "\n", "\"\"", ",", "\r\n"] {
        let text = ["\"", &inside.repeat(20 * MB / inside.len()), "\"\n1\n"].concat();
        for size in [100, MB] {
            let got = in_time(|| read(text.as_bytes(), &Dialect::COMMA, 1, size, OnBadRow::Error));
            assert_eq!(got, (2, 0));
        }
    }
}

#[test]
fn records_each_longer_than_many_blocks() {
    let record = ["\"", &"a,\n".repeat(MB / 3), "\",b\r\n"].concat();
    let got = in_time(|| read(record.repeat(10).as_bytes(), &Dialect::COMMA, 2, 64, OnBadRow::Error));
    assert_eq!(got, (10, 0));
}

/// A record that is too long is an error with blocks of any size.
#[test]
fn records_have_a_longest() {
    for (length, fits) in [(64 * MB - 4, true), (64 * MB + 4, false)] {
        let text = ["1\n\"", &"x".repeat(length - 3), "\"\n"].concat();
        for size in [MB, 3 * MB / 2, 200 * MB] {
            let source = TextReader::new(Box::new(Stepping::new(text.as_bytes(), &[])), Encoding::UTF_8);
            let mut splitter = Splitter::new(source, Dialect::COMMA, size, 0, 1).unwrap();
            let mut bytes = 0;
            let error = loop {
                match splitter.next_block() {
                    Ok(Some(block)) => bytes += block.bytes.len(),
                    Ok(None) => break None,
                    Err(error) => break Some(error.to_string()),
                }
            };
            assert!(splitter.next_block().unwrap().is_none());
            let told = "the record on line 2 is longer than 64 MB: is a quote never closed?".to_owned();
            assert_eq!((error, bytes == text.len()), (Some(told).filter(|_| !fits), fits), "{length} {size}");
        }
    }
}

#[test]
fn blank_lines_and_nothing_else() {
    for line in ["\n", "\r", "\r\n", " \t\n"] {
        let text = line.repeat(3_000_000);
        for size in [100, MB] {
            let got = in_time(|| read(text.as_bytes(), &Dialect::COMMA, 1, size, OnBadRow::Null));
            assert_eq!(got, (0, 0));
        }
    }
    let text = [&b"a\n".repeat(1000), &b"\n".repeat(3_000_000)[..], b"b\n"].concat();
    in_time(|| {
        FileFormat::of_bytes(&text, &SniffOptions { header: Some(true), ..SniffOptions::default() }).unwrap()
    });
}

/// A single repeated byte, in all dialects.
#[test]
fn files_of_one_sign() {
    for sign in [b'"', b',', b'\\', b' ', b'\t', b'a', b'\'', b'1', b'\r', 0xC3] {
        let text = vec![sign; 3 * MB];
        for delimiter in [Delimiter::Byte(b','), Delimiter::Blanks] {
            for escape in [Escape::Double, Escape::Backslash] {
                let dialect = Dialect { delimiter, quote: Some(b'"'), escape };
                in_time(|| read(&text, &dialect, 2, 1000, OnBadRow::Null));
            }
        }
        in_time(|| FileFormat::of_bytes(&text, &SniffOptions::default()).ok());
        in_time(|| FileFormat::of_bytes(&[b"\"\"x", &text[..]].concat(), &SniffOptions::default()).ok());
    }
}

#[test]
fn a_hundred_thousand_columns() {
    for name in ["column", "same"] {
        let name = |field: usize| if name == "same" { name.to_owned() } else { format!("{name}{field}") };
        let header: Vec<String> = (0..100_000).map(name).collect();
        let record = vec!["1"; 100_000].join(",");
        let text = format!("{}\n{record}\n{record}\n", header.join(","));
        let format = in_time(|| FileFormat::of_bytes(text.as_bytes(), &SniffOptions::default()).unwrap());
        assert_eq!((format.columns.len(), format.header), (100_000, true));
        let columns: Columns =
            format.columns.iter().enumerate().map(|(field, column)| (column.clone(), Some(field))).collect();
        let parser = in_time(|| format.parser(columns, 100_000, OnBadRow::Reject));
        let source = TextReader::new(Box::new(Stepping::new(text.as_bytes(), &[])), Encoding::UTF_8);
        let splitter = Splitter::new(source, format.dialect, MB, format.offset, format.line).unwrap();
        let rows: usize = in_time(|| all(splitter).iter().map(|block| parser.parse(block).rows).sum());
        assert_eq!(rows, 2);
    }
}

#[test]
fn a_line_of_a_million_fields() {
    let text = ["a,b\n1,2\n", &",".repeat(1_000_000), "\n3,4\n"].concat();
    for on_bad_row in [OnBadRow::Reject, OnBadRow::Null] {
        let got = in_time(|| read(text.as_bytes(), &Dialect::COMMA, 2, 1000, on_bad_row));
        assert_eq!(got, (if on_bad_row == OnBadRow::Null { 4 } else { 3 }, 1));
    }
    let format = in_time(|| FileFormat::of_bytes(text.as_bytes(), &SniffOptions::default()).unwrap());
    assert_eq!(format.columns.len(), 2);
}

/// Every record of a large block is bad, in each of the settings in which one can be.
#[test]
fn all_records_are_bad() {
    for record in ["1\n", "\"a\"b,1\n", "1,\u{FFFD}\u{FFFD}\n"] {
        let text = record.repeat(4 * MB / record.len());
        for on_bad_row in [OnBadRow::Error, OnBadRow::Reject, OnBadRow::Null] {
            in_time(|| read(text.as_bytes(), &Dialect::COMMA, 2, 4 * MB, on_bad_row));
        }
    }
}

/// Every field of a large block has a sequence that cannot be decoded.
#[test]
fn all_fields_are_malformed() {
    let bytes = b"\xFF,\xFF\n".repeat(500_000);
    let names = names(2);
    let columns: Columns = vec![(text_column("c0"), Some(0)), (text_column("c1"), Some(1))];
    let parser = asked(&names, &columns, 2).parser(&Dialect::COMMA, OnBadRow::Reject);
    let text = TextReader::new(Box::new(Stepping::new(&bytes, &[])), Encoding::from_label("GBK").unwrap());
    let bad: usize = in_time(|| {
        let splitter = Splitter::new(text, Dialect::COMMA, 4 * MB, 0, 1).unwrap();
        all(splitter).iter().map(|block| parser.parse(block).bad.len()).sum()
    });
    assert_eq!(bad, 1_000_000);
}
