//! Prints a table for people.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, Write};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use tenure_diagnostics::{counted, grouped, visible};
use tenure_udfs::sql_type;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::cells::{Columns, plain_type};
use super::layout::{ColumnWidth, Layout, layout};
use super::terminal::{Border, Paint, Style, Terminal};

/// The number of rows shown on a terminal, half of them from the beginning and half from the end.
const ROWS: usize = 40;

/// A table for people: names, types, rows, and their number. It keeps the rows until it knows the widths; for a terminal
/// only the first and the last ones, since it shows no others.
#[derive(Debug)]
pub struct Table {
    heads: Vec<Head>,
    terminal: Terminal,
    /// The command or option that shows what does not fit into the terminal.
    rest: &'static str,
    first: Vec<Columns>,
    last: VecDeque<Columns>,
    count: usize,
}

#[derive(Debug)]
struct Head {
    name: String,
    type_name: String,
    /// True for numbers, which are aligned to the right so that their digits line up.
    right: bool,
    /// The width of the widest value.
    width: usize,
}

impl Table {
    /// Begins a table of texts. Each column has its name, its type and whether it is aligned to the right.
    #[cfg(feature = "reports")]
    pub(crate) fn of_texts(
        heads: impl Iterator<Item = (String, String, bool)>,
        terminal: Terminal,
        rest: &'static str,
    ) -> Self {
        let heads = heads.map(|(name, type_name, right)| Head {
            name: visible(&name).into_owned(),
            type_name: visible(&type_name).into_owned(),
            right,
            width: 0,
        });
        Self { heads: heads.collect(), terminal, rest, first: Vec::new(), last: VecDeque::new(), count: 0 }
    }

    /// Begins a table.
    pub fn new(schema: &SchemaRef, terminal: Terminal, rest: &'static str) -> Self {
        let heads = schema.fields().iter().map(|field| Head {
            name: visible(field.name()).into_owned(),
            type_name: visible(&sql_type(field.data_type())).into_owned(),
            right: plain_type(field.data_type()).is_numeric(),
            width: 0,
        });
        Self { heads: heads.collect(), terminal, rest, first: Vec::new(), last: VecDeque::new(), count: 0 }
    }

    /// Adds rows.
    pub fn batch(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let before = self.count;
        self.count += batch.num_rows();
        if self.terminal.size.is_none() {
            self.first.push(Columns::new(batch)?);
            return Ok(());
        }
        let room = (ROWS / 2).saturating_sub(before).min(batch.num_rows());
        if room > 0 {
            self.first.push(Columns::new(&batch.slice(0, room))?);
        }
        let after = batch.num_rows() - room;
        if after > 0 {
            let kept = after.min(ROWS / 2);
            self.last.push_back(Columns::new(&batch.slice(batch.num_rows() - kept, kept))?);
        }
        let mut kept: usize = self.last.iter().map(Columns::rows).sum();
        while let Some(oldest) = self.last.front().map(Columns::rows)
            && kept - oldest >= ROWS / 2
        {
            self.last.pop_front();
            kept -= oldest;
        }
        Ok(())
    }

    /// Prints the table.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        // The oldest batch of the last rows may have more of them than are shown.
        let mut skip = self.last.iter().map(Columns::rows).sum::<usize>().saturating_sub(ROWS / 2);
        let mut last = Vec::new();
        for columns in self.last.drain(..) {
            let passed = skip.min(columns.rows());
            last.push((columns, passed));
            skip -= passed;
        }
        let first: Vec<(Columns, usize)> = self.first.drain(..).map(|columns| (columns, 0)).collect();
        let shown: usize = first.iter().chain(&last).map(|(columns, passed)| columns.rows() - passed).sum();
        for (columns, passed) in first.iter().chain(&last) {
            widen(&mut self.heads, columns, *passed)?;
        }

        let lines = Lines::new(&self.heads, self.terminal);
        let mut line = String::new();
        lines.rule(Border::TOP, out)?;
        lines.row(|column| (Cow::Borrowed(self.heads[column].name.as_str()), Style::Strong), &mut line);
        end_line(&mut line, out)?;
        lines.row(|column| (Cow::Borrowed(self.heads[column].type_name.as_str()), Style::Faint), &mut line);
        end_line(&mut line, out)?;
        lines.rule(Border::MIDDLE, out)?;
        lines.rows(&first, out)?;
        if shown < self.count {
            let dots = lines.paint.dots();
            lines.row(|_| (Cow::Borrowed(dots), Style::Faint), &mut line);
            end_line(&mut line, out)?;
        }
        lines.rows(&last, out)?;
        lines.rule(Border::BOTTOM, out)?;
        self.foot(&lines, shown, out)
    }

    /// Prints the number of rows, and what is left out.
    fn foot(&self, lines: &Lines<'_>, shown: usize, out: &mut dyn Write) -> io::Result<()> {
        let columns = lines.layout.left.len() + lines.layout.right.len();
        let rows = match self.count {
            count if shown < count => format!("{shown} of {} rows", grouped(count as u64)),
            // A program that reads the pipe expects digits alone.
            count if self.terminal.size.is_none() && count != 1 => format!("{count} rows"),
            count => counted(count as u64, "row"),
        };
        let is_cut = shown < self.count || columns < self.heads.len();
        let rest = if is_cut { format!(": {}", self.rest) } else { String::new() };
        if columns == self.heads.len() {
            return writeln!(out, "({rows}{rest})");
        }
        writeln!(out, "({rows}, {columns} of {} columns{rest})", self.heads.len())?;
        let from = lines.layout.left.len();
        let left_out = &self.heads[from..self.heads.len() - lines.layout.right.len()];
        let names: Vec<&str> = left_out.iter().map(|head| head.name.as_str()).collect();
        let width = self.terminal.size.map_or(usize::MAX, |(columns, _)| columns);
        writeln!(out, "{}", list_names("left out: ", &names, 2 * width))
    }
}

