//! The room of bars: labels on the left, bars from a common zero, and their numbers at their ends.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::blocks::{Fill, to_the_left, to_the_right};
use super::palette::Paint;
use super::row::Row;

/// Where labels, bars and numbers stand: all bars on one scale.
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
    /// Shares out the width between labels, bars and their texts.
    pub(super) fn new(bars: &[(f64, String)], labels: usize, canvas: Canvas) -> Self {
        let highest = bars.iter().map(|(number, _)| *number).fold(0.0, f64::max);
        let lowest = -bars.iter().map(|(number, _)| *number).fold(0.0, f64::min);
        let widest = |is_left: bool| {
            let texts = bars.iter().filter(|(number, _)| (*number < 0.0) == is_left);
            texts.map(|(_, text)| text.width() + 1).max().unwrap_or_default()
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

    /// How many characters long the bar of a number is.
    pub(super) fn length(&self, value: f64) -> f64 {
        let length = if self.largest > 0.0 { (value.abs() / self.largest) * self.longest } else { 0.0 };
        if length.is_finite() { length.min(self.canvas.width as f64) } else { 0.0 }
    }

    /// A row with a bar.
    pub(super) fn row(&self, label: &str, value: f64, text: &str, fill: Fill, paint: Paint) -> String {
        let length = self.length(value);
        if value < 0.0 {
            self.sides(label, &[(to_the_left(length, fill), paint)], text, None)
        } else {
            self.sides(label, &[], "", Some((&[(to_the_right(length, fill), paint)], text)))
        }
    }

    /// A row with the parts of a bar to the left of zero, from left to right, and of one to the right.
    pub(super) fn sides(
        &self,
        label: &str,
        left: &[(String, Paint)],
        left_text: &str,
        right: Option<(&[(String, Paint)], &str)>,
    ) -> String {
        let mut row = Row::new(self.canvas);
        row.push(label, Paint::PLAIN);
        let start = self.labels + 1;
        if !left.is_empty() {
            let width: usize = left.iter().map(|(bar, _)| bar.width()).sum();
            let text = if left_text.is_empty() { String::new() } else { format!("{left_text} ") };
            row.push_right(&text, start + self.left - width.min(self.left), Paint::PLAIN);
            left.iter().for_each(|(bar, paint)| row.push(bar, *paint));
        }
        row.until(start + self.left);
        if self.left > 0 {
            row.push(if self.canvas.unicode { "│" } else { "|" }, Paint::QUIET);
        }
        if let Some((bars, text)) = right {
            bars.iter().for_each(|(bar, paint)| row.push(bar, *paint));
            let is_empty = bars.iter().all(|(bar, _)| bar.is_empty());
            row.push(if is_empty && self.left == 0 { "" } else { " " }, Paint::PLAIN);
            row.push(text, Paint::PLAIN);
        }
        row.finish()
    }
}
