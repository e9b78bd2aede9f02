//! Encodes texts.

/// Encodes a text. Characters that the encoding lacks are left out.
pub fn encode(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
            let has = |sign: &char| !encoding.encode(sign.encode_utf8(&mut [0; 4])).2;
            encoding.encode(&text.chars().filter(has).collect::<String>()).0.into_owned()
        }
    }
}
