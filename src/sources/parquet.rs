//! Parquet files as a table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::catalog::TableProvider;
use datafusion::common::DataFusionError;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::execution::session_state::SessionState;
use url::Url;

use crate::{Code, Error};

/// Opens files as a table.
///
/// # Errors
/// If one cannot be read.
pub(super) async fn open(
    state: &SessionState,
    path: &str,
    files: &[PathBuf],
) -> Result<Arc<dyn TableProvider>, Error> {
    // Each file by its own name: the listing underneath would look for others, and overlook some.
    let urls = files.iter().map(|file| url(file)).collect::<Result<Vec<_>, _>>()?;
    let options = ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension("");
    let config = ListingTableConfig::new_with_multi_paths(urls).with_listing_options(options);
    let config = config.infer_schema(state).await.map_err(|error| unreadable(path, &error))?;
    Ok(Arc::new(ListingTable::try_new(config)?))
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
