//! What a file is, found out from the file: encoding, dialect, where its table begins, names and types of its columns.
//!
//! A file of ordinary size is looked at as a whole, of a larger one the beginning, the end and pieces between. What is
//! found out is never only a guess that reading quietly bends: a value that contradicts it is an error or a reject.

mod column_names;
mod column_types;
mod dialect;
mod finding;
mod header;
mod preamble;
mod sample;

use std::path::Path;
use std::sync::Arc;

use crate::batch::Column;
use crate::records::{Delimiter, Dialect, Escape, Splitter};
use crate::text::{self, ByteSource, Compression, Encoding, TextReader};
use crate::values::{DateOrder, ValueType};
use crate::{Error, OnBadRow, Parser, Reason};

pub use finding::{Finding, FindingKind};

use sample::Sample;

/// What is known about a file from elsewhere, and need not be found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SniffOptions {
    /// What stands between two fields.
    pub delimiter: Option<Delimiter>,
    /// What stands around fields; `Some(None)` is nothing.
    pub quote: Option<Option<u8>>,
    /// How quotes in quoted fields are written.
    pub escape: Option<Escape>,
    /// Whether the first record names the columns.
    pub header: Option<bool>,
    /// How many lines stand before the table.
    pub skip: Option<u64>,
    /// The names of the columns, in place of those of the header.
    pub names: Option<Vec<String>>,
    /// Types of columns, by name.
    pub types: Vec<(String, ValueType)>,
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The decimal sign, `.` or `,`, where the values alone do not say.
    pub decimal: Option<u8>,
    /// The order of day and month, where the values alone do not say.
    pub order: Option<DateOrder>,
    /// Words that stand for no value, in columns of any type.
    pub nulls: Vec<String>,
}

/// What a file is, and so how it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFormat {
    /// How it is packed.
    pub compression: Compression,
    /// How its text is encoded.
    pub encoding: Encoding,
    /// How its records and fields are divided.
    pub dialect: Dialect,
    /// Whether a record names the columns.
    pub header: bool,
    /// Whether the columns have names, by the header or because they were given.
    pub has_names: bool,
    /// How many lines stand before the table.
    pub skip: u64,
    /// Where the first record of data begins, in bytes of the text.
    pub offset: u64,
    /// On which line that is, from 1.
    pub line: u64,
    /// Its columns, in the order of its fields.
    pub columns: Vec<Column>,
    /// The decimal sign, where the file was told or proves it.
    pub decimal: Option<u8>,
    /// The order of day and month, where the file was told or proves it.
    pub order: Option<DateOrder>,
    /// What was found out, and on what evidence.
    pub findings: Vec<Finding>,
}

impl FileFormat {
    /// Finds out what a file is, from no more than about `most` bytes of it.
    ///
    /// # Errors
    /// If it cannot be read, is no text or has nothing in it; or if two readings of it are about as likely.
    pub fn of(
        source: &(impl ByteSource + ?Sized),
        options: &SniffOptions,
        most: usize,
    ) -> Result<Self, Error> {
        let first = text::sample(source, Compression::None, 1024)?.0;
        let name = source.name();
        let compression = Compression::of(Path::new(name.as_ref()), &first);
        let sample = Sample::of(source, compression, most)?;
        let ending = ending(Path::new(name.as_ref()));
        let mut format = Self::of_sample(&sample, &ending, options)?;
        format.compression = compression;
        if compression != Compression::None {
            let evidence = "the first bytes of the file".to_owned();
            format
                .findings
                .insert(0, Finding::new("compression", compression.name(), evidence, FindingKind::Sure));
        }
        Ok(format)
    }

    /// The same for the bytes of a file that are all there.
    ///
    /// # Errors
    /// As [`Format::of`].
    pub fn of_bytes(bytes: &[u8], options: &SniffOptions) -> Result<Self, Error> {
        Self::of_sample(&Sample { beginning: bytes.to_vec(), pieces: vec![], complete: true }, "", options)
    }

