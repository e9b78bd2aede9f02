//! Finds the fields of the records of a block.

use super::byte_scanner::ByteScanner;
use super::dialect::{Delimiter, Dialect, Escape};
use super::field::{ESCAPED, Field, QUOTED};
use super::split::Block;

/// The fields to find in each record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// The number of fields that a record has.
    pub count: usize,
    /// The positions of the fields to find, from 0, ascending.
    pub fields: Vec<usize>,
    /// True if a record with too few or too many fields is used as far as it goes.
    pub lenient: bool,
}

/// A fault of a record as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordFault {
    /// The record has another number of fields.
    Count {
        /// The number of its fields.
        found: usize,
    },
    /// Text follows the closing quote of a field.
    AfterQuote {
        /// The field, from 0.
        field: usize,
    },
    /// The quote of a field is never closed.
    Unclosed {
        /// The field, from 0.
        field: usize,
    },
}

impl RecordFault {
    /// Returns whether the number of fields is wrong.
    pub fn is_count(&self) -> bool {
        matches!(self, Self::Count { .. })
    }
}

/// The positions of the projected fields in a block.
#[derive(Debug, Clone, Default)]
pub struct FieldIndex {
    fields: Vec<Field>,
    width: usize,
    /// The beginning of each record.
    starts: Vec<u32>,
    /// Faulty records by their beginning. They are left out, except those with another number of fields in a lenient
    /// projection.
    pub faults: Vec<(u32, RecordFault)>,
    /// The number of blank lines, which are not records.
    pub blank_lines: u64,
}

impl FieldIndex {
    /// Finds the projected fields of all records.
    pub fn new(block: &Block, dialect: &Dialect, projection: &Projection) -> Self {
        let mut index = Self { width: projection.fields.len(), ..Self::default() };
        // A good guess saves reallocations: records are seldom shorter than four bytes a field.
        let records = block.bytes.len() / projection.count.saturating_mul(4).max(1);
        index.fields.reserve(records * index.width);
        index.starts.reserve(records);
        let bytes = &block.bytes;
        match (dialect.delimiter, dialect.quote) {
            (Delimiter::Byte(byte), Some(quote)) if block.quotes => match dialect.escape {
                Escape::Double => index.quoted(bytes, byte, quote, projection),
                Escape::Backslash => index.general(bytes, dialect, projection),
            },
            (Delimiter::Byte(byte), _) => index.unquoted(bytes, byte, projection),
            (Delimiter::Blanks, _) => index.general(bytes, dialect, projection),
        }
        index
    }

    /// Returns the number of records.
    pub fn rows(&self) -> usize {
        self.starts.len()
    }

    /// Returns a field of each record, in order. `projected` counts the projected fields from 0.
    #[inline]
    pub fn column(&self, projected: usize) -> impl Iterator<Item = Field> + '_ {
        self.fields.get(projected..).unwrap_or_default().iter().step_by(self.width.max(1)).copied()
    }

    /// Returns where a record begins.
    pub fn start(&self, row: usize) -> usize {
        self.starts[row] as usize
    }

    /// Returns whether the record that begins here is used.
    pub fn has_row_at(&self, start: u32) -> bool {
        self.starts.binary_search(&start).is_ok()
    }

    /// Returns the record that begins here, without its line end.
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
        // Blank lines may follow. The record ends with the line of its last character.
        let is_sign = |byte: &u8| !matches!(byte, b'\n' | b'\r' | b' ' | b'\t');
        let last = record.iter().rposition(is_sign).unwrap_or(0);
        let end = memchr::memchr2(b'\n', b'\r', &record[last..]);
        &record[..end.map_or(record.len(), |end| last + end)]
    }

    /// Removes these records, given in ascending order.
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

    /// Indexes a block without quotes.
    fn unquoted(&mut self, bytes: &[u8], delimiter: u8, projection: &Projection) {
        let mut marks = ByteScanner::new(bytes, [delimiter, b'\n', b'\r']);
        let mut at = 0;
        while at < bytes.len() {
            if let Some(next) = self.after_blank_line(bytes, at, Delimiter::Byte(delimiter)) {
                at = next;
                marks.seek(at);
                continue;
            }
            let mut record = Record::new(at, self.fields.len(), projection);
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

    /// Indexes a block whose quotes are escaped by doubling.
    fn quoted(&mut self, bytes: &[u8], delimiter: u8, quote: u8, projection: &Projection) {
        let mut marks = ByteScanner::new(bytes, [delimiter, b'\n', b'\r', quote]);
        let mut at = 0;
        while at < bytes.len() {
            if let Some(next) = self.after_blank_line(bytes, at, Delimiter::Byte(delimiter)) {
                at = next;
                marks.seek(at);
                continue;
            }
            let mut record = Record::new(at, self.fields.len(), projection);
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

    /// Indexes the rare dialects: blanks between fields, or backslashes before quotes.
    fn general(&mut self, bytes: &[u8], dialect: &Dialect, projection: &Projection) {
        let blanks = dialect.delimiter == Delimiter::Blanks;
        let is_blank = |at: usize| bytes.get(at).is_some_and(|byte| dialect.delimiter.matches(*byte));
        let line_ends = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b'\n' || *byte == b'\r');
        let mut at = 0;
        while at < bytes.len() {
            if let Some(next) = self.after_blank_line(bytes, at, dialect.delimiter) {
                at = next;
                continue;
            }
            let mut record = Record::new(at, self.fields.len(), projection);
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

    /// Returns the beginning of the next line if the line that begins here is blank.
    #[inline]
    fn after_blank_line(&mut self, bytes: &[u8], at: usize, delimiter: Delimiter) -> Option<usize> {
        if bytes[at] > b' ' {
            return None;
        }
        let nothing = |byte: u8| match delimiter {
            Delimiter::Byte(delimiter) => byte != delimiter && (byte == b' ' || byte == b'\t'),
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
            record.next = record.projected.next();
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
    /// The position of its first field in the fields of the block.
    first: usize,
    fields: usize,
    count: usize,
    lenient: bool,
    next: Option<&'a usize>,
    projected: std::slice::Iter<'a, usize>,
    fault: Option<RecordFault>,
}

impl<'a> Record<'a> {
    #[inline]
    fn new(start: usize, first: usize, projection: &'a Projection) -> Self {
        let (count, lenient) = (projection.count, projection.lenient);
        let mut projected = projection.fields.iter();
        Self { start, first, fields: 0, count, lenient, next: projected.next(), projected, fault: None }
    }

    /// Records a fault of the last field. The first fault of a record counts, except that a quote that is never closed
    /// outranks all others, since it takes everything after it.
    #[cold]
    fn fault(&mut self, fault: fn(usize) -> RecordFault) {
        let fault = fault(self.fields - 1);
        if self.fault.is_none() || matches!(fault, RecordFault::Unclosed { .. }) {
            self.fault = Some(fault);
        }
    }
}

/// Returns the end of the quoted field whose text begins here, and whether it contains escapes.
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
