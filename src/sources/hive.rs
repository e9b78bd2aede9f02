//! Columns whose values stand in the names of folders: `country=GB/year=2024/orders.csv`.

use std::path::{Component, Path, PathBuf};

use datafusion::arrow::datatypes::Field;
use datafusion::scalar::ScalarValue;
use percent_encoding::percent_decode_str;
use tenure_reader::values::{ColumnContext, TypeGuess, ValueFormat};

/// What writers put where there is no value.
pub(crate) const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// The columns that folders make, and their values for each file.
#[derive(Debug, Default)]
pub(super) struct Partitions {
    pub fields: Vec<Field>,
    pub values: Vec<Vec<ScalarValue>>,
}

/// The columns that the folders of these files make: none, unless all have the same.
pub(super) fn partitions(files: &[PathBuf]) -> Partitions {
    let pairs: Vec<Vec<(String, Option<String>)>> = files.iter().map(|file| pairs_of(file)).collect();
    let names = |pairs: &[(String, Option<String>)]| -> Vec<String> {
        pairs.iter().map(|(name, _)| name.clone()).collect()
    };
    let Some(first) = pairs.first().map(|pairs| names(pairs)) else {
        return Partitions::default();
    };
    if first.is_empty() || pairs.iter().any(|pairs| names(pairs) != first) {
        return Partitions::default();
    }
    let readings: Vec<ValueFormat> =
        first.iter().enumerate().map(|(i, name)| reading(name, &pairs, i)).collect();
    let value = |(i, text): (usize, &Option<String>)| match text {
        Some(text) => scalar(text, &readings[i]),
        None => null(&readings[i]),
    };
    let values = pairs
        .iter()
        .map(|pairs| pairs.iter().map(|(_, text)| text).enumerate().map(value).collect())
        .collect();
    let field = |(name, reading): (&String, &ValueFormat)| Field::new(name, null(reading).data_type(), true);
    Partitions { fields: first.iter().zip(&readings).map(field).collect(), values }
}

fn pairs_of(file: &Path) -> Vec<(String, Option<String>)> {
    let folders = file.parent().into_iter().flat_map(|folder| folder.components());
    let pair = |part: Component<'_>| {
        let Component::Normal(part) = part else { return None };
        let (name, value) = part.to_str()?.split_once('=')?;
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        (!name.is_empty()).then(|| (decoded(name), (value != NO_VALUE).then(|| decoded(value))))
    };
    folders.filter_map(pair).collect()
}

/// Whole numbers and dates are such; all else is text.
fn reading(name: &str, pairs: &[Vec<(String, Option<String>)>], column: usize) -> ValueFormat {
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

fn scalar(text: &str, reading: &ValueFormat) -> ScalarValue {
    match reading {
        ValueFormat::Integer(format) => ScalarValue::Int64(format.integer(text.as_bytes())),
        ValueFormat::Date(format) => ScalarValue::Date32(format.date(text.as_bytes())),
        _ => ScalarValue::Utf8View(Some(text.to_owned())),
    }
}

fn null(reading: &ValueFormat) -> ScalarValue {
    match reading {
        ValueFormat::Integer(_) => ScalarValue::Int64(None),
        ValueFormat::Date(_) => ScalarValue::Date32(None),
        _ => ScalarValue::Utf8View(None),
    }
}
