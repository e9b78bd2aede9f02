//! Finds the format of each text file: its encoding, its dialect and its columns.

use std::sync::Arc;

use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::catalog::Session;
use datafusion::common::DataFusionError;
use datafusion::common::runtime::SpawnedTask;
use futures::{StreamExt as _, TryStreamExt as _};
use tenure_diagnostics::{Problem, counted};
use tenure_reader::batch::data_type;
use tenure_reader::{Column, FileFormat, Finding, FindingKind, Reason, SniffOptions};

use super::columns::{CommonColumns, common_columns};
use super::{FormatInTable, TextFiles, unreadable};
use crate::errors::{Code, Error};
use crate::sources::files::cache::FileCache;
use crate::sources::files::notes::{files_phrase, grouped, report_empty};
use crate::sources::files::{FileSet, NamedFiles, OpenedFiles, SourceFile};
use crate::sources::options::ReadOptions;
use crate::sources::read_log::ReadLog;

/// The most bytes of one file that are looked at, and of all files together; and the fewest of one file.
const MOST: usize = 32 << 20;
const MOST_OF_ALL: usize = 128 << 20;
const LEAST: usize = 256 << 10;

/// The number of files that are looked at at once.
const AT_ONCE: usize = 4;

/// Opens text files as one table.
///
/// # Errors
/// Returns an error if one cannot be read, or could be read in several ways.
pub(in crate::sources::files) async fn open(
    state: &dyn Session,
    files: NamedFiles,
    options: &ReadOptions,
) -> Result<Arc<dyn FileSet>, Error> {
    let path = files.path.clone();
    let opened = find_formats(state, files, options).await?;
    check_headers(&opened)?;
    report(&ReadLog::of(state), &opened);
    let named: Vec<(&str, &FileFormat)> =
        opened.iter().map(|(file, format)| (&*file.name, format.as_ref())).collect();
    let CommonColumns { columns, of_files, notes } = common_columns(&named);
    check_types(&columns, options)?;
    let field = |column: &Column| Field::new(&column.name, data_type(&column.format), true);
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let (files, formats): (Vec<SourceFile>, Vec<Arc<FileFormat>>) = opened.into_iter().unzip();
    let formats = formats.into_iter().zip(of_files);
    let formats = formats.map(|(format, columns)| FormatInTable { format, columns }).collect();
    Ok(Arc::new(TextFiles {
        opened: OpenedFiles { path, files, schema, notes },
        options: options.clone(),
        formats,
    }))
}

/// Finds the format of each file, by the files' names.
///
/// # Errors
/// Returns an error if a file cannot be read, or could be read in several ways.
pub(in crate::sources) async fn formats(
    state: &dyn Session,
    files: NamedFiles,
    options: &ReadOptions,
) -> Result<Vec<(Arc<str>, Arc<FileFormat>)>, Error> {
    let opened = find_formats(state, files, options).await?;
    Ok(opened.into_iter().map(|(file, format)| (file.name, format)).collect())
}

async fn find_formats(
    state: &dyn Session,
    files: NamedFiles,
    options: &ReadOptions,
) -> Result<Vec<(SourceFile, Arc<FileFormat>)>, Error> {
    let NamedFiles { path, files: named } = files;
    let mut files = Vec::with_capacity(named.len());
    for (location, name) in named {
        files.push(SourceFile::find(location, name).await?);
    }
    let most = (MOST_OF_ALL / files.len().max(1)).clamp(LEAST, MOST);
    let cache = FileCache::of(state);
    let sniffed = sniff_all(&cache, &files, &options.known, most).await?;

    // Where a file leaves a question open, the others may answer it.
    let certain: Vec<&Arc<FileFormat>> = sniffed.iter().flatten().collect();
    let together = answers(&certain, &options.known);
    let several = files.len() > 1;
    let (mut opened, mut empty) = (Vec::with_capacity(files.len()), vec![]);
    for (file, found) in files.into_iter().zip(sniffed) {
        let is_open = match &found {
            Ok(format) => format.findings.iter().any(|finding| finding.kind == FindingKind::Question),
            Err(error) => error.reason == Reason::Ambiguous,
        };
        let found = if is_open && together != options.known {
            let again = sniff_all(&cache, std::slice::from_ref(&file), &together, most).await?;
            let again = again.into_iter().next().unwrap_or(found);
            again.map(|format| Arc::new(as_in_others(&format, &options.known)))
        } else {
            found
        };
        match found {
            Ok(format) => opened.push((file, format)),
            Err(error) if error.reason == Reason::Empty && several => empty.push(file.name),
            Err(error) => return Err(unreadable(&file.name, error)),
        }
    }
    if opened.is_empty() {
        return Err(Error::new(Code::Data, format!("'{path}' has no records"), None));
    }
    report_empty(&ReadLog::of(state), &empty);
    Ok(opened)
}

type Sniffed = Result<Arc<FileFormat>, tenure_reader::Error>;