/// Lists as many names as fit, and the number of the others.
fn list_names(before: &str, names: &[&str], room: usize) -> String {
    let mut text = before.to_owned();
    for (i, name) in names.iter().enumerate() {
        let more = format!(" and {} more", names.len() - i);
        let comma = if i == 0 { "" } else { ", " };
        let is_last = i + 1 == names.len();
        let needed = text.width() + comma.len() + name.width() + if is_last { 0 } else { more.len() };
        if i > 0 && needed > room {
            return text + &more;
        }
        text.push_str(comma);
        text.push_str(name);
    }
    text
}

/// Widens the columns to fit these rows.
fn widen(heads: &mut [Head], columns: &Columns, passed: usize) -> io::Result<()> {
    let mut text = String::new();
    for (head, mut cells) in heads.iter_mut().zip(columns.cells()?) {
        for row in passed..columns.rows() {
            let (shown, _) = cell_text(cells.read(row, &mut text)?, &text);
            head.width = head.width.max(shown.width());
        }
    }
    Ok(())
}

/// The lines of a table whose layout is known.
struct Lines<'a> {
    heads: &'a [Head],
    layout: Layout,
    paint: Paint,
}

impl<'a> Lines<'a> {
    fn new(heads: &'a [Head], terminal: Terminal) -> Self {
        let width = |head: &Head| {
            ColumnWidth::new(head.name.width().max(head.type_name.width()), head.width, !head.right)
        };
        let widths: Vec<ColumnWidth> = heads.iter().map(width).collect();
        let width = terminal.size.map_or(usize::MAX, |(columns, _)| columns);
        Self { heads, layout: layout(&widths, width), paint: Paint::of(terminal) }
    }

    fn rows(&self, batches: &[(Columns, usize)], out: &mut dyn Write) -> io::Result<()> {
        let mut text = String::new();
        let mut line = String::new();
        for (columns, passed) in batches {
            let mut cells = columns.cells()?;
            for row in *passed..columns.rows() {
                let mut failed = Ok(());
                let cell = |column: usize| match cells.get_mut(column).map(|cells| cells.read(row, &mut text))
                {
                    Some(Ok(value)) => {
                        let (text, style) = cell_text(value, &text);
                        (Cow::Owned(text.into_owned()), style)
                    }
                    Some(Err(error)) => {
                        failed = Err(error);
                        (Cow::Borrowed(""), Style::Plain)
                    }
                    None => (Cow::Borrowed(""), Style::Plain),
                };
                self.row(cell, &mut line);
                failed?;
                end_line(&mut line, out)?;
            }
        }
        Ok(())
    }

    /// Appends a line of cells.
    fn row<'c>(&self, mut cell: impl FnMut(usize) -> (Cow<'c, str>, Style), line: &mut String) {
        let bar = self.paint.bar();
        for (column, width) in &self.layout.left {
            let (text, style) = cell(*column);
            self.cell(*column, *width, &text, style, line);
        }
        if self.leaves_out() {
            line.push_str(&format!("{bar} {} ", self.paint.dots()));
        }
        for (column, width) in &self.layout.right {
            let (text, style) = cell(*column);
            self.cell(*column, *width, &text, style, line);
        }
        line.push_str(&bar);
    }

    fn cell(&self, column: usize, width: usize, text: &str, style: Style, line: &mut String) {
        let text = cut(text, width, self.paint.dots());
        let blanks = " ".repeat(width.saturating_sub(text.width()));
        let right = self.heads.get(column).is_some_and(|head| head.right);
        let (before, after) = if right { (blanks.as_str(), "") } else { ("", blanks.as_str()) };
        let text = self.paint.style(&text, style);
        for part in [&self.paint.bar(), " ", before, &text, after, " "] {
            line.push_str(part);
        }
    }

    fn leaves_out(&self) -> bool {
        self.layout.left.len() + self.layout.right.len() < self.heads.len()
    }

    fn rule(&self, border: Border, out: &mut dyn Write) -> io::Result<()> {
        let mark = self.leaves_out().then(|| self.paint.dots().width());
        let left = self.layout.left.iter().map(|(_, width)| *width);
        let right = self.layout.right.iter().map(|(_, width)| *width);
        let widths: Vec<usize> = left.chain(mark).chain(right).collect();
        writeln!(out, "{}", self.paint.rule(border, &widths))
    }
}

/// Shortens a text that is too wide, with a mark at the end.
fn cut<'a>(text: &'a str, width: usize, dots: &str) -> Cow<'a, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let room = width.saturating_sub(dots.width());
    let mut kept = String::new();
    for cluster in text.graphemes(true) {
        if kept.width() + cluster.width() > room {
            break;
        }
        kept.push_str(cluster);
    }
    kept.push_str(dots);
    Cow::Owned(kept)
}

fn cell_text(value: bool, text: &str) -> (Cow<'_, str>, Style) {
    if value { (visible(text), Style::Plain) } else { (Cow::Borrowed("NULL"), Style::Faint) }
}

fn end_line(line: &mut String, out: &mut dyn Write) -> io::Result<()> {
    line.push('\n');
    out.write_all(line.as_bytes())?;
    line.clear();
    Ok(())
}
