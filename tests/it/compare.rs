//! Results as sorted rows of cells, and where two of them differ.

use std::cmp::Ordering;
use std::fmt;

use tenure::Connection;
use tenure::arrow::array::{Array, AsArray, RecordBatch};
use tenure::arrow::datatypes::{DataType, Float64Type};
use tenure::arrow::util::display::{ArrayFormatter, FormatOptions};
use tenure::datafusion::prelude::SessionContext;

/// A value, whatever its encoding: only doubles are numbers here, all else is compared by its text.
#[derive(Debug, Clone)]
enum Cell {
    Null,
    Text(String),
    Double(f64),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Null => f.write_str("NULL"),
            Cell::Text(text) => f.write_str(text),
            Cell::Double(number) => write!(f, "{number:?}"),
        }
    }
}

/// A result whose rows are in an order of their own, so that the order they came in does not matter.
#[derive(Debug)]
pub struct Answer {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Answer {
    pub fn new(batches: &[RecordBatch]) -> Self {
        let columns = match batches.first() {
            Some(batch) => batch.schema().fields().iter().map(|field| field.name().clone()).collect(),
            None => Vec::new(),
        };
        let mut rows: Vec<Vec<Cell>> = batches.iter().flat_map(cells).collect();
        rows.sort_by(|a, b| by_keys_first(a, b));
        Self { columns, rows }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the only cell of the only row, as text.
    pub fn only(&self) -> String {
        match self.rows.as_slice() {
            [row] if row.len() == 1 => row[0].to_string(),
            _ => panic!("{} rows instead of one value", self.rows.len()),
        }
    }

    /// Returns all cells, line by line.
    pub fn text(&self) -> String {
        self.rows.iter().flatten().map(|cell| format!("{cell}\n")).collect()
    }

    /// Returns the first difference from another result, or `None` if there is none. Doubles may differ by that part of themselves,
    /// and by nothing, not a bit, if it is 0; all else must be the same.
    pub fn difference(&self, expected: &Answer, tolerance: f64) -> Option<String> {
        if self.len() != expected.len() {
            return Some(format!("{} rows instead of {}", self.len(), expected.len()));
        }
        if self.columns != expected.columns {
            return Some(format!("columns {:?} instead of {:?}", self.columns, expected.columns));
        }
        for (found, expected) in self.rows.iter().zip(&expected.rows) {
            let differs = found.iter().zip(expected).position(|(a, b)| !same(a, b, tolerance));
            if let Some(i) = differs {
                let line =
                    |row: &[Cell]| row.iter().map(Cell::to_string).collect::<Vec<String>>().join(" | ");
                return Some(format!(
                    "{} is {} instead of {}\n  found    {}\n  expected {}",
                    self.columns[i],
                    found[i],
                    expected[i],
                    line(found),
                    line(expected)
                ));
            }
        }
        None
    }
}

fn same(a: &Cell, b: &Cell, tolerance: f64) -> bool {
    match (a, b) {
        (Cell::Null, Cell::Null) => true,
        (Cell::Text(a), Cell::Text(b)) => a == b,
        // What ought to be 0 has no part of itself to differ by.
        (Cell::Double(a), Cell::Double(b)) if tolerance > 0.0 => {
            (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1e-3)
        }
        (Cell::Double(a), Cell::Double(b)) => a.to_bits() == b.to_bits(),
        _ => false,
    }
}

/// Doubles come last: a row must find its counterpart even where they differ a little.
fn by_keys_first(a: &[Cell], b: &[Cell]) -> Ordering {
    let keys = |row: &[Cell]| -> Vec<Option<String>> {
        row.iter()
            .filter_map(|cell| match cell {
                Cell::Null => Some(None),
                Cell::Text(text) => Some(Some(text.clone())),
                Cell::Double(_) => None,
            })
            .collect()
    };
    let doubles = |row: &[Cell]| -> Vec<f64> {
        row.iter().filter_map(|cell| if let Cell::Double(x) = cell { Some(*x) } else { None }).collect()
    };
    let by_doubles = || {
        let (a, b) = (doubles(a), doubles(b));
        a.iter().zip(&b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    keys(a).cmp(&keys(b)).then_with(by_doubles)
}

fn cells(batch: &RecordBatch) -> Vec<Vec<Cell>> {
    let options = FormatOptions::new();
    let mut rows = vec![Vec::with_capacity(batch.num_columns()); batch.num_rows()];
    for column in batch.columns() {
        let text = ArrayFormatter::try_new(column, &options).unwrap();
        let doubles = column.as_primitive_opt::<Float64Type>();
        for (i, row) in rows.iter_mut().enumerate() {
            row.push(match doubles {
                _ if *column.data_type() == DataType::Null || is_null(column, i) => Cell::Null,
                Some(doubles) => Cell::Double(doubles.value(i)),
                None => Cell::Text(text.value(i).to_string()),
            });
        }
    }
    rows
}

// The key of a dictionary may be there and its value NULL.
fn is_null(column: &dyn Array, row: usize) -> bool {
    column.logical_nulls().is_some_and(|nulls| nulls.is_null(row))
}

/// What the engine answers.
pub async fn ask(connection: impl Into<Connection>, sql: &str) -> Answer {
    let connection: Connection = connection.into();
    let rows = match connection.query(sql).await {
        Ok(rows) => rows.collect().await,
        Err(error) => Err(error),
    };
    Answer::new(&rows.unwrap_or_else(|error| panic!("{error}\n{sql}")))
}

/// Runs a query on a DataFusion session.
pub async fn ask_datafusion(context: &SessionContext, sql: &str) -> Answer {
    let rows = match context.sql(sql).await {
        Ok(frame) => frame.collect().await,
        Err(error) => Err(error),
    };
    Answer::new(&rows.unwrap_or_else(|error| panic!("{error}\n{sql}")))
}
