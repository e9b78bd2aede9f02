//! A file, what is told about it, and how it is read.

use std::fmt;
use std::path::PathBuf;

use tenure_reader::text::{Compression, Encoding, detect, sample};
use tenure_reader::{FileFormat, SniffOptions};

use crate::chance::Chance;
use crate::files::file;
use crate::law::{Ways, check, decoded};
use crate::options::options;
use crate::pack::{ALL, pack};
use crate::source::all;

/// The most that is looked at of a file, where all of it is.
const WHOLE: usize = 32 << 20;

#[derive(Clone)]
pub struct Case {
    bytes: Vec<u8>,
    options: SniffOptions,
    sizes: Vec<usize>,
    threads: usize,
    steps: Vec<usize>,
    /// The file that is written, and the most of it that is looked at.
    written: Option<(Vec<u8>, usize)>,
}

impl Case {
    pub fn new(chance: &mut Chance) -> Self {
        let mut bytes = file(chance);
        let options = options(chance);
        let sizes = vec![1 + chance.below(30), 1 + chance.below(300), 1 << 20];
        let threads = chance.of(&[1, 2, 2, 2, 16]);
        let steps = (0..chance.below(3)).map(|_| 1 + chance.below(100)).collect();
        let mut most = WHOLE;
        if chance.once_in(300) {
            bytes = bytes.repeat(1 + 150_000 / bytes.len().max(1));
            most = 0;
        }
        let written = (most == 0 || chance.once_in(8)).then(|| {
            let mut packed = pack(&bytes, chance.of(&ALL));
            if chance.once_in(3) && !packed.is_empty() {
                let place = chance.below(packed.len());
                match chance.below(3) {
                    0 => packed.truncate(place),
                    1 => packed[place] ^= 1 << chance.below(8),
                    _ => packed.extend_from_slice(b"\0\0more"),
                }
            }
            (packed, most)
        });
        Self { bytes, options, sizes, threads, steps, written }
    }

    /// Whether the file was understood.
    pub fn run(&self) -> Result<bool, String> {
        for complete in [true, false] {
            let _ = detect(&self.bytes, complete);
        }
        let _ = Encoding::from_label(&String::from_utf8_lossy(&self.bytes));
        match &self.written {
            Some((packed, most)) => self.run_file(packed, *most),
            None => match FileFormat::of_bytes(&self.bytes, &self.options) {
                Ok(format) => self.check(&format, &self.bytes, true).map(|()| true),
                Err(_) => Ok(false),
            },
        }
    }

    fn run_file(&self, packed: &[u8], most: usize) -> Result<bool, String> {
        let path = Temporary::new(packed);
        let Ok(format) = FileFormat::of(&path.0, &self.options, most) else { return Ok(false) };
        let Ok((bytes, _)) = sample(&path.0, format.compression, usize::MAX) else {
            let is_whole = most == WHOLE;
            return if is_whole { Err("understood, and cannot be unpacked".to_owned()) } else { Ok(false) };
        };
        if most > 0 || bytes.len() < 10_000 {
            self.check(&format, &bytes, most > 0)?;
        }
        let text = decoded(&bytes, format.encoding).text;
        for size in &self.sizes[1..] {
            let blocks = all(format.split(&path.0, *size).map_err(|error| error.to_string())?);
            let read: Vec<u8> = blocks.into_iter().flat_map(|block| block.bytes).collect();
            if read != text[format.offset as usize..] {
                return Err(format!("blocks of {size} are not the text of the file"));
            }
        }
        Ok(format.compression == Compression::None || !packed.is_empty())
    }

    fn check(&self, format: &FileFormat, bytes: &[u8], is_whole: bool) -> Result<(), String> {
        let sizes = if bytes.len() > 5_000 { &self.sizes[1..] } else { &self.sizes };
        let ways = Ways { sizes, threads: &[self.threads], steps: &self.steps };
        // Of another type than the file's own, values may be bad.
        check(format, bytes, !is_whole || !self.options.types.is_empty(), &ways)
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "file: b\"{}\"", self.bytes.escape_ascii())?;
        if let Some((packed, most)) = &self.written {
            writeln!(f, "as written, of which {most} bytes are looked at: b\"{}\"", packed.escape_ascii())?;
        }
        writeln!(f, "{:?}", self.options)?;
        write!(f, "blocks of {:?}, {} threads, steps of {:?}", self.sizes, self.threads, self.steps)
    }
}

/// A file that is there as long as it is needed.
struct Temporary(PathBuf);

impl Temporary {
    fn new(bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("tenure-fuzz-{}.csv", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
