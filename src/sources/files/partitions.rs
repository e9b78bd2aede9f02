//! Columns whose values stand in the names of folders: `country=GB/year=2024/orders.csv`.

use datafusion::arrow::datatypes::Field;
use datafusion::scalar::ScalarValue;
use percent_encoding::percent_decode_str;
use tenure_reader::values::{ColumnContext, TypeGuess, ValueFormat};

/// The folder value that writers use for NULL.
pub(crate) const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// The columns that folders make, and their values for each file.
#[derive(Debug, Default)]
pub(super) struct Partitions {
    pub fields: Vec<Field>,
    pub values: Vec<Vec<ScalarValue>>,
}

/// A name and its value in a folder's name; `None` for NULL.
type Pair = (String, Option<String>);

impl Partitions {
    /// Returns the columns that the folders of these paths make: none, unless all paths have the same.
    pub fn of(paths: &[&str]) -> Self {
        let pairs: Vec<Vec<Pair>> = paths.iter().map(|path| pairs_of(path)).collect();
        let names = |pairs: &[Pair]| -> Vec<String> { pairs.iter().map(|(name, _)| name.clone()).collect() };
        let Some(first) = pairs.first().map(|pairs| names(pairs)) else {
            return Self::default();
        };
        if first.is_empty() || pairs.iter().any(|pairs| names(pairs) != first) {
            return Self::default();
        }
        let formats: Vec<ValueFormat> =
            first.iter().enumerate().map(|(i, name)| format_of(name, &pairs, i)).collect();
        let value = |(i, text): (usize, &Option<String>)| match text {
            Some(text) => scalar(text, &formats[i]),
            None => null(&formats[i]),
        };
        let values = pairs
            .iter()
            .map(|pairs| pairs.iter().map(|(_, text)| text).enumerate().map(value).collect())
            .collect();
        let field =
            |(name, format): (&String, &ValueFormat)| Field::new(name, null(format).data_type(), true);
        Self { fields: first.iter().zip(&formats).map(field).collect(), values }
    }
}

/// Tells whether a file is in a folder that looks like one of a column.
pub(super) fn is_in_named_folder(path: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(folders, _)| folders.contains('='))
}

fn pairs_of(path: &str) -> Vec<Pair> {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let pair = |folder: &str| {
        let (name, value) = folder.split_once('=')?;
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        (!name.is_empty()).then(|| (decoded(name), (value != NO_VALUE).then(|| decoded(value))))
    };
    folders.split('/').filter_map(pair).collect()
}

/// Returns the format of a column's values: plain whole numbers, dates, or text.
fn format_of(name: &str, pairs: &[Vec<Pair>], column: usize) -> ValueFormat {
    let mut guess = TypeGuess::default();
    for text in pairs.iter().filter_map(|pairs| pairs[column].1.as_ref()) {
        guess.see(text.as_bytes(), true);
    }
    let context =
        ColumnContext { name: Some(name), decimal: None, order: None, delimiter: b'/', complete: true };
    match guess.decide(&context).format {
        ValueFormat::Integer(format) if format.is_plain() => ValueFormat::Integer(format),
        ValueFormat::Date(format) => ValueFormat::Date(format),
        _ => ValueFormat::Text,
    }
}

fn scalar(text: &str, format: &ValueFormat) -> ScalarValue {
    match format {
        ValueFormat::Integer(format) => ScalarValue::Int64(format.integer(text.as_bytes())),
        ValueFormat::Date(format) => ScalarValue::Date32(format.date(text.as_bytes())),
        _ => ScalarValue::Utf8View(Some(text.to_owned())),
    }
}

fn null(format: &ValueFormat) -> ScalarValue {
    match format {
        ValueFormat::Integer(_) => ScalarValue::Int64(None),
        ValueFormat::Date(_) => ScalarValue::Date32(None),
        _ => ScalarValue::Utf8View(None),
    }
}
