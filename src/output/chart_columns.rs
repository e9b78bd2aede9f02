//! Converts the columns of a result to those of charts.

use std::io;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit};
use datafusion::arrow::error::ArrowError;

use super::cells::{Columns, invalid, plain, plain_type};
use tenure_charts::{Column, ColumnKind};

/// Returns the role that a column of this type has in a chart.
///
/// ```
/// use tenure::datafusion::arrow::datatypes::DataType;
/// use tenure_charts::ColumnKind;
///
/// assert_eq!(tenure::output::chart_kind(&DataType::Date32), ColumnKind::Time);
/// ```
pub fn chart_kind(data_type: &DataType) -> ColumnKind {
    match plain_type(data_type) {
        number if number.is_numeric() => ColumnKind::Number,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => ColumnKind::Time,
        _ => ColumnKind::Text,
    }
}

/// Converts the columns of a result to those of charts.
///
/// ```
/// use std::sync::Arc;
/// use tenure::datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch};
///
/// let revenue: ArrayRef = Arc::new(Int64Array::from(vec![10, 20]));
/// let columns = tenure::output::chart_columns(&RecordBatch::try_from_iter([("revenue", revenue)])?)?;
/// assert_eq!(columns[0].numbers, [Some(10.0), Some(20.0)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Returns an error if a value has no text, such as a date beyond the calendar.
pub fn chart_columns(batch: &RecordBatch) -> io::Result<Vec<Column>> {
    let texts = Columns::new(batch)?;
    let mut columns = Vec::with_capacity(batch.num_columns());
    for ((field, array), mut cells) in batch.schema().fields().iter().zip(batch.columns()).zip(texts.cells()?)
    {
        let array = plain(array).map_err(invalid)?;
        let kind = chart_kind(array.data_type());
        let numbers = match kind {
            ColumnKind::Number => numbers(&array).map_err(invalid)?,
            ColumnKind::Time => seconds(&array).map_err(invalid)?,
            ColumnKind::Text => Vec::new(),
        };
        let mut labels = Vec::new();
        if kind != ColumnKind::Number {
            let mut text = String::new();
            for row in 0..batch.num_rows() {
                labels.push(cells.read(row, &mut text)?.then(|| text.clone()));
            }
        }
        columns.push(Column { name: field.name().clone(), kind, labels, numbers });
    }
    Ok(columns)
}

/// Converts a numeric column.
fn numbers(array: &ArrayRef) -> Result<Vec<Option<f64>>, ArrowError> {
    let numbers = cast(array, &DataType::Float64)?;
    Ok(numbers.as_primitive::<Float64Type>().iter().collect())
}

/// Converts dates and times to seconds since 1970, with fractions.
fn seconds(array: &ArrayRef) -> Result<Vec<Option<f64>>, ArrowError> {
    let times = cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
    let micros = cast(&times, &DataType::Int64)?;
    Ok(micros.as_primitive::<Int64Type>().iter().map(|micros| Some(micros? as f64 / 1e6)).collect())
}
