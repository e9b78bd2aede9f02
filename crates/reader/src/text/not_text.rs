//! Recognises files that are not delimited text by their content.

use std::fmt;

/// The reason that a file cannot be read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotText {
    /// The file is of a well-known type, such as "a Parquet file".
    Known(&'static str),
    /// The text is in UTF-32, which is not supported.
    Utf32,
    /// The file contains bytes that occur in no text.
    Binary {
        /// The position of the first such byte, from 1.
        byte: usize,
    },
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotText::Known(kind) => write!(f, "this is {kind}, not delimited text"),
            NotText::Utf32 => write!(f, "the text is in UTF-32, which is not supported"),
            NotText::Binary { byte } => {
                write!(f, "this is not a text file: it has many control characters, the first at byte {byte}")
            }
        }
    }
}

impl std::error::Error for NotText {}

impl NotText {
    /// Returns what to do about it, if there is a simple answer.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        matches!(self, NotText::Utf32).then_some("save the file as UTF-8")
    }
}

/// Signatures of file types: offset, bytes, and name.
const KNOWN: [(usize, &[u8], &str); 27] = [
    (0, b"PAR1", "a Parquet file"),
    (0, b"PARE", "an encrypted Parquet file"),
    (0, b"ARROW1\0\0", "an Arrow file"),
    (0, b"FEA1", "a Feather file"),
    (0, b"ORC", "an ORC file"),
    (0, b"Obj\x01", "an Avro file"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (8, b"DUCK", "a DuckDB database"),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (.xls, .doc)"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"{\\rtf", "a rich text document"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xFF\xD8\xFF", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (0, b"Rar!\x1A\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x89HDF\r\n", "an HDF5 file"),
    (0, b"$FL2", "an SPSS file"),
    (0, b"<stata_dta>", "a Stata file"),
    (0, b"RDX", "an R data file"),
    (0, b"\x04\x22\x4D\x18", "an LZ4 file"),
    // Compressed data within a compressed file; the outer compression is removed by now.
    (0, b"\x1F\x8B\x08", "gzip data"),
    (0, b"\x28\xB5\x2F\xFD", "zstd data"),
    (0, b"\xFD7zXZ\0", "xz data"),
    (0, b"BZh91AY&SY", "bzip2 data"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
];

/// A printable signature as short as this could begin a text, as a column called `ORC` does.
const SHORT: usize = 4;

/// The part of a file that is scanned to tell text from binary data.
const LOOKED_AT: usize = 1024 * 1024;

/// Returns the well-known type of a file that begins like this.
pub(super) fn known_type(sample: &[u8]) -> Option<NotText> {
    if sample.starts_with(b"PK\x03\x04") {
        return Some(NotText::Known(zip(&sample[..sample.len().min(4096)])));
    }
    let marked = |(at, mark, _): &&(usize, &[u8], &'static str)| {
        let doubtful = mark.len() <= SHORT && mark.is_ascii() && !mark.iter().any(u8::is_ascii_control);
        sample.get(*at..).is_some_and(|rest| rest.starts_with(mark))
            && (!doubtful || sample.contains(&0) || sample.iter().copied().any(never_in_text))
    };
    KNOWN.iter().find(marked).map(|(_, _, kind)| NotText::Known(kind))
}

fn zip(first: &[u8]) -> &'static str {
    let has = |name: &str| memchr::memmem::find(first, name.as_bytes()).is_some();
    if has("opendocument.spreadsheet") {
        "an OpenDocument spreadsheet (.ods)"
    } else if has("xl/") || has("[Content_Types].xml") {
        "an Excel workbook (.xlsx)"
    } else {
        "a ZIP archive"
    }
}

/// Returns whether a sample is binary: it has many control characters that occur in no text, or some together with NUL
/// bytes.
///
/// A text may contain NUL bytes all the same, from a program that pads fields or lost data.
pub(super) fn binary(sample: &[u8], first_nul: Option<usize>) -> Option<NotText> {
    let looked_at = &sample[..sample.len().min(LOOKED_AT)];
    let controls = looked_at.iter().filter(|byte| never_in_text(**byte)).count();
    let nuls = looked_at.iter().filter(|byte| **byte == 0).count();
    let length = looked_at.len();
    let binary = controls * 50 > length || (nuls > 0 && (controls * 1000 > length || nuls * 10 > length));
    let first = looked_at.iter().position(|byte| never_in_text(*byte) || *byte == 0).or(first_nul);
    binary.then_some(NotText::Binary { byte: first.unwrap_or(0) + 1 })
}

/// Returns whether a byte occurs in no text. Control characters that separate fields and lines (1 to 3 and 28 to 31
/// among them), end a DOS file (26) or switch character sets (14, 15 and 27) do occur.
fn never_in_text(byte: u8) -> bool {
    matches!(byte, 4..=8 | 16..=25 | 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_kinds_are_named() {
        assert_eq!(known_type(b"PAR1\x15\x04\x15\0"), Some(NotText::Known("a Parquet file")));
        assert_eq!(
            known_type(b"PK\x03\x04....[Content_Types].xml"),
            Some(NotText::Known("an Excel workbook (.xlsx)"))
        );
        assert_eq!(known_type(b"PK\x03\x04....orders.csv"), Some(NotText::Known("a ZIP archive")));
        assert_eq!(known_type(b"ORC\x08\x03\x10\0"), Some(NotText::Known("an ORC file")));
        assert_eq!(known_type(b"ORC,PAR1\n1,2\n"), None);
        assert_eq!(known_type(b"PAR1\n1\n"), None);
        assert_eq!(known_type(b"id,name\n"), None);
        assert_eq!(known_type(b""), None);
    }

    #[test]
    fn binary_data_are_told_from_text_with_a_few_nuls() {
        let mut text = b"id,name\n".repeat(100);
        assert_eq!(binary(&text, None), None);
        text[10] = 0;
        assert_eq!(binary(&text, Some(10)), None);
        let noise: Vec<u8> = (0..2000u32).map(|n| (n * n / 7) as u8).collect();
        assert!(binary(&noise, Some(0)).is_some());
        assert_eq!(binary(&b"a\x01b\x01c\n".repeat(10), None), None);
    }
}
