//! Finds the last record of a text 64 bytes at a time, where every quote is placed as RFC 4180 has it.
//!
//! A position is then inside quotes if an odd number of quotes precedes it, which takes no branch for each quote. This
//! holds if every opening quote stands where a field begins or right after a closing one: a doubled quote inside a
//! field.

use wide::u8x64;

use super::dialect::{Delimiter, Dialect, Escape};

/// Returns where the last record begins, or `Some(None)` if the bytes hold only one. Returns `None` if a quote stands
/// elsewhere or the dialect is of another kind; the caller then looks at each quote.
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
    // The padding is a byte without a meaning.
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
    /// All bits are set if the 64 bytes begin inside quotes.
    inside: u64,
    /// One if the byte before them is a delimiter, a line end or a quote.
    after_edge: u64,
    line_end: Option<usize>,
}

impl State {
    /// Scans 64 bytes. Returns `None` if a quote opens at a position where it cannot.
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
        let inside = prefix_parity(quotes) ^ self.inside;
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

/// Sets each bit for which an odd number of bits is set up to and including it.
#[inline]
fn prefix_parity(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |parity, shift| parity ^ parity << shift)
}
