//! The parts of a file that are looked at before it is read.

use std::io;

use crate::text::{self, ByteSource, Compression};

/// A file up to this size is looked at as a whole.
pub(super) const WHOLE: usize = 32 << 20;

/// Of a larger file, this much of its beginning, and as much again in pieces evenly spread over the rest.
const BEGINNING: usize = 8 << 20;

/// How many pieces there are.
const PIECES: usize = 32;

/// Bytes of a file, decompressed and not decoded.
pub(super) struct Sample {
    pub beginning: Vec<u8>,
    /// Whole lines from further on; the last piece ends where the file ends.
    pub pieces: Vec<Vec<u8>>,
    /// Whether the beginning is the whole file.
    pub complete: bool,
}

impl Sample {
    /// Looks at a file, at no more than about `most` bytes.
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

    /// All of it, to find out the encoding.
    pub fn all(&self) -> Vec<u8> {
        let mut all = self.beginning.clone();
        if !self.complete && !self.pieces.is_empty() {
            whole_lines_at_end(&mut all);
        }
        self.pieces.iter().for_each(|piece| all.extend_from_slice(piece));
        all
    }
}

/// Cuts off the part of a line at the beginning, and at the end if that is not the end of the file.
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
