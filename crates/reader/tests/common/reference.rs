//! A slow reader of records, written from the rules and not from the reader's code: byte by byte.

use std::ops::Range;

use tenure_reader::records::RecordFault;
use tenure_reader::{Delimiter, Dialect, Escape};

/// A record of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line, from 1.
    pub line: u64,
    /// The offset, from 0.
    pub byte: u64,
    /// The bytes of the text, without the line end.
    pub raw: Vec<u8>,
    pub fields: Vec<Field>,
    /// The first fault of its quotes. A quote that is never closed outranks all others.
    pub fault: Option<RecordFault>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub text: Vec<u8>,
    pub quoted: bool,
    /// The position in the text, without the quotes.
    pub span: Range<usize>,
}

/// Returns the records from an offset on, which is on the given line.
pub fn records_from(text: &[u8], dialect: &Dialect, at: usize, line: u64) -> Vec<Record> {
    let mut reader = Reader { text, dialect, at, line };
    let mut records = Vec::new();
    while reader.at < text.len() {
        if !reader.blank_line() {
            let record = reader.record();
            records.push(record);
        }
    }
    records
}

/// Returns the number of line ends in a text.
pub fn lines(text: &[u8]) -> u64 {
    let ends =
        |(at, byte): (usize, &u8)| *byte == b'\n' && (at == 0 || text[at - 1] != b'\r') || *byte == b'\r';
    text.iter().enumerate().filter(|place| ends(*place)).count() as u64
}

struct Reader<'a> {
    text: &'a [u8],
    dialect: &'a Dialect,
    at: usize,
    /// The line of the current record.
    line: u64,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn at_delimiter(&self) -> bool {
        match (self.dialect.delimiter, self.byte()) {
            (Delimiter::Byte(sign), Some(byte)) => byte == sign,
            (Delimiter::Blanks, Some(byte)) => byte == b' ' || byte == b'\t',
            (_, None) => false,
        }
    }

    fn at_quote(&self) -> bool {
        self.dialect.quote.is_some() && self.byte() == self.dialect.quote
    }

    fn at_line_end(&self) -> bool {
        matches!(self.byte(), None | Some(b'\n' | b'\r'))
    }

    /// Skips a line end, if one is here.
    fn line_end(&mut self) {
        match (self.byte(), self.text.get(self.at + 1)) {
            (Some(b'\r'), Some(b'\n')) => self.at += 2,
            (Some(b'\r' | b'\n'), _) => self.at += 1,
            _ => {}
        }
    }

    /// Skips a blank line, if one is here.
    fn blank_line(&mut self) -> bool {
        let start = self.at;
        while matches!(self.byte(), Some(b' ' | b'\t')) {
            if self.dialect.delimiter != Delimiter::Blanks && self.at_delimiter() {
                break;
            }
            self.at += 1;
        }
        if !self.at_line_end() {
            self.at = start;
            return false;
        }
        self.line_end();
        self.line += lines(&self.text[start..self.at]);
        true
    }

    fn record(&mut self) -> Record {
        let start = self.at;
        let (mut fields, mut fault) = (Vec::new(), None);
        loop {
            if self.dialect.delimiter == Delimiter::Blanks {
                while self.at_delimiter() {
                    self.at += 1;
                }
                if self.at_line_end() {
                    break;
                }
            }
            let field = if self.at_quote() {
                self.quoted(fields.len(), &mut fault)
            } else {
                let start = self.at;
                Field { text: self.rest_of_field(), quoted: false, span: start..self.at }
            };
            fields.push(field);
            if self.at_line_end() {
                break;
            }
            self.at += 1;
        }
        let raw = self.text[start..self.at].to_vec();
        self.line_end();
        let line = self.line;
        self.line += lines(&self.text[start..self.at]);
        Record { line, byte: start as u64, raw, fields, fault }
    }

    fn rest_of_field(&mut self) -> Vec<u8> {
        let start = self.at;
        while !self.at_line_end() && !self.at_delimiter() {
            self.at += 1;
        }
        self.text[start..self.at].to_vec()
    }

    fn quoted(&mut self, field: usize, fault: &mut Option<RecordFault>) -> Field {
        let mut text = Vec::new();
        self.at += 1;
        let start = self.at;
        loop {
            let Some(byte) = self.byte() else {
                *fault = Some(RecordFault::Unclosed { field });
                return Field { text, quoted: true, span: start..self.at };
            };
            let next = self.text.get(self.at + 1).copied();
            if self.dialect.escape == Escape::Backslash && byte == b'\\' {
                text.extend(next);
                self.at = self.text.len().min(self.at + 2);
            } else if !self.at_quote() {
                text.push(byte);
                self.at += 1;
            } else if next == self.dialect.quote {
                text.push(byte);
                self.at += 2;
            } else {
                self.at += 1;
                break;
            }
        }
        let span = start..self.at - 1;
        if !self.rest_of_field().is_empty() {
            fault.get_or_insert(RecordFault::AfterQuote { field });
        }
        Field { text, quoted: true, span }
    }
}
