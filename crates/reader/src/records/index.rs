//! Where the fields of a block's records are.

use std::ops::Range;

use super::byte_scanner::ByteScanner;
use super::dialect::{Delimiter, Dialect, Escape};
use super::split::Block;

/// The place of a field in its block, without quotes around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    start: u32,
    /// Two flags above the place of the end.
    end: u32,
}

const QUOTED: u32 = 1 << 31;
const ESCAPED: u32 = 1 << 30;

impl Field {
    fn new(start: usize, end: usize, flags: u32) -> Self {
        Self { start: start as u32, end: end as u32 | flags }
    }

    /// Where it stands in the block.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..(self.end & !(QUOTED | ESCAPED)) as usize
    }

    /// Its bytes; if it is escaped, as they stand in the text.
    #[inline]
    pub fn raw<'a>(&self, block: &'a [u8]) -> &'a [u8] {
        block.get(self.range()).unwrap_or_default()
    }

    /// Whether quotes stand around it.
    #[inline]
    pub fn is_quoted(&self) -> bool {
        self.end & QUOTED != 0
    }

    /// Whether there are escaped signs in it.
    #[inline]
    pub fn is_escaped(&self) -> bool {
        self.end & ESCAPED != 0
    }

    /// Its text. `scratch` holds it if it is not in the block as it is.
    #[inline]
    pub fn text<'a>(&self, block: &'a [u8], dialect: &Dialect, scratch: &'a mut Vec<u8>) -> &'a [u8] {
        match (self.is_escaped(), dialect.quote) {
            (true, Some(quote)) => {
                unescape(self.raw(block), quote, dialect.escape, scratch);
                scratch
            }
            _ => self.raw(block),
        }
    }
}

/// Takes the second of two quotes, and the sign after a backslash, for what they stand for.
fn unescape(raw: &[u8], quote: u8, escape: Escape, text: &mut Vec<u8>) {
    text.clear();
    let mut bytes = raw.iter();
    while let Some(byte) = bytes.next() {
        let escapes = *byte == quote || escape == Escape::Backslash && *byte == b'\\';
        let byte = if escapes { bytes.next().unwrap_or(byte) } else { byte };
        text.push(*byte);
    }
}

/// Which fields of a record are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// How many fields a record has.
    pub count: usize,
    /// Those that are wanted, by their place from 0, in order.
    pub fields: Vec<usize>,
    /// Whether a record with too few or too many fields is used as far as it goes.
    pub lenient: bool,
}

/// What is wrong with a record as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordFault {
    /// It has another number of fields.
    Count {
        /// How many it has.
        found: usize,
    },
    /// Text follows the closing quote of this field.
    AfterQuote {
        /// The field, from 0.
        field: usize,
    },
    /// The quote of this field is never closed.
    Unclosed {
        /// The field, from 0.
        field: usize,
    },
}

impl RecordFault {
    /// Whether it is about the number of fields.
    pub fn is_count(&self) -> bool {
        matches!(self, Self::Count { .. })
    }
}

/// The wanted fields of the records of a block.
#[derive(Debug, Clone, Default)]
pub struct FieldIndex {
    fields: Vec<Field>,
    width: usize,
    /// Where each record begins.
    starts: Vec<u32>,
    /// Records that are not as they should be, by the place where they begin. They are left out, but for those of
    /// another number of fields in a lenient reading.
    pub faults: Vec<(u32, RecordFault)>,
    /// Lines without anything on them, which are no records.
    pub blank_lines: u64,
}

impl FieldIndex {
    /// Finds the wanted fields.
    pub fn new(block: &Block, dialect: &Dialect, wanted: &Projection) -> Self {
        let mut index = Self { width: wanted.fields.len(), ..Self::default() };
        // A good guess saves the growing: records are seldom shorter than four signs a field.
        let records = block.bytes.len() / wanted.count.saturating_mul(4).max(1);
        index.fields.reserve(records * index.width);
        index.starts.reserve(records);
        let bytes = &block.bytes;
        match (dialect.delimiter, dialect.quote) {
            (Delimiter::Byte(sign), Some(quote)) if block.quotes => match dialect.escape {
                Escape::Double => index.quoted_signs(bytes, sign, quote, wanted),
                Escape::Backslash => index.slow(bytes, dialect, wanted),
            },
            (Delimiter::Byte(sign), _) => index.signs(bytes, sign, wanted),
            (Delimiter::Blanks, _) => index.slow(bytes, dialect, wanted),
        }
        index
    }

    /// How many records there are.
    pub fn rows(&self) -> usize {
        self.starts.len()
    }

