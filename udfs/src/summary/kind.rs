//! The figures that a column can have, by its type.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, Int64Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::common::Result;
use tenure_math::calendar::SECONDS_PER_DAY;

use super::key::Key;
use crate::zone::ticks_a_second;

/// A kind of column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Whole,
    Real,
    /// A decimal with the given number of digits after the point.
    Decimal(i8),
    /// A decimal with more digits in all, and the given number after the point.
    Long(i8),
    Boolean,
    /// A day or an instant, with the number of its units in a day.
    Time(i64),
    /// Values that are only ordered: times of day, durations.
    Ordered,
    Text,
    /// Lists, structs, bytes: values that are only counted as present or NULL.
    Opaque,
}

/// A column's type, and how its values are stored while they are counted.
#[derive(Debug, Clone)]
pub(super) struct Values {
    pub kind: Kind,
    data_type: DataType,
}

impl Values {
    /// Returns the kind of values of a column of this type.
    pub fn of(data_type: &DataType) -> Self {
        let data_type = plain(data_type).clone();
        let kind = match &data_type {
            DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => Kind::Whole,
            DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => Kind::Whole,
            DataType::UInt64 => Kind::Decimal(0),
            DataType::Float16 | DataType::Float32 | DataType::Float64 => Kind::Real,
            DataType::Decimal32(_, scale)
            | DataType::Decimal64(_, scale)
            | DataType::Decimal128(_, scale) => Kind::Decimal(*scale),
            DataType::Decimal256(_, scale) => Kind::Long(*scale),
            DataType::Boolean => Kind::Boolean,
            DataType::Date32 => Kind::Time(1),
            DataType::Date64 => Kind::Time(SECONDS_PER_DAY * ticks_a_second(TimeUnit::Millisecond)),
            DataType::Timestamp(unit, _) => Kind::Time(SECONDS_PER_DAY * ticks_a_second(*unit)),
            DataType::Time32(_) | DataType::Time64(_) | DataType::Duration(_) => Kind::Ordered,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Kind::Text,
            _ => Kind::Opaque,
        };
        Self { kind, data_type }
    }

    /// Returns the type that values are stored as: one for each type of key.
    pub fn stored_type(&self) -> DataType {
        match (self.kind, &self.data_type) {
            (Kind::Real, _) => DataType::Float64,
            (Kind::Text, _) => DataType::LargeUtf8,
            (_, DataType::UInt64) => DataType::Decimal128(20, 0),
            (_, DataType::Decimal32(precision, scale) | DataType::Decimal64(precision, scale)) => {
                DataType::Decimal128(*precision, *scale)
            }
            (Kind::Decimal(_) | Kind::Long(_), decimal) => decimal.clone(),
            _ => DataType::Int64,
        }
    }

    /// Converts a column to the stored type.
    pub fn store(&self, column: &ArrayRef) -> Result<ArrayRef> {
        if self.kind == Kind::Opaque {
            let nulls = column.logical_nulls();
            return Ok(Arc::new(Int64Array::try_new(vec![0; column.len()].into(), nulls)?));
        }
        let mut column = cast(column, &self.data_type)?;
        if self.is_short() {
            column = cast(&column, &DataType::Int32)?;
        }
        Ok(cast(&column, &self.stored_type())?)
    }

    /// Returns values as text, written as the engine writes those of the column.
    pub fn texts<'a, K: Key>(&self, keys: impl Iterator<Item = &'a K>) -> Result<Vec<String>> {
        let mut column = K::array(keys.cloned(), &self.stored_type())?;
        if self.is_short() {
            column = cast(&column, &DataType::Int32)?;
        }
        let column = cast(&column, &self.data_type)?;
        let options = FormatOptions::new();
        let text = ArrayFormatter::try_new(&column, &options)?;
        Ok((0..column.len()).map(|row| text.value(row).to_string()).collect())
    }

    /// Returns a value as a number, with the digits of a decimal scaled.
    pub fn number<K: Key>(&self, key: &K) -> f64 {
        match self.kind {
            Kind::Decimal(scale) | Kind::Long(scale) => key.number() / 10_f64.powi(i32::from(scale)),
            _ => key.number(),
        }
    }

    /// Tells whether values must be cast to 32-bit integers before 64-bit ones.
    fn is_short(&self) -> bool {
        matches!(self.data_type, DataType::Date32 | DataType::Time32(_))
    }
}

/// Returns the type without an encoding that only saves memory.
fn plain(data_type: &DataType) -> &DataType {
    match data_type {
        DataType::Dictionary(_, values) => plain(values),
        DataType::RunEndEncoded(_, values) => plain(values.data_type()),
        other => other,
    }
}
