//! Finds out the format of a file from its content: encoding, dialect, beginning of the table, names and types of its
//! columns.
//!
//! A file of ordinary size is examined as a whole; of a larger one the beginning, the end and pieces in between. A
//! format is never a guess that reading silently adjusts: a value that contradicts it is an error or a rejected row.

mod column_names;
mod column_types;
mod dialect;
mod excerpt;
mod file_format;
mod finding;
mod header;
mod options;
mod preamble;
mod sample;

use std::path::Path;

use tenure_diagnostics::{counted, joined_with};

use crate::error::Error;
use crate::records::Delimiter;
use crate::text::{self, ByteSource, Compression, Encoding};

pub use file_format::FileFormat;
pub use finding::{Finding, FindingKind};
pub use options::SniffOptions;

use sample::{Sample, decode};

impl FileFormat {
    /// Finds out the format of a file from about `most` bytes of it.
    ///
    /// # Errors
    /// Fails if the file cannot be read, is not text or is empty, or if two formats are about equally likely.
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

    /// Finds out the format of a file from all its bytes.
    ///
    /// # Errors
    /// Fails like [`FileFormat::of`].
    pub fn of_bytes(bytes: &[u8], options: &SniffOptions) -> Result<Self, Error> {
        Self::of_sample(&Sample { beginning: bytes.to_vec(), pieces: vec![], complete: true }, "", options)
    }

    fn of_sample(sample: &Sample, ending: &str, options: &SniffOptions) -> Result<Self, Error> {
        let mut findings = vec![];
        let encoding = encoding(sample, options, &mut findings)?;
        let mut text = decode(&sample.beginning, encoding)?;
        if !sample.complete {
            // The last line may be cut off, and a part of a value is a different value.
            text.truncate(memchr::memrchr2(b'\n', b'\r', &text).map_or(text.len(), |end| end + 1));
        }
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::empty());
        }
        let excel_delimiter =
            delimiter_line(&text).filter(|_| options.delimiter.is_none() && options.skip.is_none());
        let from_excel = excel_delimiter.map(|sign| SniffOptions {
            delimiter: Some(Delimiter::Byte(sign)),
            skip: Some(1),
            ..options.clone()
        });
        let options = from_excel.as_ref().unwrap_or(options);
        let found = dialect::dialect(&text, ending, options, &mut findings)?;
        let layout = header::layout(&text, &found.dialect, found.fields, options, &mut findings)?;
        let fields = match (&options.names, &layout.header) {
            (Some(names), _) => names.clone(),
            (None, Some(header)) => header.clone(),
            (None, None) => vec![String::new(); layout.fields],
        };
        if fields.len() != layout.fields {
            return Err(Error::ambiguous(
                format!(
                    "names has {}, but the records have {}",
                    counted(fields.len() as u64, "name"),
                    counted(layout.fields as u64, "field")
                ),
                "write a name for each field",
            ));
        }
        let mut unreported = vec![];
        let names = column_names::column_names(
            &fields,
            if layout.header.is_some() { &mut findings } else { &mut unreported },
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
        if from_excel.is_some() {
            for finding in
                findings.iter_mut().filter(|finding| ["delimiter", "skip"].contains(&&*finding.about))
            {
                finding.evidence = "its first line says so".to_owned();
            }
        }
        format.findings = findings;
        Ok(format)
    }
}

fn encoding(sample: &Sample, options: &SniffOptions, findings: &mut Vec<Finding>) -> Result<Encoding, Error> {
    if let Some(encoding) = options.encoding {
        findings.push(Finding::new("encoding", encoding.name(), "as asked", FindingKind::Sure));
        return Ok(encoding);
    }
    let detected = text::detect(&sample.all(), sample.complete)?;
    let kind = if detected.sure { FindingKind::Sure } else { FindingKind::Likely };
    let mut evidence = detected.evidence;
    if !detected.alternatives.is_empty() {
        let names = detected.alternatives.iter().map(|encoding| encoding.name());
        evidence.push_str(&format!("; it could be {}", joined_with("or", names)));
    }
    findings.push(Finding::new("encoding", detected.encoding.name(), evidence, kind));
    Ok(detected.encoding)
}

/// Returns the delimiter that Excel writes into a line of its own at the top: `sep=;`.
fn delimiter_line(text: &[u8]) -> Option<u8> {
    let line = text.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign] if sign.is_ascii_punctuation() => Some(*sign),
        b"sep=" if text.starts_with(b"sep=\t") => Some(b'\t'),
        _ => None,
    }
}

/// Returns the file name's suffix in lower case, without that of its compression.
fn ending(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let parts: Vec<&str> = name.split('.').skip(1).collect();
    let packed = |part: &&&str| !["gz", "zst", "zstd", "bz2", "xz"].contains(*part);
    parts.iter().rev().find(packed).map(|part| (*part).to_owned()).unwrap_or_default()
}
