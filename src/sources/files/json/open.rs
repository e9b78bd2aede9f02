//! Finds the columns of JSON files.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::Session;
use futures::StreamExt as _;

use super::column_type::ColumnType;
use super::inspect::{MOST_COLUMNS, inspect};
use super::observed::{Observed, Place};
use super::{JsonFiles, divide};
use crate::errors::{Code, Error};
use crate::sources::files::blocks::blocks;
use crate::sources::files::cache::FileCache;
use crate::sources::files::notes::{Note, report_empty};
use crate::sources::files::{FileSet, NamedFiles, OpenedFiles, SourceFile};
use crate::sources::read_log::ReadLog;

/// Files with records, and the columns of all of them together.
struct Inspected {
    files: Vec<SourceFile>,
    columns: Vec<InspectedColumn>,
}

/// A column of JSON files.
struct InspectedColumn {
    name: String,
    column_type: ColumnType,
    notes: Vec<Note>,
}

/// Opens JSON files as one table.
///
/// # Errors
/// Returns an error if one cannot be read, or is not JSON.
pub(in crate::sources::files) async fn open(
    state: &dyn Session,
    files: NamedFiles,
) -> Result<Arc<dyn FileSet>, Error> {
    let path = files.path.clone();
    let Inspected { files, columns } = inspect_all(state, files).await?;
    let field = |column: &InspectedColumn| Field::new(&column.name, column.column_type.data_type(), true);
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let (columns, notes) =
        columns.into_iter().map(|column| ((column.name, column.column_type), column.notes)).unzip();
    Ok(Arc::new(JsonFiles { opened: OpenedFiles { path, files, schema, notes }, columns: Arc::new(columns) }))
}

/// Returns the columns of JSON files: names, types, and what reading changes.
///
/// # Errors
/// Returns an error if a file cannot be read, or is not JSON.
pub(in crate::sources) async fn columns(
    state: &dyn Session,
    files: NamedFiles,
) -> Result<Vec<(String, DataType, Vec<String>)>, Error> {
    let Inspected { columns, .. } = inspect_all(state, files).await?;
    let column = |column: InspectedColumn| {
        let notes = column.notes.iter().map(|note| note.sentence(&column.name)).collect();
        let data_type = column.column_type.data_type();
        (column.name, data_type, notes)
    };
    Ok(columns.into_iter().map(column).collect())
}

/// Inspects all records of all files.
async fn inspect_all(state: &dyn Session, files: NamedFiles) -> Result<Inspected, Error> {
    let (threads, cache) = (state.config().target_partitions(), FileCache::of(state));
    let NamedFiles { path, files } = files;
    let (mut inspected, mut contents, mut empty) = (vec![], vec![], vec![]);
    let mut all = Observed::default();
    for (location, name) in files {
        let file = SourceFile::find(location, name).await?;
        let observed = inspect_file(&cache, threads, &file).await?;
        if observed.fields.len() == 0 {
            empty.push(file.name);
            continue;
        }
        all.merge(&observed, inspected.len());
        inspected.push(file);
        contents.push(observed);
    }
    if inspected.is_empty() {
        return Err(Error::new(Code::Data, format!("'{path}' has no records"), None));
    }
    report_empty(&ReadLog::of(state), &empty);
    let place_name = |place: Place| match inspected.get(place.file) {
        Some(file) if inspected.len() > 1 => format!("'{}', line {}", file.name, place.line),
        _ => format!("line {}", place.line),
    };
    let column = |(key, observed): (&str, &Observed)| {
        let mut texts = vec![];
        let column_type = ColumnType::of(observed, key, &place_name, &mut texts);
        if let [file] = inspected.as_slice() {
            texts.iter_mut().for_each(|text| *text = format!("'{}': {text}", file.name));
        }
        let of_files = inspected.iter().zip(&contents);
        let without = of_files.filter(|(_, observed)| !observed.fields.has(key));
        let without = without.map(|(file, _)| Arc::clone(&file.name)).collect();
        let notes = texts.into_iter().map(Note::Text).chain(Note::missing(without)).collect();
        InspectedColumn { name: key.to_owned(), column_type, notes }
    };
    let columns = all.fields.iter().map(column).collect();
    Ok(Inspected { files: inspected, columns })
}

/// Inspects all records of a file, unless it is known and has not changed.
async fn inspect_file(cache: &FileCache, threads: usize, file: &SourceFile) -> Result<Arc<Observed>, Error> {
    if let Some(observed) = cache.contents(&file.location, file.stamp) {
        return Ok(observed);
    }
    let mut parts = blocks(threads, divide(file), |block| inspect(&block));
    let mut observed = Observed::default();
    while let Some(part) = parts.next().await {
        observed.merge(&part?, 0);
        if observed.fields.len() > MOST_COLUMNS {
            let message =
                format!("the objects of '{}' have more than {MOST_COLUMNS} different keys", file.name);
            return Err(Error::new(Code::Data, message, None));
        }
    }
    let observed = Arc::new(observed);
    cache.remember_contents(&file.location, file.stamp, &observed);
    Ok(observed)
}
