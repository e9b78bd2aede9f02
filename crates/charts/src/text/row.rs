//! One line of the picture.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::label::prefix;
use super::palette::Paint;

/// A line that grows from left to right and stops at the edge of the canvas.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pieces: Vec<(String, Paint)>,
    width: usize,
    canvas: Canvas,
}

impl Row {
    pub(super) fn new(canvas: Canvas) -> Self {
        Self { pieces: Vec::new(), width: 0, canvas }
    }

    /// How many characters wide it is.
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

    /// The line, without trailing blanks; coloured ones do not count as such.
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
