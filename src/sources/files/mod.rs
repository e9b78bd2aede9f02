//! One table over many files, whatever their kind.
//!
//! ```text
//! path ──store──> Locations ──open: text/, json/, parquet/──> FileSet: files, columns matched by name, notes
//!                                                               │
//!         SQL <── scan of the files that filters leave <── FileTable: with columns of folders
//! ```
//!
//! [`FileSet`] hides the differences between kinds of files. Text and JSON are read by one scan, [`ordered_scan`], in
//! the order of the files; Parquet by DataFusion's.

mod blocks;
mod cache;
mod file_columns;
pub(super) mod json;
mod notes;
mod ordered_scan;
mod parquet;
mod partitions;
mod table;
pub(super) mod text;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{Field, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::TableProviderFilterPushDown;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::scalar::ScalarValue;
use tenure_reader::text::Compression;

use super::options::ReadOptions;
use super::stores::{Location, Stamp, store_of};
use crate::errors::{Code, Error};
use notes::Note;
use table::FileTable;

pub(crate) use cache::FileCache;
pub(crate) use partitions::NO_VALUE;

/// Files of one kind, opened as one table.
#[async_trait]
trait FileSet: fmt::Debug + Send + Sync {
    /// Returns what files of every format have.
    fn opened(&self) -> &OpenedFiles;

    /// Tells how far the scan applies a filter on columns of the files.
    fn filter_support(&self) -> TableProviderFilterPushDown;

    /// Tells whether rows come in the order of the files and their records, whatever the threads.
    fn keeps_order(&self) -> bool;

    /// Opens the same files as they are now.
    ///
    /// # Errors
    /// Returns an error if one cannot be opened.
    async fn reopen(&self, state: &dyn Session) -> Result<Arc<dyn FileSet>, Error>;

    /// Plans the reading of files.
    ///
    /// # Errors
    /// Returns an error if a file cannot be looked at.
    async fn scan(
        self: Arc<Self>,
        state: &dyn Session,
        request: ScanRequest,
    ) -> Result<Arc<dyn ExecutionPlan>>;
}

/// The properties that the opened files of every format share.
#[derive(Debug)]
struct OpenedFiles {
    /// The path as the query writes it.
    path: String,
    /// Those without records may be left out.
    files: Vec<SourceFile>,
    /// The columns of all files together.
    schema: SchemaRef,
    /// The notes on each of the columns.
    notes: Vec<Vec<Note>>,
}

impl OpenedFiles {
    /// Returns the same files by name, for opening them again.
    fn named(&self) -> NamedFiles {
        let named = |file: &SourceFile| (file.location.clone(), Arc::clone(&file.name));
        NamedFiles { path: self.path.clone(), files: self.files.iter().map(named).collect() }
    }
}

/// A file of a table.
#[derive(Debug, Clone)]
struct SourceFile {
    location: Location,
    /// The name in messages, in the list of inputs and in the column `filename`.
    name: Arc<str>,
    stamp: Stamp,
}

impl SourceFile {
    /// Finds the stamp of a file as it is now.
    ///
    /// # Errors
    /// Returns an error if it is not there.
    async fn find(location: Location, name: Arc<str>) -> Result<Self, Error> {
        match location.store().stamp(&location).await {
            Ok(stamp) => Ok(Self { location, name, stamp }),
            Err(error) => Err(Error::new(Code::Io, format!("'{name}' cannot be opened: {error}"), None)),
        }
    }

    /// Tells whether the file is as it was when it was opened.
    async fn is_unchanged(&self) -> bool {
        self.location.store().stamp(&self.location).await.is_ok_and(|now| now == self.stamp)
    }
}

/// The part of a table of files that a query reads.
struct ScanRequest {
    /// The files, by their places in the set, each with its values of the file columns.
    files: Vec<(usize, Vec<ScalarValue>)>,
    /// The columns that have one value for each file.
    file_columns: Vec<Field>,
    /// The columns that are read, by their places in the table: columns of the files, then file columns, then
    /// the row number. `None` for all.
    projection: Option<Vec<usize>>,
    /// The columns that are read, by where they come from.
    outputs: Vec<Output>,
    /// The schema of these columns.
    schema: SchemaRef,
    limit: Option<usize>,
}

/// The origin of a column of a table of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Output {
    /// A column of the files.
    Column(usize),
    /// A column with one value for each file.
    FileColumn(usize),
    /// The number of the record in its file.
    RowNumber,
}

/// The kinds of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Parquet,
    Json,
    Text,
}

/// The endings of names that tell a file's kind. An ending of compression may follow.
const ENDINGS: &[(&str, FileKind)] = &[
    ("parquet", FileKind::Parquet),
    ("jsonl", FileKind::Json),
    ("ndjson", FileKind::Json),
    ("json", FileKind::Json),
    ("csv", FileKind::Text),
    ("tsv", FileKind::Text),
    ("tab", FileKind::Text),
    ("psv", FileKind::Text),
    ("txt", FileKind::Text),
];

