//! The first sheet: the title and description of the report, its single numbers, and links to the other sheets.

use rust_xlsxwriter::{Color, Format, Url, Worksheet, XlsxError};

use super::{clean, code};
use crate::reports::model::FinishedReport;
use tenure_charts as charts;

/// Writes the cover; `names` are the names of the sheets, one for each visible block.
pub(super) fn sheet(report: &FinishedReport, names: &[String]) -> Result<Worksheet, XlsxError> {
    let mut cover = Cover { sheet: Worksheet::new(), row: 0, strong: Format::new().set_bold() };
    cover.sheet.set_name("Report")?;
    let title = Format::new().set_bold().set_font_size(18);
    cover.sheet.write_string_with_format(0, 0, clean(&report.title), &title)?;
    cover.row = 1;
    for line in &report.about {
        cover.line(line)?;
    }
    cover.line(&format!("tenure {}, {}", env!("CARGO_PKG_VERSION"), report.when()))?;
    if !report.parameters.is_empty() {
        cover.heading("Parameters")?;
        for (_, description, value) in &report.parameters {
            cover.pair(description, value)?;
        }
    }
    cover.numbers(report)?;
    cover.contents(report, names)?;
    cover.checks(report)?;
    cover.inputs(report)?;
    cover.sheet.set_landscape().set_print_fit_to_pages(1, 0).set_column_width(0, 44)?;
    cover.sheet.set_column_width(1, 18)?;
    Ok(cover.sheet)
}

struct Cover {
    sheet: Worksheet,
    row: u32,
    strong: Format,
}

impl Cover {
    fn line(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string(self.row, 0, clean(text))?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.sheet.write_string_with_format(self.row, 0, text, &self.strong)?;
        self.row += 1;
        Ok(())
    }

    fn pair(&mut self, name: &str, value: &str) -> Result<(), XlsxError> {
        self.sheet.write_string(self.row, 0, clean(name))?;
        self.sheet.write_string(self.row, 1, clean(value))?;
        self.row += 1;
        Ok(())
    }

    fn numbers(&mut self, report: &FinishedReport) -> Result<(), XlsxError> {
        let numbers = || report.visible().flat_map(|block| &block.kpis);
        if numbers().next().is_none() {
            return Ok(());
        }
        self.heading("At a glance")?;
        for number in numbers() {
            self.sheet.write_string(self.row, 0, clean(&number.label))?;
            let format = Format::new().set_bold().set_num_format(code(&number.format));
            match number.value.filter(|value| value.is_finite()) {
                Some(value) => self.sheet.write_number_with_format(self.row, 1, value, &format)?,
                None => self.sheet.write_string(self.row, 1, clean(&number.text))?,
            };
            let mut more = Vec::new();
            more.extend(number.interval.as_ref().map(|(low, high)| format!("{low} to {high}")));
            more.extend(number.compare_text.as_ref().map(|before| format!("{before} before")));
            more.extend(number.change_text());
            if !more.is_empty() {
                self.sheet.write_string(self.row, 2, more.join(", "))?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn contents(&mut self, report: &FinishedReport, names: &[String]) -> Result<(), XlsxError> {
        self.heading("Contents")?;
        for (block, name) in report.visible().zip(names) {
            if let Some(section) = &block.section {
                self.sheet.write_string_with_format(
                    self.row,
                    0,
                    clean(section),
                    &Format::new().set_italic(),
                )?;
                self.row += 1;
            }
            let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
            self.sheet.write_url(self.row, 0, Url::new(place).set_text(clean(block.name())))?;
            for note in &block.notes {
                self.sheet.write_string(self.row, 1, clean(note))?;
                self.row += 1;
            }
            self.row += u32::from(block.notes.is_empty());
        }
        Ok(())
    }

    fn checks(&mut self, report: &FinishedReport) -> Result<(), XlsxError> {
        if report.expectations().next().is_none() {
            return Ok(());
        }
        self.heading("Checks")?;
        for expectation in report.expectations() {
            self.sheet.write_string(self.row, 0, clean(&expectation.condition))?;
            match &expectation.detail {
                None => self.sheet.write_string(self.row, 1, "passed")?,
                Some(detail) => {
                    let red = Format::new().set_bold().set_font_color(Color::RGB(0x00A8_321F));
                    self.sheet.write_string_with_format(self.row, 1, format!("failed: {detail}"), &red)?
                }
            };
            self.row += 1;
        }
        Ok(())
    }

    fn inputs(&mut self, report: &FinishedReport) -> Result<(), XlsxError> {
        if report.inputs.is_empty() {
            return Ok(());
        }
        self.heading("Inputs")?;
        for (column, name) in (1..).zip(["Size in bytes", "Rows", "Rejected"]) {
            self.sheet.write_string(self.row - 1, column, name)?;
        }
        let whole = charts::Format::WHOLE;
        let whole = Format::new().set_num_format(code(&whole));
        for input in &report.inputs {
            self.sheet.write_string(self.row, 0, clean(&input.name))?;
            for (column, number) in (1..).zip([input.bytes, input.rows, Some(input.rejected)]) {
                if let Some(number) = number {
                    self.sheet.write_number_with_format(self.row, column, number as f64, &whole)?;
                }
            }
            self.row += 1;
        }
        Ok(())
    }
}
