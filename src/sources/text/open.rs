//! Finds out what each of the files is.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::catalog::{Session, TableProvider};
use datafusion::common::runtime::SpawnedTask;
use futures::{StreamExt as _, TryStreamExt as _};
use tenure_reader::{FileFormat, Finding, FindingKind, Reason, SniffOptions};

use super::table::{TextFile, TextTable};
use super::union::union;
use crate::errors::{Code, Error};
use crate::sources::file_cache::{FileCache, Stamp};
use crate::sources::options::ReadOptions;
use crate::sources::read_log::ReadLog;
use crate::sources::{files::names, hive};

/// What is looked at of one file, and of all together.
const MOST: usize = 32 << 20;
const MOST_OF_ALL: usize = 128 << 20;
const LEAST: usize = 256 << 10;

/// How many files are looked at at once.
const AT_ONCE: usize = 4;

/// Opens files as a table; `path` is how they were called.
///
/// # Errors
/// If one cannot be read, or could be read in several ways.
pub(crate) async fn open(
    state: &dyn Session,
    path: &str,
    files: Vec<PathBuf>,
    options: &ReadOptions,
) -> Result<Arc<dyn TableProvider>, Error> {
    Ok(Arc::new(open_table(state, path, files, options).await?))
}

/// The same as a table of ours.
pub(super) async fn open_table(
    state: &dyn Session,
    path: &str,
    files: Vec<PathBuf>,
    options: &ReadOptions,
) -> Result<TextTable, Error> {
    let log = ReadLog::of(state);
    let formats = look_at(state, path, files, options).await?;
    check_headers(&formats)?;
    for file in &formats {
        say(&log, &file.name, &file.format);
    }
    let named: Vec<_> = formats.iter().map(|file| (file.name.clone(), Arc::clone(&file.format))).collect();
    let union = union(&named);
    check_types(&union.columns, options)?;
    let folders: Vec<PathBuf> = formats.iter().map(|file| PathBuf::from(&file.name)).collect();
    let partitions = hive::partitions(&folders);
    let in_such =
        |folder: &PathBuf| folder.parent().is_some_and(|parent| parent.to_string_lossy().contains('='));
    if partitions.fields.is_empty() && folders.iter().any(in_such) {
        log.say(format!(
            "'{path}': its folders are no columns, because not all files are in folders of the same names"
        ));
    }
    let files = formats.into_iter().zip(union.files).enumerate().map(|(i, (file, columns))| {
        let partitions = partitions.values.get(i).cloned().unwrap_or_default();
        let Known { path, name, format, stamp } = file;
        TextFile { path, name: name.into(), format, stamp, columns, partitions }
    });
    TextTable::new(&log, path, files.collect(), union.columns, union.notices, partitions.fields, options)
}

/// A file, and what it is.
struct Known {
    path: PathBuf,
    name: String,
    format: Arc<FileFormat>,
    stamp: Stamp,
}

/// What each of the files is, by their names.
///
/// # Errors
/// As opening them.
pub(crate) async fn look(
    state: &dyn Session,
    path: &str,
    files: Vec<PathBuf>,
    options: &ReadOptions,
) -> Result<Vec<(String, Arc<FileFormat>)>, Error> {
    let known = look_at(state, path, files, options).await?;
    Ok(known.into_iter().map(|file| (file.name, file.format)).collect())
}

async fn look_at(
    state: &dyn Session,
    path: &str,
    files: Vec<PathBuf>,
    options: &ReadOptions,
) -> Result<Vec<Known>, Error> {
    let names = names(path, &files);
    let most = (MOST_OF_ALL / files.len().max(1)).clamp(LEAST, MOST);
    let (cache, log) = (FileCache::of(state), ReadLog::of(state));
    let looked = look_at_all(&cache, &files, &options.known, most).await?;

    // Where a file leaves a question open, the others may answer it.
    let good: Vec<&Arc<FileFormat>> = looked.iter().flatten().map(|(format, _)| format).collect();
    let together = answers(&good, &options.known);
    let mut formats = Vec::with_capacity(files.len());
    for ((file, name), found) in files.iter().zip(&names).zip(&looked) {
        let open_question = match found {
            Ok((format, _)) => format.findings.iter().any(|finding| finding.kind == FindingKind::Question),
            Err(error) => error.reason == Reason::Ambiguous,
        };
        let found = if open_question && together != options.known {
            let again = look_at_all(&cache, std::slice::from_ref(file), &together, most).await?;
            let again = again.into_iter().next().unwrap_or_else(|| found.clone());
            again.map(|(format, stamp)| (Arc::new(as_in_others(&format, &options.known)), stamp))
        } else {
            found.clone()
        };
        match found {
            Ok((format, stamp)) => {
                formats.push(Known { path: file.clone(), name: name.clone(), format, stamp });
            }
            Err(error) if error.reason == Reason::Empty && files.len() > 1 => {
                log.say(format!("'{name}' has no records"));
            }
            Err(error) => return Err(failed(name, error)),
        }
    }
    if formats.is_empty() {
        return Err(Error::new(Code::Data, format!("'{path}' has no records"), None));
    }
    Ok(formats)
}

