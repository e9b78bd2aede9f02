//! Bars: the category on the left, the bar, and its number at the end.

use unicode_width::UnicodeWidthStr as _;

use super::super::prepare::Bars;
use super::Canvas;
use super::blocks::{Fill, blocks, to_the_left, to_the_right};
use super::label::cut_all;
use super::legend::legend;
use super::palette::{self, Paint};
use super::row::Row;

/// All rows of the bars.
pub(super) fn draw(bars: &Bars, canvas: Canvas) -> Vec<String> {
    let (labels, label_width) = cut_all(&bars.labels, canvas.width / 3, canvas);
    let values: Vec<Option<f64>> =
        bars.series.iter().flat_map(|series| series.values.iter().copied()).collect();
    let write = |value: Option<f64>| value.map(|value| bars.format.write(value)).unwrap_or_default();
    let room = Room::new(&values, write, label_width, canvas);
    let has_series = bars.series.len() > 1;
    let fill = |at: usize| match has_series && !canvas.colour {
        true if canvas.unicode && at == 0 => Fill::Blocks,
        true => Fill::Sign(palette::fill(at, canvas.unicode)),
        false => blocks(canvas),
    };
    let mut lines = Vec::new();
    if has_series {
        let sign = |at: usize| {
            if canvas.colour { palette::fill(0, canvas.unicode) } else { palette::fill(at, canvas.unicode) }
        };
        let names = bars.series.iter().map(|series| series.name.as_str());
        lines.extend(legend(names, label_width + 1, sign, canvas));
    }
    for (category, label) in labels.iter().enumerate() {
        if has_series && category > 0 {
            lines.push(String::new());
        }
        for (at, series) in bars.series.iter().enumerate() {
            let value = series.values.get(category).copied().flatten();
            let text = if value.is_some() { write(value) } else { nothing(canvas).to_owned() };
            let label = if at == 0 { label } else { "" };
            lines.push(room.row(label, value.unwrap_or_default(), &text, fill(at), palette::series(at)));
        }
    }
    lines
}

fn nothing(canvas: Canvas) -> &'static str {
    if canvas.unicode { "–" } else { "-" }
}

/// Where labels, bars and numbers stand: all bars on one scale, from a common zero.
pub(super) struct Room {
    labels: usize,
    /// The characters left of the zero axis, for bars and for their numbers; 0 if nothing is negative.
    left: usize,
    /// The length of the bar of the largest distance from zero.
    longest: f64,
    largest: f64,
    canvas: Canvas,
}

impl Room {
    /// Shares out the width between labels, bars and numbers.
    pub(super) fn new(
        values: &[Option<f64>],
        write: impl Fn(Option<f64>) -> String,
        labels: usize,
        canvas: Canvas,
    ) -> Self {
        let numbers = || values.iter().copied().flatten();
        let highest = numbers().fold(0.0, f64::max);
        let lowest = -numbers().fold(0.0, f64::min);
        let widest = |is_left: bool| {
            let texts = numbers()
                .filter(|number| (*number < 0.0) == is_left)
                .map(|number| write(Some(number)).width() + 1);
            texts.max().unwrap_or_default()
        };
        let has_left = lowest > 0.0;
        let taken = labels + 1 + widest(false) + if has_left { widest(true) + 1 } else { 0 };
        let room = canvas.width.saturating_sub(taken).max(1);
        let share = (lowest / 2.0) / (lowest / 2.0 + highest / 2.0);
        let left = if has_left { ((room as f64 * share).ceil() as usize).clamp(1, room) } else { 0 };
        let right = room - left;
        let largest = highest.max(lowest);
        // One scale for both sides: the one that has less room for what it must hold decides.
        let side = |room: usize, highest: f64| {
            if highest > 0.0 { room as f64 * (largest / highest) } else { f64::MAX }
        };
        let longest = side(left, lowest).min(side(right, highest));
        let left = if has_left { left + widest(true) } else { 0 };
        Self { labels, left, longest, largest, canvas }
    }

    /// A row with a bar.
    pub(super) fn row(&self, label: &str, value: f64, text: &str, fill: Fill, paint: Paint) -> String {
        let mut row = Row::new(self.canvas);
        row.push(label, Paint::PLAIN);
        let start = self.labels + 1;
        let length = if self.largest > 0.0 { (value.abs() / self.largest) * self.longest } else { 0.0 };
        let length = if length.is_finite() { length.min(self.canvas.width as f64) } else { 0.0 };
        if value < 0.0 {
            let bar = to_the_left(length, fill);
            row.push_right(&format!("{text} "), start + self.left - bar.width().min(self.left), Paint::PLAIN);
            row.push(&bar, paint);
        }
        row.until(start + self.left);
        if self.left > 0 {
            row.push(if self.canvas.unicode { "│" } else { "|" }, Paint::QUIET);
        }
        if value >= 0.0 {
            let bar = to_the_right(length, fill);
            row.push(&bar, paint);
            row.push(if bar.is_empty() && self.left == 0 { "" } else { " " }, Paint::PLAIN);
            row.push(text, Paint::PLAIN);
        }
        row.finish()
    }
}
