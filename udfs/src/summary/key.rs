//! The values of a column as keys that are counted: a few types that cover the many of Arrow.

use std::cmp::Ordering;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Decimal128Array, Decimal256Array, Float64Array, Int64Array, LargeStringArray,
    LargeStringBuilder,
};
use datafusion::arrow::datatypes::{
    DataType, Decimal128Type, Decimal256Type, Float64Type, Int64Type, ToByteSlice as _, i256,
};
use datafusion::common::{HashMap, Result};

/// The number of times that each value occurs.
pub(super) type Counted<K> = HashMap<K, u64>;

/// A value that can be counted. The order is that of the values themselves.
pub(super) trait Key: Clone + Ord + Hash + Debug + Send + Sync + 'static {
    /// The column that such values are read from and written to.
    type Column: Array + Clone + 'static;

    /// Returns the column, which must be of the stored type, as its Arrow array.
    fn column(stored: &ArrayRef) -> Self::Column;

    /// Returns the value of a row, which must not be NULL.
    fn at(column: &Self::Column, row: usize) -> Self;

    /// Returns values as a column of the stored type.
    fn array(keys: impl Iterator<Item = Self>, stored: &DataType) -> Result<ArrayRef>;

    /// Returns the value as a double. For a decimal this is its unscaled digits; for text it is meaningless.
    fn number(&self) -> f64;

    /// Returns the value as text, if it is a text.
    fn text(&self) -> Option<&str> {
        None
    }

    /// Returns the number of bytes held outside the value itself.
    fn heap_size(&self) -> usize {
        0
    }

    /// Counts a value. Returns the number of bytes that it took outside the map.
    fn count(counted: &mut Counted<Self>, column: &Self::Column, row: usize, times: u64) -> usize {
        *counted.entry(Self::at(column, row)).or_insert(0) += times;
        0
    }
}

/// Whole numbers, and all that is stored as one: dates, times, booleans.
impl Key for i64 {
    type Column = Int64Array;

    fn column(stored: &ArrayRef) -> Int64Array {
        stored.as_primitive::<Int64Type>().clone()
    }

    fn at(column: &Int64Array, row: usize) -> Self {
        column.value(row)
    }

    fn array(keys: impl Iterator<Item = Self>, _: &DataType) -> Result<ArrayRef> {
        Ok(Arc::new(Int64Array::from_iter_values(keys)))
    }

    fn number(&self) -> f64 {
        *self as f64
    }
}

/// A double. Both zeros are the same value. All NaNs are the same value too, and come last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Real(f64);

impl Real {
    fn new(value: f64) -> Self {
        match value {
            0.0 => Self(0.0),
            nan if nan.is_nan() => Self(f64::NAN),
            value => Self(value),
        }
    }
}

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Real {}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Real {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Real {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        self.0.to_bits().hash(hasher);
    }
}

impl Key for Real {
    type Column = Float64Array;

    fn column(stored: &ArrayRef) -> Float64Array {
        stored.as_primitive::<Float64Type>().clone()
    }

    fn at(column: &Float64Array, row: usize) -> Self {
        Self::new(column.value(row))
    }

    fn array(keys: impl Iterator<Item = Self>, _: &DataType) -> Result<ArrayRef> {
        Ok(Arc::new(Float64Array::from_iter_values(keys.map(|key| key.0))))
    }

    fn number(&self) -> f64 {
        self.0
    }
}

/// The digits of a decimal.
impl Key for i128 {
    type Column = Decimal128Array;

    fn column(stored: &ArrayRef) -> Decimal128Array {
        stored.as_primitive::<Decimal128Type>().clone()
    }

    fn at(column: &Decimal128Array, row: usize) -> Self {
        column.value(row)
    }

    fn array(keys: impl Iterator<Item = Self>, stored: &DataType) -> Result<ArrayRef> {
        Ok(Arc::new(Decimal128Array::from_iter_values(keys).with_data_type(stored.clone())))
    }

    fn number(&self) -> f64 {
        *self as f64
    }
}

/// The digits of a long decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Long(i256);

impl Hash for Long {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        hasher.write(self.0.to_byte_slice());
    }
}

impl Key for Long {
    type Column = Decimal256Array;

    fn column(stored: &ArrayRef) -> Decimal256Array {
        stored.as_primitive::<Decimal256Type>().clone()
    }

    fn at(column: &Decimal256Array, row: usize) -> Self {
        Self(column.value(row))
    }

    fn array(keys: impl Iterator<Item = Self>, stored: &DataType) -> Result<ArrayRef> {
        let digits = Decimal256Array::from_iter_values(keys.map(|key| key.0));
        Ok(Arc::new(digits.with_data_type(stored.clone())))
    }

    fn number(&self) -> f64 {
        let (low, high) = self.0.to_parts();
        high as f64 * 2_f64.powi(128) + low as f64
    }
}

impl Key for Box<str> {
    type Column = LargeStringArray;

    fn column(stored: &ArrayRef) -> LargeStringArray {
        stored.as_string::<i64>().clone()
    }

    fn at(column: &LargeStringArray, row: usize) -> Self {
        column.value(row).into()
    }

    fn array(keys: impl Iterator<Item = Self>, _: &DataType) -> Result<ArrayRef> {
        let mut texts = LargeStringBuilder::new();
        keys.for_each(|key| texts.append_value(key));
        Ok(Arc::new(texts.finish()))
    }

    fn number(&self) -> f64 {
        0.0
    }

    fn text(&self) -> Option<&str> {
        Some(self)
    }

    fn heap_size(&self) -> usize {
        self.len()
    }

    // Text is copied only when it is new.
    fn count(counted: &mut Counted<Self>, column: &LargeStringArray, row: usize, times: u64) -> usize {
        let text = column.value(row);
        if let Some(count) = counted.get_mut(text) {
            *count += times;
            return 0;
        }
        counted.insert(text.into(), times);
        text.len()
    }
}
