//! Files as tables.

mod external;
mod file_cache;
mod files;
mod functions;
mod hive;
mod json;
mod notes;
mod options;
mod parquet;
mod parquet_schema;
mod pruning;
mod read_log;
mod rejects;
mod sniff;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::catalog::{Session, TableProvider};
use datafusion::execution::session_state::SessionState;

use crate::errors::{Code, Error};

pub(crate) use external::{JsonFactory, TextFactory};
pub(crate) use file_cache::FileCache;
pub use functions::{FILES, catalog};
pub(crate) use hive::NO_VALUE;
pub(crate) use json::JsonLinesFactory;
use options::ReadOptions;
pub use read_log::Input;
pub(crate) use read_log::ReadLog;
pub(crate) use rejects::RejectsTable;

/// Whether a table gives its rows in the order in which they stand in its files, whatever the threads.
pub(crate) fn keeps_order(table: &dyn TableProvider) -> bool {
    text::is_text(table) || json::is_json(table)
}

/// The kinds of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Parquet,
    Json,
    Text,
}

/// The endings of names by which a file's kind is known. Those of compression may follow.
const ENDINGS: &[(&str, Kind)] = &[
    ("parquet", Kind::Parquet),
    ("jsonl", Kind::Json),
    ("ndjson", Kind::Json),
    ("json", Kind::Json),
    ("csv", Kind::Text),
    ("tsv", Kind::Text),
    ("tab", Kind::Text),
    ("psv", Kind::Text),
    ("txt", Kind::Text),
];

/// What may follow the ending of a file of text or JSON.
pub(crate) const COMPRESSIONS: &[&str] = &["gz", "zst", "zstd", "bz2", "xz"];

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Parquet => "Parquet",
            Self::Json => "JSON",
            Self::Text => "text",
        }
    }
}

/// Whether a name looks like a path: it has a folder, or a file's ending.
pub(crate) fn looks_like_path(name: &str) -> bool {
    name.contains('/') || name.contains('*') || kind_of(Path::new(name)).is_some()
}

/// Opens a file, a pattern or a folder as a table. All its files must be of one kind.
///
/// # Errors
/// If there is no such file, it is of no known kind, or it cannot be read.
pub(crate) async fn open(state: &SessionState, path: &str) -> Result<Arc<dyn TableProvider>, Error> {
    let path = local(path)?;
    let files = files::files(path)?;
    match kind(path, &files)? {
        Kind::Parquet => parquet::open(state, path, files).await,
        Kind::Json => json::open(state, path, files).await,
        Kind::Text => text::open(state, path, files, &ReadOptions::default()).await,
    }
}

/// Opens text files as a table, whatever their names end in.
///
/// # Errors
/// If there is no such file, or it cannot be read.
pub(crate) async fn open_text(
    state: &dyn Session,
    paths: &[String],
    options: &ReadOptions,
) -> Result<Arc<dyn TableProvider>, Error> {
    let mut all = vec![];
    for path in paths {
        all.extend(files::files(local(path)?)?);
    }
    text::open(state, paths.first().map_or("", String::as_str), all, options).await
}

/// Opens files of JSON as a table, whatever their names end in.
///
/// # Errors
/// If there is no such file, or it cannot be read.
pub(crate) async fn open_json(
    state: &dyn Session,
    paths: &[String],
) -> Result<Arc<dyn TableProvider>, Error> {
    let mut all = vec![];
    for path in paths {
        all.extend(files::files(local(path)?)?);
    }
    json::open(state, paths.first().map_or("", String::as_str), all).await
}

fn local(path: &str) -> Result<&str, Error> {
    match path.split_once("://") {
        Some(("file", rest)) => Ok(rest),
        Some(_) => Err(Error::new(Code::Io, format!("'{path}': only local files can be read so far"), None)),
        None => Ok(path),
    }
}

/// The one kind that all files are of.
fn kind(path: &str, files: &[PathBuf]) -> Result<Kind, Error> {
    let mut kind = None;
    for file in files {
        let Some(found) = kind_of(file) else {
            let endings: Vec<&str> = ENDINGS.iter().map(|(ending, _)| *ending).collect();
            let hint = format!("files end in {}; read_csv('{path}') reads any text", endings.join(", "));
            return Err(Error::new(
                Code::Io,
                format!("'{}' is of no known kind", file.display()),
                Some(hint),
            ));
        };
        match kind {
            None => kind = Some(found),
            Some(kind) if kind == found => {}
            Some(kind) => {
                let message =
                    format!("'{path}' has files of several kinds: {} and {}", kind.name(), found.name());
                let hint = Some("choose one kind with a pattern, as *.csv or *.parquet".to_owned());
                return Err(Error::new(Code::Io, message, hint));
            }
        }
    }
    kind.ok_or_else(|| Error::new(Code::Io, format!("no such file: '{path}'"), None))
}

/// The kind of a file by the ending of its name.
fn kind_of(file: &Path) -> Option<Kind> {
    let name = file.file_name()?.to_str()?.to_lowercase();
    let packed = COMPRESSIONS.iter().find_map(|ending| name.strip_suffix(&format!(".{ending}")));
    let (_, ending) = packed.unwrap_or(&name).rsplit_once('.')?;
    let (_, kind) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
    (*kind != Kind::Parquet || packed.is_none()).then_some(*kind)
}