impl FileKind {
    fn name(self) -> &'static str {
        match self {
            Self::Parquet => "Parquet",
            Self::Json => "JSON",
            Self::Text => "text",
        }
    }

    /// Returns the kind of a file by the ending of its name.
    fn of_name(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next()?.to_lowercase();
        let unpacked = Compression::suffixes().find_map(|ending| name.strip_suffix(&format!(".{ending}")));
        let (_, ending) = unpacked.unwrap_or(&name).rsplit_once('.')?;
        let (_, kind) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
        (*kind != Self::Parquet || unpacked.is_none()).then_some(*kind)
    }

    /// Returns the one kind of all files.
    fn of_all(path: &str, files: &[Location]) -> Result<Self, Error> {
        let mut kind: Option<Self> = None;
        for file in files {
            let Some(found) = Self::of_name(file.path()) else {
                let endings: Vec<&str> = ENDINGS.iter().map(|(ending, _)| *ending).collect();
                let hint = format!("files end in {}; read_csv('{path}') reads any text", endings.join(", "));
                let message = format!("'{}' has no known file type", file.path());
                return Err(Error::new(Code::Io, message, Some(hint)));
            };
            match kind {
                Some(kind) if kind != found => {
                    let message =
                        format!("'{path}' has files of several kinds: {} and {}", kind.name(), found.name());
                    let hint = Some("choose one kind with a pattern, as *.csv or *.parquet".to_owned());
                    return Err(Error::new(Code::Io, message, hint));
                }
                _ => kind = Some(found),
            }
        }
        kind.ok_or_else(|| Error::new(Code::Io, format!("no such file: '{path}'"), None))
    }
}

/// Tells whether a name looks like a path: it has a folder, or a file's ending.
pub(crate) fn looks_like_path(name: &str) -> bool {
    name.contains('/') || name.contains('*') || FileKind::of_name(name).is_some()
}

/// Tells whether a table gives its rows in the order in which they stand in its files, whatever the threads.
pub(crate) fn keeps_order(table: &dyn TableProvider) -> bool {
    table.downcast_ref::<FileTable>().is_some_and(FileTable::keeps_order)
}

/// Opens a file, a pattern or a folder as a table. All its files must be of one kind.
///
/// # Errors
/// Returns an error if there is no such file, it has no known file type, or it cannot be read.
pub(crate) async fn open(state: &SessionState, path: &str) -> Result<Arc<dyn TableProvider>, Error> {
    let (store, path) = store_of(path)?;
    let files = store.list(path).await?;
    let kind = FileKind::of_all(path, &files)?;
    let files = NamedFiles::new(path, files);
    match kind {
        FileKind::Parquet => {
            let set = parquet::open(state, files).await?;
            Ok(Arc::new(FileTable::new(state, path, set, &ReadOptions::default())?))
        }
        FileKind::Json => table_of_json(state, files).await,
        FileKind::Text => table_of_text(state, files, &ReadOptions::default()).await,
    }
}

/// Opens text files as a table, whatever their names end in.
///
/// # Errors
/// Returns an error if there is no such file, or it cannot be read.
pub(super) async fn open_text(
    state: &dyn Session,
    paths: &[String],
    options: &ReadOptions,
) -> Result<Arc<dyn TableProvider>, Error> {
    table_of_text(state, NamedFiles::of_paths(paths).await?, options).await
}

/// Opens JSON files as a table, whatever their names end in.
///
/// # Errors
/// Returns an error if there is no such file, or it cannot be read.
pub(super) async fn open_json(
    state: &dyn Session,
    paths: &[String],
) -> Result<Arc<dyn TableProvider>, Error> {
    table_of_json(state, NamedFiles::of_paths(paths).await?).await
}

async fn table_of_text(
    state: &dyn Session,
    files: NamedFiles,
    options: &ReadOptions,
) -> Result<Arc<dyn TableProvider>, Error> {
    let path = files.path.clone();
    let set = text::open(state, files, options).await?;
    Ok(Arc::new(FileTable::new(state, &path, set, options)?))
}

async fn table_of_json(state: &dyn Session, files: NamedFiles) -> Result<Arc<dyn TableProvider>, Error> {
    let path = files.path.clone();
    let set = json::open(state, files).await?;
    Ok(Arc::new(FileTable::new(state, &path, set, &ReadOptions::default())?))
}

/// Files that a path means, with their names in messages.
pub(super) struct NamedFiles {
    /// The path as the query writes it, for messages.
    path: String,
    files: Vec<(Location, Arc<str>)>,
}

impl NamedFiles {
    fn new(path: &str, files: Vec<Location>) -> Self {
        let names = match files.first() {
            Some(first) => first.store().names(path, &files),
            None => vec![],
        };
        let files = files.into_iter().zip(names.into_iter().map(Arc::from)).collect();
        Self { path: path.to_owned(), files }
    }

    /// Finds the files of paths. Messages about all of them name the first path.
    ///
    /// # Errors
    /// Returns an error if a path has no files.
    pub async fn of_paths(paths: &[String]) -> Result<Self, Error> {
        let mut files = vec![];
        for path in paths {
            let (store, path) = store_of(path)?;
            files.extend(store.list(path).await?);
        }
        Ok(Self::new(paths.first().map_or("", String::as_str), files))
    }

    /// Tells whether the names of all files end as those of JSON files do.
    pub fn are_json(&self) -> bool {
        self.files.iter().all(|(file, _)| FileKind::of_name(file.path()) == Some(FileKind::Json))
    }

    /// Returns the path as the query writes it.
    pub fn path(&self) -> &str {
        &self.path
    }
}
