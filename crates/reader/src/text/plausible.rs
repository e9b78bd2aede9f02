//! Judges whether words are plausible in an encoding, for texts too short for letter statistics.

use encoding_rs as rs;
use std::ops::RangeInclusive;

/// The part of a word that is examined. A text without spaces is a single word.
const LONGEST: usize = 200;

/// Returns the different words with bytes outside ASCII, at most `most` of them, and the number of all such words.
pub(super) fn words<'a>(pieces: &[&'a [u8]], most: usize) -> (Vec<&'a [u8]>, usize) {
    let mut words: Vec<&[u8]> = Vec::new();
    let mut all = 0;
    // The second byte of a two-byte character is 0x40 or above in all encodings, so no character is cut.
    for word in
        pieces.iter().flat_map(|piece| piece.split(|byte| *byte < 0x40)).filter(|word| !word.is_ascii())
    {
        all += 1;
        if words.len() < most && !words.contains(&word) {
            words.push(word);
        }
    }
    (words, all)
}

/// Returns whether a word reads well in an encoding: letters stand where letters belong, symbols where symbols belong.
pub(super) fn reads_well(encoding: &'static rs::Encoding, word: &[u8]) -> bool {
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(word) else { return false };
    if let Some((_, leads, trail)) = USUAL_CHARACTERS.iter().find(|(known, _, _)| *known == encoding) {
        return usual_characters(word, leads, *trail);
    }
    let other_script = |letter: char| letter.is_alphabetic() && letter > '\u{24F}';
    if text.chars().any(other_script) { one_script(&text) } else { latin(&text, true) }
}

/// Returns whether a word has no letters outside ASCII in windows-1252, only symbols in plausible places, such as a
/// pound sign before a price.
pub(super) fn only_western_signs(word: &[u8]) -> bool {
    latin(&rs::WINDOWS_1252.decode_without_bom_handling(word).0, false)
}

/// The first bytes of the most frequent characters, and the lowest second byte.
type Usual = (&'static rs::Encoding, &'static [RangeInclusive<u8>], u8);

const USUAL_CHARACTERS: [Usual; 5] = [
    (rs::GBK, &[0xA1..=0xA1, 0xA3..=0xA3, 0xB0..=0xD7], 0xA1),
    (rs::BIG5, &[0xA1..=0xA1, 0xA4..=0xC6], 0x40),
    (rs::SHIFT_JIS, &[0x81..=0x83, 0x88..=0x98], 0x40),
    (rs::EUC_JP, &[0xA1..=0xA1, 0xA3..=0xA5, 0xB0..=0xCF], 0xA1),
    (rs::EUC_KR, &[0xA1..=0xA1, 0xA3..=0xA3, 0xB0..=0xC8], 0xA1),
];

fn usual_characters(word: &[u8], leads: &[RangeInclusive<u8>], trail: u8) -> bool {
    let word = &word[..word.len().min(LONGEST)];
    let latin_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let mut at = 0;
    while at < word.len() {
        if word[at].is_ascii() {
            at += 1;
            continue;
        }
        let begin = at;
        while word.get(at).is_some_and(|byte| !byte.is_ascii()) {
            let usual = leads.iter().any(|range| range.contains(&word[at]));
            if !usual || word.get(at + 1).is_some_and(|second| *second < trail) {
                return false;
            }
            at += 2;
        }
        // An accent within a word such as "Müller" would be a character between letters.
        if latin_letter(word[..begin].last()) && latin_letter(word.get(at)) {
            return false;
        }
    }
    true
}

/// Tells whether all words have at least three letters, none of them Latin, and are in lower case, upper case or
/// capitalised.
fn one_script(text: &str) -> bool {
    let between = |character: char| character.is_ascii() && !character.is_ascii_alphabetic();
    text.split(between).filter(|word| !word.is_ascii()).all(|word| {
        let letters: Vec<char> = word.chars().take(LONGEST).collect();
        let rest = letters.get(1..).unwrap_or_default();
        letters.len() >= 3
            && letters.iter().all(|letter| letter.is_alphabetic() && !letter.is_ascii())
            && (!rest.iter().any(|letter| letter.is_uppercase())
                || letters.iter().all(|letter| !letter.is_lowercase()))
    })
}

/// Single letters that are words.
const ALONE: &str = "àâéèóòôöåøæÀÉÈÓÖÅØÆ";

/// Letters that are rare in windows-1252 and frequent in other encodings.
const RARE: &str = "ÐÞðþÿŸƒˆ";

fn latin(text: &str, letters: bool) -> bool {
    let characters: Vec<char> = text.chars().take(LONGEST).collect();
    let is_letter = |at: Option<&char>| at.is_some_and(|character| character.is_alphabetic());
    let large = |at: Option<&char>| at.is_some_and(|character| character.is_uppercase());
    let small = |at: Option<&char>| at.is_some_and(|character| character.is_lowercase());
    characters.iter().enumerate().filter(|(_, character)| !character.is_ascii()).all(|(at, character)| {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let after = characters.get(at + 1);
        match character {
            '£' | '€' | '¥' => !is_letter(after),
            '¡' | '¿' => is_letter(after),
            'µ' => !is_letter(before),
            '‘' | '’' | '´' | '–' | '—' | '…' | '\u{A0}' => true,
            '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '©' | '®' | '™' | '°' | 'º' | 'ª' | '²' | '³' | '±'
            | '×' | '¼' | '½' | '¾' | '§' | '•' | '·' | '‰' | '†' => {
                !(is_letter(before) && is_letter(after))
            }
            'À'..='\u{24F}' if letters && !RARE.contains(*character) => {
                let beside = beside_ascii(&characters, at);
                let turns = small(before) && large(Some(character)) || small(Some(character)) && large(after);
                (beside && !turns) || (characters.len() == 1 && ALONE.contains(*character))
            }
            _ => false,
        }
    })
}

/// Returns whether an ASCII letter stands next to the letter, or next but one as in "Łódź".
fn beside_ascii(characters: &[char], at: usize) -> bool {
    let mut before = characters[..at].iter().rev().take(2).take_while(|letter| letter.is_alphabetic());
    let mut after = characters[at + 1..].iter().take(2).take_while(|letter| letter.is_alphabetic());
    before.any(char::is_ascii_alphabetic) || after.any(char::is_ascii_alphabetic)
}
