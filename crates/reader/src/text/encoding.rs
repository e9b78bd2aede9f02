//! Encodings of text and their names.

use encoding_rs as rs;

/// An encoding of the WHATWG standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding(pub(super) &'static rs::Encoding);

/// All supported encodings, the most usual first.
const ALL: [&rs::Encoding; 38] = [
    rs::UTF_8,
    rs::UTF_16LE,
    rs::UTF_16BE,
    rs::WINDOWS_1252,
    rs::GBK,
    rs::GB18030,
    rs::BIG5,
    rs::SHIFT_JIS,
    rs::EUC_JP,
    rs::ISO_2022_JP,
    rs::EUC_KR,
    rs::WINDOWS_1250,
    rs::WINDOWS_1251,
    rs::WINDOWS_1253,
    rs::WINDOWS_1254,
    rs::WINDOWS_1255,
    rs::WINDOWS_1256,
    rs::WINDOWS_1257,
    rs::WINDOWS_1258,
    rs::WINDOWS_874,
    rs::ISO_8859_2,
    rs::ISO_8859_3,
    rs::ISO_8859_4,
    rs::ISO_8859_5,
    rs::ISO_8859_6,
    rs::ISO_8859_7,
    rs::ISO_8859_8,
    rs::ISO_8859_8_I,
    rs::ISO_8859_10,
    rs::ISO_8859_13,
    rs::ISO_8859_14,
    rs::ISO_8859_15,
    rs::ISO_8859_16,
    rs::KOI8_R,
    rs::KOI8_U,
    rs::IBM866,
    rs::MACINTOSH,
    rs::X_MAC_CYRILLIC,
];

/// Labels in common use that the standard lacks, without punctuation.
const ALSO_CALLED: [(&str, &rs::Encoding); 24] = [
    // In the standard "ascii" is windows-1252, which would accept any byte silently.
    ("ascii", rs::UTF_8),
    ("usascii", rs::UTF_8),
    ("utf8sig", rs::UTF_8),
    ("utf8bom", rs::UTF_8),
    ("utf8mb4", rs::UTF_8),
    ("cp65001", rs::UTF_8),
    ("utf16", rs::UTF_16LE),
    ("ucs2le", rs::UTF_16LE),
    ("ucs2be", rs::UTF_16BE),
    ("cp1200", rs::UTF_16LE),
    ("cp1201", rs::UTF_16BE),
    ("latin9", rs::ISO_8859_15),
    ("latin10", rs::ISO_8859_16),
    ("cp936", rs::GBK),
    ("windows936", rs::GBK),
    ("cp54936", rs::GB18030),
    ("cp950", rs::BIG5),
    ("windows950", rs::BIG5),
    ("cp932", rs::SHIFT_JIS),
    ("windows932", rs::SHIFT_JIS),
    ("uhc", rs::EUC_KR),
    ("tis620", rs::WINDOWS_874),
    ("macroman", rs::MACINTOSH),
    ("maccyrillic", rs::X_MAC_CYRILLIC),
];

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding(rs::UTF_8);
    /// UTF-16, the lower byte first.
    pub const UTF_16LE: Encoding = Encoding(rs::UTF_16LE);
    /// UTF-16, the higher byte first.
    pub const UTF_16BE: Encoding = Encoding(rs::UTF_16BE);

    /// Returns the encoding with a label, whatever its case and punctuation: `utf8`, `latin1`, `ISO 8859-1`, `cp1252`,
    /// `sjis`.
    ///
    /// Labels mean what the WHATWG standard says, so `latin1` is windows-1252 and `gb2312` is GBK. The exception is
    /// `ascii`, which is UTF-8.
    pub fn from_label(label: &str) -> Option<Encoding> {
        let dashed = label.trim().replace(['_', ' '], "-");
        let plain = without_punctuation(label);
        let digits = plain.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let code_page = match &plain[..plain.len() - digits.len()] {
            "cp" | "win" | "windows" | "ms" | "codepage" => format!("windows-{digits}"),
            _ => String::new(),
        };
        let also = ALSO_CALLED.iter().find(|(name, _)| *name == plain).map(|(_, encoding)| *encoding);
        let standard = || {
            let labels = [label.trim(), &dashed, &plain, &code_page];
            labels.into_iter().find_map(|label| rs::Encoding::for_label_no_replacement(label.as_bytes()))
        };
        let by_name = || ALL.into_iter().find(|encoding| without_punctuation(encoding.name()) == plain);
        also.or_else(standard).or_else(by_name).filter(|found| ALL.contains(found)).map(Encoding)
    }

    /// Returns the name: `UTF-8`, `windows-1252`, `GBK`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Returns the names of all encodings, the most usual first.
    pub fn names() -> Vec<&'static str> {
        ALL.iter().map(|encoding| encoding.name()).collect()
    }

    /// Returns whether the encoding is UTF-8, which needs no conversion.
    pub fn is_utf8(self) -> bool {
        self == Encoding::UTF_8
    }

    /// Tells whether a line end is the same byte as in ASCII and that byte is never part of another character.
    pub fn has_single_line_ends(self) -> bool {
        self != Encoding::UTF_16LE && self != Encoding::UTF_16BE
    }

    /// Returns the byte order mark of this encoding, empty if it has none.
    pub(super) fn mark(self) -> &'static [u8] {
        if self.is_utf8() {
            b"\xEF\xBB\xBF"
        } else if self == Encoding::UTF_16LE {
            b"\xFF\xFE"
        } else if self == Encoding::UTF_16BE {
            b"\xFE\xFF"
        } else if self.0 == rs::GB18030 || self.0 == rs::GBK {
            b"\x84\x31\x95\x33"
        } else {
            b""
        }
    }

    /// Returns the encoding whose byte order mark the text begins with.
    pub(super) fn from_mark(first: &[u8]) -> Option<Encoding> {
        let candidates = [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE, Encoding(rs::GB18030)];
        candidates.into_iter().find(|encoding| first.starts_with(encoding.mark()))
    }
}

