//! Plots: a plane of dots, its axes, ticks and names.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::palette::{self, Paint};
use super::row::{Row, cut};
use crate::dates::time_ticks;
use crate::format::Format;
use crate::pictures::{Point, XAxis};
use crate::scale::{Scale, tick_labels};

/// A plot: a plane of dots with an axis to the left and one below.
pub(super) struct Plot<'a> {
    canvas: Canvas,
    x: Scale,
    y: Scale,
    /// Rows of the vertical ticks and their texts.
    marks: Vec<(usize, String)>,
    ticks: Vec<Tick>,
    /// The widest text at the vertical axis.
    left: usize,
    /// The columns of the plane.
    pub(super) columns: usize,
    /// The rows of the plane.
    pub(super) rows: usize,
    x_name: &'a str,
    y_name: &'a str,
}

/// The axes of a plot.
pub(super) struct Axes<'a> {
    pub(super) x: &'a XAxis,
    pub(super) x_name: &'a str,
    pub(super) y_name: &'a str,
    pub(super) format: Option<&'a Format>,
    pub(super) zero_if_near: bool,
}

impl<'a> Plot<'a> {
    /// Creates a plot of points, with `right` columns left free on its right.
    pub(super) fn new(axes: &Axes<'a>, points: &[Point], right: usize, canvas: Canvas) -> Self {
        let places: Vec<f64> = points.iter().map(|point| point.x).collect();
        let x = axes.x.scale(&places);
        let y = Scale::of(points.iter().map(|point| point.y));
        let y = if axes.zero_if_near { y.with_zero_if_near() } else { y };
        let rows = canvas.height.saturating_sub(6).clamp(8, 30).min((canvas.width / 4).max(8));
        let numbers = y.ticks((rows / 3).clamp(4, 8));
        let texts = tick_labels(&numbers, axes.format);
        let left = texts.iter().map(|text| text.width()).max().unwrap_or_default();
        let columns = canvas.width.saturating_sub(left + 2 + right).max(1);
        let whole = places.iter().all(|place| place.fract() == 0.0);
        let row = |number: f64| ((1.0 - y.fraction(number)) * (rows - 1) as f64).round() as usize;
        let marks = numbers.iter().map(|number| row(*number)).zip(texts).collect();
        let ticks = ticks(axes.x, x, None, whole, columns, left + 2, canvas);
        Self { canvas, x, y, marks, ticks, left, columns, rows, x_name: axes.x_name, y_name: axes.y_name }
    }

    /// Returns the place of a point, in dots.
    pub(super) fn place(&self, point: Point, dots: &Dots) -> (usize, usize) {
        dots.place(self.x.fraction(point.x), self.y.fraction(point.y))
    }

    /// Draws all lines: the name of the vertical axis, the plane with the texts of `right` beside its rows, and the
    /// axis below. `cell` is the character at a column and row of the plane.
    pub(super) fn draw(
        &self,
        cell: impl Fn(usize, usize) -> Option<(String, Paint)>,
        right: impl Fn(usize) -> Option<(String, Paint)>,
    ) -> Vec<String> {
        let signs =
            if self.canvas.unicode { ["┤", "│", "└", "┬", "─"] } else { ["+", "|", "+", "+", "-"] };
        let [mark, side, corner, tick, flat] = signs;
        let mut name = Row::new(self.canvas);
        name.push(&cut(self.y_name, self.canvas.width, self.canvas), Paint::QUIET);
        let mut lines = if self.y_name.is_empty() { Vec::new() } else { vec![name.finish()] };
        for at in 0..self.rows {
            let mut row = Row::new(self.canvas);
            let text = self.marks.iter().find(|(row, _)| *row == at).map(|(_, text)| text.as_str());
            row.push_right(text.unwrap_or_default(), self.left, Paint::PLAIN);
            row.until(self.left + 1);
            row.push(if text.is_some() { mark } else { side }, Paint::QUIET);
            for column in 0..self.columns {
                let (character, paint) = cell(column, at).unwrap_or_else(|| (" ".to_owned(), Paint::PLAIN));
                row.push(&character, paint);
            }
            if let Some((text, paint)) = right(at) {
                row.push(&format!(" {text}"), paint);
            }
            lines.push(row.finish());
        }
        let mut axis = Row::new(self.canvas);
        axis.until(self.left + 1);
        axis.push(corner, Paint::QUIET);
        for column in 0..self.columns {
            axis.push(
                if self.ticks.iter().any(|at| at.column == column) { tick } else { flat },
                Paint::QUIET,
            );
        }
        lines.push(axis.finish());
        let mut texts = Row::new(self.canvas);
        for tick in &self.ticks {
            texts.until(tick.start);
            texts.push(&tick.text, Paint::PLAIN);
        }
        lines.push(texts.finish());
        let mut name = Row::new(self.canvas);
        let x_name = cut(self.x_name, self.columns.max(self.canvas.width / 2), self.canvas);
        name.push_right(&x_name, self.left + 2 + self.columns, Paint::QUIET);
        lines.push(name.finish());
        lines
    }
}

