//! The columns of several Parquet files as those of one table, matched by name.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use tenure_udfs::sql_type;

use crate::errors::{Code, Error};

/// Matches the columns of files by name, in the order in which they are first met. Types are those that hold the values
/// of all files.
///
/// # Errors
/// Returns an error, with the `names` of the files, if a column has no such type.
pub(super) fn common_columns(schemas: &[SchemaRef], names: &[&str]) -> Result<SchemaRef, Error> {
    // Each field with the file in which it is first met.
    let mut fields: Vec<(Field, usize)> = vec![];
    for (file, schema) in schemas.iter().enumerate() {
        for field in schema.fields() {
            let known = fields.iter_mut().find(|(known, _)| known.name() == field.name());
            let Some((known, first)) = known else {
                fields.push((field.as_ref().clone().with_nullable(true), file));
                continue;
            };
            let Some(wide) = wider(known.data_type(), field.data_type()) else {
                let there = schemas[*first].field_with_name(field.name()).unwrap_or(known);
                let message = format!(
                    "column \"{}\" is {} in '{}' and {} in '{}'",
                    field.name(),
                    sql_type(there.data_type()),
                    names[*first],
                    sql_type(field.data_type()),
                    names[file],
                );
                let hint = "read the files apart, CAST one of the columns, and put them together with UNION ALL BY NAME";
                return Err(Error::new(Code::Data, message, Some(hint.to_owned())));
            };
            *known = known.clone().with_data_type(wide);
        }
    }
    let fields: Vec<Field> = fields.into_iter().map(|(field, _)| field).collect();
    match schemas {
        // The columns of a single file keep NOT NULL, which helps the optimizer.
        [one] => Ok(Arc::clone(one)),
        _ => Ok(Arc::new(Schema::new(fields))),
    }
}

/// Returns the type that holds the values of both without changing any.
fn wider(a: &DataType, b: &DataType) -> Option<DataType> {
    if a == b || b.is_null() {
        return Some(a.clone());
    }
    if a.is_null() {
        return Some(b.clone());
    }
    let text = |data_type: &DataType| {
        let data_type = match data_type {
            DataType::Dictionary(_, values) => values,
            other => other,
        };
        matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
    };
    if text(a) && text(b) {
        return Some(DataType::Utf8View);
    }
    if a.is_floating() && b.is_floating() {
        return Some(DataType::Float64);
    }
    // The number of bits of a whole number, and whether it has a sign.
    let whole = |data_type: &DataType| {
        let bits = data_type.primitive_width()? * 8;
        data_type.is_integer().then_some((bits, data_type.is_signed_integer()))
    };
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => {
            let needed = |(bits, signed): (usize, bool)| if signed { bits } else { bits + 1 };
            let bits = if a.1 || b.1 { needed(a).max(needed(b)) } else { a.0.max(b.0) };
            match (a.1 || b.1, bits) {
                (true, ..=16) => Some(DataType::Int16),
                (true, ..=32) => Some(DataType::Int32),
                (true, ..=64) => Some(DataType::Int64),
                (false, ..=16) => Some(DataType::UInt16),
                (false, ..=32) => Some(DataType::UInt32),
                (false, _) => Some(DataType::UInt64),
                _ => None,
            }
        }
        (Some((..=32, _)), None) if b.is_floating() => Some(DataType::Float64),
        (None, Some((..=32, _))) if a.is_floating() => Some(DataType::Float64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::datatypes::DataType::*;

    use super::*;

    #[test]
    fn a_wider_type_holds_all_values_of_both() {
        for (a, b, wide) in [
            (Int32, Int64, Some(Int64)),
            (Int8, UInt8, Some(Int16)),
            (UInt32, Int32, Some(Int64)),
            (UInt64, Int64, None),
            (UInt8, UInt64, Some(UInt64)),
            (Int32, Float32, Some(Float64)),
            (Int64, Float64, None),
            (Float32, Float64, Some(Float64)),
            (Utf8, Utf8View, Some(Utf8View)),
            (Utf8View, Int64, None),
            (Date32, Utf8View, None),
            (Null, Date32, Some(Date32)),
        ] {
            assert_eq!(wider(&a, &b), wide, "{a} {b}");
            assert_eq!(wider(&b, &a), wide, "{b} {a}");
        }
    }
}
