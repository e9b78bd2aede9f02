//! Divides a JSON file into blocks of whole records: the lines of the file, or the elements of its one array.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use jiter::{Jiter, Peek};
use tenure_diagnostics::Problem;
use tenure_reader::text::{ByteSource as _, Compression, Encoding, TextReader, sample};

use super::problem::{RecordProblem, at_line, unreadable};
use crate::errors::Error;
use crate::sources::stores::Location;

/// The hint for files of another encoding.
const SAVE_AS_UTF8: &str = "JSON is read as UTF-8: save the file in that encoding";

/// The number of bytes that are read at once.
const BLOCK: usize = 1 << 20;

/// The most bytes of a record.
const LONGEST: usize = 256 << 20;

/// A part of a file that holds whole records.
#[derive(Debug)]
pub(super) struct Block {
    /// The name of the file in messages.
    file: Arc<str>,
    bytes: Vec<u8>,
    /// The range of bytes of each record, and the line on which it begins, from 1.
    records: Vec<(Range<usize>, u64)>,
}

impl Block {
    /// Returns the number of records.
    pub fn rows(&self) -> usize {
        self.records.len()
    }

    /// Returns the number of bytes.
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Hands each record to `read`, which takes one object from it, with the record's line.
    ///
    /// # Errors
    /// Returns an error if a record is not an object, or `read` fails.
    pub fn each(
        &self,
        mut read: impl FnMut(&mut Jiter<'_>, u64) -> Result<(), RecordProblem>,
    ) -> Result<(), Error> {
        let mut tape = Vec::new();
        for (range, line) in &self.records {
            let record = &self.bytes[range.clone()];
            let mut json = Jiter::with_tape(record, tape);
            one(record, &mut json, |json| read(json, *line))
                .map_err(|problem| problem.of_file(&self.file, record, *line))?;
            tape = json.into_tape();
        }
        Ok(())
    }
}

/// Reads the one object of a record.
fn one(
    record: &[u8],
    json: &mut Jiter<'_>,
    read: impl FnOnce(&mut Jiter<'_>) -> Result<(), RecordProblem>,
) -> Result<(), RecordProblem> {
    if let Err(error) = std::str::from_utf8(record) {
        return Err(RecordProblem::new(error.valid_up_to(), "not valid UTF-8").hint(SAVE_AS_UTF8));
    }
    if json.peek()? != Peek::Object {
        return Err(RecordProblem::new(json.current_index(), "an object is expected")
            .hint("write an object on each line, or all in one array"));
    }
    read(json)?;
    Ok(json.finish()?)
}

/// A reader that divides a file into blocks.
pub(super) struct Splitter {
    /// The name of the file in messages.
    file: Arc<str>,
    text: TextReader,
    /// Bytes that were read and are in no block yet.
    rest: Vec<u8>,
    /// The line on which they begin.
    line: u64,
    form: Form,
    done: bool,
}

/// The layout of the records in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Only blanks were seen.
    Unknown,
    Lines,
    Array(Expects),
}

/// The next thing in an array.
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

impl Splitter {
    /// Opens a file; `file` is its name in messages.
    ///
    /// # Errors
    /// Returns an error if it cannot be opened.
    pub fn open(location: &Location, file: Arc<str>) -> Result<Self, Error> {
        let failed = |error: std::io::Error| unreadable(&file, &error);
        let (first, _) = sample(location, Compression::None, Compression::LOOKS_AT).map_err(failed)?;
        let compression = Compression::of(Path::new(location.name().as_ref()), &first);
        let text = TextReader::open(location, compression, Encoding::UTF_8).map_err(failed)?;
        Ok(Self { file, text, rest: vec![], line: 1, form: Form::Unknown, done: false })
    }

    /// Returns the next block, or `None` after the last.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, or its records cannot be told apart.
    pub fn next_block(&mut self) -> Result<Option<Block>, Error> {
        if self.done {
            return Ok(None);
        }
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            // A long record is read in pieces that double, so that it is searched for its end only a few times.
            let most = BLOCK.max(bytes.len());
            let read = self.text.read(&mut bytes, most).map_err(|error| unreadable(&self.file, &error))?;
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
                return Ok(Some(Block { file: Arc::clone(&self.file), bytes, records }));
            }
            bytes.drain(..used);
            if bytes.len() > LONGEST {
                return Err(self.error(format!("a record has more than {} MB", LONGEST >> 20)));
            }
        }
    }

    /// Returns the error of the line that is read.
    fn error(&self, message: impl Into<String>) -> Error {
        at_line(&self.file, self.line, Problem::new(message), None)
    }

    fn form_of(&self, bytes: &[u8], end: bool) -> Result<Form, Error> {
        if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..]) {
            let problem = Problem::new("not valid UTF-8: it looks like UTF-16, or is not text");
            return Err(at_line(&self.file, 1, problem.hint(SAVE_AS_UTF8), None));
        }
        let mut signs = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
        match (signs.next(), signs.next()) {
            (None, _) => Ok(Form::Unknown),
            (Some(b'['), None) if !end => Ok(Form::Unknown),
            (Some(b'['), Some(b'{' | b']') | None) => Ok(Form::Array(Expects::Beginning)),
            _ => Ok(Form::Lines),
        }
    }

    /// Finds the lines; blank ones are not records. Returns the length of the text that was looked through.
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

    /// Finds the objects of the array. Returns the length of the text that was looked through.
    fn elements(
        &mut self,
        mut expects: Expects,
        bytes: &[u8],
        end: bool,
        records: &mut Vec<(Range<usize>, u64)>,
    ) -> Result<usize, Error> {
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
                    return Err(self.error("a comma or ] is expected after an object of the array"));
                }
                (Expects::Nothing, _) => {
                    return Err(self.error("something follows the end of the array"));
                }
                _ => return Err(self.error("an object is expected in the array")),
            };
            at += 1;
        }
        self.form = Form::Array(expects);
        if end && expects != Expects::Nothing {
            return Err(self.error("the array has no end: the file is cut short"));
        }
        Ok(at)
    }
}

/// Returns the length of the object that the text begins with, or `None` if it does not end. Does not check that the
/// object is valid.
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