/// What each of the files is, several looked at at once.
async fn look_at_all(
    cache: &Arc<FileCache>,
    files: &[PathBuf],
    options: &SniffOptions,
    most: usize,
) -> Result<Vec<Looked>, Error> {
    let (cache, options) = (Arc::clone(cache), options.clone());
    let files = files.to_vec();
    let tasks = files.into_iter().map(move |file| {
        let (cache, options) = (Arc::clone(&cache), options.clone());
        SpawnedTask::spawn_blocking(move || look_at_one(&cache, &file, &options, most))
    });
    let looked = futures::stream::iter(tasks).buffered(AT_ONCE).try_collect().await;
    looked.map_err(|error| Error::new(Code::Internal, error.to_string(), None))
}

type Looked = Result<(Arc<FileFormat>, Stamp), tenure_reader::Error>;

fn look_at_one(cache: &FileCache, file: &std::path::Path, options: &SniffOptions, most: usize) -> Looked {
    let stamp = Stamp::of(file)?;
    if let Some(format) = cache.format(file, options, stamp) {
        return Ok((format, stamp));
    }
    let format = Arc::new(FileFormat::of(file, options, most)?);
    cache.remember_format(file, options, stamp, &format);
    Ok((format, stamp))
}

/// What the files that leave no question open say together.
fn answers(formats: &[&Arc<FileFormat>], known: &SniffOptions) -> SniffOptions {
    let mut options = known.clone();
    let one = |mut said: Vec<String>| {
        said.dedup();
        said.len() == 1
    };
    let debug = |value: &dyn std::fmt::Debug| format!("{value:?}");
    if let Some(first) = formats.first() {
        if one(formats.iter().map(|format| debug(&format.dialect.delimiter)).collect()) {
            options.delimiter = options.delimiter.or(Some(first.dialect.delimiter));
        }
        if one(formats.iter().map(|format| debug(&format.header)).collect()) {
            options.header = options.header.or(Some(first.header));
        }
    }
    let agreed = |said: Vec<Option<u8>>| {
        let mut said: Vec<u8> = said.into_iter().flatten().collect();
        said.dedup();
        (said.len() == 1).then(|| said[0])
    };
    options.decimal = options.decimal.or(agreed(formats.iter().map(|format| format.decimal).collect()));
    let orders: Vec<_> = formats.iter().filter_map(|format| format.order).collect();
    if let Some(first) = orders.first()
        && orders.iter().all(|order| order == first)
    {
        options.order = options.order.or(Some(*first));
    }
    options
}

/// What the other files said was not asked for.
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

/// Files are matched by the names of their columns, and so all have such names or none has.
fn check_headers(files: &[Known]) -> Result<(), Error> {
    let named = |file: &&Known| file.format.has_names;
    let (Some(with), Some(without)) = (files.iter().find(named), files.iter().find(|file| !named(file)))
    else {
        return Ok(());
    };
    Err(Error::new(
        Code::Data,
        format!("'{}' has a header and '{}' has none", with.name, without.name),
        Some("say header => true or header => false for all, or read them one by one and combine them by UNION".to_owned()),
    ))
}

/// Says what is true of a file as a whole.
fn say(log: &ReadLog, name: &str, format: &FileFormat) {
    if !format.encoding.is_utf8() {
        let is_likely =
            |finding: &Finding| finding.about == "encoding" && finding.kind == FindingKind::Likely;
        let hint = match format.findings.iter().any(is_likely) {
            true => "; if letters look wrong, say encoding => '…' in read_csv",
            false => "",
        };
        log.say(format!("'{name}' is read as {}{hint}", format.encoding.name()));
    }
    for finding in &format.findings {
        if finding.about == "skip" && finding.kind == FindingKind::Changed && finding.evidence != "as asked" {
            let lines = if finding.value == "1" {
                "the first line".to_owned()
            } else {
                format!("the first {} lines", finding.value)
            };
            log.say(format!("'{name}': {lines} left out; {}", finding.evidence));
        }
    }
}

/// A type for a column that no file has is a mistake.
fn check_types(columns: &[tenure_reader::Column], options: &ReadOptions) -> Result<(), Error> {
    for (name, _) in &options.known.types {
        if !columns.iter().any(|column| column.name.eq_ignore_ascii_case(name)) {
            let near = tenure_udfs::call::nearest(name, columns.iter().map(|column| column.name.as_str()));
            let hint = near.map(|near| format!("did you mean '{near}'?"));
            return Err(Error::new(Code::Query, format!("types: there is no column '{name}'"), hint));
        }
    }
    Ok(())
}

/// The error of a file as one of ours.
pub(super) fn failed(name: &str, error: tenure_reader::Error) -> Error {
    let code = match error.reason {
        Reason::Io => Code::Io,
        Reason::NoTable | Reason::Empty | Reason::Ambiguous => Code::Data,
    };
    let message = match error.reason {
        Reason::Ambiguous => format!("'{name}' can be read in two ways: {}", error.message),
        _ => format!("'{name}' cannot be read: {}", error.message),
    };
    let hint = error.hint.map(|hint| match error.reason {
        Reason::Ambiguous => format!("{hint}, in read_csv('{name}', …)"),
        _ => hint,
    });
    Error::new(code, message, hint)
}
