//! Finds given bytes in a text, 64 positions at a time.

use wide::u8x64;

/// A scanner for the positions of given bytes, in order.
pub(super) struct ByteScanner<'a, const N: usize> {
    bytes: &'a [u8],
    signs: [u8x64; N],
    /// The position of the 64 bytes that `found` describes.
    base: usize,
    /// A bit for each match from the current position on.
    found: u64,
}

impl<'a, const N: usize> ByteScanner<'a, N> {
    pub fn new(bytes: &'a [u8], signs: [u8; N]) -> Self {
        let mut marks = Self { bytes, signs: signs.map(u8x64::splat), base: 0, found: 0 };
        marks.found = marks.look(0);
        marks
    }

    /// Returns the next match and moves behind it. Returns the length of the text after the last one.
    #[inline]
    pub fn next(&mut self) -> usize {
        while self.found == 0 {
            self.base += 64;
            if self.base >= self.bytes.len() {
                self.base = self.bytes.len();
                return self.bytes.len();
            }
            self.found = self.look(self.base);
        }
        let place = self.base + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        place
    }

    /// Moves on to a position, which is not before the current one.
    #[inline]
    pub fn seek(&mut self, place: usize) {
        if place - self.base < 64 {
            self.found &= u64::MAX << (place - self.base);
        } else {
            self.base = place;
            self.found = self.look(place);
        }
    }

    #[inline]
    fn look(&self, base: usize) -> u64 {
        match self.bytes.get(base..base + 64).and_then(|bytes| <[u8; 64]>::try_from(bytes).ok()) {
            Some(bytes) => {
                let bytes = u8x64::new(bytes);
                self.signs.iter().fold(u8x64::ZERO, |found, sign| found | bytes.simd_eq(*sign)).to_bitmask()
            }
            None => {
                let rest = self.bytes.get(base..).unwrap_or_default();
                let signs = self.signs.map(|sign| sign.to_array()[0]);
                let is_sign = |byte: &u8| u64::from(signs.contains(byte));
                rest.iter().enumerate().fold(0, |found, (i, byte)| found | is_sign(byte) << i)
            }
        }
    }
}

/// Returns the number of line ends in the text: a line feed, a carriage return, or both together count as one.
pub fn line_ends(bytes: &[u8]) -> u64 {
    let feeds = count(bytes, b'\n');
    if memchr::memchr(b'\r', bytes).is_none() {
        return feeds;
    }
    let pairs = memchr::memmem::find_iter(bytes, b"\r\n").count() as u64;
    feeds + count(bytes, b'\r') - pairs
}

fn count(bytes: &[u8], sign: u8) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<64>();
    let sign_64 = u8x64::splat(sign);
    let whole: u64 = chunks
        .iter()
        .map(|chunk| u64::from(u8x64::new(*chunk).simd_eq(sign_64).to_bitmask().count_ones()))
        .sum();
    whole + rest.iter().filter(|byte| **byte == sign).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_in_order_wherever_one_goes_on() {
        let text: Vec<u8> = (0..1000_u32).map(|i| b"ab,cd\ne\"f\rg"[(i * i * 7 % 11) as usize]).collect();
        let places: Vec<usize> = (0..text.len()).filter(|i| b",\n\"\r".contains(&text[*i])).collect();
        for from in 0..text.len() {
            let mut marks = ByteScanner::new(&text, *b",\n\"\r");
            marks.seek(from);
            for place in places.iter().filter(|place| **place >= from).take(80) {
                assert_eq!(marks.next(), *place);
            }
        }
        let mut marks = ByteScanner::new(b"abc", *b",\n\"\r");
        assert_eq!((marks.next(), marks.next()), (3, 3));
    }

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(line_ends(b"a\nb\r\nc\rd"), 3);
        assert_eq!(line_ends("x\n".repeat(100).as_bytes()), 100);
        assert_eq!(line_ends("\r\n".repeat(100).as_bytes()), 100);
        assert_eq!(line_ends(b""), 0);
    }
}
