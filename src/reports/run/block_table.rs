//! The table of a block, with its numbers as text.

use std::io;

use datafusion::arrow::array::{Array as _, RecordBatch};
use tenure_udfs::sql_type;

use crate::output::{Columns, chart_columns, chart_kind, invalid, plain_type};
use crate::reports::model::{BlockTable, TableColumn, TableOptions};
use tenure_charts::{self as charts, ChartError, ChartKind, Column, ColumnKind, Format, Specification};
use tenure_diagnostics::grouped_digits;

/// The number of rows that a page shows unless `limit` sets another.
const USUAL_LIMIT: usize = 1_000;

/// Returns the table of a block, with its numbers in their formats.
pub(super) fn block_table(
    batch: &RecordBatch,
    wish: Option<&TableOptions>,
    chart: Option<&Specification>,
) -> Result<BlockTable, ChartError> {
    let failed = |error: io::Error| ChartError::new(error.to_string());
    let rows = batch.num_rows();
    let limit = wish.and_then(|wish| wish.limit).unwrap_or(USUAL_LIMIT).min(rows);
    // Only the rows on the page become text.
    let batch = &batch.slice(0, limit);
    let columns = chart_columns(batch).map_err(failed)?;
    let mut formats: Vec<Option<Format>> = columns.iter().map(|_| None).collect();
    for (place, format) in chart_formats(chart, &columns)? {
        formats[place] = Some(format);
    }
    for (name, format) in wish.into_iter().flat_map(|wish| &wish.formats) {
        formats[charts::find_column(name, "a format", &[ColumnKind::Number], &columns)?] =
            Some(format.clone());
    }
    let wanted = wish.map(|wish| wish.columns.as_slice()).unwrap_or_default();
    let places: Vec<usize> = match wanted {
        [] => (0..columns.len()).collect(),
        names => names
            .iter()
            .map(|name| charts::find_column(name, "columns", charts::ColumnKind::ALL, &columns))
            .collect::<Result<_, _>>()?,
    };
    let column = |place: usize| {
        let format = formats[place].clone().or_else(|| default_format(&columns[place], batch, place));
        table_column(&columns[place], batch, place, format).map_err(failed)
    };
    Ok(BlockTable { columns: places.into_iter().map(column).collect::<Result<_, _>>()?, rows, limit })
}

/// Returns the columns that the chart formats, with its format.
fn chart_formats(
    chart: Option<&Specification>,
    columns: &[Column],
) -> Result<Vec<(usize, Format)>, ChartError> {
    let Some((chart, format)) = chart.and_then(|chart| Some((chart, chart.format.as_ref()?))) else {
        return Ok(Vec::new());
    };
    let of_y = chart.y.iter().filter(|_| chart.kind != Some(ChartKind::Heatmap));
    let mut found = Vec::new();
    for name in of_y.chain(&chart.value).chain(&chart.low).chain(&chart.high) {
        let place = charts::find_column(name, "y", charts::ColumnKind::ALL, columns)?;
        if columns[place].kind == ColumnKind::Number {
            found.push((place, format.clone()));
        }
    }
    Ok(found)
}

/// Returns the format of a column that sets none: doubles with as many decimals as are readable, whole numbers with
/// grouped thousands unless they are identifiers or years.
fn default_format(column: &Column, batch: &RecordBatch, place: usize) -> Option<Format> {
    let data_type = plain_type(batch.column(place).data_type());
    match column.kind {
        ColumnKind::Number if data_type.is_floating() => {
            Some(Format::fitting(column.numbers.iter().copied().flatten()))
        }
        ColumnKind::Number if data_type.is_integer() && !column.names_rows() && !column.counts_periods() => {
            Some(Format { thousands: true, decimals: 0, percent: false, scientific: false })
        }
        _ => None,
    }
}

fn table_column(
    column: &Column,
    batch: &RecordBatch,
    place: usize,
    format: Option<Format>,
) -> io::Result<TableColumn> {
    let data_type = batch.column(place).data_type();
    let (mut texts, mut values) = (column.labels.clone(), Vec::new());
    if column.kind == ColumnKind::Number {
        values = exact(batch, place)?;
        let is_whole = plain_type(data_type).is_integer();
        let text = |(row, value): (usize, &Option<String>)| {
            let value = value.as_ref()?;
            let number = column.numbers.get(row).copied().flatten().filter(|number| number.is_finite());
            Some(match (&format, number) {
                // A double cannot hold all digits of a large whole number.
                (Some(format), _) if is_whole && is_count(format) => digits(value, format.thousands),
                (Some(format), Some(number)) => format.write(number),
                _ => value.clone(),
            })
        };
        texts = values.iter().enumerate().map(text).collect();
    }
    if column.kind == ColumnKind::Time {
        without_midnight(&mut texts);
    }
    let (name, type_name) = (column.name.clone(), sql_type(data_type));
    Ok(TableColumn { place, name, type_name, kind: chart_kind(data_type), format, texts, values })
}

/// Returns each number of a column with all its digits.
fn exact(batch: &RecordBatch, place: usize) -> io::Result<Vec<Option<String>>> {
    let column = Columns::new(&batch.project(&[place]).map_err(invalid)?)?;
    let mut cells = column.cells()?;
    let mut text = String::new();
    let mut values = Vec::with_capacity(batch.num_rows());
    for cells in &mut cells {
        for row in 0..column.rows() {
            values.push(cells.read(row, &mut text)?.then(|| text.clone()));
        }
    }
    Ok(values)
}

fn is_count(format: &Format) -> bool {
    format.decimals == 0 && !format.percent && !format.scientific
}

/// Returns the digits of a whole number, with commas between thousands if `thousands` is set.
fn digits(number: &str, thousands: bool) -> String {
    match number.strip_prefix('-') {
        _ if !thousands => number.to_owned(),
        Some(digits) => format!("-{}", grouped_digits(digits)),
        None => grouped_digits(number),
    }
}

/// Drops the time of day where it is midnight everywhere.
fn without_midnight(texts: &mut [Option<String>]) {
    for end in ["T00:00:00Z", "T00:00:00"] {
        if texts.iter().flatten().all(|text| text.ends_with(end)) {
            texts.iter_mut().flatten().for_each(|text| text.truncate(text.len() - end.len()));
        }
    }
}
