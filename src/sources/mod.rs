//! Files as tables.

mod csv;
mod files;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::catalog::TableProvider;
use datafusion::common::DataFusionError;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::execution::session_state::SessionState;
use url::Url;

use crate::{Code, Error};

/// The kinds of file that can be read, by the endings of their names.
const ENDINGS: &[&str] = &["parquet", "csv"];

/// Whether a name looks like a path: it has a folder, or a file's ending.
pub(crate) fn looks_like_path(name: &str) -> bool {
    name.contains('/') || name.contains('*') || ending(Path::new(name)).is_some()
}

/// Opens a file, a pattern or a folder as a table. All its files must be of one kind.
///
/// # Errors
/// If there is no such file, it is of no known kind, or its header cannot be read.
pub(crate) async fn open(state: &SessionState, path: &str) -> Result<Arc<dyn TableProvider>, Error> {
    let local = match path.split_once("://") {
        Some(("file", rest)) => rest,
        Some(_) => {
            return Err(Error::new(Code::Io, format!("'{path}': only local files can be read so far"), None));
        }
        None => path,
    };
    let files = files::files(local)?;
    let kind = kind(path, &files)?;
    // Each file by its own name: the listing underneath would look for others, and overlook some.
    let urls = files.iter().map(|file| url(file)).collect::<Result<Vec<_>, _>>()?;
    let options = |format| ListingOptions::new(format).with_file_extension("");
    let config = ListingTableConfig::new_with_multi_paths(urls);
    let config = if kind == "parquet" {
        let config = config.with_listing_options(options(Arc::new(ParquetFormat::default())));
        config.infer_schema(state).await.map_err(|error| unreadable(path, &error))?
    } else {
        let (format, schema) = csv::open(files).await?;
        config.with_listing_options(options(format)).with_schema(schema)
    };
    Ok(Arc::new(ListingTable::try_new(config)?))
}

/// The one kind that all files are of.
fn kind(path: &str, files: &[PathBuf]) -> Result<&'static str, Error> {
    let mut kind = None;
    for file in files {
        let Some(found) = ending(file) else {
            let hint = format!("files that can be read end in {}", ENDINGS.join(" or "));
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
                let message = format!("'{path}' has files of several kinds: {kind} and {found}");
                let hint = Some(format!("choose one kind with a pattern that ends in *.{kind}"));
                return Err(Error::new(Code::Io, message, hint));
            }
        }
    }
    kind.ok_or_else(|| Error::new(Code::Io, format!("no such file: '{path}'"), None))
}

/// The ending by which a file's kind is known.
fn ending(file: &Path) -> Option<&'static str> {
    let extension = file.extension()?.to_str()?;
    ENDINGS.iter().copied().find(|ending| extension.eq_ignore_ascii_case(ending))
}

fn url(file: &Path) -> Result<ListingTableUrl, Error> {
    let wrong = || Error::new(Code::Io, format!("'{}' cannot be opened", file.display()), None);
    // No dots and no links: an object store knows neither.
    let file = file.canonicalize().map_err(|_| wrong())?;
    let url = Url::from_file_path(file).map_err(|()| wrong())?;
    ListingTableUrl::try_new(url, None).map_err(|_| wrong())
}

fn unreadable(path: &str, error: &DataFusionError) -> Error {
    Error::new(Code::Data, format!("'{path}' cannot be read: {}", error.strip_backtrace()), None)
}
