//! Converts a column of fields to an Arrow array.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, StringViewBuilder};
use arrow_array::types::{
    Date32Type, Float64Type, Int64Type, TimestampMicrosecondType, TimestampNanosecondType,
};
use arrow_array::{ArrayRef, ArrowPrimitiveType, PrimitiveArray};
use arrow_buffer::{NullBufferBuilder, ScalarBuffer};
use arrow_schema::{DataType, TimeUnit};

use crate::records::{Block, Dialect, FieldIndex};
use crate::values::{NumberFormat, ValueFormat, ValueType, boolean, trim};

/// A column of a file and its format.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The name.
    pub name: String,
    /// The format of its fields.
    pub format: ValueFormat,
    /// The words that stand for NULL.
    pub nulls: Vec<String>,
    /// True if a value was seen. A column without one is text by default.
    pub has_values: bool,
}

impl Column {
    /// Returns the column with values of a wider type, or `None` if that is impossible.
    pub fn widened(&self, to: ValueType) -> Option<Self> {
        let format = match self.has_values {
            true => self.format.widen(to)?,
            false => to.plain(),
        };
        Some(Self { format, ..self.clone() })
    }
}

/// Returns the Arrow type of a format. Times with a time zone are instants in UTC.
pub fn data_type(format: &ValueFormat) -> DataType {
    match format {
        ValueFormat::Text => DataType::Utf8View,
        ValueFormat::Boolean => DataType::Boolean,
        ValueFormat::Integer(_) => DataType::Int64,
        ValueFormat::Float(_) => DataType::Float64,
        ValueFormat::Date(_) => DataType::Date32,
        ValueFormat::Timestamp { zone, nanoseconds, .. } => {
            let unit = if *nanoseconds { TimeUnit::Nanosecond } else { TimeUnit::Microsecond };
            DataType::Timestamp(unit, zone.then(|| "UTC".into()))
        }
    }
}

/// The fields of one column of a block.
pub(super) struct Fields<'a> {
    pub block: &'a Block,
    /// The block as text, if all of it is valid UTF-8.
    pub text: Option<&'a str>,
    pub dialect: &'a Dialect,
    pub index: &'a FieldIndex,
    /// The position of the column in the projection.
    pub projected: usize,
}

/// Converts the fields of a column. Appends the rows whose field is invalid to `bad`; their value is NULL.
pub(super) fn array(fields: &Fields<'_>, column: &Column, bad: &mut Vec<usize>) -> ArrayRef {
    let nulls = column.nulls.as_slice();
    match &column.format {
        ValueFormat::Text => text(fields, nulls, bad),
        ValueFormat::Boolean => booleans(fields, nulls, bad),
        ValueFormat::Integer(format) if format.is_plain() => {
            Arc::new(values::<Int64Type>(fields, nulls, bad, |text| NumberFormat::PLAIN.integer(text)))
        }
        ValueFormat::Integer(format) => {
            Arc::new(values::<Int64Type>(fields, nulls, bad, |text| format.integer(text)))
        }
        ValueFormat::Float(format) => {
            Arc::new(values::<Float64Type>(fields, nulls, bad, |text| format.float(text)))
        }
        ValueFormat::Date(format) => {
            Arc::new(values::<Date32Type>(fields, nulls, bad, |text| format.date(text)))
        }
        format @ ValueFormat::Timestamp { zone, nanoseconds, .. } => {
            let zone = zone.then_some("UTC");
            let moment = |text: &[u8]| format.timestamp(text);
            match nanoseconds {
                true => Arc::new(
                    values::<TimestampNanosecondType>(fields, nulls, bad, moment).with_timezone_opt(zone),
                ),
                false => Arc::new(
                    values::<TimestampMicrosecondType>(fields, nulls, bad, moment).with_timezone_opt(zone),
                ),
            }
        }
    }
}

/// Returns whether a field is NULL in a column that is not text.
fn is_null(text: &[u8], nulls: &[String]) -> bool {
    let trimmed = trim(text);
    trimmed.is_empty() || nulls.iter().any(|null| null.as_bytes() == trimmed || null.as_bytes() == text)
}

fn values<T: ArrowPrimitiveType>(
    fields: &Fields<'_>,
    nulls: &[String],
    bad: &mut Vec<usize>,
    parse: impl Fn(&[u8]) -> Option<T::Native>,
) -> PrimitiveArray<T> {
    let rows = fields.index.rows();
    let mut values = Vec::with_capacity(rows);
    let mut validity = NullBufferBuilder::new(rows);
    let mut scratch = Vec::new();
    for (row, field) in fields.index.column(fields.projected).enumerate() {
        let text = field.text(&fields.block.bytes, fields.dialect, &mut scratch);
        // A word for NULL may be a number, such as -99.
        let value = if nulls.is_empty() || !is_null(text, nulls) { parse(text) } else { None };
        match value {
            Some(value) => {
                values.push(value);
                validity.append_non_null();
            }
            None => {
                if !is_null(text, nulls) {
                    bad.push(row);
                }
                values.push(T::Native::default());
                validity.append_null();
            }
        }
    }
    PrimitiveArray::new(ScalarBuffer::from(values), validity.finish())
}

fn booleans(fields: &Fields<'_>, nulls: &[String], bad: &mut Vec<usize>) -> ArrayRef {
    let mut values = BooleanBuilder::with_capacity(fields.index.rows());
    let mut scratch = Vec::new();
    for (row, field) in fields.index.column(fields.projected).enumerate() {
        let text = field.text(&fields.block.bytes, fields.dialect, &mut scratch);
        let is_null = is_null(text, nulls);
        let value = if is_null { None } else { boolean(text) };
        if value.is_none() && !is_null {
            bad.push(row);
        }
        values.append_option(value);
    }
    Arc::new(values.finish())
}

fn text(fields: &Fields<'_>, nulls: &[String], bad: &mut Vec<usize>) -> ArrayRef {
    let bytes = &fields.block.bytes;
    let mut values = StringViewBuilder::with_capacity(fields.index.rows());
    let mut scratch = Vec::new();
    for (row, field) in fields.index.column(fields.projected).enumerate() {
        let range = field.range();
        let is_null = |text: &[u8]| nulls.iter().any(|null| null.as_bytes() == text);
        let is_empty = range.is_empty() && !field.is_quoted();
        if is_empty || !nulls.is_empty() && is_null(field.text(bytes, fields.dialect, &mut scratch)) {
            values.append_null();
            continue;
        }
        if !field.is_escaped()
            && let Some(text) = fields.text.and_then(|text| text.get(range.clone()))
        {
            values.append_value(text);
            continue;
        }
        let malformed = &fields.block.malformed;
        let next = malformed.get(malformed.partition_point(|place| (*place as usize) < range.start));
        let malformed = next.is_some_and(|place| (*place as usize) < range.end);
        match simdutf8::basic::from_utf8(field.text(bytes, fields.dialect, &mut scratch)) {
            Ok(text) if !malformed => values.append_value(text),
            _ => {
                bad.push(row);
                values.append_null();
            }
        }
    }
    Arc::new(values.finish()) as ArrayRef
}

/// Returns NULLs for a column that a file does not have.
pub(super) fn missing(column: &Column, rows: usize) -> ArrayRef {
    arrow_array::new_null_array(&data_type(&column.format), rows)
}
