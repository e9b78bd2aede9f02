//! Files as tables.

mod csv;

use std::path::Path;
use std::sync::Arc;

use datafusion::catalog::TableProvider;
use datafusion::common::DataFusionError;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::execution::session_state::SessionState;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::object_store::{ObjectMeta, ObjectStore};
use futures::TryStreamExt;

use crate::functions::expand::nearest;
use crate::{Code, Error};

/// The kinds of file that can be read, by the endings of their names.
const ENDINGS: &[&str] = &["parquet", "csv", "csv.gz", "csv.zst"];

/// Whether a name looks like a path: it has a folder, or a file's ending.
pub(crate) fn looks_like_path(name: &str) -> bool {
    name.contains('/') || name.contains('*') || ending(name).is_some()
}

/// Opens a file, a glob or a folder as a table. All its files must be of one kind.
///
/// # Errors
/// If there is no such file, it is of no known kind, or its header cannot be read.
pub(crate) async fn open(state: &SessionState, path: &str) -> Result<Arc<dyn TableProvider>, Error> {
    if let Some((scheme, _)) = path.split_once("://")
        && scheme != "file"
    {
        return Err(Error::new(Code::Io, format!("'{path}': only local files can be read so far"), None));
    }
    let expanded = match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest).to_string_lossy().into_owned(),
        // The parser of URLs takes a folder for one only with its slash.
        _ if Path::new(path).is_dir() && !path.ends_with('/') => format!("{path}/"),
        _ => path.to_owned(),
    };
    let url = ListingTableUrl::parse(&expanded).map_err(|error| unreadable(path, &error))?;
    let store = state.runtime_env().object_store(&url)?;
    let mut files = list(state, &url, store.as_ref()).await.map_err(|error| missing_or(path, error))?;
    files.retain(|file| file.location.filename().is_some_and(|name| !name.starts_with(['.', '_'])));
    files.sort_by(|a, b| a.location.cmp(&b.location));
    let Some(first) = files.first() else {
        return Err(no_such_file(path));
    };
    let name = first.location.as_ref();
    let Some(kind) = ending(name) else {
        return Err(Error::new(
            Code::Io,
            format!("'{path}' is of no known kind"),
            Some(format!("files that can be read end in {}", ENDINGS.join(", "))),
        ));
    };
    if let Some(other) = files.iter().find(|file| ending(file.location.as_ref()) != Some(kind)) {
        return Err(Error::new(
            Code::Io,
            format!("'{path}' has files of several kinds: {name} and {}", other.location),
            Some(format!("choose one kind with a pattern: '*.{kind}'")),
        ));
    }
    let options = |format| ListingOptions::new(format).with_file_extension(format!(".{kind}"));
    let config = ListingTableConfig::new(url.clone());
    let config = if kind == "parquet" {
        let config = config.with_listing_options(options(Arc::new(ParquetFormat::default())));
        config.infer_schema(state).await.map_err(|error| unreadable(path, &error))?
    } else {
        let local = LocalFileSystem::new();
        let paths = files.iter().map(|file| local.path_to_filesystem(&file.location));
        let paths = paths.collect::<Result<_, _>>().map_err(DataFusionError::from)?;
        let (format, schema) = csv::open(kind, paths).await?;
        config.with_listing_options(options(format)).with_schema(schema)
    };
    Ok(Arc::new(ListingTable::try_new(config)?))
}

async fn list(
    state: &SessionState,
    url: &ListingTableUrl,
    store: &dyn ObjectStore,
) -> Result<Vec<ObjectMeta>, DataFusionError> {
    url.list_all_files(state, store, "").await?.try_collect().await
}

/// The ending by which a file's kind is known.
fn ending(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    ENDINGS.iter().copied().find(|ending| name.ends_with(&format!(".{ending}")))
}

fn unreadable(path: &str, error: &DataFusionError) -> Error {
    let reason = Error::from(match error {
        DataFusionError::Context(_, inner) => DataFusionError::Execution(inner.strip_backtrace()),
        other => DataFusionError::Execution(other.strip_backtrace()),
    });
    Error::new(Code::Data, format!("'{path}' cannot be read: {reason}"), None)
}

fn missing_or(path: &str, error: DataFusionError) -> Error {
    match Path::new(path).exists() {
        false => no_such_file(path),
        true => Error::new(Code::Io, format!("'{path}' cannot be opened: {}", error.strip_backtrace()), None),
    }
}

fn no_such_file(path: &str) -> Error {
    if path.contains(['*', '?', '[']) {
        return Error::new(Code::Io, format!("no file matches '{path}'"), None);
    }
    if Path::new(path).is_dir() {
        return Error::new(Code::Io, format!("the folder '{path}' has no files"), None);
    }
    let file = Path::new(path);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let folder = folder.display();
        return Error::new(
            Code::Io,
            format!("no such file: '{path}'"),
            Some(format!("there is no folder '{folder}'")),
        );
    }
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let wanted = file.file_name().and_then(|name| name.to_str()).unwrap_or(path);
    let near = nearest(wanted, names.iter().map(String::as_str));
    let hint = near.map(|near| format!("did you mean '{}'?", file.with_file_name(near).display()));
    Error::new(Code::Io, format!("no such file: '{path}'"), hint)
}
