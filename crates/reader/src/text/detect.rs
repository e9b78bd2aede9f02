//! Which encoding a text is in, and how that shows.

use super::Encoding;
use super::excerpt::excerpt;
use super::guess_encoding::guess_encoding;
use super::not_text::{NotText, binary, known};
use super::utf16::{utf16, utf32};
use encoding_rs as rs;
use simdutf8::compat::{Utf8Error, from_utf8};

/// What was found out about the encoding of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetectedEncoding {
    /// The encoding, or the best guess.
    pub encoding: Encoding,
    /// How many bytes of byte order mark the text begins with.
    pub bom: usize,
    /// How it shows, in a few words; bytes are counted from 1.
    pub evidence: String,
    /// Whether there is no real doubt.
    pub sure: bool,
    /// What else it may well be, the likeliest first; empty where that is sure.
    pub alternatives: Vec<Encoding>,
    /// Where the first NUL byte is, counted from 0, of a text that should have none. In UTF-16 they are not looked for.
    pub first_nul: Option<usize>,
}

/// Finds out which encoding a text is in, from the bytes it begins with, which are all of it if `complete`.
pub fn detect(sample: &[u8], complete: bool) -> Result<DetectedEncoding, NotText> {
    if let Some(kind) = known(sample) {
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
            "pairs of bytes that are characters of UTF-16, without a byte order mark".to_string(),
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
    // In UTF-16 ASCII is half NUL bytes, and other characters are hardly ever valid UTF-8.
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

/// A byte order mark of UTF-8 is taken back by nothing, but what follows may not keep what it promises.
fn doubted(detected: DetectedEncoding, sample: &[u8], complete: bool) -> DetectedEncoding {
    match invalid(sample, complete) {
        None => detected,
        Some(error) => {
            let place = error.valid_up_to() + 1;
            let evidence =
                format!("a byte order mark, but not all of it is valid UTF-8 (first at byte {place})");
            DetectedEncoding { evidence, sure: false, ..detected }
        }
    }
}

/// What is wrong as UTF-8, if not just that a sample ends within a character.
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
            let characters = if outside == 1 { "character" } else { "characters" };
            found(Encoding::UTF_8, format!("valid UTF-8 with {outside} {characters} outside ASCII"))
        }
        Some(error) => not_valid(sample, complete, error.valid_up_to() + 1),
    }
}

fn ascii(sample: &[u8]) -> DetectedEncoding {
    // ISO-2022-JP is ASCII that switches to Japanese characters and back.
    let switches = memchr::memmem::find(sample, b"\x1B$B").is_some()
        && rs::ISO_2022_JP.decode_without_bom_handling_and_without_replacement(sample).is_some();
    if switches {
        found(Encoding(rs::ISO_2022_JP), "ASCII with the switches to Japanese of ISO-2022-JP".to_string())
    } else {
        found(Encoding::UTF_8, "ASCII only".to_string())
    }
}

fn not_valid(sample: &[u8], complete: bool, place: usize) -> DetectedEncoding {
    let pieces = excerpt(sample, complete);
    let guess = guess_encoding(&pieces);
    let guessed = Encoding(guess.encoding);
    if nearly_utf8(&pieces) {
        let evidence = format!("valid UTF-8 but for a few places (first at byte {place})");
        return DetectedEncoding {
            sure: false,
            alternatives: vec![guessed],
            ..found(Encoding::UTF_8, evidence)
        };
    }
    let fit = if guess.sure { "what is written fits" } else { "what little is written fits best" };
    let mut evidence = format!("not valid UTF-8 (first at byte {place}); {fit} {}", guessed.name());
    if guess.faulty > 0 {
        let (faulty, all) = (guess.faulty, pieces.len());
        evidence = format!(
            "not valid UTF-8 (first at byte {place}); most fits {}, but {faulty} of {all} lines looked at have bytes \
             that do not",
            guessed.name()
        );
    }
    let alternatives = guess.alternatives.into_iter().map(Encoding).collect();
    DetectedEncoding { sure: guess.sure, alternatives, ..found(guessed, evidence) }
}

/// Whether there are ten characters outside ASCII that are valid UTF-8, or more, to each place that is not.
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
