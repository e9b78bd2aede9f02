//! Guesses the encoding of a text that is not UTF-8.

use super::plausible::{only_western_signs, reads_well, words};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs as rs;

/// The result of a guess.
pub(super) struct EncodingGuess {
    pub(super) encoding: &'static rs::Encoding,
    pub(super) sure: bool,
    pub(super) alternatives: Vec<&'static rs::Encoding>,
    /// The number of pieces that cannot be decoded without faults.
    pub(super) faulty: usize,
}

/// The number of different words below which letter frequencies say little.
const FEW: usize = 12;

/// Encodings that occur in customers' files. Others are accepted only for texts long enough to prove them.
const USUAL: [&rs::Encoding; 11] = [
    rs::WINDOWS_1252,
    rs::WINDOWS_1250,
    rs::WINDOWS_1251,
    rs::WINDOWS_1253,
    rs::WINDOWS_1254,
    rs::GBK,
    rs::BIG5,
    rs::SHIFT_JIS,
    rs::EUC_JP,
    rs::EUC_KR,
    rs::MACINTOSH,
];

/// Encodings to try, in this order, for a few words that read badly in the guessed one.
const TRIED: [&rs::Encoding; 5] = [rs::WINDOWS_1251, rs::GBK, rs::BIG5, rs::SHIFT_JIS, rs::MACINTOSH];

/// Encodings in which a few faults are forgiven, such as a character cut in two by a column that is too narrow.
const FORGIVEN: [&rs::Encoding; 8] = [
    rs::GBK,
    rs::BIG5,
    rs::SHIFT_JIS,
    rs::EUC_JP,
    rs::EUC_KR,
    rs::WINDOWS_1252,
    rs::WINDOWS_1250,
    rs::WINDOWS_1251,
];

/// Pairs of a rarer encoding and the usual one that agrees with it except for bytes that may occur later in the file.
const WIDER: [(&rs::Encoding, &rs::Encoding); 5] = [
    (rs::WINDOWS_1254, rs::WINDOWS_1252),
    (rs::ISO_8859_15, rs::WINDOWS_1252),
    (rs::ISO_8859_2, rs::WINDOWS_1250),
    (rs::ISO_8859_7, rs::WINDOWS_1253),
    (rs::ISO_8859_13, rs::WINDOWS_1257),
];

/// Guesses the encoding from pieces of a text with bytes outside ASCII.
pub(super) fn guess_encoding(pieces: &[&[u8]]) -> EncodingGuess {
    let detector = detector(pieces);
    let counted = by_letters(&detector, None);
    let (words, occurrences) = words(pieces, 4 * FEW);
    let (encoding, settled) = match forgiving(pieces, &words, counted) {
        Some(forgiven) => (forgiven, false),
        None => settle(counted, pieces, &words),
    };
    let encoding = wider(encoding, pieces);
    let faulty = pieces.iter().filter(|piece| !clean(encoding, piece)).count();
    let enough = words.len() >= FEW || (occurrences >= 4 && mostly_well(encoding, &words));
    let sure = faulty == 0 && enough && (settled || encoding == wider(counted, pieces));
    let alternatives = if sure { Vec::new() } else { alternatives(&detector, encoding, pieces, &words) };
    EncodingGuess { encoding: named(encoding, pieces), sure, alternatives, faulty }
}

fn detector(pieces: &[&[u8]]) -> EncodingDetector {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for piece in pieces {
        detector.feed(piece, false);
        detector.feed(b"\n", false);
    }
    detector
}

/// Returns the encoding that fits the letters and their neighbours best, perhaps biased to a country.
fn by_letters(detector: &EncodingDetector, country: Option<&str>) -> &'static rs::Encoding {
    detector.guess(country.map(str::as_bytes), Utf8Detection::Deny)
}

/// Returns the encoding in which nearly all pieces are valid, if some are not.
///
/// Letter statistics rule an encoding out at its first fault, and a file of a million lines may well have one.
fn forgiving(
    pieces: &[&[u8]],
    words: &[&[u8]],
    counted: &'static rs::Encoding,
) -> Option<&'static rs::Encoding> {
    if mostly_well(counted, words) && pieces.iter().all(|piece| clean(counted, piece)) {
        return None;
    }
    FORGIVEN.into_iter().find(|encoding| {
        let cleans: Vec<&[u8]> = pieces.iter().copied().filter(|piece| clean(encoding, piece)).collect();
        let nearly_all = cleans.len() < pieces.len() && cleans.len() * 10 >= pieces.len() * 9;
        nearly_all && by_letters(&detector(&cleans), None) == *encoding
    })
}

