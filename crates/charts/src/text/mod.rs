//! Drawing in text, for a terminal.
//!
//! No line is wider than the canvas and none ends in blanks. Colours are those of the 256-colour palette, each ended by
//! a reset. Without colour series are told apart by signs, and cells by shades; without Unicode all is ASCII, and other
//! characters of the data are `?`. Characters of the data that would act on the terminal are escaped.

mod bar;
mod bar_layout;
mod boxes;
mod funnel;
mod heatmap;
mod histogram;
mod line;
mod palette;
mod pie;
mod plot;
mod row;
mod sankey;
mod scatter;

use crate::pictures::{Picture, Prepared};
use palette::Paint;
use row::{Row, safe};

/// The terminal on which a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Canvas {
    /// The most characters on a line.
    pub width: usize,
    /// The lines of the screen. Plots are made to fit; tables and bars have a line for each category.
    pub height: usize,
    /// True if colours can be used.
    pub colour: bool,
    /// True if characters outside ASCII can be used.
    pub unicode: bool,
}

impl Canvas {
    /// Returns how many bins of a histogram fit, with the lines around them.
    pub fn most_bins(&self) -> usize {
        self.height.saturating_sub(5).clamp(5, 40)
    }
}

/// The widest part of a canvas that is used.
const WIDEST: usize = 1_000;

/// Draws a chart: its title line, the picture, and below it the notes. Every line ends in a newline.
pub fn draw(prepared: &Prepared, canvas: Canvas) -> String {
    let canvas = Canvas { width: canvas.width.min(WIDEST), ..canvas };
    let mut notes = prepared.notes.clone();
    let picture = match &prepared.picture {
        Picture::Bar(bars) => bar::draw(bars, canvas, &mut notes),
        Picture::Line(lines) => line::draw(lines, canvas, &mut notes),
        Picture::Heatmap(heatmap) => heatmap::draw(heatmap, canvas, &mut notes),
        Picture::Histogram(histogram) => histogram::draw(histogram, canvas, &mut notes),
        Picture::Scatter(scatter) => scatter::draw(scatter, canvas),
        Picture::Funnel(funnel) => funnel::draw(funnel, canvas, &mut notes),
        Picture::Pie(pie) => pie::draw(pie, canvas),
        Picture::Sankey(sankey) => sankey::draw(sankey, canvas),
        Picture::Box(boxes) => boxes::draw(boxes, canvas, &mut notes),
    };
    let heading = match &prepared.title {
        Some(title) if prepared.is_chosen => format!("{title}  ({})", prepared.specification),
        Some(title) => title.clone(),
        None => prepared.specification.clone(),
    };
    let mut lines = wrapped(&heading, Paint::PLAIN, canvas);
    lines.extend(picture);
    for note in &notes {
        lines.extend(wrapped(note, Paint::QUIET, canvas));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Writes a text on as many lines as it needs, broken at blanks.
fn wrapped(text: &str, paint: Paint, canvas: Canvas) -> Vec<String> {
    let mut lines = Vec::new();
    let mut row = Row::new(canvas);
    for word in safe(text, canvas).split(' ') {
        let width = unicode_width::UnicodeWidthStr::width(word);
        if row.width() > 0 && row.width() + 1 + width > canvas.width {
            lines.push(std::mem::replace(&mut row, Row::new(canvas)).finish());
        }
        if row.width() > 0 {
            row.push(" ", paint);
        }
        row.push(word, paint);
    }
    lines.push(row.finish());
    lines
}
