//! The parts of a file that are examined before it is read.

use std::io;

use crate::error::Error;
use crate::text::{self, ByteSource, Compression, Encoding, TextReader};

/// A file of up to this size is examined as a whole.
pub(super) const WHOLE: usize = 32 << 20;

/// The size of the beginning of a larger file. Pieces of the same total size are spread evenly over the rest.
const BEGINNING: usize = 8 << 20;

/// The number of pieces.
const PIECES: usize = 32;

/// Bytes of a file, decompressed and not decoded.
pub(super) struct Sample {
    pub beginning: Vec<u8>,
    /// Whole lines from further on. The last piece ends where the file ends.
    pub pieces: Vec<Vec<u8>>,
    /// True if the beginning is the whole file.
    pub complete: bool,
}

impl Sample {
    /// Reads the sample of a file, of about `most` bytes.
    pub fn of(
        source: &(impl ByteSource + ?Sized),
        compression: Compression,
        most: usize,
    ) -> io::Result<Self> {
        let most = most.clamp(64 << 10, WHOLE);
        let size = source.size()?;
        if compression != Compression::None || size <= most as u64 {
            let (beginning, complete) = text::sample(source, compression, most)?;
            return Ok(Self { beginning, pieces: vec![], complete });
        }
        let (beginning, _) = text::sample(source, compression, BEGINNING.min(most / 2))?;
        let length = (beginning.len() / PIECES) as u64;
        let rest = size - beginning.len() as u64;
        let mut pieces = Vec::with_capacity(PIECES);
        for i in 1..=PIECES as u64 {
            // The last piece ends with the file.
            let start = beginning.len() as u64 + rest / PIECES as u64 * i;
            let start = if i == PIECES as u64 { size - length } else { start.saturating_sub(length) };
            let mut piece = source.part(start, length)?;
            whole_lines(&mut piece, i == PIECES as u64);
            pieces.push(piece);
        }
        Ok(Self { beginning, pieces, complete: false })
    }

    /// Returns all bytes, for detecting the encoding.
    pub fn all(&self) -> Vec<u8> {
        let mut all = self.beginning.clone();
        if !self.complete && !self.pieces.is_empty() {
            whole_lines_at_end(&mut all);
        }
        self.pieces.iter().for_each(|piece| all.extend_from_slice(piece));
        all
    }
}

/// Removes the partial line at the beginning, and the one at the end unless that is the end of the file.
fn whole_lines(piece: &mut Vec<u8>, to_end: bool) {
    let first = memchr::memchr2(b'\n', b'\r', piece).map_or(piece.len(), |end| end + 1);
    piece.drain(..first);
    if !to_end {
        whole_lines_at_end(piece);
    }
}

fn whole_lines_at_end(piece: &mut Vec<u8>) {
    let last = memchr::memrchr2(b'\n', b'\r', piece).map_or(0, |end| end + 1);
    piece.truncate(last);
}

/// Decodes bytes of a file, even if little of them is text.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Result<Vec<u8>, Error> {
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 2);
    let mut source = TextReader::new(Box::new(std::io::Cursor::new(bytes.to_vec())), encoding);
    while source.read(&mut text, 1 << 20)? > 0 {
        source.take_malformed();
    }
    Ok(text)
}
