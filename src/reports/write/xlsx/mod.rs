//! A report as a workbook of Excel: a cover, and a sheet for each block with its rows and a chart of Excel's own.

mod chart;
mod cover;
mod grid;
mod names;

use datafusion::arrow::datatypes::DataType;
use datafusion::error::DataFusionError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::errors::{Code, Error, Problem};
use crate::output::{Sheet, unwritable_workbook};
use crate::reports::model::{FinishedBlock, FinishedReport, unwritable};
use tenure_charts::Format;

impl FinishedReport {
    /// Writes the report as an Excel workbook: a cover and a sheet with all rows for each block. Charts are native,
    /// over numbers beside the rows; flows and boxes have the numbers alone.
    ///
    /// # Errors
    /// Returns an error if a block has more rows than a sheet, or a text is longer than a cell.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, Error> {
        let names = names::of(self.visible().map(|block| block.name()));
        let mut book = Workbook::new();
        let moment = self.moment.format("%Y-%m-%dT%H:%M:%S").to_string();
        let properties = DocProperties::new().set_title(clean(&self.title));
        // Excel's calendar begins in 1900.
        let moment = ExcelDateTime::parse_from_str(&moment).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1));
        book.set_properties(&properties.set_creation_datetime(&moment.map_err(failed)?));
        book.push_worksheet(cover::sheet(self, &names).map_err(failed)?);
        for (block, name) in self.visible().zip(&names) {
            let failed = |error: Error| {
                error.map(|problem| Problem { message: format!("'{name}': {}", problem.message), ..problem })
            };
            book.push_worksheet(sheet(block, name).map_err(failed)?);
        }
        book.save_to_buffer().map_err(failed)
    }
}

/// Returns the text without the characters that XML does not allow.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !(c.is_control() && *c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}'))).collect()
}

fn failed(error: XlsxError) -> Error {
    Error::new(Code::Data, unwritable_workbook(error).to_string(), None)
}

/// Writes the rows of a block from the first cell on, and the numbers of its chart to the right of them.
fn sheet(block: &FinishedBlock, name: &str) -> Result<Worksheet, Error> {
    let (batch, formats) = match &block.table {
        Some(table) => {
            let places: Vec<usize> = table.columns.iter().map(|column| column.place).collect();
            let batch = block.batch.project(&places).map_err(DataFusionError::from)?;
            let formats = table.columns.iter().map(|column| column.format.as_ref().map(code));
            (batch, formats.collect())
        }
        None => (block.batch.clone(), Vec::new()),
    };
    let mut sheet = Sheet::begin(&batch.schema()).map_err(unwritable)?.with_formats(formats.into_iter());
    sheet.batch(&batch).map_err(unwritable)?;
    let mut sheet = sheet.into_inner();
    sheet.set_name(name).map_err(failed)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    if let Some(prepared) = &block.chart {
        let column = u16::try_from(batch.num_columns() + 1).unwrap_or(u16::MAX);
        let title = block.title.as_deref().or(prepared.title.as_deref());
        chart::add(&mut sheet, name, column, &prepared.picture, title).map_err(failed)?;
        sheet.autofit();
    }
    for (column, field) in (0..).zip(batch.schema().fields()) {
        if matches!(field.data_type(), DataType::Timestamp(..)) {
            sheet.set_column_width(column, 19).map_err(failed)?;
        }
    }
    Ok(sheet)
}

/// Returns Excel's code for a number format.
fn code(format: &Format) -> String {
    if format.scientific {
        return "0.00E+00".to_owned();
    }
    let whole = if format.thousands { "#,##0" } else { "0" };
    let point = if format.decimals > 0 { "." } else { "" };
    let percent = if format.percent { "%" } else { "" };
    format!("{whole}{point}{}{percent}", "0".repeat(format.decimals))
}
