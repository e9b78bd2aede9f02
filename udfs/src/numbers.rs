//! Reading numbers of any Arrow type, once, for all functions.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::common::{Result, exec_err};

/// The column as doubles, with NULL where it is NULL.
///
/// # Errors
/// If a value is infinite or not a number; the error calls the column `name`.
pub(crate) fn doubles(function: &str, name: &str, column: &ArrayRef) -> Result<Float64Array> {
    let numbers = cast(column, &DataType::Float64)?.as_primitive::<Float64Type>().clone();
    // The values under NULLs may be anything: only a suspicious buffer is looked at row by row.
    if numbers.values().iter().any(|v| !v.is_finite()) {
        for (row, value) in numbers.values().iter().enumerate() {
            if !value.is_finite() && numbers.is_valid(row) {
                return exec_err!("{function}: {name} must be a finite number, but one value is {value}");
            }
        }
    }
    Ok(numbers)
}

/// Whether a column of this type can be read as numbers. NULL can: all its values are missing.
pub(crate) fn is_number(data_type: &DataType) -> bool {
    data_type.is_numeric() || *data_type == DataType::Null
}
