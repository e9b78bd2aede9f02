//! Blocks and fields equal those of the reference reader, whatever the size of the blocks.

use proptest::prelude::*;
use tenure_reader::records::{FieldIndex, Projection, RecordFault};
use tenure_reader::{Block, Dialect};

use crate::common::reference::{Field, Record};
use crate::generators::{config, dialect_and_text, sizes, steps};
use crate::utf8::{blocks, records};

/// Returns the records of the blocks with the projected fields.
fn indexed(blocks: &[Block], dialect: &Dialect, wanted: &Projection) -> Vec<Record> {
    let mut found = Vec::new();
    for block in blocks {
        let index = FieldIndex::new(block, dialect, wanted);
        let mut scratch = Vec::new();
        let mut rows = Vec::new();
        let record = |start: usize, fields, fault| Record {
            line: block.line + crate::common::reference::lines(&block.bytes[..start]),
            byte: block.offset + start as u64,
            raw: index.record(&block.bytes, start).to_vec(),
            fields,
            fault,
        };
        for row in 0..index.rows() {
            let fields = (0..wanted.fields.len()).map(|place| {
                let field = index.column(place).nth(row).unwrap();
                let text = field.text(&block.bytes, dialect, &mut scratch).to_vec();
                let (at, range) = (block.offset as usize, field.range());
                placed(Field { text, quoted: field.is_quoted(), span: at + range.start..at + range.end })
            });
            let fault = index.faults.iter().find(|(start, _)| *start as usize == index.start(row));
            assert!(fault.is_none_or(|(_, fault)| fault.is_count() && wanted.lenient));
            rows.push(record(index.start(row), fields.collect(), fault.map(|(_, fault)| *fault)));
        }
        for (start, fault) in &index.faults {
            if !index.has_row_at(*start) {
                rows.push(record(*start as usize, vec![], Some(*fault)));
            }
        }
        rows.sort_by_key(|record| record.byte);
        found.extend(rows);
    }
    found
}

/// Removes the position of an empty field, since a missing field is an empty one without a position.
fn placed(field: Field) -> Field {
    if field.text.is_empty() && !field.quoted { Field { span: 0..0, ..field } } else { field }
}

/// Projects a record of the reference reader.
fn as_wanted(record: &Record, wanted: &Projection) -> Record {
    let count = RecordFault::Count { found: record.fields.len() };
    let fault = record.fault.or((record.fields.len() != wanted.count).then_some(count));
    let is_used = fault.is_none_or(|fault| fault.is_count() && wanted.lenient);
    let empty = Field { text: vec![], quoted: false, span: 0..0 };
    let field = |field: &usize| placed(record.fields.get(*field).unwrap_or(&empty).clone());
    let fields = wanted.fields.iter().map(field);
    Record { fields: if is_used { fields.collect() } else { vec![] }, fault, ..record.clone() }
}

fn wanted() -> impl Strategy<Value = Projection> {
    (1..5_usize, any::<bool>()).prop_flat_map(|(count, lenient)| {
        let fields = prop::sample::subsequence((0..count).collect::<Vec<_>>(), 0..=count);
        fields.prop_map(move |fields| Projection { count, fields, lenient })
    })
}

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn records_do_not_depend_on_blocks(
        (dialect, text) in dialect_and_text(),
        wanted in wanted(),
        steps in steps(),
    ) {
        let slow = records(text.as_bytes(), &dialect);
        let slow: Vec<Record> = slow.iter().map(|record| as_wanted(record, &wanted)).collect();
        for size in sizes() {
            let blocks = blocks(text.as_bytes(), &dialect, size, &steps);
            let all: Vec<u8> = blocks.iter().flat_map(|block| block.bytes.clone()).collect();
            prop_assert_eq!(&all[..], text.as_bytes());
            prop_assert_eq!(&indexed(&blocks, &dialect, &wanted), &slow, "blocks of {}", size);
        }
    }
}

/// Checks the reference reader itself on a text whose records are evident.
#[test]
fn the_slow_reader_follows_the_rules() {
    let text = b"a,\"b\r\n\"\"\"\r\n \t\n\"x\"y,\rc\n\"d";
    let shown: Vec<String> = records(text, &Dialect::COMMA)
        .iter()
        .map(|record| {
            let texts = record.fields.iter().map(|field| String::from_utf8_lossy(&field.text).into_owned());
            let texts = texts.collect::<Vec<_>>().join("|");
            format!("{} {} {texts:?} {:?}", record.line, record.byte, record.fault)
        })
        .collect();
    let wanted = [
        r#"1 0 "a|b\r\n\"" None"#,
        r#"4 14 "x|" Some(AfterQuote { field: 0 })"#,
        r#"5 20 "c" None"#,
        r#"6 22 "d" Some(Unclosed { field: 0 })"#,
    ];
    assert_eq!(shown, wanted);
}
