//! Detects the encoding of a text, with the evidence for it.

use super::Encoding;
use super::excerpt::excerpt;
use super::guess_encoding::guess_encoding;
use super::not_text::{NotText, binary, known_type};
use super::utf16::{utf16, utf32};
use encoding_rs as rs;
use simdutf8::compat::{Utf8Error, from_utf8};
use tenure_diagnostics::counted;

/// The encoding found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetectedEncoding {
    /// The encoding, or the best guess.
    pub encoding: Encoding,
    /// The length in bytes of the byte order mark that the text begins with.
    pub bom: usize,
    /// The evidence, in a few words. Bytes are counted from 1.
    pub evidence: String,
    /// True if there is no real doubt.
    pub sure: bool,
    /// Other likely encodings, the likeliest first. Empty if the encoding is sure.
    pub alternatives: Vec<Encoding>,
    /// The offset of the first NUL byte in a text that should have none. Not searched for in UTF-16.
    pub first_nul: Option<usize>,
}

/// Detects the encoding of a text from its first bytes, which are all of it if `complete`.
pub fn detect(sample: &[u8], complete: bool) -> Result<DetectedEncoding, NotText> {
    if let Some(kind) = known_type(sample) {
        return Err(kind);
    }
    if utf32(sample) {
        return Err(NotText::Utf32);
    }
    let first_nul = memchr::memchr(0, sample);
    let marked = Encoding::from_mark(sample);
    if let Some(wide) =
        marked.filter(|encoding| *encoding == Encoding::UTF_16LE || *encoding == Encoding::UTF_16BE)
    {
        return Ok(found(wide, "a byte order mark".to_string()).with_mark());
    }
    if let Some(wide) = utf16_without_mark(sample, complete, first_nul) {
        return Ok(found(
            wide,
            "byte pairs that are UTF-16 characters, without a byte order mark".to_string(),
        ));
    }
    if let Some(kind) = binary(sample, first_nul) {
        return Err(kind);
    }
    let detected = match marked {
        Some(encoding) => found(encoding, "a byte order mark".to_string()).with_mark(),
        None => without_mark(sample, complete),
    };
    let checked = if detected.bom > 0 && detected.encoding.is_utf8() {
        doubted(detected, sample, complete)
    } else {
        detected
    };
    Ok(DetectedEncoding { first_nul, ..checked })
}

fn utf16_without_mark(sample: &[u8], complete: bool, first_nul: Option<usize>) -> Option<Encoding> {
    let nuls = memchr::memchr_iter(0, &sample[first_nul?..]).count();
    // In UTF-16, every other byte of ASCII is NUL, and other characters are hardly ever valid UTF-8.
    let possible = nuls * 4 >= sample.len() || invalid(sample, complete).is_some();
    if possible { utf16(sample) } else { None }
}

fn found(encoding: Encoding, evidence: String) -> DetectedEncoding {
    DetectedEncoding { encoding, bom: 0, evidence, sure: true, alternatives: Vec::new(), first_nul: None }
}

impl DetectedEncoding {
    fn with_mark(self) -> DetectedEncoding {
        DetectedEncoding { bom: self.encoding.mark().len(), ..self }
    }
}

/// Lowers the confidence if the bytes after a UTF-8 byte order mark are not valid UTF-8. The encoding stays UTF-8.
fn doubted(detected: DetectedEncoding, sample: &[u8], complete: bool) -> DetectedEncoding {
    match invalid(sample, complete) {
        None => detected,
        Some(error) => {
            let place = error.valid_up_to() + 1;
            let evidence = format!("a byte order mark, but not valid UTF-8 (first at byte {place})");
            DetectedEncoding { evidence, sure: false, ..detected }
        }
    }
}

/// Returns what makes the sample invalid UTF-8. A sample cut within its last character is valid.
fn invalid(sample: &[u8], complete: bool) -> Option<Utf8Error> {
    from_utf8(sample).err().filter(|error| complete || error.error_len().is_some())
}

fn without_mark(sample: &[u8], complete: bool) -> DetectedEncoding {
    if sample.is_ascii() {
        return ascii(sample);
    }
    match invalid(sample, complete) {
        None => {
            // Each character outside ASCII has one byte that begins it.
            let outside = sample.iter().filter(|byte| **byte >= 0xC0).count();
            let characters = counted(outside as u64, "character");
            found(Encoding::UTF_8, format!("valid UTF-8 with {characters} outside ASCII"))
        }
        Some(error) => not_valid(sample, complete, error.valid_up_to() + 1),
    }
}

fn ascii(sample: &[u8]) -> DetectedEncoding {
    // ISO-2022-JP is ASCII that switches to Japanese characters and back.
    let switches = memchr::memmem::find(sample, b"\x1B$B").is_some()
        && rs::ISO_2022_JP.decode_without_bom_handling_and_without_replacement(sample).is_some();
    if switches {
        found(Encoding(rs::ISO_2022_JP), "ASCII with the escape sequences of ISO-2022-JP".to_string())
    } else {
        found(Encoding::UTF_8, "ASCII only".to_string())
    }
}

fn not_valid(sample: &[u8], complete: bool, place: usize) -> DetectedEncoding {
    let pieces = excerpt(sample, complete);
    let guess = guess_encoding(&pieces);
    let guessed = Encoding(guess.encoding);
    if nearly_utf8(&pieces) {
        let evidence = format!("valid UTF-8 except in a few places (first at byte {place})");
        return DetectedEncoding {
            sure: false,
            alternatives: vec![guessed],
            ..found(Encoding::UTF_8, evidence)
        };
    }
    let name = guessed.name();
    let fit = match guess.sure {
        true => format!("its letters fit {name}"),
        false => format!("its few letters fit {name} best"),
    };
    let mut evidence = format!("not valid UTF-8 (first at byte {place}); {fit}");
    if guess.faulty > 0 {
        let (faulty, all) = (guess.faulty, pieces.len());
        evidence = format!(
            "not valid UTF-8 (first at byte {place}); most of it fits {name}, but {faulty} of {all} lines examined \
             have bytes that do not"
        );
    }
    let alternatives = guess.alternatives.into_iter().map(Encoding).collect();
    DetectedEncoding { sure: guess.sure, alternatives, ..found(guessed, evidence) }
}

/// Returns whether at least ten valid characters outside ASCII come with each invalid sequence.
///
/// Characters of other encodings are valid UTF-8 now and then by chance, but far less often.
fn nearly_utf8(pieces: &[&[u8]]) -> bool {
    let mut valid = 0;
    let mut wrong = 0;
    for chunk in pieces.iter().flat_map(|piece| piece.utf8_chunks()) {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    valid >= 10 && valid >= wrong * 10
}
