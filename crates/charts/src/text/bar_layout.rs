//! The layout of bars: labels on the left, bars of block characters from a common zero, and their numbers at their
//! ends.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::palette::Paint;
use super::row::Row;

/// The layout of labels, bars and numbers, with all bars on one scale.
pub(super) struct BarRows {
    /// The width of the labels.
    labels: usize,
    /// The characters left of the zero axis, for bars and for their numbers; 0 if nothing is negative.
    left: usize,
    /// The length of the bar of the largest distance from zero.
    longest: f64,
    largest: f64,
    canvas: Canvas,
}

impl BarRows {
    /// Divides the width between labels, bars and their texts.
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

    /// Returns how many characters long the bar of a number is.
    pub(super) fn length(&self, value: f64) -> f64 {
        let length = if self.largest > 0.0 { (value.abs() / self.largest) * self.longest } else { 0.0 };
        if length.is_finite() { length.min(self.canvas.width as f64) } else { 0.0 }
    }

    /// Writes a row with a bar.
    pub(super) fn row(&self, label: &str, value: f64, text: &str, fill: Fill, paint: Paint) -> String {
        let length = self.length(value);
        if value < 0.0 {
            self.sides(label, &[(to_the_left(length, fill), paint)], text, None)
        } else {
            self.sides(label, &[], "", Some((&[(to_the_right(length, fill), paint)], text)))
        }
    }

    /// Writes a row with the parts of a bar to the left of zero, from left to right, and of one to the right.
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

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The filling of a bar: blocks with finer ends, or one sign.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fill {
    Blocks,
    Sign(&'static str),
}

impl Fill {
    fn sign(self) -> &'static str {
        match self {
            Self::Blocks => "█",
            Self::Sign(sign) => sign,
        }
    }
}

/// Returns the filling of a canvas; `#` where it has no blocks.
pub(super) fn blocks(canvas: Canvas) -> Fill {
    if canvas.unicode { Fill::Blocks } else { Fill::Sign("#") }
}

/// Writes a bar to the right, so many characters long, in eighths of one. A number above zero is always seen.
pub(super) fn to_the_right(length: f64, fill: Fill) -> String {
    match fill {
        Fill::Sign(sign) => sign.repeat(whole(length)),
        Fill::Blocks => {
            let eighths = parts(length, 8.0);
            let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
            fill.sign().repeat(eighths / 8) + rest
        }
    }
}

/// Writes a bar to the left, in halves of a character: finer blocks stand only on the left side of a character.
pub(super) fn to_the_left(length: f64, fill: Fill) -> String {
    match fill {
        Fill::Sign(sign) => sign.repeat(whole(length)),
        Fill::Blocks => {
            let halves = parts(length, 2.0);
            let rest = if halves % 2 == 1 { "▐" } else { "" };
            rest.to_owned() + &fill.sign().repeat(halves / 2)
        }
    }
}

/// Writes a bar in the middle of so many characters, with the blanks before it.
pub(super) fn centred(length: f64, room: usize, fill: Fill) -> String {
    match fill {
        Fill::Sign(sign) => {
            let length = whole(length).min(room);
            " ".repeat((room - length) / 2) + &sign.repeat(length)
        }
        Fill::Blocks => {
            let halves = parts(length, 2.0).min(2 * room);
            let start = (2 * room - halves) / 2;
            let end = start + halves;
            let left = if start % 2 == 1 && halves > 0 { "▐" } else { "" };
            let right = if end % 2 == 1 && halves > 0 { "▌" } else { "" };
            let middle = (end / 2).saturating_sub(start.div_ceil(2));
            " ".repeat(start / 2) + left + &fill.sign().repeat(middle) + right
        }
    }
}

fn whole(length: f64) -> usize {
    parts(length, 1.0)
}

/// Returns a length in parts of a character, at least one if it is more than nothing.
fn parts(length: f64, of: f64) -> usize {
    let parts = (length * of).round().max(0.0) as usize;
    if length > 0.0 { parts.max(1) } else { parts }
}