    fn of_sample(sample: &Sample, ending: &str, options: &SniffOptions) -> Result<Self, Error> {
        let mut findings = vec![];
        let encoding = encoding(sample, options, &mut findings)?;
        let mut text = decode(&sample.beginning, encoding)?;
        if !sample.complete {
            // The last line may be cut off, and half a value is another.
            text.truncate(memchr::memrchr2(b'\n', b'\r', &text).map_or(text.len(), |end| end + 1));
        }
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(Error { reason: Reason::Empty, ..Error::no_table("it has no records") });
        }
        let of_excel =
            first_line_of_excel(&text).filter(|_| options.delimiter.is_none() && options.skip.is_none());
        let told = of_excel.map(|sign| SniffOptions {
            delimiter: Some(Delimiter::Byte(sign)),
            skip: Some(1),
            ..options.clone()
        });
        let options = told.as_ref().unwrap_or(options);
        let found = dialect::dialect(&text, ending, options, &mut findings)?;
        let layout = header::layout(&text, &found.dialect, found.fields, options, &mut findings)?;
        let fields = match (&options.names, &layout.header) {
            (Some(names), _) => names.clone(),
            (None, Some(header)) => header.clone(),
            (None, None) => vec![String::new(); layout.fields],
        };
        if fields.len() != layout.fields {
            return Err(Error::ambiguous(
                format!("names has {} names, and the records have {} fields", fields.len(), layout.fields),
                "give a name for each field".to_owned(),
            ));
        }
        let mut said = vec![];
        let names = column_names::column_names(
            &fields,
            if layout.header.is_some() { &mut findings } else { &mut said },
        );
        let mut format = Self {
            compression: Compression::None,
            encoding,
            dialect: found.dialect,
            header: layout.header.is_some(),
            has_names: layout.header.is_some() || options.names.is_some(),
            skip: layout.skip,
            offset: layout.offset as u64,
            line: layout.line,
            columns: vec![],
            decimal: None,
            order: None,
            findings: vec![],
        };
        column_types::column_types(&mut format, text, sample, &names, options, &mut findings)?;
        if told.is_some() {
            for finding in
                findings.iter_mut().filter(|finding| ["delimiter", "skip"].contains(&&*finding.about))
            {
                finding.evidence = "its first line says so".to_owned();
            }
        }
        format.findings = findings;
        Ok(format)
    }

    /// The names of the columns.
    pub fn names(&self) -> Arc<[String]> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The file in blocks of about this many bytes, from its first record of data.
    ///
    /// # Errors
    /// If it cannot be opened or unpacked.
    pub fn split(&self, source: &(impl ByteSource + ?Sized), size: usize) -> Result<Splitter, Error> {
        let text = TextReader::open(source, self.compression, self.encoding)?;
        Ok(Splitter::new(text, self.dialect, size, self.offset, self.line)?)
    }

    /// What reads these columns of the blocks, each with the place of its field, if the file has it. The first `given`
    /// of them are given out, the others are read to find bad records.
    pub fn parser(
        &self,
        columns: Vec<(Column, Option<usize>)>,
        given: usize,
        on_bad_row: OnBadRow,
    ) -> Parser {
        Parser::new(self.dialect, self.encoding.name(), self.names(), columns, given, on_bad_row)
    }
}

fn encoding(sample: &Sample, options: &SniffOptions, findings: &mut Vec<Finding>) -> Result<Encoding, Error> {
    if let Some(encoding) = options.encoding {
        findings.push(Finding::new("encoding", encoding.name(), "as asked", FindingKind::Sure));
        return Ok(encoding);
    }
    let detected =
        text::detect(&sample.all(), sample.complete).map_err(|error| Error::no_table(error.to_string()))?;
    let kind = if detected.sure { FindingKind::Sure } else { FindingKind::Likely };
    let mut evidence = detected.evidence;
    if !detected.alternatives.is_empty() {
        let names: Vec<&str> = detected.alternatives.iter().map(|encoding| encoding.name()).collect();
        evidence.push_str(&format!("; it could be {}", names.join(" or ")));
    }
    findings.push(Finding::new("encoding", detected.encoding.name(), evidence, kind));
    Ok(detected.encoding)
}

/// The delimiter that Excel writes into a first line of its own: `sep=;`.
fn first_line_of_excel(text: &[u8]) -> Option<u8> {
    let line = text.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign] if sign.is_ascii_punctuation() => Some(*sign),
        b"sep=" if text.starts_with(b"sep=\t") => Some(b'\t'),
        _ => None,
    }
}

/// Bytes of a file as text, however little of it is text.
fn decode(bytes: &[u8], encoding: Encoding) -> Result<Vec<u8>, Error> {
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 2);
    let mut source = TextReader::new(Box::new(std::io::Cursor::new(bytes.to_vec())), encoding);
    while source.read(&mut text, 1 << 20)? > 0 {
        source.take_malformed();
    }
    Ok(text)
}

/// The ending of the file's name, without that of its compression, in small letters.
fn ending(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let parts: Vec<&str> = name.split('.').skip(1).collect();
    let packed = |part: &&&str| !["gz", "zst", "zstd", "bz2", "xz"].contains(*part);
    parts.iter().rev().find(packed).map(|part| (*part).to_owned()).unwrap_or_default()
}
