//! Compressed files.

use std::io::Write as _;

use super::folder;

const TEXT: &str = "zip,amount\n00123,1.5\n00124,2.5\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(vec![], bzip2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = liblzma::write::XzEncoder::new(vec![], 1);
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

type Pack = fn(&[u8]) -> Vec<u8>;

const PACKINGS: [(&str, Pack); 4] = [("gz", gzip), ("zst", zstd), ("bz2", bzip2), ("xz", xz)];

#[test]
fn each_packing_reads_as_the_plain_file() {
    let folder = folder("packed").bytes("plain.csv", TEXT);
    let plain = folder.table("plain.csv");
    assert!(plain.starts_with("zip VARCHAR | amount DOUBLE\n00123 | 1.5\n00124 | 2.5\n"), "{plain}");
    let mut folder = folder;
    for (ending, pack) in PACKINGS {
        // By its ending, without it, and packed in two parts one after the other.
        let (first, second) = TEXT.split_at(17);
        let parts = [pack(first.as_bytes()), pack(second.as_bytes())].concat();
        for (file, bytes) in [
            (format!("t.csv.{ending}"), pack(TEXT.as_bytes())),
            (format!("{ending}.csv"), pack(TEXT.as_bytes())),
            (format!("parts.csv.{ending}"), parts),
        ] {
            folder = folder.bytes(&file, bytes);
            assert_eq!(folder.table(&file).replace(&file, "plain.csv"), plain, "{file}");
        }
    }
}

#[test]
fn a_file_that_was_cut_short_or_damaged_is_an_error_and_no_shorter_table() {
    let text: String = (0..200_000).map(|i| format!("{i},{}\n", i * 7919 % 104_729)).collect();
    let mut folder = folder("damaged");
    for (ending, pack) in PACKINGS {
        let whole = pack(format!("id,n\n{text}").as_bytes());
        let mut damaged = whole.clone();
        let middle = damaged.len() / 2;
        damaged[middle..middle + 8].iter_mut().for_each(|byte| *byte ^= 0xa5);
        let cut = format!("cut.csv.{ending}");
        let bad = format!("bad.csv.{ending}");
        folder = folder.bytes(&cut, &whole[..middle]).bytes(&bad, damaged);
        for file in [&cut, &bad] {
            let said = folder.ask(&format!("SELECT count(*) FROM '{file}'"));
            assert!(said.starts_with("exit 3\n--- stderr\nerror: '"), "{file}: {said}");
            assert!(said.contains(file.as_str()), "{file}: {said}");
        }
        let said = folder.ask(&format!("SELECT count(*) FROM '{cut}'"));
        assert!(said.contains("truncated"), "{cut}: {said}");
    }
}