/// Finds the format of each file, of several at once.
async fn sniff_all(
    cache: &Arc<FileCache>,
    files: &[SourceFile],
    options: &SniffOptions,
    most: usize,
) -> Result<Vec<Sniffed>, Error> {
    let (cache, options, files) = (Arc::clone(cache), options.clone(), files.to_vec());
    let tasks = files.into_iter().map(move |file| {
        let (cache, options) = (Arc::clone(&cache), options.clone());
        SpawnedTask::spawn_blocking(move || sniff(&cache, &file, &options, most))
    });
    let sniffed = futures::stream::iter(tasks).buffered(AT_ONCE).try_collect().await;
    sniffed.map_err(|error| DataFusionError::ExecutionJoin(Box::new(error)).into())
}

fn sniff(cache: &FileCache, file: &SourceFile, options: &SniffOptions, most: usize) -> Sniffed {
    if let Some(format) = cache.format(&file.location, options, file.stamp) {
        return Ok(format);
    }
    let format = Arc::new(FileFormat::of(&file.location, options, most)?);
    cache.remember_format(&file.location, options, file.stamp, &format);
    Ok(format)
}

/// Returns the options that the files without open questions agree on.
fn answers(formats: &[&Arc<FileFormat>], known: &SniffOptions) -> SniffOptions {
    let mut options = known.clone();
    if let Some(first) = formats.first() {
        if formats.iter().all(|format| format.dialect.delimiter == first.dialect.delimiter) {
            options.delimiter = options.delimiter.or(Some(first.dialect.delimiter));
        }
        if formats.iter().all(|format| format.header == first.header) {
            options.header = options.header.or(Some(first.header));
        }
    }
    options.decimal = options.decimal.or(agreed(formats.iter().filter_map(|format| format.decimal)));
    options.order = options.order.or(agreed(formats.iter().filter_map(|format| format.order)));
    options
}

/// Returns the value of all items, if it is the same.
fn agreed<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// Corrects the evidence of options that come from other files: nobody asked for them.
fn as_in_others(format: &FileFormat, asked: &SniffOptions) -> FileFormat {
    let mut format = format.clone();
    for finding in &mut format.findings {
        let was_asked = match finding.about.as_str() {
            "delimiter" => asked.delimiter.is_some(),
            "header" => asked.header.is_some(),
            _ => true,
        };
        if !was_asked {
            finding.evidence = "as in the other files".to_owned();
        }
    }
    format
}

/// Checks that all files have a header or none has: files are matched by the names of their columns.
fn check_headers(files: &[(SourceFile, Arc<FileFormat>)]) -> Result<(), Error> {
    let with = files.iter().find(|(_, format)| format.has_names);
    let without = files.iter().find(|(_, format)| !format.has_names);
    let (Some((with, _)), Some((without, _))) = (with, without) else {
        return Ok(());
    };
    Err(Error::new(
        Code::Data,
        format!("'{}' has a header and '{}' has none", with.name, without.name),
        Some("say header => true or header => false for all, or read them one by one and combine them by UNION".to_owned()),
    ))
}

/// Adds notices on files as a whole to the log: their encodings, and the lines above their tables.
fn report(log: &ReadLog, files: &[(SourceFile, Arc<FileFormat>)]) {
    let encodings: Vec<(&str, String)> = files
        .iter()
        .filter(|(_, format)| !format.encoding.is_utf8())
        .map(|(file, format)| {
            let is_likely =
                |finding: &Finding| finding.about == "encoding" && finding.kind == FindingKind::Likely;
            let hint = match format.findings.iter().any(is_likely) {
                true => "; if characters look wrong, set encoding => '…' in read_csv",
                false => "",
            };
            (&*file.name, format!("read as {}{hint}", format.encoding.name()))
        })
        .collect();
    for (text, of) in grouped(encodings.iter().map(|(file, text)| (*file, text.as_str(), text.as_str()))) {
        let is_are = if of.len() == 1 { "is" } else { "are" };
        log.say(format!("{} {is_are} {text}", files_phrase(&of)));
    }
    let is_skipped = |finding: &&Finding| {
        finding.about == "skip" && finding.kind == FindingKind::Changed && finding.evidence != "as asked"
    };
    let skipped: Vec<(&str, String)> = files
        .iter()
        .flat_map(|(file, format)| {
            format.findings.iter().filter(is_skipped).map(|finding| {
                let lines = match finding.value.parse() {
                    Ok(1) => "the first line".to_owned(),
                    Ok(lines) => format!("the first {}", counted(lines, "line")),
                    Err(_) => format!("the first {} lines", finding.value),
                };
                (&*file.name, format!("skipped {lines}; {}", finding.evidence))
            })
        })
        .collect();
    const LINES: &str = "skipped the lines above the table";
    for (text, of) in grouped(skipped.iter().map(|(file, text)| (*file, LINES, text.as_str()))) {
        log.say(format!("{}: {text}", files_phrase(&of)));
    }
}

/// Checks that every column for which `types` asks is in a file.
fn check_types(columns: &[Column], options: &ReadOptions) -> Result<(), Error> {
    let names = || columns.iter().map(|column| column.name.as_str());
    for (name, _) in &options.known.types {
        if !names().any(|known| known.eq_ignore_ascii_case(name)) {
            let problem =
                Problem::new(format!("types: there is no column '{name}'")).nearest(name, "columns", names());
            return Err(Error::new(Code::Query, problem.message, problem.hint));
        }
    }
    Ok(())
}
