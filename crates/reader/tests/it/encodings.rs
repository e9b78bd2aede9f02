//! A text gives the same records however it is encoded and compressed.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use tenure_reader::text::{Compression, Encoding};
use tenure_reader::{Dialect, FileFormat, OnBadRow, SniffOptions};

use crate::common::compress::{ALL, compress};
use crate::common::encode::encode;
use crate::common::invariants::{ReadSettings, check};
use crate::common::stepping::all;
use crate::common::tables::{Columns, parsed, text_column};
use crate::generators::config;
use crate::utf8::records;

/// A file that is removed when it is dropped.
struct Temporary(PathBuf);

impl Temporary {
    fn new(bytes: &[u8]) -> Self {
        static FILES: AtomicU32 = AtomicU32::new(0);
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("tenure-compressed-{}-{number}.csv", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Encodings with their byte order marks, and whether an option must name them.
const ENCODINGS: [(&str, &[u8], bool); 6] = [
    ("UTF-8", b"", false),
    ("UTF-8", b"\xEF\xBB\xBF", false),
    ("UTF-16LE", b"\xFF\xFE", false),
    ("UTF-16BE", b"\xFE\xFF", false),
    ("GBK", b"", true),
    ("windows-1252", b"", true),
];

/// Reads the records of a file below the header, as text.
fn rows(format: &FileFormat, path: &Temporary, size: usize) -> Vec<Vec<Option<Vec<u8>>>> {
    let columns: Columns =
        format.names().iter().enumerate().map(|(field, name)| (text_column(name), Some(field))).collect();
    let parser = format.parser(columns, format.columns.len(), OnBadRow::Reject);
    let blocks = all(format.split(&path.0, size).unwrap());
    parsed(&parser, &blocks).rows.into_iter().map(|(_, values)| values).collect()
}

fn table() -> impl Strategy<Value = String> {
    let word = prop::collection::vec(
        prop::sample::select(vec!['a', 'é', '张', '海', ',', '"', '\n', '\r', ' ', '\'', ';', '€']),
        0..6,
    );
    let row = (word, 0..1000_u32);
    (prop::collection::vec(row, 1..20), prop::sample::select(vec!["\n", "\r\n", "\r"])).prop_map(
        |(rows, end)| {
            let mut text = format!("name,number{end}first,1{end}");
            for (word, number) in rows {
                let word: String = word.into_iter().collect();
                text += &format!("\"{}\",{number}{end}", word.replace('"', "\"\""));
            }
            text
        },
    )
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn records_come_back_from_every_encoding_and_packing(
        text in table(),
        (encoding, mark, told) in prop::sample::select(ENCODINGS.to_vec()),
        compression in prop::sample::select(ALL.to_vec()),
        size in 1..400_usize,
    ) {
        let bytes = [mark, &encode(&text, encoding)].concat();
        let file = Temporary::new(&compress(&bytes, compression));
        let named = Encoding::from_label(encoding).unwrap();
        let options = SniffOptions { encoding: told.then_some(named), ..SniffOptions::default() };
        let format = FileFormat::of(&file.0, &options, usize::MAX).unwrap();
        prop_assert_eq!((format.compression, format.encoding), (compression, named));
        // Characters that the encoding lacks were left out.
        let text = String::from_utf8(crate::common::invariants::decoded(&bytes, named).text).unwrap();
        let wanted: Vec<Vec<Option<Vec<u8>>>> = records(text.as_bytes(), &Dialect::COMMA)
            .into_iter()
            .skip(1)
            .map(|record| record.fields.into_iter().map(|field| Some(field.text)).collect())
            .collect();
        prop_assert_eq!(rows(&format, &file, size), wanted);
        let settings = ReadSettings { sizes: &[size, 1 << 20], threads: &[2], steps: &[3] };
        check(&format, &bytes, false, &settings).map_err(TestCaseError::fail)?;
    }

    /// Only the rows whose field has invalid bytes are reported.
    #[test]
    fn malformed_bytes_spoil_their_row_alone(
        spoiled in prop::collection::vec(any::<bool>(), 1..30),
        (encoding, bytes) in prop::sample::select(vec![
            ("UTF-8", &b"\xFF"[..]),
            ("UTF-8", b"\xE5\xAE"),
            ("GBK", b"\xFF"),
            ("Shift_JIS", b"\xFD"),
            ("UTF-16LE", b"\x00\xD8"),
            ("UTF-16BE", b"\xDC\x00"),
        ]),
        quoted: bool,
        compression in prop::sample::select(vec![Compression::None, Compression::Gzip]),
        size in 1..200_usize,
    ) {
        let quote = if quoted { "\"" } else { "" };
        let mut file = encode("name,number\nfirst,0\n", encoding);
        for (row, spoiled) in spoiled.iter().enumerate() {
            file.extend(encode(&format!("{quote}a"), encoding));
            file.extend(if *spoiled { bytes } else { b"" });
            file.extend(encode(&format!("b{quote},{row}\n"), encoding));
        }
        let compressed = Temporary::new(&compress(&file, compression));
        let options = SniffOptions { encoding: Encoding::from_label(encoding), ..SniffOptions::default() };
        let format = FileFormat::of(&compressed.0, &options, usize::MAX).unwrap();
        let columns: Columns =
            format.columns.iter().enumerate().map(|(field, column)| (column.clone(), Some(field))).collect();
        let blocks = all(format.split(&compressed.0, size).unwrap());
        let table = parsed(&format.parser(columns, 2, OnBadRow::Reject), &blocks);
        let told: Vec<u64> = table.bad.iter().map(|bad| bad.line).collect();
        let wanted = (3..).zip(&spoiled).filter(|(_, spoiled)| **spoiled).map(|(line, _)| line);
        prop_assert_eq!(told, wanted.collect::<Vec<u64>>());
        let numbers: Vec<usize> = table.rows.iter().map(|(number, _)| *number).collect();
        let wanted = (1..).zip(&spoiled).filter(|(_, spoiled)| !**spoiled).map(|(number, _)| number);
        prop_assert_eq!(numbers, std::iter::once(0).chain(wanted).collect::<Vec<usize>>());
        let settings = ReadSettings { sizes: &[size], threads: &[], steps: &[] };
        check(&format, &file, false, &settings).map_err(TestCaseError::fail)?;
    }
}