    /// The fields of a column, the wanted ones counted from 0, in the order of the records.
    #[inline]
    pub fn column(&self, wanted: usize) -> impl Iterator<Item = Field> + '_ {
        self.fields.get(wanted..).unwrap_or_default().iter().step_by(self.width.max(1)).copied()
    }

    /// Where a record begins.
    pub fn start(&self, row: usize) -> usize {
        self.starts[row] as usize
    }

    /// Whether a record that begins here is used.
    pub fn has_row_at(&self, start: u32) -> bool {
        self.starts.binary_search(&start).is_ok()
    }

    /// The record that begins here, without its line end.
    pub fn record<'a>(&self, block: &'a [u8], start: usize) -> &'a [u8] {
        let after = |starts: &[u32]| starts.get(starts.partition_point(|at| *at as usize <= start)).copied();
        let faults = &self.faults[self.faults.partition_point(|(at, _)| (*at as usize) < start)..];
        let (here, later) =
            faults.split_at(usize::from(faults.first().is_some_and(|(at, _)| *at as usize == start)));
        let next = [after(&self.starts), later.first().map(|(at, _)| *at)].into_iter().flatten().min();
        let record = block.get(start..next.map_or(block.len(), |next| next as usize)).unwrap_or_default();
        if let [(_, RecordFault::Unclosed { .. })] = here {
            return record;
        }
        // Lines with nothing on them may follow. The record ends with the line of its last sign.
        let is_sign = |byte: &u8| !matches!(byte, b'\n' | b'\r' | b' ' | b'\t');
        let last = record.iter().rposition(is_sign).unwrap_or(0);
        let end = memchr::memchr2(b'\n', b'\r', &record[last..]);
        &record[..end.map_or(record.len(), |end| last + end)]
    }

    /// Leaves out these records; they are in order.
    pub fn remove(&mut self, rows: &[usize]) {
        let mut rows = rows.iter().peekable();
        let mut kept = 0;
        for row in 0..self.starts.len() {
            if rows.next_if(|next| **next == row).is_some() {
                continue;
            }
            self.starts[kept] = self.starts[row];
            self.fields.copy_within(row * self.width..(row + 1) * self.width, kept * self.width);
            kept += 1;
        }
        self.starts.truncate(kept);
        self.fields.truncate(kept * self.width);
    }

    /// No quotes.
    fn signs(&mut self, bytes: &[u8], delimiter: u8, wanted: &Projection) {
        let mut marks = ByteScanner::new(bytes, [delimiter, b'\n', b'\r']);
        let mut at = 0;
        while at < bytes.len() {
            if let Some(next) = self.after_blank_line(bytes, at, Delimiter::Byte(delimiter)) {
                at = next;
                marks.seek(at);
                continue;
            }
            let mut record = Record::new(at, self.fields.len(), wanted);
            loop {
                let end = marks.next();
                self.field(&mut record, at, end, 0);
                at = end + 1;
                match bytes.get(end) {
                    Some(byte) if *byte == delimiter => {}
                    Some(b'\r') if bytes.get(at) == Some(&b'\n') => {
                        at = marks.next() + 1;
                        break;
                    }
                    _ => break,
                }
            }
            self.end_record(&record);
        }
    }

    /// Quotes, that are written twice inside.
    fn quoted_signs(&mut self, bytes: &[u8], delimiter: u8, quote: u8, wanted: &Projection) {
        let mut marks = ByteScanner::new(bytes, [delimiter, b'\n', b'\r', quote]);
        let mut at = 0;
        while at < bytes.len() {
            if let Some(next) = self.after_blank_line(bytes, at, Delimiter::Byte(delimiter)) {
                at = next;
                marks.seek(at);
                continue;
            }
            let mut record = Record::new(at, self.fields.len(), wanted);
            loop {
                let mut end = marks.next();
                if end == at && bytes.get(end) == Some(&quote) {
                    let mut flags = QUOTED;
                    let close = loop {
                        let close = marks.next();
                        match (bytes.get(close), bytes.get(close + 1)) {
                            (None, _) => break close,
                            (Some(sign), _) if *sign != quote => {}
                            (_, Some(next)) if *next == quote => {
                                flags |= ESCAPED;
                                marks.next();
                            }
                            _ => break close,
                        }
                    };
                    self.field(&mut record, at + 1, close, flags);
                    end = marks.next();
                    if close == bytes.len() {
                        record.fault(|field| RecordFault::Unclosed { field });
                    } else if end != close + 1 {
                        record.fault(|field| RecordFault::AfterQuote { field });
                        while bytes.get(end) == Some(&quote) {
                            end = marks.next();
                        }
                    }
                } else {
                    while bytes.get(end) == Some(&quote) {
                        end = marks.next();
                    }
                    self.field(&mut record, at, end, 0);
                }
                at = end + 1;
                match bytes.get(end) {
                    Some(byte) if *byte == delimiter => {}
                    Some(b'\r') if bytes.get(at) == Some(&b'\n') => {
                        at = marks.next() + 1;
                        break;
                    }
                    _ => break,
                }
            }
            self.end_record(&record);
        }
    }

    /// All that is rare: blanks between fields, and backslashes before quotes.
    fn slow(&mut self, bytes: &[u8], dialect: &Dialect, wanted: &Projection) {
        let blanks = dialect.delimiter == Delimiter::Blanks;
        let is_blank = |at: usize| bytes.get(at).is_some_and(|byte| dialect.delimiter.matches(*byte));
        let line_ends = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b'\n' || *byte == b'\r');
        let mut at = 0;
        while at < bytes.len() {
            if let Some(next) = self.after_blank_line(bytes, at, dialect.delimiter) {
                at = next;
                continue;
            }
            let mut record = Record::new(at, self.fields.len(), wanted);
            loop {
                while blanks && is_blank(at) {
                    at += 1;
                }
                if blanks && line_ends(at) {
                    break;
                }
                if dialect.quote.is_some() && bytes.get(at).copied() == dialect.quote {
                    let (close, flags) = closing(bytes, at + 1, dialect);
                    self.field(&mut record, at + 1, close, flags | QUOTED);
                    at = close + 1;
                    if close == bytes.len() {
                        record.fault(|field| RecordFault::Unclosed { field });
                    } else if !line_ends(at) && !is_blank(at) {
                        record.fault(|field| RecordFault::AfterQuote { field });
                    }
                    while !line_ends(at) && !is_blank(at) {
                        at += 1;
                    }
                } else {
                    let start = at;
                    while !line_ends(at) && !is_blank(at) {
                        at += 1;
                    }
                    self.field(&mut record, start, at, 0);
                }
                if line_ends(at) {
                    break;
                }
                at += 1;
            }
            self.end_record(&record);
            at += if bytes[at.min(bytes.len())..].starts_with(b"\r\n") { 2 } else { 1 };
        }
    }

    /// Where the line ends that begins here, if nothing is on it.
    #[inline]
    fn after_blank_line(&mut self, bytes: &[u8], at: usize, delimiter: Delimiter) -> Option<usize> {
        if bytes[at] > b' ' {
            return None;
        }
        let nothing = |byte: u8| match delimiter {
            Delimiter::Byte(sign) => byte != sign && (byte == b' ' || byte == b'\t'),
            Delimiter::Blanks => delimiter.matches(byte),
        };
        let end = bytes[at..].iter().position(|byte| !nothing(*byte)).map_or(bytes.len(), |i| at + i);
        let next = match bytes.get(end) {
            None => end,
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(b'\n' | b'\r') => end + 1,
            Some(_) => return None,
        };
        self.blank_lines += 1;
        Some(next)
    }

    #[inline]
    fn field(&mut self, record: &mut Record<'_>, start: usize, end: usize, flags: u32) {
        if let Some(next) = record.next
            && *next == record.fields
        {
            self.fields.push(Field::new(start, end, flags));
            record.next = record.wanted.next();
        }
        record.fields += 1;
    }

    #[inline]
    fn end_record(&mut self, record: &Record<'_>) {
        if record.fields == record.count && record.fault.is_none() {
            self.starts.push(record.start as u32);
        } else {
            self.end_faulty(record);
        }
    }

    #[cold]
    fn end_faulty(&mut self, record: &Record<'_>) {
        let fault = record.fault.unwrap_or(RecordFault::Count { found: record.fields });
        self.faults.push((record.start as u32, fault));
        match fault {
            RecordFault::Count { .. } if record.lenient => {
                self.fields.resize(record.first + self.width, Field::new(0, 0, 0));
                self.starts.push(record.start as u32);
            }
            _ => self.fields.truncate(record.first),
        }
    }
}

