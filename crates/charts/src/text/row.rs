//! Lines of a picture: texts and colours from left to right, columns of numbers, and the legend of series.

use tenure_diagnostics::visible;
use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::palette::{self, Paint};

/// A line that grows from left to right and stops at the edge of the canvas.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pieces: Vec<(String, Paint)>,
    width: usize,
    canvas: Canvas,
}

impl Row {
    /// Creates an empty line.
    pub(super) fn new(canvas: Canvas) -> Self {
        Self { pieces: Vec::new(), width: 0, canvas }
    }

    /// Returns how many characters wide it is.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Adds a text, or what still fits of it.
    pub(super) fn push(&mut self, text: &str, paint: Paint) {
        let text = prefix(text, self.canvas.width.saturating_sub(self.width));
        self.width += text.width();
        let paint = if self.canvas.colour { paint } else { Paint::PLAIN };
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some((last, same)) if *same == paint => last.push_str(text),
            _ => self.pieces.push((text.to_owned(), paint)),
        }
    }

    /// Adds blanks up to a column.
    pub(super) fn until(&mut self, column: usize) {
        self.push(&" ".repeat(column.saturating_sub(self.width).min(self.canvas.width)), Paint::PLAIN);
    }

    /// Adds a text so that it ends at a column.
    pub(super) fn push_right(&mut self, text: &str, column: usize, paint: Paint) {
        self.until(column.saturating_sub(text.width()));
        self.push(text, paint);
    }

    /// Returns the line without trailing blanks; coloured ones do not count as such.
    pub(super) fn finish(mut self) -> String {
        while let Some((text, paint)) = self.pieces.last_mut() {
            if paint.background.is_some() {
                break;
            }
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
            self.pieces.pop();
        }
        self.pieces.iter().map(|(text, paint)| paint.around(text)).collect()
    }
}

/// Makes a text of the data fit to stand in a picture: no character acts on the terminal. Without Unicode all other
/// characters outside ASCII are `?`.
pub(super) fn safe(text: &str, canvas: Canvas) -> String {
    let text = visible(text);
    if canvas.unicode {
        text.into_owned()
    } else {
        text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()
    }
}

/// Makes a text fit to stand in a picture, and cuts it with an ellipsis if it is too wide.
pub(super) fn cut(text: &str, width: usize, canvas: Canvas) -> String {
    let text = safe(text, canvas);
    if text.width() <= width {
        return text;
    }
    let dots = if canvas.unicode { "…" } else { ".." };
    if width <= dots.width() {
        return prefix(&text, width).to_owned();
    }
    format!("{}{dots}", prefix(&text, width - dots.width()).trim_end())
}

/// Cuts all texts to a width, and returns them with the width of the widest.
pub(super) fn cut_all(texts: &[String], width: usize, canvas: Canvas) -> (Vec<String>, usize) {
    let texts: Vec<String> = texts.iter().map(|text| cut(text, width, canvas)).collect();
    let widest = texts.iter().map(|text| text.width()).max().unwrap_or_default();
    (texts, widest)
}

/// Returns as much of the text from its beginning as is no wider. Characters are measured together, as sequences of
/// them can be narrower or wider than each by itself.
fn prefix(text: &str, width: usize) -> &str {
    if text.width() <= width {
        return text;
    }
    let mut fits = "";
    for (at, c) in text.char_indices() {
        let Some(longer) = text.get(..at + c.len_utf8()) else { break };
        if longer.width() <= width {
            fits = longer;
        } else if longer.width() > width + 8 {
            break;
        }
    }
    fits
}

/// Writes a line, or several, with the sign and the name of each series.
pub(super) fn legend<'a>(
    names: impl IntoIterator<Item = &'a str>,
    indent: usize,
    sign: impl Fn(usize) -> &'static str,
    canvas: Canvas,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut row = Row::new(canvas);
    row.until(indent);
    for (at, name) in names.into_iter().enumerate() {
        let name = cut(name, canvas.width.saturating_sub(indent + 2), canvas);
        if row.width() > indent && row.width() + 4 + name.width() > canvas.width {
            lines.push(std::mem::replace(&mut row, Row::new(canvas)).finish());
            row.until(indent);
        }
        if row.width() > indent {
            row.until(row.width() + 2);
        }
        row.push(sign(at), palette::series(at));
        row.push(&format!(" {name}"), Paint::PLAIN);
    }
    lines.push(row.finish());
    lines
}

/// A column of numbers beside a picture.
pub(super) struct NumberColumn {
    pub(super) head: String,
    texts: Vec<String>,
    width: usize,
}

impl NumberColumn {
    /// Creates a column as wide as its widest text.
    pub(super) fn new(head: &str, texts: impl IntoIterator<Item = String>) -> Self {
        let texts: Vec<String> = texts.into_iter().collect();
        let width = texts.iter().map(|text| text.width()).max().unwrap_or_default().max(head.width());
        Self { head: head.to_owned(), texts, width }
    }

    /// Returns the width that columns take, with the blanks before each.
    pub(super) fn total_width(columns: &[Self]) -> usize {
        columns.iter().map(|column| column.width + 2).sum()
    }
}

impl Row {
    /// Adds the heads of columns, which begin at `start`.
    pub(super) fn push_heads(&mut self, columns: &[NumberColumn], start: usize) {
        self.push_columns(columns, start, |column| &column.head, Paint::QUIET);
    }

    /// Adds a row of columns, which begin at `start`.
    pub(super) fn push_numbers(&mut self, columns: &[NumberColumn], start: usize, row: usize) {
        self.push_columns(
            columns,
            start,
            |column| column.texts.get(row).map(String::as_str).unwrap_or_default(),
            Paint::PLAIN,
        );
    }

    fn push_columns<'a>(
        &mut self,
        columns: &'a [NumberColumn],
        start: usize,
        text: impl Fn(&'a NumberColumn) -> &'a str,
        paint: Paint,
    ) {
        let mut end = start;
        for column in columns {
            end += column.width + 2;
            self.push_right(text(column), end, paint);
        }
    }
}