fn without_punctuation(label: &str) -> String {
    label.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_leniently() {
        let cases = [
            ("UTF8", "UTF-8"),
            ("utf-8-sig", "UTF-8"),
            (" Utf_8 ", "UTF-8"),
            ("ascii", "UTF-8"),
            ("latin1", "windows-1252"),
            ("Latin-1", "windows-1252"),
            ("ISO 8859-1", "windows-1252"),
            ("iso8859_1", "windows-1252"),
            ("cp1252", "windows-1252"),
            ("CP-1252", "windows-1252"),
            ("windows_1252", "windows-1252"),
            ("win1251", "windows-1251"),
            ("gb2312", "GBK"),
            ("gbk", "GBK"),
            ("cp936", "GBK"),
            ("GB18030", "gb18030"),
            ("gb-18030", "gb18030"),
            ("big5", "Big5"),
            ("Big-5", "Big5"),
            ("shift_jis", "Shift_JIS"),
            ("ShiftJIS", "Shift_JIS"),
            ("sjis", "Shift_JIS"),
            ("cp932", "Shift_JIS"),
            ("euc-kr", "EUC-KR"),
            ("euckr", "EUC-KR"),
            ("cp949", "EUC-KR"),
            ("utf16", "UTF-16LE"),
            ("utf-16", "UTF-16LE"),
            ("utf-16le", "UTF-16LE"),
            ("UTF16BE", "UTF-16BE"),
            ("macroman", "macintosh"),
            ("koi8r", "KOI8-R"),
            ("iso-8859-15", "ISO-8859-15"),
            ("latin9", "ISO-8859-15"),
        ];
        for (label, name) in cases {
            assert_eq!(Encoding::from_label(label).map(Encoding::name), Some(name), "{label}");
        }
        for label in ["", "cp437", "utf-7", "replacement", "x-user-defined", "hz-gb-2312", "klingon"] {
            assert_eq!(Encoding::from_label(label), None, "{label}");
        }
    }

    #[test]
    fn every_name_names_its_encoding() {
        for name in Encoding::names() {
            assert_eq!(Encoding::from_label(name).map(Encoding::name), Some(name));
        }
    }
}
