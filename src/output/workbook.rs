//! Writes an Excel workbook with a sheet for each result.

use std::io;

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Float64Type, SchemaRef, TimeUnit, TimestampMicrosecondType,
};
use datafusion::arrow::temporal_conversions::{date32_to_datetime, timestamp_us_to_datetime};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::cells::{Cells, Columns, invalid, plain};

/// The number of rows of a sheet, with the header.
const ROWS: u32 = 1_048_576;
/// The largest integer that Excel, with its 15 digits, keeps.
const WHOLE: f64 = 999_999_999_999_999.0;

/// A sheet being written. [`Book`] has an example.
pub struct Sheet {
    sheet: Worksheet,
    next: u32,
    /// The number formats of the columns. Numbers of a column without one are shown as they are.
    formats: Vec<Option<Format>>,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("next", &self.next).finish_non_exhaustive()
    }
}

impl Sheet {
    /// Begins a sheet with its header, which stays in view.
    ///
    /// # Errors
    /// Returns an error if the result has more columns than a sheet.
    pub fn begin(schema: &SchemaRef) -> io::Result<Self> {
        let mut sheet = Worksheet::new();
        let bold = Format::new().set_bold();
        for (column, field) in schema.fields().iter().enumerate() {
            let column = u16::try_from(column).map_err(|_| too_many("columns"))?;
            sheet.write_string_with_format(0, column, field.name(), &bold).map_err(unwritable)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(unwritable)?;
        Ok(Self { sheet, next: 1, formats: Vec::new() })
    }

    /// Sets Excel number formats for the columns.
    pub(crate) fn with_formats(self, codes: impl Iterator<Item = Option<String>>) -> Self {
        let format = |code: String| Format::new().set_num_format(code);
        Self { formats: codes.map(|code| code.map(format)).collect(), ..self }
    }

    /// Returns the worksheet, with its columns fitted to their content.
    pub(crate) fn into_inner(mut self) -> Worksheet {
        self.sheet.autofit();
        self.sheet
    }

    /// Adds rows. NULL is an empty cell.
    ///
    /// # Errors
    /// Returns an error if the result has more rows than a sheet, or a text is too long for a cell.
    pub fn batch(&mut self, batch: &RecordBatch) -> io::Result<()> {
        if u64::from(self.next) + batch.num_rows() as u64 > u64::from(ROWS) {
            return Err(too_many("rows"));
        }
        let texts = Columns::new(batch)?;
        for (column, mut cells) in texts.cells()?.into_iter().enumerate() {
            let format = self.formats.get(column).and_then(Option::as_ref);
            let array = plain(batch.column(column)).map_err(invalid)?;
            let column = u16::try_from(column).map_err(|_| too_many("columns"))?;
            let values = ExcelColumn::of(&array)?;
            let mut text = String::new();
            for row in 0..batch.num_rows() {
                if array.is_null(row) {
                    continue;
                }
                let at = self.next + row as u32;
                let written = match &values {
                    ExcelColumn::Booleans(values) => self.sheet.write_boolean(at, column, values.value(row)),
                    ExcelColumn::Numbers(values) if fits(values.value(row), array.data_type()) => {
                        match format {
                            Some(format) => {
                                self.sheet.write_number_with_format(at, column, values.value(row), format)
                            }
                            None => self.sheet.write_number(at, column, values.value(row)),
                        }
                    }
                    ExcelColumn::Days(values) => match date32_to_datetime(values.value(row)) {
                        Some(day) if in_calendar(&day) => {
                            let format = Format::new().set_num_format("yyyy-mm-dd");
                            self.sheet.write_datetime_with_format(at, column, excel_time(&day)?, &format)
                        }
                        _ => text_cell(&mut self.sheet, at, column, &mut cells, row, &mut text)?,
                    },
                    ExcelColumn::Times(values) => match timestamp_us_to_datetime(values.value(row)) {
                        Some(time) if in_calendar(&time) => {
                            let format = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
                            self.sheet.write_datetime_with_format(at, column, excel_time(&time)?, &format)
                        }
                        _ => text_cell(&mut self.sheet, at, column, &mut cells, row, &mut text)?,
                    },
                    _ => text_cell(&mut self.sheet, at, column, &mut cells, row, &mut text)?,
                };
                written.map_err(unwritable)?;
            }
        }
        self.next += batch.num_rows() as u32;
        Ok(())
    }
}

/// A workbook: the sheets in the order of the results.
///
/// ```
/// use std::sync::Arc;
/// use tenure::datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch};
/// use tenure::output::{Book, Sheet};
///
/// let ids: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
/// let batch = RecordBatch::try_from_iter([("id", ids)])?;
/// let mut sheet = Sheet::begin(&batch.schema())?;
/// sheet.batch(&batch)?;
/// let mut book = Book::default();
/// book.push(sheet);
/// assert!(book.bytes()?.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Book(Workbook);

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Book")
    }
}

