//! Picks the lines of a text that show its encoding: those that are not all ASCII.

use encoding_rs::Encoding;
use memchr::{memchr, memrchr};

/// The approximate number of bytes to pick, because guessing is slow.
const MOST: usize = 256 * 1024;

/// The text is divided into this many stretches, so that the excerpt covers all of it.
const STRETCHES: usize = 64;

/// The part of a long line to pick on each side of a byte outside ASCII.
const REACH: usize = 400;

/// The longest piece behind its first byte outside ASCII. No word of a table is that long.
const LONGEST: usize = 16 * 1024;

/// No byte below this one is part of a longer character in any encoding, so a text may be cut behind it.
const SAFE: u8 = 0x30;

/// Returns pieces of the text with bytes outside ASCII. No piece cuts a character.
pub(super) fn excerpt(text: &[u8], complete: bool) -> Vec<&[u8]> {
    let mut pieces: Vec<&[u8]> = Vec::new();
    let length = text.len().div_ceil(STRETCHES);
    let mut at = 0;
    let mut left = 0;
    for stretch in 0..STRETCHES {
        left += MOST / STRETCHES;
        let end = text.len().min((stretch + 1) * length);
        while left > 0 && at < end {
            let next = at + Encoding::ascii_valid_up_to(&text[at..end]);
            // A text in ASCII may be cut anywhere.
            let from = at.max(next.saturating_sub(REACH));
            let from = memrchr(b'\n', &text[from..next]).map_or(from, |line| from + line + 1);
            if next == end {
                at = from;
                break;
            }
            at = safe_end(text, next);
            pieces.push(&text[from..at]);
            left = left.saturating_sub(at - from);
        }
        if left == 0 {
            at = at.max(safe_from(text, end));
        }
    }
    if !complete {
        trim_last(&mut pieces, text);
    }
    pieces
}

/// Returns the first position at or after `at` that cuts no character.
fn safe_from(text: &[u8], at: usize) -> usize {
    text[at.saturating_sub(1)..].iter().position(|byte| *byte < SAFE).map_or(text.len(), |before| at + before)
}

/// Returns the end of a piece that has a byte outside ASCII at `next`: the end of its line, or of its word if the line
/// is long.
fn safe_end(text: &[u8], next: usize) -> usize {
    let reach = text.len().min(next + REACH);
    match memchr(b'\n', &text[next..reach]) {
        Some(line) => next + line + 1,
        None => safe_from(&text[..text.len().min(next + LONGEST)], reach),
    }
}

/// Shortens the last piece of an incomplete text, whose last character may be cut.
fn trim_last(pieces: &mut Vec<&[u8]>, text: &[u8]) {
    let ends_with_the_text = |piece: &&[u8]| piece.as_ptr_range().end == text.as_ptr_range().end;
    let Some(last) = pieces.pop_if(|piece| ends_with_the_text(piece)) else { return };
    match last.iter().rposition(|byte| *byte < SAFE) {
        Some(safe) if !last[..safe].is_ascii() => pieces.push(&last[..=safe]),
        // A piece with a cut character is better than none.
        _ if pieces.is_empty() => pieces.push(last),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_outside_ascii_are_taken_whole() {
        let text = b"id,name\n1,Jos\xE9\n2,Mary\n3,M\xFCller,x\n4,Ann";
        assert_eq!(excerpt(text, true), [&b"1,Jos\xE9\n"[..], b"3,M\xFCller,x\n"]);
    }

    #[test]
    fn the_last_piece_of_a_text_that_goes_on_is_not_cut_within_a_character() {
        let text = b"\xD5\xC5,\xC9\xCF\n\xC0\xEE,\xC9";
        assert_eq!(excerpt(text, false), [&text[..6], &text[6..9]]);
        assert_eq!(excerpt(text, true), [&text[..6], &text[6..]]);
    }

    #[test]
    fn pieces_never_overlap_and_come_from_everywhere() {
        let text = encoding_rs::GBK.encode("一二三四五六七八九十,").0.repeat(100_000);
        let pieces = excerpt(&text, true);
        let total: usize = pieces.iter().map(|piece| piece.len()).sum();
        assert!((MOST / 2..MOST * 2).contains(&total));
        for pair in pieces.windows(2) {
            assert!(pair[0].as_ptr_range().end <= pair[1].as_ptr_range().start);
        }
        assert!(pieces.iter().all(|piece| {
            encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(piece).is_some()
        }));
    }
}
