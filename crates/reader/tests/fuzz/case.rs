//! A file, the options it is read with, and the settings of the reader.

use std::fmt;
use std::path::PathBuf;

use tenure_reader::text::{Compression, Encoding, detect, sample};
use tenure_reader::{FileFormat, SniffOptions};

use crate::common::compress::{ALL, compress};
use crate::common::invariants::{ReadSettings, check, decoded};
use crate::common::stepping::all;
use crate::files::file;
use crate::options::options;
use crate::random::Random;

/// The sample size with which files are examined as a whole.
const WHOLE: usize = 32 << 20;

#[derive(Clone)]
pub struct Case {
    bytes: Vec<u8>,
    options: SniffOptions,
    sizes: Vec<usize>,
    threads: usize,
    steps: Vec<usize>,
    /// The compressed file to write, and the sample size.
    written: Option<(Vec<u8>, usize)>,
}

impl Case {
    pub fn new(random: &mut Random) -> Self {
        let mut bytes = file(random);
        let options = options(random);
        let sizes = vec![1 + random.below(30), 1 + random.below(300), 1 << 20];
        let threads = random.of(&[1, 2, 2, 2, 16]);
        let steps = (0..random.below(3)).map(|_| 1 + random.below(100)).collect();
        let mut most = WHOLE;
        if random.once_in(300) {
            bytes = bytes.repeat(1 + 150_000 / bytes.len().max(1));
            most = 0;
        }
        let written = (most == 0 || random.once_in(8)).then(|| {
            let mut compressed = compress(&bytes, random.of(&ALL));
            if random.once_in(3) && !compressed.is_empty() {
                let place = random.below(compressed.len());
                match random.below(3) {
                    0 => compressed.truncate(place),
                    1 => compressed[place] ^= 1 << random.below(8),
                    _ => compressed.extend_from_slice(b"\0\0more"),
                }
            }
            (compressed, most)
        });
        Self { bytes, options, sizes, threads, steps, written }
    }

    /// Reads the file and returns whether a format was found.
    pub fn run(&self) -> Result<bool, String> {
        for complete in [true, false] {
            let _ = detect(&self.bytes, complete);
        }
        let _ = Encoding::from_label(&String::from_utf8_lossy(&self.bytes));
        match &self.written {
            Some((compressed, most)) => self.run_file(compressed, *most),
            None => match FileFormat::of_bytes(&self.bytes, &self.options) {
                Ok(format) => self.check(&format, &self.bytes, true).map(|()| true),
                Err(_) => Ok(false),
            },
        }
    }

    fn run_file(&self, compressed: &[u8], most: usize) -> Result<bool, String> {
        let path = Temporary::new(compressed);
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
        Ok(format.compression == Compression::None || !compressed.is_empty())
    }

    fn check(&self, format: &FileFormat, bytes: &[u8], is_whole: bool) -> Result<(), String> {
        let sizes = if bytes.len() > 5_000 { &self.sizes[1..] } else { &self.sizes };
        let settings = ReadSettings { sizes, threads: &[self.threads], steps: &self.steps };
        // Values may be bad in a column whose type is set by an option.
        check(format, bytes, !is_whole || !self.options.types.is_empty(), &settings)
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "file: b\"{}\"", self.bytes.escape_ascii())?;
        if let Some((compressed, most)) = &self.written {
            writeln!(
                f,
                "as written, of which {most} bytes are examined: b\"{}\"",
                compressed.escape_ascii()
            )?;
        }
        writeln!(f, "{:?}", self.options)?;
        write!(f, "blocks of {:?}, {} threads, steps of {:?}", self.sizes, self.threads, self.steps)
    }
}

/// A file that is removed when it is dropped.
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
