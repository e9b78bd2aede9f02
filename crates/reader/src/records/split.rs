//! Divides a text into blocks of whole records, in order, each with its offset and line.

use std::io;

use super::byte_scanner::{ByteScanner, line_ends};
use super::dialect::{Dialect, Escape};
use super::last_record::last_record;
use crate::text::TextReader;

/// The longest record. One that seems longer has a quote that is never closed.
const LONGEST: usize = 64 << 20;

/// A part of a text that holds whole records.
#[derive(Debug, Clone)]
pub struct Block {
    /// The records.
    pub bytes: Vec<u8>,
    /// The offset of the first byte in the text.
    pub offset: u64,
    /// The line of the first byte in the text, from 1.
    pub line: u64,
    /// True if the block contains a quote.
    pub quotes: bool,
    /// The positions in `bytes` of sequences that could not be decoded. Each is now U+FFFD.
    pub malformed: Vec<u32>,
}

/// An iterator over the blocks of a text.
pub struct Splitter {
    text: TextReader,
    dialect: Dialect,
    size: usize,
    /// Bytes that were read and not yet returned: the beginning of a record.
    rest: Vec<u8>,
    rest_malformed: Vec<u64>,
    offset: u64,
    line: u64,
    done: bool,
}

impl Splitter {
    /// Creates blocks of about `size` bytes, from `offset` on, which is on the line `line` of the text.
    ///
    /// # Errors
    /// Fails if the text cannot be read.
    pub fn new(
        mut text: TextReader,
        dialect: Dialect,
        size: usize,
        offset: u64,
        line: u64,
    ) -> io::Result<Self> {
        let mut skipped = Vec::new();
        let mut left = offset;
        let mut rest = Vec::new();
        while left > 0 {
            skipped.clear();
            // A decoder may return more bytes than were requested.
            let read = text.read(&mut skipped, usize::try_from(left).unwrap_or(size).min(1 << 20))?;
            if read == 0 {
                break;
            }
            let taken = read.min(usize::try_from(left).unwrap_or(read));
            rest = skipped.split_off(taken);
            left -= taken as u64;
        }
        let mut rest_malformed = text.take_malformed();
        rest_malformed.retain(|place| *place >= offset);
        Ok(Self {
            text,
            dialect,
            size: size.clamp(1, LONGEST),
            rest,
            rest_malformed,
            offset,
            line,
            done: false,
        })
    }

    /// Returns the next block, or `None` after the last one and after an error.
    ///
    /// # Errors
    /// Fails if the text cannot be read or a record is too long.
    pub fn next_block(&mut self) -> io::Result<Option<Block>> {
        if self.done {
            return Ok(None);
        }
        let next = self.read_block();
        // The bytes read of a block are lost with an error, so nothing can follow it.
        self.done |= next.is_err();
        next
    }

    fn read_block(&mut self) -> io::Result<Option<Block>> {
        let mut bytes = Vec::with_capacity(self.size + self.rest.len());
        bytes.append(&mut self.rest);
        let mut scan = Scan::default();
        loop {
            // A record longer than a block makes the block grow by its own length, so that the whole is scanned once
            // or twice, not once for each piece. The longest record does not depend on the size of the blocks.
            let most = self.size.max(bytes.len()).min((LONGEST + 1).saturating_sub(bytes.len())).max(1);
            let read = self.text.read(&mut bytes, most)?;
            self.rest_malformed.append(&mut self.text.take_malformed());
            self.done = read == 0;
            let end = if self.done { Some(bytes.len()) } else { scan.last_record(&bytes, &self.dialect) };
            if self.done && bytes.is_empty() {
                return Ok(None);
            }
            if let Some(end) = end {
                self.rest = bytes[end..].to_vec();
                bytes.truncate(end);
                return Ok(Some(self.block(bytes)));
            }
            if bytes.len() > LONGEST {
                let problem = if scan.in_quotes { ": is a quote never closed?" } else { "" };
                let line = self.line;
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("the record on line {line} is longer than {} MB{problem}", LONGEST >> 20),
                ));
            }
        }
    }

    fn block(&mut self, bytes: Vec<u8>) -> Block {
        let end = self.offset + bytes.len() as u64;
        let later = self.rest_malformed.iter().position(|place| *place >= end);
        let rest = self.rest_malformed.split_off(later.unwrap_or(self.rest_malformed.len()));
        let here = std::mem::replace(&mut self.rest_malformed, rest);
        let block = Block {
            quotes: self.dialect.quote.is_some_and(|quote| memchr::memchr(quote, &bytes).is_some()),
            malformed: here.into_iter().map(|place| (place - self.offset) as u32).collect(),
            offset: self.offset,
            line: self.line,
            bytes,
        };
        self.line += line_ends(&block.bytes);
        self.offset = end;
        block
    }
}

/// The progress of scanning a block.
#[derive(Default)]
struct Scan {
    /// Everything before this position has been scanned.
    seen: usize,
    in_quotes: bool,
    /// The beginning of the last record that was found.
    record: Option<usize>,
}

impl Scan {
    /// Returns where the last record begins, which is where a block can end. Returns `None` if there is only one
    /// record.
    ///
    /// A carriage return at the very end may be the first half of a line end, so it does not end a record yet.
    fn last_record(&mut self, bytes: &[u8], dialect: &Dialect) -> Option<usize> {
        let Some(quote) = dialect.quote else {
            return line_end_before(bytes, 0, bytes.len());
        };
        if self.seen == 0
            && let Some(Some(record)) = last_record(bytes, dialect)
        {
            return Some(record);
        }
        let backslash = if dialect.escape == Escape::Backslash { b'\\' } else { quote };
        let mut marks = ByteScanner::new(bytes, [quote, backslash]);
        marks.seek(self.seen);
        let mut outside = self.seen;
        loop {
            let place = marks.next();
            // The meaning of the last byte depends on the next one, so it is scanned again with more bytes.
            if place + 1 >= bytes.len() {
                if self.in_quotes {
                    self.seen = place.min(bytes.len());
                } else {
                    self.found(line_end_before(bytes, outside, place));
                    self.seen = place.min(bytes.len().saturating_sub(1)).max(outside);
                }
                return self.record;
            }
            if self.in_quotes {
                if bytes[place] != quote || bytes[place + 1] == quote {
                    marks.seek(place + 2);
                } else {
                    self.in_quotes = false;
                    outside = place + 1;
                }
            } else if bytes[place] == quote && (place == 0 || dialect.ends_field(bytes[place - 1])) {
                self.found(line_end_before(bytes, outside, place));
                self.in_quotes = true;
            }
        }
    }

    fn found(&mut self, record: Option<usize>) {
        self.record = record.or(self.record);
    }
}

/// Returns where the last line of these bytes begins, if a line ends in them. The bytes are not in quotes.
fn line_end_before(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let outside = bytes.get(from..to).unwrap_or_default();
    // Most often a single delimiter stands between two quoted fields.
    let last = match outside {
        [] => return None,
        [one] => (*one == b'\n' || *one == b'\r').then_some(0),
        several => memchr::memrchr2(b'\n', b'\r', several),
    }?;
    let end = from + last + 1;
    // It may be the first half of a pair.
    match bytes[end - 1] == b'\r' && end == bytes.len() {
        true => line_end_before(bytes, from, end - 1),
        false => Some(end),
    }
}
