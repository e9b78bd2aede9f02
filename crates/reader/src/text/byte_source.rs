//! The sources of the bytes of a file.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// A file whose bytes can be read more than once: on a disk, or in another store.
pub trait ByteSource {
    /// Returns the name or path, whose ending says how the file may be packed and delimited.
    fn name(&self) -> Cow<'_, str>;

    /// Returns the size in bytes.
    ///
    /// # Errors
    /// Returns an error if the file is not there.
    fn size(&self) -> io::Result<u64>;

    /// Opens the file at its beginning.
    ///
    /// # Errors
    /// Returns an error if the file cannot be opened.
    fn open(&self) -> io::Result<Box<dyn Read + Send>>;

    /// Returns up to `length` bytes from `start`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    fn part(&self, start: u64, length: u64) -> io::Result<Vec<u8>>;
}

impl ByteSource for Path {
    fn name(&self) -> Cow<'_, str> {
        self.to_string_lossy()
    }

    fn size(&self) -> io::Result<u64> {
        Ok(std::fs::metadata(self)?.len())
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(self)?))
    }

    fn part(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(self)?;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl ByteSource for PathBuf {
    fn name(&self) -> Cow<'_, str> {
        self.as_path().name()
    }

    fn size(&self) -> io::Result<u64> {
        self.as_path().size()
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        self.as_path().open()
    }

    fn part(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        self.as_path().part(start, length)
    }
}
