//! Columns of the tables that are made up.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int32Array, StringViewArray};

/// Whole numbers.
pub(super) fn whole(values: impl Iterator<Item = Option<i32>>) -> ArrayRef {
    Arc::new(values.collect::<Int32Array>())
}

/// Text, stored as in Parquet files that are read.
pub(super) fn text(values: impl Iterator<Item = &'static str>) -> ArrayRef {
    Arc::new(StringViewArray::from_iter_values(values))
}