/// Returns the character of a series where colours do not tell series apart, or where there is no braille.
pub(super) fn sign(series: usize, canvas: Canvas) -> (String, Paint) {
    (palette::marker(series, canvas.unicode).to_owned(), palette::series(series))
}

/// The widest name of a step; a longer one is cut.
const WIDEST_STEP: usize = 14;

/// A tick: its column in the plot, the column where its text begins (of the whole line), and the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) column: usize,
    pub(super) start: usize,
    pub(super) text: String,
}

/// Returns as many round ticks as have room for their texts side by side. The plot has so many columns and begins at
/// `left` on its line. Numbers are written in the format, if there is one; `whole` allows only whole numbers.
pub(super) fn ticks(
    axis: &XAxis,
    scale: Scale,
    format: Option<&Format>,
    whole: bool,
    columns: usize,
    left: usize,
    canvas: Canvas,
) -> Vec<Tick> {
    let place = |ticks: Vec<(f64, String)>| -> Vec<(usize, String)> {
        let column = |at: f64| (scale.fraction(at) * columns.saturating_sub(1) as f64).round() as usize;
        ticks.into_iter().map(|(at, text)| (column(at), text)).collect()
    };
    match axis {
        XAxis::Steps(labels) => {
            let every = |stride: usize| {
                let kept = labels.iter().enumerate().step_by(stride);
                place(kept.map(|(at, text)| (at as f64, cut(text, WIDEST_STEP, canvas))).collect())
            };
            let found = (1..=labels.len().max(1)).find_map(|stride| spread(every(stride), left, canvas));
            return found.unwrap_or_default();
        }
        XAxis::Time => {
            // A little less room each time, until the texts stand side by side also at the edges.
            let found = [100, 75, 50, 35].into_iter().find_map(|percent| {
                let ticks = time_ticks(scale.low, scale.high, columns * percent / 100)?;
                spread(place(ticks), left, canvas)
            });
            if let Some(ticks) = found {
                return ticks;
            }
        }
        XAxis::Number => {}
    }
    let numbers = |most: usize| {
        let mut ticks = scale.ticks(most);
        ticks.retain(|tick| !whole || tick.fract() == 0.0);
        let texts = tick_labels(&ticks, format);
        place(ticks.into_iter().zip(texts).collect())
    };
    let found = (2..=(columns / 8).max(3)).rev().find_map(|most| spread(numbers(most), left, canvas));
    found.unwrap_or_default()
}

/// Centres the texts below their ticks, if all have room.
fn spread(ticks: Vec<(usize, String)>, left: usize, canvas: Canvas) -> Option<Vec<Tick>> {
    let mut end = 0;
    let mut spread = Vec::with_capacity(ticks.len());
    for (column, text) in ticks {
        let width = text.width();
        let start = (left + column).saturating_sub(width / 2).min(canvas.width.saturating_sub(width));
        if width > canvas.width || !spread.is_empty() && start < end + 2 {
            return None;
        }
        end = start + width;
        spread.push(Tick { column, start, text });
    }
    Some(spread)
}

