//! The position of a field in a block, and its text.

use std::ops::Range;

use super::dialect::{Dialect, Escape};

/// The position of a field in its block, without the quotes around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    start: u32,
    /// The end, with two flags in the highest bits.
    end: u32,
}

pub(super) const QUOTED: u32 = 1 << 31;
pub(super) const ESCAPED: u32 = 1 << 30;

impl Field {
    pub(super) fn new(start: usize, end: usize, flags: u32) -> Self {
        Self { start: start as u32, end: end as u32 | flags }
    }

    /// Returns the position in the block.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..(self.end & !(QUOTED | ESCAPED)) as usize
    }

    /// Returns the bytes as they stand in the text, escapes included.
    #[inline]
    pub fn raw<'a>(&self, block: &'a [u8]) -> &'a [u8] {
        block.get(self.range()).unwrap_or_default()
    }

    /// Returns whether the field is quoted.
    #[inline]
    pub fn is_quoted(&self) -> bool {
        self.end & QUOTED != 0
    }

    /// Returns whether the field contains escaped characters.
    #[inline]
    pub fn is_escaped(&self) -> bool {
        self.end & ESCAPED != 0
    }

    /// Returns the text. Uses `scratch` if escapes have to be resolved.
    #[inline]
    pub fn text<'a>(&self, block: &'a [u8], dialect: &Dialect, scratch: &'a mut Vec<u8>) -> &'a [u8] {
        match (self.is_escaped(), dialect.quote) {
            (true, Some(quote)) => {
                unescape(self.raw(block), quote, dialect.escape, scratch);
                scratch
            }
            _ => self.raw(block),
        }
    }
}

/// Resolves doubled quotes and characters after a backslash.
fn unescape(raw: &[u8], quote: u8, escape: Escape, text: &mut Vec<u8>) {
    text.clear();
    let mut bytes = raw.iter();
    while let Some(byte) = bytes.next() {
        let escapes = *byte == quote || escape == Escape::Backslash && *byte == b'\\';
        let byte = if escapes { bytes.next().unwrap_or(byte) } else { byte };
        text.push(*byte);
    }
}
