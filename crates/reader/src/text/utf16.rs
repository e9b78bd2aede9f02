//! Detects UTF-16 and UTF-32 without a byte order mark.

use super::Encoding;

/// The number of units to examine.
const UNITS: usize = 32 * 1024;

/// Returns the byte order of UTF-16 without a byte order mark: the one in which more units are ASCII. Returns `None`
/// if more than a few units are no characters of text.
pub(super) fn utf16(sample: &[u8]) -> Option<Encoding> {
    let little = count_units(sample, u16::from_le_bytes);
    let big = count_units(sample, u16::from_be_bytes);
    let (found, encoding) =
        if little.ascii >= big.ascii { (little, Encoding::UTF_16LE) } else { (big, Encoding::UTF_16BE) };
    // Separators, digits and line ends are ASCII in any delimited text.
    let plausible = found.ascii > 0 && found.ascii * 50 >= found.units && found.wrong * 200 <= found.units;
    plausible.then_some(encoding)
}

struct UnitCounts {
    units: usize,
    ascii: usize,
    wrong: usize,
}

fn count_units(sample: &[u8], unit: fn([u8; 2]) -> u16) -> UnitCounts {
    let (pairs, _) = sample.as_chunks::<2>();
    let pairs = &pairs[..pairs.len().min(UNITS)];
    let mut counts = UnitCounts { units: pairs.len(), ascii: 0, wrong: 0 };
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok('\t' | '\n' | '\r' | ' '..='~') => counts.ascii += 1,
            Ok('\0'..' ' | '\u{7F}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFE}'..='\u{FFFF}')
            | Err(_) => {
                counts.wrong += 1;
            }
            Ok(_) => {}
        }
    }
    counts
}

/// Returns whether the sample is UTF-32, with or without a byte order mark: all its units of four bytes are
/// characters, which holds for no other text.
pub(super) fn utf32(sample: &[u8]) -> bool {
    let (units, _) = sample.as_chunks::<4>();
    let units = &units[..units.len().min(UNITS)];
    let characters = |unit: fn([u8; 4]) -> u32| {
        units.iter().all(|bytes| char::from_u32(unit(*bytes)).is_some_and(|character| character != '\0'))
    };
    !units.is_empty() && (characters(u32::from_le_bytes) || characters(u32::from_be_bytes))
}
