//! Arrays of the synthetic tables.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int32Array, StringViewArray};

/// Makes a column of integers.
pub(super) fn integers(values: impl Iterator<Item = Option<i32>>) -> ArrayRef {
    Arc::new(values.collect::<Int32Array>())
}

/// Makes a text column, stored like one that is read from a Parquet file.
pub(super) fn texts(values: impl Iterator<Item = &'static str>) -> ArrayRef {
    Arc::new(StringViewArray::from_iter_values(values))
}
