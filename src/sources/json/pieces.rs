//! Divides a file of JSON into blocks of whole records: the lines of the file, or the elements of its one array.

use std::ops::Range;
use std::path::Path;

use jiter::{Jiter, Peek};
use tenure_reader::text::{Compression, Encoding, TextReader, sample};

use super::fault::{Fault, Wrong};

/// How much is read at once.
const BLOCK: usize = 1 << 20;

/// No record is longer than this.
const LONGEST: usize = 256 << 20;

/// Part of a file that holds whole records.
#[derive(Debug)]
pub(super) struct Block {
    bytes: Vec<u8>,
    /// Where each record stands in the bytes, and the line on which it begins, from 1.
    records: Vec<(Range<usize>, u64)>,
}

impl Block {
    pub fn rows(&self) -> usize {
        self.records.len()
    }

    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Gives each record to `read`, which takes one object from it; it is also told the line.
    ///
    /// # Errors
    /// If a record is no object, or `read` finds something wrong.
    pub fn each(&self, mut read: impl FnMut(&mut Jiter<'_>, u64) -> Result<(), Wrong>) -> Result<(), Fault> {
        let mut tape = Vec::new();
        for (range, line) in &self.records {
            let record = &self.bytes[range.clone()];
            let mut json = Jiter::with_tape(record, tape);
            one(record, &mut json, |json| read(json, *line)).map_err(|wrong| wrong.within(record, *line))?;
            tape = json.into_tape();
        }
        Ok(())
    }
}

fn one(
    record: &[u8],
    json: &mut Jiter<'_>,
    read: impl FnOnce(&mut Jiter<'_>) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    if let Err(error) = std::str::from_utf8(record) {
        return Err(Wrong {
            hint: Some("JSON is read as UTF-8: save it so".to_owned()),
            ..Wrong::new(error.valid_up_to(), "this is no UTF-8")
        });
    }
    if json.peek()? != Peek::Object {
        return Err(Wrong {
            hint: Some("an object stands on each line, or all stand in one array".to_owned()),
            ..Wrong::new(json.current_index(), "an object is expected")
        });
    }
    read(json)?;
    Ok(json.finish()?)
}

/// Divides a file into blocks.
pub(super) struct Pieces {
    text: TextReader,
    /// What was read and is not given out yet.
    rest: Vec<u8>,
    /// The line on which that begins.
    line: u64,
    form: Form,
    done: bool,
}

/// How the records stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Nothing but blanks was seen.
    Unknown,
    Lines,
    Array(Expects),
}

/// What comes next in an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expects {
    Beginning,
    /// An object or the end.
    First,
    /// An object, after a comma.
    Object,
    /// A comma or the end.
    Comma,
    Nothing,
}

impl Pieces {
    /// The pieces of a file.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let failed = |error: std::io::Error| Fault::Io(error.to_string());
        let (first, _) = sample(path, Compression::None, Compression::LOOKS_AT).map_err(failed)?;
        let text = TextReader::open(path, Compression::of(path, &first), Encoding::UTF_8).map_err(failed)?;
        Ok(Self { text, rest: vec![], line: 1, form: Form::Unknown, done: false })
    }

    /// The next block, or None after the last.
    ///
    /// # Errors
    /// If the file cannot be read on, or its records cannot be told apart.
    pub fn next_block(&mut self) -> Result<Option<Block>, Fault> {
        if self.done {
            return Ok(None);
        }
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            // A long record is read in pieces that double, so that it is searched for its end only a few times.
            let most = BLOCK.max(bytes.len());
            let read = self.text.read(&mut bytes, most).map_err(|error| Fault::Io(error.to_string()))?;
            let end = read < most;
            if self.form == Form::Unknown {
                self.form = self.form_of(&bytes, end)?;
            }
            let mut records = vec![];
            let used = match self.form {
                Form::Unknown => 0,
                Form::Lines => self.lines(&bytes, end, &mut records),
                Form::Array(expects) => self.elements(expects, &bytes, end, &mut records)?,
            };
            self.done = end;
            if end || !records.is_empty() {
                self.rest = bytes.split_off(used);
                return Ok(Some(Block { bytes, records }));
            }
            bytes.drain(..used);
            if bytes.len() > LONGEST {
                return Err(Fault::at(self.line, format!("a record has more than {} MB", LONGEST >> 20)));
            }
        }
    }

    fn form_of(&self, bytes: &[u8], end: bool) -> Result<Form, Fault> {
        if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..]) {
            return Err(Fault::Data {
                line: 1,
                message: "this is no UTF-8, but looks like UTF-16 or no text".to_owned(),
                raw: None,
                hint: Some("JSON is read as UTF-8: save it so".to_owned()),
            });
        }
        let mut signs = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
        match (signs.next(), signs.next()) {
            (None, _) => Ok(Form::Unknown),
            (Some(b'['), None) if !end => Ok(Form::Unknown),
            (Some(b'['), Some(b'{' | b']') | None) => Ok(Form::Array(Expects::Beginning)),
            _ => Ok(Form::Lines),
        }
    }

    /// Finds the lines; blank ones are no records. Gives the length of what was looked through.
    fn lines(&mut self, bytes: &[u8], end: bool, records: &mut Vec<(Range<usize>, u64)>) -> usize {
        let whole = match memchr::memrchr(b'\n', bytes) {
            _ if end => bytes.len(),
            Some(last) => last + 1,
            None => 0,
        };
        let mut start = 0;
        while start < whole {
            let length = memchr::memchr(b'\n', &bytes[start..whole]);
            let line = start..length.map_or(whole, |length| start + length);
            start = line.end + 1;
            if bytes[line.clone()].iter().any(|byte| !byte.is_ascii_whitespace()) {
                records.push((line, self.line));
            }
            self.line += 1;
        }
        whole
    }

    /// Finds the objects of the array. Gives the length of what was looked through.
    fn elements(
        &mut self,
        mut expects: Expects,
        bytes: &[u8],
        end: bool,
        records: &mut Vec<(Range<usize>, u64)>,
    ) -> Result<usize, Fault> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            expects = match (expects, byte) {
                (_, b'\n') => {
                    self.line += 1;
                    expects
                }
                (_, b' ' | b'\t' | b'\r') => expects,
                (Expects::Beginning, b'[') => Expects::First,
                (Expects::First | Expects::Comma, b']') => Expects::Nothing,
                (Expects::Comma, b',') => Expects::Object,
                (Expects::First | Expects::Object, b'{') => {
                    let Some(length) = object_length(&bytes[at..]) else {
                        break;
                    };
                    records.push((at..at + length, self.line));
                    self.line += memchr::memchr_iter(b'\n', &bytes[at..at + length]).count() as u64;
                    at += length - 1;
                    Expects::Comma
                }
                (Expects::Comma, _) => {
                    return Err(Fault::at(
                        self.line,
                        "a comma or ] is expected after an object of the array",
                    ));
                }
                (Expects::Nothing, _) => {
                    return Err(Fault::at(self.line, "something follows the end of the array"));
                }
                _ => return Err(Fault::at(self.line, "an object is expected in the array")),
            };
            at += 1;
        }
        self.form = Form::Array(expects);
        if end && expects != Expects::Nothing {
            return Err(Fault::at(self.line, "the array has no end: the file is cut short"));
        }
        Ok(at)
    }
}

/// The length of the object that the text begins with: None if it does not end. Whether it is valid is for others to say.
fn object_length(text: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        match text.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at += 1;
                loop {
                    at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
                    if text[at] == b'"' {
                        break;
                    }
                    at += 2;
                }
            }
            _ => {}
        }
        at += 1;
    }
}
