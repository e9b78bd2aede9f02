//! Text in units of two or four bytes without a byte order mark.

use super::Encoding;

/// How many units are looked at.
const UNITS: usize = 32 * 1024;

/// UTF-16 without a byte order mark: the byte order in which more units are ASCII, if hardly any unit is what no text has.
pub(super) fn utf16(sample: &[u8]) -> Option<Encoding> {
    let little = look(sample, u16::from_le_bytes);
    let big = look(sample, u16::from_be_bytes);
    let (found, encoding) =
        if little.ascii >= big.ascii { (little, Encoding::UTF_16LE) } else { (big, Encoding::UTF_16BE) };
    // Separators, digits and ends of lines are ASCII in any delimited text.
    let plausible = found.ascii > 0 && found.ascii * 50 >= found.units && found.wrong * 200 <= found.units;
    plausible.then_some(encoding)
}

struct Looks {
    units: usize,
    ascii: usize,
    wrong: usize,
}

fn look(sample: &[u8], unit: fn([u8; 2]) -> u16) -> Looks {
    let (pairs, _) = sample.as_chunks::<2>();
    let pairs = &pairs[..pairs.len().min(UNITS)];
    let mut looks = Looks { units: pairs.len(), ascii: 0, wrong: 0 };
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok('\t' | '\n' | '\r' | ' '..='~') => looks.ascii += 1,
            Ok('\0'..' ' | '\u{7F}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFE}'..='\u{FFFF}')
            | Err(_) => {
                looks.wrong += 1;
            }
            Ok(_) => {}
        }
    }
    looks
}

/// UTF-32, with or without a byte order mark: units of four bytes that are all characters, which no other text has.
pub(super) fn utf32(sample: &[u8]) -> bool {
    let (units, _) = sample.as_chunks::<4>();
    let units = &units[..units.len().min(UNITS)];
    let characters = |unit: fn([u8; 4]) -> u32| {
        units.iter().all(|bytes| char::from_u32(unit(*bytes)).is_some_and(|character| character != '\0'))
    };
    !units.is_empty() && (characters(u32::from_le_bytes) || characters(u32::from_be_bytes))
}
