//! The compression of a file, recognised by its first bytes.

use std::path::Path;

/// The compression of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// No compression.
    None,
    /// gzip: `.gz`.
    Gzip,
    /// Zstandard: `.zst`.
    Zstd,
    /// bzip2: `.bz2`.
    Bzip2,
    /// xz: `.xz`.
    Xz,
}

const SUFFIXES: [(&str, Compression); 5] = [
    ("gz", Compression::Gzip),
    ("zst", Compression::Zstd),
    ("zstd", Compression::Zstd),
    ("bz2", Compression::Bzip2),
    ("xz", Compression::Xz),
];

impl Compression {
    /// The number of bytes at the beginning of a file that [`Compression::of`] looks at.
    pub const LOOKS_AT: usize = 10;

    /// Returns the compression of a file whose content begins with `first`.
    ///
    /// The content decides: a file called `orders.csv.gz` that holds plain text is plain text. The suffix counts only
    /// where the content agrees with it but is too short to decide, as in a truncated file.
    pub fn of(path: &Path, first: &[u8]) -> Compression {
        if let Some(compression) = by_content(first) {
            return compression;
        }
        match by_suffix(path) {
            Some(named) if agrees(named, first) => named,
            _ => Compression::None,
        }
    }

    /// Returns the usual name, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Compression::None => "none",
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Bzip2 => "bzip2",
            Compression::Xz => "xz",
        }
    }

    /// Returns the suffixes of compressed files after the last dot, in lower case.
    pub fn suffixes() -> impl Iterator<Item = &'static str> {
        SUFFIXES.iter().map(|(suffix, _)| *suffix)
    }
}

fn by_content(first: &[u8]) -> Option<Compression> {
    // A text could begin with "BZh9", so bzip2 is recognised by the mark of a block, or of the end, behind it.
    let bzip2 = first.starts_with(b"BZh")
        && first
            .get(4..10)
            .is_some_and(|mark| mark == b"\x31\x41\x59\x26\x53\x59" || mark == b"\x17\x72\x45\x38\x50\x90");
    if first.starts_with(b"\x1F\x8B\x08") {
        Some(Compression::Gzip)
    } else if first.starts_with(b"\x28\xB5\x2F\xFD") {
        Some(Compression::Zstd)
    } else if first.starts_with(b"\xFD7zXZ\0") {
        Some(Compression::Xz)
    } else if bzip2 {
        Some(Compression::Bzip2)
    } else {
        None
    }
}

fn by_suffix(path: &Path) -> Option<Compression> {
    let extension = path.extension()?.to_str()?;
    SUFFIXES
        .iter()
        .find(|(suffix, _)| suffix.eq_ignore_ascii_case(extension))
        .map(|(_, compression)| *compression)
}

/// Returns whether the content, short as it may be, is the beginning of a file compressed this way.
fn agrees(compression: Compression, first: &[u8]) -> bool {
    let magic: &[u8] = match compression {
        Compression::None => return false,
        Compression::Gzip => b"\x1F\x8B",
        // A frame to be skipped may come first.
        Compression::Zstd if first.get(1..4) == Some(b"\x2A\x4D\x18") => return first[0] & 0xF0 == 0x50,
        Compression::Zstd => b"\x28\xB5\x2F\xFD",
        Compression::Bzip2 => b"BZh",
        Compression::Xz => b"\xFD7zXZ\0",
    };
    let length = magic.len().min(first.len());
    length > 0 && magic[..length] == first[..length] && first.len() < Compression::LOOKS_AT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, first: &[u8]) -> Compression {
        Compression::of(Path::new(name), first)
    }

    #[test]
    fn the_content_decides() {
        assert_eq!(of("a.csv", b"\x1F\x8B\x08\0\0\0\0\0\0\x03"), Compression::Gzip);
        assert_eq!(of("a.csv.gz", b"id,name\n1,"), Compression::None);
        assert_eq!(of("a.gz", b"\x28\xB5\x2F\xFD\0\0\0\0\0\0"), Compression::Zstd);
        assert_eq!(of("a", b"\xFD7zXZ\0\0\0\0\0"), Compression::Xz);
        assert_eq!(of("a", b"BZh91AY&SY"), Compression::Bzip2);
        assert_eq!(of("a.bz2", b"BZh9,price"), Compression::None);
        assert_eq!(of("a.zst", b"\x50\x2A\x4D\x18\x04\0\0\0\0\0"), Compression::Zstd);
    }

    #[test]
    fn the_suffix_counts_for_a_file_cut_short() {
        assert_eq!(of("a.gz", b"\x1F"), Compression::Gzip);
        assert_eq!(of("a.BZ2", b"BZh9"), Compression::Bzip2);
        assert_eq!(of("a.csv", b"BZh9"), Compression::None);
        assert_eq!(of("a.gz", b""), Compression::None);
    }
}
