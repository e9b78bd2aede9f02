//! Properties of every file that can be read: its text is what the reference reader reads, no examined value is bad,
//! and no value is lost.

use std::ops::Range;

use encoding_rs::DecoderResult;
use tenure_reader::text::{Encoding, TextReader};
use tenure_reader::values::{ValueFormat, trim};
use tenure_reader::{BadRow, Block, FileFormat, OnBadRow, Splitter};

use crate::common::reference::{Record, lines, records_from};
use crate::common::stepping::{Stepping, all};
use crate::common::tables::{Columns, Request, Table, fault, joined, parsed, same, text_column};
use crate::common::threads::in_threads;

/// The text of a file, with the positions of sequences that could not be decoded.
pub struct Decoded {
    pub text: Vec<u8>,
    pub malformed: Vec<u64>,
}

/// Decodes a file that is not compressed.
pub fn decoded(bytes: &[u8], encoding: Encoding) -> Decoded {
    let name = match bytes {
        [0xFF, 0xFE, ..] if encoding.name().starts_with("UTF-16") => "UTF-16LE",
        [0xFE, 0xFF, ..] if encoding.name().starts_with("UTF-16") => "UTF-16BE",
        _ => encoding.name(),
    };
    if name == "UTF-8" {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).to_vec();
        return Decoded { text, malformed: vec![] };
    }
    let mut decoder =
        encoding_rs::Encoding::for_label(name.as_bytes()).unwrap().new_decoder_without_bom_handling();
    let (mut text, mut malformed, mut at) = (String::new(), vec![], 0);
    loop {
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len() - at).unwrap());
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                malformed.push(text.len() as u64);
                text.push('\u{FFFD}');
            }
        }
    }
    if text.starts_with('\u{FEFF}') {
        text.drain(..3);
        malformed.iter_mut().for_each(|place| *place -= 3);
    }
    Decoded { text: text.into_bytes(), malformed }
}

/// The settings under which a file is read, which must all give the same rows.
pub struct ReadSettings<'a> {
    /// The sizes of blocks, the smallest first.
    pub sizes: &'a [usize],
    /// The numbers of threads that parse blocks of these sizes.
    pub threads: &'a [usize],
    /// The numbers of bytes that the source returns at a time.
    pub steps: &'a [usize],
}

/// Checks the properties of a file in its detected format. With `told`, options contradict the content or only a part
/// of it was examined, so values may be bad. `bytes` are not compressed.
pub fn check(
    format: &FileFormat,
    bytes: &[u8],
    told: bool,
    settings: &ReadSettings<'_>,
) -> Result<(), String> {
    let file = decoded(bytes, format.encoding);
    let at = format.offset as usize;
    if at > file.text.len() || format.line != 1 + lines(&file.text[..at]) {
        return Err(format!("the records do not begin at {at} on line {}", format.line));
    }
    let records = records_from(&file.text, &format.dialect, at, format.line);
    let texts: Columns =
        format.names().iter().enumerate().map(|(field, name)| (text_column(name), Some(field))).collect();
    let columns: Columns =
        format.columns.iter().enumerate().map(|(field, column)| (column.clone(), Some(field))).collect();
    let asked = Request {
        names: format.names().to_vec(),
        returned: texts.len(),
        columns: texts,
        encoding: format.encoding.name(),
        malformed: file.malformed.clone(),
    };
    let divided: Vec<Vec<Block>> =
        settings.sizes.iter().map(|size| all(splitter(format, bytes, *size, settings.steps))).collect();
    for on_bad_row in [OnBadRow::Error, OnBadRow::Reject, OnBadRow::Null] {
        let parser = asked.parser(&format.dialect, on_bad_row);
        let wanted = asked.table(&records, on_bad_row);
        let typed = format.parser(columns.clone(), columns.len(), on_bad_row);
        let mut first: Option<Table> = None;
        for (size, blocks) in settings.sizes.iter().zip(&divided) {
            let got = parsed(&parser, blocks);
            if !same(&got, &wanted, on_bad_row) {
                return Err(format!("blocks of {size}, {on_bad_row:?}: {got:?} is to be {wanted:?}"));
            }
            let got = parsed(&typed, blocks);
            let first = first.get_or_insert_with(|| got.clone());
            if !same(&got, first, on_bad_row) {
                return Err(format!("blocks of {size}, {on_bad_row:?}: {got:?} was {first:?}"));
            }
        }
        // The smallest blocks leave the most work to share.
        for (threads, size) in settings.threads.iter().zip(settings.sizes) {
            let splitter = splitter(format, bytes, *size, settings.steps);
            let got = joined(in_threads(splitter, &typed, *threads).into_iter());
            if first.as_ref().is_some_and(|first| !same(&got, first, on_bad_row)) {
                return Err(format!("{threads} threads, {on_bad_row:?}: {got:?} was {first:?}"));
            }
        }
        if let Some(table) = &first {
            // Where reading stops, not every bad row is reported.
            if on_bad_row != OnBadRow::Error {
                values(format, &file, &records, table)?;
            }
            if !told {
                no_bad_values(format, &file, &records, table)?;
            }
        }
    }
    Ok(())
}

