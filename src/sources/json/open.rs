//! Finds out what is in the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::catalog::{Session, TableProvider};
use futures::StreamExt as _;

use super::kind::Kind;
use super::look::MOST_COLUMNS;
use super::reading::blocks;
use super::shape::{Place, Shape};
use super::table::{JsonFile, JsonTable};
use crate::errors::{Code, Error};
use crate::sources::file_cache::{FileCache, Stamp};
use crate::sources::read_log::ReadLog;
use crate::sources::{files, hive, notes};

/// What was found out about files.
pub(in crate::sources) struct Look {
    pub(super) files: Vec<JsonFile>,
    /// The columns of all files together, and how each is read.
    pub columns: Vec<Column>,
}

/// A column of the files.
pub(in crate::sources) struct Column {
    pub name: String,
    pub(super) kind: Kind,
    /// What is to be said of it.
    pub notes: Vec<String>,
}

impl Column {
    /// The type of the column.
    pub fn data_type(&self) -> datafusion::arrow::datatypes::DataType {
        self.kind.data_type()
    }
}

/// Opens files as a table; `path` is how they were called.
///
/// # Errors
/// If one cannot be read, or is no JSON.
pub(in crate::sources) async fn open(
    state: &dyn Session,
    path: &str,
    files: Vec<PathBuf>,
) -> Result<Arc<dyn TableProvider>, Error> {
    Ok(Arc::new(open_table(state, path, files).await?))
}

/// The same as a table of ours.
pub(super) async fn open_table(
    state: &dyn Session,
    path: &str,
    files: Vec<PathBuf>,
) -> Result<JsonTable, Error> {
    let look = look(state, path, files).await?;
    let paths: Vec<PathBuf> = look.files.iter().map(|file| file.path.clone()).collect();
    let partitions = hive::partitions(&paths);
    Ok(JsonTable::new(&ReadLog::of(state), path, look.files, look.columns, partitions))
}

/// What is in the files.
///
/// # Errors
/// As opening them.
pub(in crate::sources) async fn look(
    state: &dyn Session,
    path: &str,
    files: Vec<PathBuf>,
) -> Result<Look, Error> {
    let (threads, cache) = (state.config().target_partitions(), FileCache::of(state));
    let names = files::names(path, &files);
    let (mut looked, mut shapes, mut empty) = (vec![], vec![], vec![]);
    let mut all = Shape::default();
    for (path, name) in files.into_iter().zip(names) {
        let name: Arc<str> = name.into();
        let (shape, stamp) = look_at(&cache, threads, &path, &name).await?;
        if shape.fields.len() == 0 {
            empty.push(name);
            continue;
        }
        all.merge(&shape, looked.len());
        looked.push(JsonFile { path, name, stamp });
        shapes.push(shape);
    }
    if looked.is_empty() {
        return Err(Error::new(Code::Data, format!("'{path}' has no records"), None));
    }
    let log = ReadLog::of(state);
    empty.iter().for_each(|name| log.say(format!("'{name}' has no records")));
    let told = |place: Place| match looked.get(place.file) {
        Some(file) if looked.len() > 1 => format!("'{}', line {}", file.name, place.line),
        _ => format!("line {}", place.line),
    };
    let mut columns = vec![];
    for (key, shape) in all.fields.iter() {
        let mut said = vec![];
        let kind = Kind::of(shape, key, &told, &mut said);
        if let [file] = looked.as_slice() {
            said.iter_mut().for_each(|note| *note = format!("'{}': {note}", file.name));
        }
        let without: Vec<&str> = looked
            .iter()
            .zip(&shapes)
            .filter(|(_, shape)| !shape.fields.has(key))
            .map(|(file, _)| &*file.name)
            .collect();
        said.extend(notes::missing(key, &without));
        columns.push(Column { name: key.to_owned(), kind, notes: said });
    }
    Ok(Look { files: looked, columns })
}

/// What is in a file, all of it.
async fn look_at(
    cache: &FileCache,
    threads: usize,
    path: &Path,
    name: &Arc<str>,
) -> Result<(Arc<Shape>, Stamp), Error> {
    let stamp = Stamp::of(path)
        .map_err(|error| Error::new(Code::Io, format!("'{name}' cannot be opened: {error}"), None))?;
    if let Some(shape) = cache.shape(path, stamp) {
        return Ok((shape, stamp));
    }
    let called = Arc::clone(name);
    let read = move |block| super::look::look(&block).map_err(|fault| fault.told(&called));
    let mut looks = blocks(path.to_owned(), Arc::clone(name), threads, read);
    let mut shape = Shape::default();
    while let Some(part) = looks.next().await {
        shape.merge(&part?, 0);
        if shape.fields.len() > MOST_COLUMNS {
            let message = format!("the objects of '{name}' have more than {MOST_COLUMNS} different keys");
            return Err(Error::new(Code::Data, message, None));
        }
    }
    let shape = Arc::new(shape);
    cache.remember_shape(path, stamp, &shape);
    Ok((shape, stamp))
}
