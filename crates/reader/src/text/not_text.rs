//! Files that are no delimited text, told by their content.

use std::fmt;

/// Why a file cannot be read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotText {
    /// It is of a well-known kind, such as "a Parquet file".
    Known(&'static str),
    /// It is text in UTF-32, which is not supported.
    Utf32,
    /// It holds bytes that no text has.
    Binary {
        /// The place of the first such byte, counted from 1.
        byte: usize,
    },
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotText::Known(kind) => write!(f, "this is {kind}, not delimited text"),
            NotText::Utf32 => write!(f, "the text is in UTF-32, which cannot be read: save it as UTF-8"),
            NotText::Binary { byte } => {
                write!(
                    f,
                    "this is not a text file: byte {byte} is a control character, and there are many of them"
                )
            }
        }
    }
}

impl std::error::Error for NotText {}

/// Where a mark stands, the mark, and what has it.
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
    // A packed file within a packed file; the outer packing is off by now.
    (0, b"\x1F\x8B\x08", "gzip data"),
    (0, b"\x28\xB5\x2F\xFD", "zstd data"),
    (0, b"\xFD7zXZ\0", "xz data"),
    (0, b"BZh91AY&SY", "bzip2 data"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
];

/// A mark this short that is printable could begin a text, as a column called `ORC` does.
const SHORT: usize = 4;

/// How much of a file is looked at to tell text from binary data.
const LOOKED_AT: usize = 1024 * 1024;

/// The well-known kind of file that begins like this.
pub(super) fn known(sample: &[u8]) -> Option<NotText> {
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

/// Whether this is binary data: control characters that no text has in some number, or NUL bytes together with them.
///
/// A text may hold NUL bytes all the same, from a program that pads or that lost something.
pub(super) fn binary(sample: &[u8], first_nul: Option<usize>) -> Option<NotText> {
    let looked_at = &sample[..sample.len().min(LOOKED_AT)];
    let controls = looked_at.iter().filter(|byte| never_in_text(**byte)).count();
    let nuls = looked_at.iter().filter(|byte| **byte == 0).count();
    let length = looked_at.len();
    let binary = controls * 50 > length || (nuls > 0 && (controls * 1000 > length || nuls * 10 > length));
    let first = looked_at.iter().position(|byte| never_in_text(*byte) || *byte == 0).or(first_nul);
    binary.then_some(NotText::Binary { byte: first.unwrap_or(0) + 1 })
}

/// Control characters, but for those that separate fields and lines (1 to 3 and 28 to 31 among them), end a file of DOS
/// (26) or switch between sets of characters (14, 15 and 27).
fn never_in_text(byte: u8) -> bool {
    matches!(byte, 4..=8 | 16..=25 | 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_kinds_are_named() {
        assert_eq!(known(b"PAR1\x15\x04\x15\0"), Some(NotText::Known("a Parquet file")));
        assert_eq!(
            known(b"PK\x03\x04....[Content_Types].xml"),
            Some(NotText::Known("an Excel workbook (.xlsx)"))
        );
        assert_eq!(known(b"PK\x03\x04....orders.csv"), Some(NotText::Known("a ZIP archive")));
        assert_eq!(known(b"ORC\x08\x03\x10\0"), Some(NotText::Known("an ORC file")));
        assert_eq!(known(b"ORC,PAR1\n1,2\n"), None);
        assert_eq!(known(b"PAR1\n1\n"), None);
        assert_eq!(known(b"id,name\n"), None);
        assert_eq!(known(b""), None);
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
