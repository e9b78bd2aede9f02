//! CSV as far as the reader underneath reads it right: commas, double quotes, a header, the same columns in every file.

use std::sync::Arc;

use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::csv::CsvFormat;
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::execution::session_state::SessionState;
use datafusion::object_store::{ObjectMeta, ObjectStore};

use crate::{Code, Error};

/// The strict settings: line breaks in quotes keep a record whole, types are those of the whole file, and a record with
/// too few or too many fields is an error.
///
/// # Errors
/// If a header cannot be read, or the files differ in their columns: they would be matched by position.
pub(super) async fn format(
    state: &SessionState,
    store: &Arc<dyn ObjectStore>,
    kind: &str,
    files: &[ObjectMeta],
) -> Result<Arc<dyn FileFormat>, Error> {
    let compression = match kind {
        "csv.gz" => FileCompressionType::GZIP,
        "csv.zst" => FileCompressionType::ZSTD,
        _ => FileCompressionType::UNCOMPRESSED,
    };
    let strict = |rows| {
        CsvFormat::default()
            .with_has_header(true)
            .with_newlines_in_values(true)
            .with_truncated_rows(false)
            .with_file_compression_type(compression)
            .with_schema_infer_max_rec(rows)
    };

    if let [first, others @ ..] = files {
        let header = strict(1);
        let columns = async |file: &ObjectMeta| -> Result<Vec<String>, Error> {
            let schema = header.infer_schema(state, store, std::slice::from_ref(file)).await?;
            Ok(schema.fields().iter().map(|field| field.name().clone()).collect())
        };
        let expected = columns(first).await?;
        for file in others {
            if columns(file).await? != expected {
                return Err(Error::new(
                    Code::Data,
                    format!(
                        "'{}' and '{}' differ in their columns or in the order of them",
                        first.location, file.location
                    ),
                    Some("read them one by one, and combine them by name".to_owned()),
                ));
            }
        }
    }
    Ok(Arc::new(strict(usize::MAX)))
}
