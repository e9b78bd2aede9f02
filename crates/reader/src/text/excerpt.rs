//! The lines of a text that tell its encoding: those that are not all ASCII.

use encoding_rs::Encoding;
use memchr::{memchr, memrchr};

/// About how many bytes are taken in all: guessing is slow.
const MOST: usize = 256 * 1024;

/// The text is looked at in this many stretches, so that what is taken comes from everywhere.
const STRETCHES: usize = 64;

/// How much of a long line is taken on each side of a byte outside ASCII.
const REACH: usize = 400;

/// No piece is longer than this behind its first byte outside ASCII. A word of this length is none of a table.
const LONGEST: usize = 16 * 1024;

/// In no encoding is a byte below this one part of a longer character, so a text may be cut behind it.
const SAFE: u8 = 0x30;

/// Pieces of the text with bytes outside ASCII, none cut within a character.
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
            // In ASCII a text may be cut anywhere.
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

/// The first place at or after `at` where no character is cut.
fn safe_from(text: &[u8], at: usize) -> usize {
    text[at.saturating_sub(1)..].iter().position(|byte| *byte < SAFE).map_or(text.len(), |before| at + before)
}

/// Where a piece ends that has a byte outside ASCII at `next`: with its line, or with the word if the line is long.
fn safe_end(text: &[u8], next: usize) -> usize {
    let reach = text.len().min(next + REACH);
    match memchr(b'\n', &text[next..reach]) {
        Some(line) => next + line + 1,
        None => safe_from(&text[..text.len().min(next + LONGEST)], reach),
    }
}

/// The last character of a text that goes on may be cut.
fn trim_last(pieces: &mut Vec<&[u8]>, text: &[u8]) {
    let ends_with_the_text = |piece: &&[u8]| piece.as_ptr_range().end == text.as_ptr_range().end;
    let Some(last) = pieces.pop_if(|piece| ends_with_the_text(piece)) else { return };
    match last.iter().rposition(|byte| *byte < SAFE) {
        Some(safe) if !last[..safe].is_ascii() => pieces.push(&last[..=safe]),
        // Better a piece with a cut character than none.
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
