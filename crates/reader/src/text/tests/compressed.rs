use super::round_trip::{COMPRESSED, compress_parts};
use crate::text::decompress::decompress;
use crate::text::{Compression, Encoding, TextReader, sample};
use std::io::{Cursor, Read};

fn decompressed(compressed: &[u8], compression: Compression) -> Result<Vec<u8>, String> {
    let mut content = Vec::new();
    decompress(Box::new(Cursor::new(compressed.to_vec())), compression)
        .and_then(|mut reader| reader.read_to_end(&mut content))
        .map(|_| content)
        .map_err(|error| error.to_string())
}

fn some_text() -> Vec<u8> {
    (0..4_000).flat_map(|row| format!("{row},{}\n", row * 7919 % 104_729).into_bytes()).collect()
}

#[test]
fn parts_one_after_the_other_are_all_read() {
    let text = some_text();
    for compression in COMPRESSED {
        let compressed = compress_parts(&[&text, b"", b"more\n", &text], compression);
        let all = [&text, &b"more\n"[..], &text].concat();
        assert!(decompressed(&compressed, compression) == Ok(all), "{compression:?}");
    }
}

#[test]
fn data_cut_short_are_an_error_wherever_they_are_cut() {
    let text = some_text();
    for compression in COMPRESSED {
        let compressed = compress_parts(&[&text], compression);
        let wanted = format!("the {} data end too early: the file is truncated", compression.name());
        for cut in [1, 3, 7, 12, compressed.len() / 2, compressed.len() - 5, compressed.len() - 1] {
            assert_eq!(decompressed(&compressed[..cut], compression), Err(wanted.clone()), "{cut} bytes");
        }
    }
}

#[test]
fn damaged_data_are_an_error() {
    let text = some_text();
    for compression in COMPRESSED {
        let mut compressed = compress_parts(&[&text], compression);
        let middle = compressed.len() / 2;
        compressed[middle..middle + 20].fill(0x55);
        let error = decompressed(&compressed, compression).err().unwrap_or_else(|| panic!("{compression:?}"));
        assert!(error.starts_with(&format!("the {} data are damaged (", compression.name())), "{error}");
    }
}

#[test]
fn zeros_behind_gzip_data_are_padding_and_anything_else_is_an_error() {
    let mut compressed = compress_parts(&[b"a,b\n"], Compression::Gzip);
    compressed.extend([0; 600]);
    assert_eq!(decompressed(&compressed, Compression::Gzip), Ok(b"a,b\n".to_vec()));
    compressed.push(1);
    let error = decompressed(&compressed, Compression::Gzip).unwrap_err();
    assert_eq!(error, "the gzip data are damaged (other data follow)");
    for compression in COMPRESSED {
        let mut compressed = compress_parts(&[b"a,b\n"], compression);
        compressed.extend(b"rubbish, and more of it");
        let error = decompressed(&compressed, compression).unwrap_err();
        assert!(error.starts_with("the "), "{error}");
    }
}

#[test]
fn a_file_is_sampled_and_read() {
    let path = std::env::temp_dir().join(format!("tenure-text-{}.csv.gz", std::process::id()));
    std::fs::write(&path, compress_parts(&[b"id,name\n", b"1,Jos\xE9\n"], Compression::Gzip)).unwrap();
    let (first, _) = sample(&path, Compression::None, Compression::LOOKS_AT).unwrap();
    let compression = Compression::of(&path, &first);
    assert_eq!(compression, Compression::Gzip);
    assert_eq!(sample(&path, compression, 7).unwrap(), (b"id,name".to_vec(), false));
    assert_eq!(sample(&path, compression, 15).unwrap(), (b"id,name\n1,Jos\xE9\n".to_vec(), true));
    assert_eq!(sample(&path, compression, 100).unwrap(), (b"id,name\n1,Jos\xE9\n".to_vec(), true));
    let mut text = TextReader::open(&path, compression, Encoding::from_label("latin1").unwrap()).unwrap();
    let mut all = Vec::new();
    assert_eq!(text.read(&mut all, 100).unwrap(), 16);
    assert_eq!(all, "id,name\n1,José\n".as_bytes());
    std::fs::remove_file(&path).unwrap();
}
