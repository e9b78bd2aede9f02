//! A report in a terminal: charts and tables as text.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::error::DataFusionError;

use crate::errors::Error;

use crate::output::{self, Terminal};
use crate::reports::model::{BlockTable, FinishedBlock, FinishedReport, KpiValue, unwritable};
use tenure_charts::{Canvas, Prepared, draw};
use tenure_diagnostics::visible;

/// The width without a terminal.
const WIDTH: usize = 100;
/// The largest height of a chart.
const HEIGHT: usize = 20;

impl FinishedReport {
    /// Writes the report as text for a terminal, or for a file if the terminal has no size. A block with a chart shows
    /// the chart alone; all other formats add its table.
    ///
    /// # Errors
    /// Returns an error if a value cannot be written as text.
    pub fn to_text(&self, terminal: Terminal) -> Result<String, Error> {
        let (width, height) = terminal.size.unwrap_or((WIDTH, HEIGHT));
        let page = Page { terminal, width: width.max(20), height: height.clamp(10, HEIGHT) };
        let mut text = page.heading(&self.title, '═');
        self.about.iter().for_each(|line| text.push_str(&format!("{}\n", visible(line))));
        for (_, description, value) in &self.parameters {
            text.push_str(&format!("{}: {}\n", visible(description), visible(value)));
        }
        for block in self.visible() {
            if let Some(section) = &block.section {
                text.push_str(&format!("\n{}", page.heading(section, '─')));
            }
            text.push_str(&page.block(block)?);
        }
        Ok(text)
    }
}

struct Page {
    terminal: Terminal,
    width: usize,
    height: usize,
}

impl Page {
    fn heading(&self, text: &str, line: char) -> String {
        let text = visible(text);
        let length = unicode_width::UnicodeWidthStr::width(text.as_ref()).min(self.width);
        let line = if self.terminal.unicode { line } else { '=' };
        format!("{}\n{}\n", self.strong(&text), line.to_string().repeat(length))
    }

    fn strong(&self, text: &str) -> String {
        if self.terminal.colour { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn block(&self, block: &FinishedBlock) -> Result<String, Error> {
        let mut text = String::from("\n");
        if let Some(title) = block.title.as_ref().filter(|_| block.chart.is_none()) {
            text.push_str(&format!("{}\n", self.strong(&visible(title))));
        }
        for number in &block.kpis {
            text.push_str(&self.kpi(number));
        }
        match (&block.chart, &block.table) {
            (Some(prepared), _) => text.push_str(&self.chart(prepared, block.title.as_deref())),
            (None, Some(table)) => text.push_str(&self.table(table)?),
            (None, None) => {}
        }
        block.notes.iter().for_each(|note| text.push_str(&format!("{}\n", visible(note))));
        Ok(text)
    }

    fn kpi(&self, number: &KpiValue) -> String {
        let mut text = format!("{}: {}", visible(&number.label), self.strong(&visible(&number.text)));
        if let Some((low, high)) = &number.interval {
            text.push_str(&format!("  [{low}, {high}]"));
        }
        if let Some(before) = &number.compare_text {
            text.push_str(&format!("  before {before}"));
        }
        if let Some(change) = number.change_text() {
            let plain = || change.replace(['▲', '▼'], "").replace('−', "-").replace('±', "");
            let change = if self.terminal.unicode { change.clone() } else { plain().trim().to_owned() };
            text.push_str(&format!("  {change}"));
        }
        text + "\n"
    }

    /// Draws a chart under its title, or under its directive if it has none.
    fn chart(&self, prepared: &Prepared, title: Option<&str>) -> String {
        let Terminal { colour, unicode, .. } = self.terminal;
        let canvas = Canvas { width: self.width, height: self.height, colour, unicode };
        match title {
            Some(title) => {
                let title = Some(title.to_owned());
                draw(&Prepared { title, is_chosen: false, ..prepared.clone() }, canvas)
            }
            None => draw(prepared, canvas),
        }
    }

    fn table(&self, table: &BlockTable) -> Result<String, Error> {
        let heads = table.columns.iter();
        let heads = heads.map(|column| (column.name.clone(), column.type_name.clone(), column.is_number()));
        let mut drawn = output::Table::of_texts(heads, self.terminal, "--xlsx FILE has all");
        let fields = table.columns.iter().map(|column| Field::new(&column.name, DataType::Utf8, true));
        let texts = |texts: &Vec<Option<String>>| Arc::new(StringArray::from(texts.clone())) as ArrayRef;
        let columns = table.columns.iter().map(|column| texts(&column.texts)).collect();
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let batch = RecordBatch::try_new(schema, columns).map_err(DataFusionError::from)?;
        drawn.batch(&batch).map_err(unwritable)?;
        let mut bytes = Vec::new();
        drawn.finish(&mut bytes).map_err(unwritable)?;
        let cut = table.cut().map(|cut| cut + "\n").unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes).into_owned() + &cut)
    }
}
