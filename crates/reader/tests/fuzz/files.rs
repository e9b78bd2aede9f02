//! Random files.

use crate::common::encode::encode;
use crate::random::Random;
use crate::seeds::{FIELDS, SEEDS};

const ENCODINGS: [&str; 9] = [
    "UTF-16LE",
    "UTF-16BE",
    "GBK",
    "GB18030",
    "Big5",
    "Shift_JIS",
    "ISO-2022-JP",
    "windows-1252",
    "windows-1251",
];

/// The bytes of files of noise.
const ALPHABETS: [&[u8]; 7] = [
    b",\"\n",
    b",;\t| \"'\\\r\n",
    b"a1,\"\n\r \t",
    b"0123456789.,-+/: \n",
    b"ab\0\n,\xFF\xFE\xEF\xBB\xBF",
    b"a\n,\x1B$B(J\x81\x84\x31\x95\x33\xD5\xC5",
    b"TRUEfalse0/;\n\"",
];

/// Makes the bytes of a file that is not compressed.
pub fn file(random: &mut Random) -> Vec<u8> {
    let mut bytes = match random.below(8) {
        0..=2 => seed(random),
        3..=5 => table(random),
        6 => noise(random),
        _ => [seed(random), seed(random)].concat(),
    };
    if random.once_in(4) {
        bytes = encode(&String::from_utf8_lossy(&bytes), random.of(&ENCODINGS));
    }
    if random.once_in(10) {
        let marks: [&[u8]; 4] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF", b"\x84\x31\x95\x33"];
        bytes.splice(0..0, random.of(&marks).iter().copied());
    }
    for _ in 0..[0, 0, 1, 2, 5, 20][random.below(6)] {
        mutate(random, &mut bytes);
    }
    bytes.truncate(100_000);
    bytes
}

fn seed(random: &mut Random) -> Vec<u8> {
    random.of(SEEDS).as_bytes().to_vec()
}

fn noise(random: &mut Random) -> Vec<u8> {
    let length = random.below(300);
    if random.once_in(4) {
        return (0..length).map(|_| random.next() as u8).collect();
    }
    let alphabet = random.of(&ALPHABETS);
    (0..length).map(|_| random.of(alphabet)).collect()
}

/// Makes a table whose columns hold fields of a few kinds each.
fn table(random: &mut Random) -> Vec<u8> {
    let delimiter = random.of(&[",", ",", ",", ";", "\t", "|", " ", "^", "\u{1}"]);
    let end = random.of(&["\n", "\n", "\r\n", "\r"]);
    let columns: Vec<Vec<&str>> = (0..1 + random.below(5))
        .map(|_| (0..1 + random.below(3)).map(|_| random.of(FIELDS)).collect())
        .collect();
    let mut text = String::new();
    if !random.once_in(3) {
        let names: Vec<String> =
            (0..columns.len()).map(|_| random.of(&["id", "name", "Datum", "x y", ""]).into()).collect();
        text += &(names.join(delimiter) + end);
    }
    for _ in 0..random.below(20) {
        let fields = columns.iter().map(|fields| {
            let field = if random.once_in(30) { random.of(FIELDS) } else { random.of(fields) };
            let needs = [delimiter, "\"", "\n", "\r"].iter().any(|sign| field.contains(sign));
            let quote = if random.once_in(20) { !needs } else { needs };
            if quote { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
        });
        text += &(fields.collect::<Vec<_>>().join(delimiter) + end);
    }
    if random.once_in(2) {
        text.truncate(text.len() - end.len().min(text.len()));
    }
    text.into_bytes()
}

fn mutate(random: &mut Random, bytes: &mut Vec<u8>) {
    let place = random.below(bytes.len() + 1);
    let part = random.range(bytes.len(), 20);
    match random.below(11) {
        0 => bytes.insert(place, random.next() as u8),
        1 => bytes.insert(place, random.of(b",;\t\"'\\\n\r \0a1")),
        2 => drop(bytes.drain(part)),
        3 => {
            let copy = bytes[part].to_vec();
            bytes.splice(place..place, copy);
        }
        4 => {
            let sign = random.next() as u8;
            bytes[part].fill(sign);
        }
        5 => {
            let other = seed(random);
            let cut = random.below(other.len() + 1);
            bytes.splice(place.., other[cut..].iter().copied());
        }
        6 => bytes.truncate(place),
        7 if bytes.len() < 2_000 => *bytes = bytes.repeat(1 + random.below(6)),
        8 => {
            let ends: [&[u8]; 4] = [b"\n", b"\r\n", b"\r", b"\n\n"];
            let end = random.of(&ends);
            *bytes = bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(end);
        }
        9 => {
            let field = random.of(FIELDS).as_bytes();
            bytes.splice(place..place, field.iter().copied());
        }
        _ => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}