impl Default for Book {
    fn default() -> Self {
        Self(Workbook::new())
    }
}

impl Book {
    /// Adds a complete sheet.
    pub fn push(&mut self, sheet: Sheet) {
        self.0.push_worksheet(sheet.into_inner());
    }

    /// Returns the bytes of the file.
    ///
    /// # Errors
    /// Returns an error if the workbook breaks a limit of Excel.
    pub fn bytes(mut self) -> io::Result<Vec<u8>> {
        self.0.save_to_buffer().map_err(unwritable)
    }
}

/// A column converted for Excel.
enum ExcelColumn {
    Booleans(datafusion::arrow::array::BooleanArray),
    Numbers(datafusion::arrow::array::PrimitiveArray<Float64Type>),
    Days(datafusion::arrow::array::PrimitiveArray<Date32Type>),
    Times(datafusion::arrow::array::PrimitiveArray<TimestampMicrosecondType>),
    Texts,
}

impl ExcelColumn {
    fn of(array: &datafusion::arrow::array::ArrayRef) -> io::Result<Self> {
        let as_type = |wanted| cast(array, &wanted).map_err(invalid);
        Ok(match array.data_type() {
            DataType::Boolean => ExcelColumn::Booleans(array.as_boolean().clone()),
            number if number.is_numeric() => {
                ExcelColumn::Numbers(as_type(DataType::Float64)?.as_primitive().clone())
            }
            DataType::Date32 => ExcelColumn::Days(array.as_primitive().clone()),
            DataType::Timestamp(_, None) => ExcelColumn::Times(
                as_type(DataType::Timestamp(TimeUnit::Microsecond, None))?.as_primitive().clone(),
            ),
            _ => ExcelColumn::Texts,
        })
    }
}

/// Returns whether Excel keeps a number as it is: it is finite and does not have too many digits.
fn fits(value: f64, data_type: &DataType) -> bool {
    value.is_finite() && (data_type.is_floating() || value.abs() <= WHOLE)
}

/// Returns whether Excel can represent a time. Its calendar begins in 1900, and the first two months are wrong.
fn in_calendar(time: &chrono::NaiveDateTime) -> bool {
    use chrono::Datelike as _;
    (1901..=9999).contains(&time.year())
}

fn excel_time(time: &chrono::NaiveDateTime) -> io::Result<rust_xlsxwriter::ExcelDateTime> {
    let text = time.format("%Y-%m-%dT%H:%M:%S%.3f").to_string();
    rust_xlsxwriter::ExcelDateTime::parse_from_str(&text).map_err(unwritable)
}

fn text_cell<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    cells: &mut Cells<'_>,
    place: usize,
    text: &mut String,
) -> io::Result<Result<&'a mut Worksheet, XlsxError>> {
    cells.read(place, text)?;
    Ok(sheet.write_string(row, column, text.as_str()))
}

fn too_many(what: &str) -> io::Error {
    let message = format!("the result has more {what} than an Excel sheet: write it as Parquet or CSV");
    io::Error::new(io::ErrorKind::InvalidData, message)
}

pub(crate) fn unwritable(error: XlsxError) -> io::Error {
    let message = match error {
        XlsxError::MaxStringLengthExceeded => {
            "a text is longer than the 32,767 characters of an Excel cell: write it as Parquet or CSV"
                .to_owned()
        }
        XlsxError::RowColumnLimitError => return too_many("rows or columns"),
        other => format!("cannot be written as a workbook: {other}"),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}