/// A record while its fields are found.
struct Record<'a> {
    start: usize,
    /// Where its fields begin among those of all.
    first: usize,
    fields: usize,
    count: usize,
    lenient: bool,
    next: Option<&'a usize>,
    wanted: std::slice::Iter<'a, usize>,
    fault: Option<RecordFault>,
}

impl<'a> Record<'a> {
    #[inline]
    fn new(start: usize, first: usize, wanted: &'a Projection) -> Self {
        let (count, lenient) = (wanted.count, wanted.lenient);
        let mut wanted = wanted.fields.iter();
        Self { start, first, fields: 0, count, lenient, next: wanted.next(), wanted, fault: None }
    }

    /// The last field is wrong. The first that is wrong counts, but for a quote that is never closed: it takes all
    /// that follows.
    #[cold]
    fn fault(&mut self, fault: fn(usize) -> RecordFault) {
        let fault = fault(self.fields - 1);
        if self.fault.is_none() || matches!(fault, RecordFault::Unclosed { .. }) {
            self.fault = Some(fault);
        }
    }
}

/// Where a quoted field ends whose text begins here, and whether anything is escaped in it.
fn closing(bytes: &[u8], mut at: usize, dialect: &Dialect) -> (usize, u32) {
    let mut flags = 0;
    while let Some(byte) = bytes.get(at) {
        let escapes = dialect.escape == Escape::Backslash && *byte == b'\\';
        let is_quote = Some(*byte) == dialect.quote;
        if escapes || is_quote && bytes.get(at + 1).copied() == dialect.quote {
            flags = ESCAPED;
            at += 2;
        } else if is_quote {
            return (at, flags);
        } else {
            at += 1;
        }
    }
    (bytes.len(), flags)
}
