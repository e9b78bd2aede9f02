//! The end of the last record, found 64 bytes at a time in texts whose quotes are all as they should be.
//!
//! Then a place is inside quotes if an odd number of quotes stands before it, which needs no look at each quote. It holds if
//! every quote that opens stands where a field begins, or right after one that closes: two in a row inside a field.

use wide::u8x64;

use super::dialect::{Delimiter, Dialect, Escape};

/// Where the last record of the bytes begins, or `Some(None)` if no other begins in them. None if a quote stands elsewhere,
/// or the dialect is not of that kind.
pub(super) fn last_record(bytes: &[u8], dialect: &Dialect) -> Option<Option<usize>> {
    let (Delimiter::Byte(delimiter), Some(quote), Escape::Double) =
        (dialect.delimiter, dialect.quote, dialect.escape)
    else {
        return None;
    };
    let mut state = State { inside: 0, after_edge: 1, line_end: None };
    let (chunks, rest) = bytes.as_chunks::<64>();
    let signs = [delimiter, quote, b'\n', b'\r'].map(u8x64::splat);
    for (i, chunk) in chunks.iter().enumerate() {
        state.look(*chunk, signs, i * 64)?;
    }
    // Filled with a byte that is no sign.
    let mut last = [if delimiter == b'x' { b'y' } else { b'x' }; 64];
    last[..rest.len()].copy_from_slice(rest);
    state.look(last, signs, bytes.len() - rest.len())?;
    match state.line_end {
        // A carriage return at the very end may be the first half of a line end.
        Some(end) if end + 1 == bytes.len() && bytes[end] == b'\r' => None,
        end => Some(end.map(|end| end + 1)),
    }
}

struct State {
    /// All bits set if the 64 bytes begin inside quotes.
    inside: u64,
    /// One if the byte before them is a delimiter, a line end or a quote.
    after_edge: u64,
    line_end: Option<usize>,
}

impl State {
    /// Looks at 64 bytes; None if a quote opens where it should not.
    #[inline]
    fn look(
        &mut self,
        bytes: [u8; 64],
        [delimiter, quote, feed, back]: [u8x64; 4],
        base: usize,
    ) -> Option<()> {
        let bytes = u8x64::new(bytes);
        let quotes = bytes.simd_eq(quote).to_bitmask();
        let line_ends = (bytes.simd_eq(feed) | bytes.simd_eq(back)).to_bitmask();
        let edges = bytes.simd_eq(delimiter).to_bitmask() | line_ends | quotes;
        let inside = odd(quotes) ^ self.inside;
        let opening = quotes & inside;
        if opening & !(edges << 1 | self.after_edge) != 0 {
            return None;
        }
        let outside = line_ends & !inside;
        if outside != 0 {
            self.line_end = Some(base + 63 - outside.leading_zeros() as usize);
        }
        self.inside = if inside >> 63 == 1 { u64::MAX } else { 0 };
        self.after_edge = edges >> 63;
        Some(())
    }
}

/// The places up to which an odd number of bits are set, that place included.
#[inline]
fn odd(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |odd, shift| odd ^ odd << shift)
}
