//! The columns of a result, as charts need them.

use std::io;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit};
use datafusion::arrow::error::ArrowError;

use super::cells::Columns;
use super::invalid;
use super::plain::{plain, plain_type};
use tenure_charts::{Column, ColumnKind};

/// What the values of a column of this type are for a chart.
pub fn chart_kind(data_type: &DataType) -> ColumnKind {
    match plain_type(data_type) {
        number if number.is_numeric() => ColumnKind::Number,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => ColumnKind::Time,
        _ => ColumnKind::Text,
    }
}

/// The columns of a result, as charts need them.
///
/// # Errors
/// If a value has no text, such as a date beyond the calendar.
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

/// The numbers of a column of numbers.
fn numbers(array: &ArrayRef) -> Result<Vec<Option<f64>>, ArrowError> {
    let numbers = cast(array, &DataType::Float64)?;
    Ok(numbers.as_primitive::<Float64Type>().iter().collect())
}

/// Seconds since 1970, with fractions.
fn seconds(array: &ArrayRef) -> Result<Vec<Option<f64>>, ArrowError> {
    let times = cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
    let micros = cast(&times, &DataType::Int64)?;
    Ok(micros.as_primitive::<Int64Type>().iter().map(|micros| Some(micros? as f64 / 1e6)).collect())
}