/// The bits of a braille character by row and column.
const BRAILLE: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// A plane of characters with the dots of each series in them.
pub(super) struct Dots {
    columns: usize,
    rows: usize,
    /// True if a character has 2 by 4 dots.
    fine: bool,
    /// The dots in each character, for each series.
    layers: Vec<Vec<u8>>,
}

impl Dots {
    pub(super) fn new(columns: usize, rows: usize, series: usize, fine: bool) -> Self {
        Self { columns, rows, fine, layers: vec![vec![0; columns * rows]; series] }
    }

    /// Returns how many dots there are from left to right, and from above to below.
    pub(super) fn size(&self) -> (usize, usize) {
        if self.fine { (self.columns * 2, self.rows * 4) } else { (self.columns, self.rows) }
    }

    /// Returns the dot at two fractions of the plane, from left and from below.
    pub(super) fn place(&self, right: f64, up: f64) -> (usize, usize) {
        let (width, height) = self.size();
        let at = |fraction: f64, size: usize| (fraction * size.saturating_sub(1) as f64).round() as usize;
        (at(right, width), at(1.0 - up, height))
    }

    /// Returns the column and row of the character in which a dot lies.
    pub(super) fn character(&self, (x, y): (usize, usize)) -> (usize, usize) {
        if self.fine { (x / 2, y / 4) } else { (x, y) }
    }

    /// Sets a dot of a series.
    pub(super) fn set(&mut self, series: usize, dot: (usize, usize)) {
        let (column, row) = self.character(dot);
        let bits =
            if self.fine { BRAILLE.get(dot.1 % 4).and_then(|line| line.get(dot.0 % 2)) } else { Some(&1) };
        if column >= self.columns {
            return;
        }
        let cell = self.layers.get_mut(series).and_then(|layer| layer.get_mut(row * self.columns + column));
        if let (Some(cell), Some(bits)) = (cell, bits) {
            *cell |= bits;
        }
    }

    /// Sets all dots on the way from one to another.
    pub(super) fn line(&mut self, series: usize, from: (usize, usize), to: (usize, usize)) {
        self.way(series, from, to, |_| true);
    }

    /// Sets every third dot on the way along these; one by itself is set.
    pub(super) fn dotted(&mut self, series: usize, places: &[(usize, usize)]) {
        if let [place] = places {
            self.set(series, *place);
        }
        for pair in places.windows(2) {
            if let [from, to] = pair {
                let is_flat = from.0.abs_diff(to.0) >= from.1.abs_diff(to.1);
                self.way(series, *from, *to, |(x, y)| if is_flat { x % 3 == 0 } else { y % 3 == 0 });
            }
        }
    }

    /// Sets those dots on the way from one to another for which this is true.
    fn way(
        &mut self,
        series: usize,
        from: (usize, usize),
        to: (usize, usize),
        is_set: impl Fn((usize, usize)) -> bool,
    ) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1));
        for step in 0..=steps {
            let part = if steps == 0 { 0.0 } else { step as f64 / steps as f64 };
            let between =
                |from: usize, to: usize| (from as f64 + (to as f64 - from as f64) * part).round() as usize;
            let dot = (between(from.0, to.0), between(from.1, to.1));
            if is_set(dot) {
                self.set(series, dot);
            }
        }
    }

    /// Returns the braille character of all series there, and the series with the most dots in it, of equals the first.
    pub(super) fn get(&self, column: usize, row: usize) -> Option<(String, usize)> {
        let at = row * self.columns + column;
        let bits = |layer: &Vec<u8>| layer.get(at).copied().unwrap_or_default();
        let all = self.layers.iter().map(bits).fold(0, |all, bits| all | bits);
        let most = self.layers.iter().enumerate().rev().max_by_key(|(_, layer)| bits(layer).count_ones())?;
        let character = char::from_u32(0x2800 + u32::from(all))?;
        (all != 0).then(|| (character.to_string(), most.0))
    }
}
