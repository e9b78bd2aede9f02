//! Columns without the encodings that only save memory.

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::arrow::error::ArrowError;

/// The column with dictionaries and runs written out, and keys of maps as text, which is what JSON asks of them.
pub fn plain(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let wanted = plain_type(array.data_type());
    if wanted == *array.data_type() {
        return Ok(Arc::clone(array));
    }
    // Not the default of NULL for a value that cannot be cast: that would change data in silence.
    let options = CastOptions { safe: false, ..CastOptions::default() };
    cast_with_options(array, &wanted, &options)
}

/// The type of the column once it is plain.
pub fn plain_type(data_type: &DataType) -> DataType {
    match data_type {
        DataType::Dictionary(_, values) => plain_type(values),
        DataType::RunEndEncoded(_, values) => plain_type(values.data_type()),
        DataType::List(item) => DataType::List(plain_field(item)),
        DataType::LargeList(item) => DataType::LargeList(plain_field(item)),
        DataType::ListView(item) => DataType::ListView(plain_field(item)),
        DataType::LargeListView(item) => DataType::LargeListView(plain_field(item)),
        DataType::FixedSizeList(item, size) => DataType::FixedSizeList(plain_field(item), *size),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(plain_field).collect()),
        DataType::Map(entries, sorted) => DataType::Map(plain_entries(entries), *sorted),
        other => other.clone(),
    }
}

/// A dictionary may have no NULL among its keys and yet one among its values, so a field that changes may be NULL.
fn plain_field(field: &FieldRef) -> FieldRef {
    let wanted = plain_type(field.data_type());
    if wanted == *field.data_type() {
        return Arc::clone(field);
    }
    Arc::new(Field::new(field.name(), wanted, true))
}

fn plain_entries(entries: &FieldRef) -> FieldRef {
    let DataType::Struct(fields) = entries.data_type() else {
        return Arc::clone(entries);
    };
    let [key, value] = fields.as_ref() else {
        return Arc::clone(entries);
    };
    let key_type = match plain_type(key.data_type()) {
        text @ (DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => text,
        _ => DataType::Utf8,
    };
    let fields = vec![Arc::new(Field::new(key.name(), key_type, false)), plain_field(value)];
    Arc::new(Field::new(entries.name(), DataType::Struct(fields.into()), false))
}
