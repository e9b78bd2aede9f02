//! The table of a block, as it is shown.

use std::io;

use datafusion::arrow::array::{Array as _, RecordBatch};
use tenure_udfs::sql_type;

use super::block::TableWish;
use crate::output::{Columns, chart_columns, chart_kind, grouped, invalid, plain_type};
use tenure_charts::{self as charts, ChartError, ChartKind, Column, Format, Kind, Specification, separated};

/// A page shows no more rows of a table, unless `limit` says so.
const USUAL_LIMIT: usize = 1_000;

/// The rows of a block as they are shown: the columns that are asked for, with their numbers in their formats.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub columns: Vec<TableColumn>,
    /// How many rows there are.
    pub rows: usize,
    /// How many of them a page shows.
    pub limit: usize,
}

/// A column of the table.
#[derive(Debug, Clone)]
pub(super) struct TableColumn {
    /// Which column of the rows it is.
    pub place: usize,
    pub name: String,
    pub type_name: String,
    pub kind: Kind,
    /// How its numbers are written; None where it has none, or they are written as they are.
    pub format: Option<Format>,
    /// The value of each row that is shown; None for NULL.
    pub texts: Vec<Option<String>>,
    /// Of a column of numbers each row's with all its digits.
    pub values: Vec<Option<String>>,
}

impl Table {
    pub fn new(
        batch: &RecordBatch,
        wish: Option<&TableWish>,
        chart: Option<&Specification>,
    ) -> Result<Self, ChartError> {
        let failed = |error: io::Error| ChartError::new(error.to_string());
        let rows = batch.num_rows();
        let limit = wish.and_then(|wish| wish.limit).unwrap_or(USUAL_LIMIT).min(rows);
        // No more of them become text than are shown.
        let batch = &batch.slice(0, limit);
        let columns = chart_columns(batch).map_err(failed)?;
        let mut formats: Vec<Option<Format>> = columns.iter().map(|_| None).collect();
        for (place, format) in of_chart(chart, &columns)? {
            formats[place] = Some(format);
        }
        for (name, format) in wish.into_iter().flat_map(|wish| &wish.formats) {
            formats[charts::column(name, "a format", &[Kind::Number], &columns)?] = Some(format.clone());
        }
        let wanted = wish.map(|wish| wish.columns.as_slice()).unwrap_or_default();
        let places: Vec<usize> = match wanted {
            [] => (0..columns.len()).collect(),
            names => names
                .iter()
                .map(|name| charts::column(name, "columns", &[], &columns))
                .collect::<Result<_, _>>()?,
        };
        let shown = |place: usize| {
            let format = formats[place].clone().or_else(|| usual(&columns[place], batch, place));
            shown(&columns[place], batch, place, format).map_err(failed)
        };
        Ok(Self { columns: places.into_iter().map(shown).collect::<Result<_, _>>()?, rows, limit })
    }
}

impl Table {
    /// What must be said where a page does not show all rows.
    pub fn cut(&self) -> Option<String> {
        let (limit, rows) = (grouped(self.limit), grouped(self.rows));
        (self.limit < self.rows).then(|| format!("{limit} of {rows} rows; the workbook has all of them"))
    }

    /// How many rows there are, in words.
    pub fn size(&self) -> String {
        if self.rows == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(self.rows)) }
    }
}

impl TableColumn {
    /// Whether its values are numbers, which stand on the right.
    pub fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }
}

/// The columns that a chart writes in its format.
fn of_chart(chart: Option<&Specification>, columns: &[Column]) -> Result<Vec<(usize, Format)>, ChartError> {
    let Some((chart, format)) = chart.and_then(|chart| Some((chart, chart.format.as_ref()?))) else {
        return Ok(Vec::new());
    };
    let of_y = chart.y.iter().filter(|_| chart.kind != Some(ChartKind::Heatmap));
    let mut found = Vec::new();
    for name in of_y.chain(&chart.value).chain(&chart.low).chain(&chart.high) {
        let place = charts::column(name, "y", &[], columns)?;
        if columns[place].kind == Kind::Number {
            found.push((place, format.clone()));
        }
    }
    Ok(found)
}

/// How the numbers of a column are written if nothing was said: doubles with as many decimals as one reads, whole
/// numbers with thousands apart, unless they are names of something or years.
fn usual(column: &Column, batch: &RecordBatch, place: usize) -> Option<Format> {
    let data_type = plain_type(batch.column(place).data_type());
    match column.kind {
        Kind::Number if data_type.is_floating() => {
            Some(Format::fitting(column.numbers.iter().copied().flatten()))
        }
        Kind::Number if data_type.is_integer() && !column.names_rows() && !column.counts_periods() => {
            Some(Format { thousands: true, decimals: 0, percent: false, scientific: false })
        }
        _ => None,
    }
}

fn shown(
    column: &Column,
    batch: &RecordBatch,
    place: usize,
    format: Option<Format>,
) -> io::Result<TableColumn> {
    let data_type = batch.column(place).data_type();
    let (mut texts, mut values) = (column.labels.clone(), Vec::new());
    if column.kind == Kind::Number {
        values = exact(batch, place)?;
        let is_whole = plain_type(data_type).is_integer();
        let text = |(row, value): (usize, &Option<String>)| {
            let value = value.as_ref()?;
            let number = column.numbers.get(row).copied().flatten().filter(|number| number.is_finite());
            Some(match (&format, number) {
                // A double has fewer digits than a whole number may have.
                (Some(format), _) if is_whole && is_count(format) => digits(value, format.thousands),
                (Some(format), Some(number)) => format.write(number),
                _ => value.clone(),
            })
        };
        texts = values.iter().enumerate().map(text).collect();
    }
    if column.kind == Kind::Time {
        without_midnight(&mut texts);
    }
    let (name, type_name) = (column.name.clone(), sql_type(data_type));
    Ok(TableColumn { place, name, type_name, kind: chart_kind(data_type), format, texts, values })
}

/// Each number of a column with all its digits.
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

/// The digits of a whole number, with commas between thousands if that is wished.
fn digits(number: &str, thousands: bool) -> String {
    match number.strip_prefix('-') {
        _ if !thousands => number.to_owned(),
        Some(digits) => format!("-{}", separated(digits)),
        None => separated(number),
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