fn splitter(format: &FileFormat, bytes: &[u8], size: usize, steps: &[usize]) -> Splitter {
    let text = TextReader::new(Box::new(Stepping::new(bytes, steps)), format.encoding);
    Splitter::new(text, format.dialect, size, format.offset, format.line).unwrap()
}

/// Checks that only malformed records and text that cannot be decoded are bad.
fn no_bad_values(
    format: &FileFormat,
    file: &Decoded,
    records: &[Record],
    table: &Table,
) -> Result<(), String> {
    for bad in &table.bad {
        let place = records.binary_search_by_key(&bad.byte, |record| record.byte);
        let Some(record) = place.ok().and_then(|place| records.get(place)) else {
            return Err(format!("{bad:?} is no record"));
        };
        let end = record.byte + record.raw.len() as u64;
        let is_text = std::str::from_utf8(&record.raw).is_ok()
            && !file.malformed.iter().any(|place| (record.byte..end).contains(place));
        if is_text && fault(record, format.columns.len()).is_none() {
            return Err(format!("{bad:?}, and nothing is wrong with the record"));
        }
    }
    Ok(())
}

/// Checks that texts equal those of the file byte for byte, that integers keep their digits, and that only missing
/// or bad values are NULL.
fn values(format: &FileFormat, file: &Decoded, records: &[Record], table: &Table) -> Result<(), String> {
    for (number, values) in &table.rows {
        let record = &records[*number];
        for (place, (value, column)) in values.iter().zip(&format.columns).enumerate() {
            let Some(field) = record.fields.get(place) else {
                if value.is_some() {
                    return Err(format!("field {place} of {record:?} is not there"));
                }
                continue;
            };
            let text = if column.format == ValueFormat::Text { &field.text[..] } else { trim(&field.text) };
            let is_null =
                column.nulls.iter().any(|null| null.as_bytes() == text || null.as_bytes() == field.text)
                    || text.is_empty() && (column.format != ValueFormat::Text || !field.quoted);
            let is_told =
                |bad: &BadRow| bad.byte == record.byte && bad.column.as_deref() == Some(column.name.as_str());
            let is_well = match (value, &column.format) {
                (None, _) if is_null => true,
                (None, _) => table.bad.iter().any(is_told),
                _ if is_null => false,
                (Some(value), ValueFormat::Text) => value == text && !is_malformed(file, &field.span),
                (Some(value), ValueFormat::Integer(_)) => {
                    let digits = |text: &[u8]| text.iter().filter(|byte| byte.is_ascii_digit()).count();
                    digits(value) == digits(text)
                }
                _ => true,
            };
            if !is_well {
                return Err(format!("{text:?} was read as {value:?} by {column:?}"));
            }
        }
    }
    Ok(())
}

fn is_malformed(file: &Decoded, span: &Range<usize>) -> bool {
    file.malformed.iter().any(|place| span.contains(&(*place as usize)))
}
