use super::Slow;
use super::compress::{ALL, compress};
use crate::text::{Compression, Encoding, TextReader};
use proptest::prelude::*;
use std::io::Cursor;

/// Every compression but none.
pub(super) const COMPRESSED: [Compression; 4] = {
    let [_, compressed @ ..] = ALL;
    compressed
};

/// Compresses each part by itself and concatenates them.
pub(super) fn compress_parts(parts: &[&[u8]], compression: Compression) -> Vec<u8> {
    parts.iter().flat_map(|part| compress(part, compression)).collect()
}

pub(super) fn encode(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let (bytes, _, lost) = Encoding::from_label(encoding).unwrap().0.encode(text);
            assert!(!lost, "{text} in {encoding}");
            bytes.into_owned()
        }
    }
}

pub(super) fn read_all(mut text: TextReader, most: usize) -> (String, Vec<u64>) {
    let mut all = Vec::new();
    let mut malformed = Vec::new();
    loop {
        let before = all.len();
        let read = text.read(&mut all, most).unwrap();
        assert_eq!(read, all.len() - before);
        malformed.extend(text.take_malformed());
        if read == 0 {
            assert_eq!(text.read(&mut all, most).unwrap(), 0);
            return (String::from_utf8(all).unwrap(), malformed);
        }
        assert!(read <= most + 32);
    }
}

fn slowly(bytes: &[u8], step: usize, encoding: &str) -> TextReader {
    let source = Slow { inner: Cursor::new(bytes.to_vec()), step };
    TextReader::new(Box::new(source), Encoding::from_label(encoding).unwrap())
}

const ENCODINGS: [&str; 10] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "GBK",
    "GB18030",
    "Big5",
    "Shift_JIS",
    "EUC-KR",
    "windows-1252",
    "ISO-2022-JP",
];

/// Returns characters of an encoding, of one, two and four bytes.
fn characters(encoding: &str) -> Vec<char> {
    let some = match encoding {
        "GBK" => "张三李四上海€",
        "Big5" => "張三李四臺北",
        "Shift_JIS" => "山田太郎カタカナｶﾅ",
        "ISO-2022-JP" => "山田太郎カタカナ",
        "EUC-KR" => "김철수서울",
        "windows-1252" => "éüßñ€£™",
        _ => "é€张𠮷😀",
    };
    some.chars().chain("abc,;\"\n019 ".chars()).collect()
}

fn text_and_encoding() -> impl Strategy<Value = (String, &'static str)> {
    prop::sample::select(ENCODINGS.to_vec()).prop_flat_map(|encoding| {
        let character = prop::sample::select(characters(encoding));
        let text = prop::collection::vec(character, 0..200).prop_map(String::from_iter);
        (text, Just(encoding))
    })
}

proptest! {
    // Compression is slow.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_text_comes_back_from_packed_parts(
        (text, encoding) in text_and_encoding(),
        compression in prop::sample::select(COMPRESSED.to_vec()),
        cut: prop::sample::Index,
        step in 1usize..9,
    ) {
        let bytes = encode(&text, encoding);
        let (one, two) = bytes.split_at(cut.index(bytes.len() + 1));
        let compressed = compress_parts(&[one, two], compression);
        let source = Slow { inner: Cursor::new(compressed), step };
        let content = crate::text::decompress::decompress(Box::new(source), compression).unwrap();
        let read = read_all(TextReader::new(content, Encoding::from_label(encoding).unwrap()), 64);
        prop_assert_eq!(read, (text, Vec::new()));
    }
}

proptest! {
    #[test]
    fn the_text_comes_back_however_it_is_cut(
        (text, encoding) in text_and_encoding(),
        step in 1usize..9,
        most in 1usize..40,
        marked: bool,
    ) {
        let mark = if marked { Encoding::from_label(encoding).unwrap().mark() } else { b"" };
        let bytes = [mark, &encode(&text, encoding)].concat();
        let read = read_all(slowly(&bytes, step, encoding), most);
        prop_assert_eq!(read, (text, Vec::new()));
    }

    #[test]
    fn noise_is_decoded_as_the_decoder_does_and_its_faults_are_found(
        noise in prop::collection::vec(any::<u8>(), 0..300),
        encoding in prop::sample::select(ENCODINGS[1..].to_vec()),
        step in 1usize..9,
        most in 1usize..40,
    ) {
        // A byte order mark in the noise is another matter.
        prop_assume!(Encoding::from_mark(&noise).is_none());
        let expected = Encoding::from_label(encoding).unwrap().0.decode_without_bom_handling(&noise).0.into_owned();
        let (text, malformed) = read_all(slowly(&noise, step, encoding), most);
        prop_assert_eq!(&text, &expected);
        let replaced = text.match_indices('\u{FFFD}').map(|(at, _)| at as u64);
        // The text may contain the character itself, as in UTF-16.
        if !encoding.starts_with("UTF-16") && encoding != "GB18030" && encoding != "GBK" {
            prop_assert_eq!(malformed, replaced.collect::<Vec<u64>>());
        }
    }
}

#[test]
fn faults_are_placed_in_the_text_given_out() {
    let (text, malformed) = read_all(slowly(b"a,\xFF\n\xD5\xC5,\xD5\n\xFF", 1, "GBK"), 3);
    assert_eq!(text, "a,\u{FFFD}\n张,\u{FFFD}\n\u{FFFD}");
    assert_eq!(malformed, [2, 10, 14]);
    let (text, malformed) = read_all(slowly(b"\x00\xD8a\x00b", 1, "UTF-16LE"), 100);
    assert_eq!(text, "\u{FFFD}a\u{FFFD}");
    assert_eq!(malformed, [0, 4]);
}

#[test]
fn utf8_passes_as_it_is() {
    let mut text = slowly(b"\xEF\xBB\xBFa\xFF\xEF\xBB\xBF", 1, "UTF-8");
    let mut all = b"before".to_vec();
    while text.read(&mut all, 2).unwrap() > 0 {}
    assert_eq!(all, b"beforea\xFF\xEF\xBB\xBF");
    assert!(text.take_malformed().is_empty());
}

#[test]
fn the_byte_order_mark_of_utf16_decides_the_byte_order() {
    assert_eq!(read_all(slowly(b"\xFE\xFF\0a\0b", 1, "utf-16"), 100).0, "ab");
    assert_eq!(read_all(slowly(b"\xFF\xFEa\0b\0", 1, "utf-16be"), 100).0, "ab");
}
