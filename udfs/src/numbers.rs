//! Reading numbers of any Arrow type, once, for all functions.

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, Float64Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::common::{Result, exec_err};

/// Returns the column as doubles, with NULL where it is NULL.
///
/// # Errors
/// Returns an error if a value is infinite or not a number. The error calls the column `name`.
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