/// Corrects the statistical guess by how its words read. Returns the encoding with whether it is beyond doubt.
fn settle(
    counted: &'static rs::Encoding,
    pieces: &[&[u8]],
    words: &[&[u8]],
) -> (&'static rs::Encoding, bool) {
    if words.iter().all(|word| only_western_signs(word)) {
        return (rs::WINDOWS_1252, true);
    }
    let few = words.len() < FEW;
    let usual = USUAL.contains(&counted);
    let well = usual && mostly_well(counted, words);
    if words.iter().all(|word| reads_well(rs::WINDOWS_1252, word)) {
        let western = !well || (few && same(counted, rs::WINDOWS_1252, pieces));
        return if western { (rs::WINDOWS_1252, true) } else { (counted, false) };
    }
    if well {
        return (counted, false);
    }
    let tried = TRIED
        .into_iter()
        .filter(|encoding| few || *encoding == rs::MACINTOSH)
        .find(|encoding| mostly_well(encoding, words) && pieces.iter().all(|piece| clean(encoding, piece)));
    match tried {
        Some(encoding) => (encoding, false),
        None if usual || !few => (counted, false),
        None => (rs::WINDOWS_1252, false),
    }
}

fn mostly_well(encoding: &'static rs::Encoding, words: &[&[u8]]) -> bool {
    let well = words.iter().filter(|word| reads_well(encoding, word)).count();
    well * 4 >= words.len() * 3
}

/// Returns whether a piece decodes without faults and without the control characters that fill gaps of an encoding.
fn clean(encoding: &'static rs::Encoding, piece: &[u8]) -> bool {
    encoding
        .decode_without_bom_handling_and_without_replacement(piece)
        .is_some_and(|text| !text.chars().any(|character| ('\u{80}'..='\u{9F}').contains(&character)))
}

fn wider(encoding: &'static rs::Encoding, pieces: &[&[u8]]) -> &'static rs::Encoding {
    let known = WIDER.iter().find(|(narrow, _)| *narrow == encoding);
    known.filter(|(_, wide)| same(encoding, wide, pieces)).map_or(encoding, |(_, wide)| *wide)
}

fn same(one: &'static rs::Encoding, other: &'static rs::Encoding, pieces: &[&[u8]]) -> bool {
    let text = |encoding: &'static rs::Encoding, piece| encoding.decode_without_bom_handling(piece).0;
    pieces.iter().all(|piece| text(one, piece) == text(other, piece))
}

/// Returns the other encodings that a text may be in, by countries.
fn alternatives(
    detector: &EncodingDetector,
    chosen: &'static rs::Encoding,
    pieces: &[&[u8]],
    words: &[&[u8]],
) -> Vec<&'static rs::Encoding> {
    let countries = ["us", "cz", "pl", "ru", "tr", "cn", "tw", "jp", "kr", "gr"];
    let mut found: Vec<&'static rs::Encoding> = Vec::new();
    let by_country = countries.iter().map(|country| by_letters(detector, Some(country)));
    for encoding in by_country.chain([rs::ISO_8859_15, rs::MACINTOSH]) {
        let encoding = wider(encoding, pieces);
        let plausible = encoding != chosen
            && !found.contains(&encoding)
            && mostly_well(encoding, words)
            && pieces.iter().all(|piece| clean(encoding, piece))
            && !same(encoding, chosen, pieces);
        if plausible {
            found.push(encoding);
        }
    }
    found
}

/// Names GBK as GB18030, which decodes the same way, if the text has characters of four bytes.
fn named(encoding: &'static rs::Encoding, pieces: &[&[u8]]) -> &'static rs::Encoding {
    let wide = |piece: &&[u8]| has_four_bytes(piece) && clean(encoding, piece);
    if encoding == rs::GBK && pieces.iter().any(wide) { rs::GB18030 } else { encoding }
}

fn has_four_bytes(piece: &[u8]) -> bool {
    let mut bytes = piece.iter();
    while let Some(first) = bytes.next() {
        if *first > 0x80 && bytes.next().is_some_and(u8::is_ascii_digit) {
            return true;
        }
    }
    false
}
