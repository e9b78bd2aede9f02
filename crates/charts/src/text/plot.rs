//! The frame of a plot: its axes, ticks and names.

use unicode_width::UnicodeWidthStr as _;

use super::super::number::Format;
use super::super::prepare::{Point, XAxis};
use super::super::ticks::{Scale, tick_labels};
use super::Canvas;
use super::dots::Dots;
use super::label::cut;
use super::palette::{self, Paint};
use super::row::Row;
use super::ticks::{Tick, ticks};

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

/// What is plotted on which axes.
pub(super) struct Axes<'a> {
    pub(super) x: &'a XAxis,
    pub(super) x_name: &'a str,
    pub(super) y_name: &'a str,
    pub(super) format: Option<&'a Format>,
    pub(super) zero_if_near: bool,
}

impl<'a> Plot<'a> {
    /// A plot of these points, with so many columns to the right of it left free.
    pub(super) fn new(axes: &Axes<'a>, points: &[Point], right: usize, canvas: Canvas) -> Self {
        let x = horizontal(axes.x, points);
        let y = Scale::of(points.iter().map(|point| point.y));
        let y = if axes.zero_if_near { y.with_zero_if_near() } else { y };
        let rows = canvas.height.saturating_sub(6).clamp(8, 30).min((canvas.width / 4).max(8));
        let numbers = y.ticks((rows / 3).clamp(4, 8));
        let texts = tick_labels(&numbers, axes.format);
        let left = texts.iter().map(|text| text.width()).max().unwrap_or_default();
        let columns = canvas.width.saturating_sub(left + 2 + right).max(1);
        let whole = points.iter().all(|point| point.x.fract() == 0.0);
        let row = |number: f64| ((1.0 - y.fraction(number)) * (rows - 1) as f64).round() as usize;
        let marks = numbers.iter().map(|number| row(*number)).zip(texts).collect();
        let ticks = ticks(axes.x, x, None, whole, columns, left + 2, canvas);
        Self { canvas, x, y, marks, ticks, left, columns, rows, x_name: axes.x_name, y_name: axes.y_name }
    }

    /// Where a point lies, in dots.
    pub(super) fn place(&self, point: Point, dots: &Dots) -> (usize, usize) {
        dots.place(self.x.fraction(point.x), self.y.fraction(point.y))
    }

    /// All lines: the name of the vertical axis, the plane with what `right` says beside its rows, and the axis below.
    /// `cell` is the character at a column and row of the plane.
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

/// The horizontal axis; one moment or step by itself stands in its middle.
fn horizontal(axis: &XAxis, points: &[Point]) -> Scale {
    let scale = Scale::of(points.iter().map(|point| point.x));
    let first = points.first().map_or(0.0, |point| point.x);
    let is_one = points.iter().all(|point| point.x == first);
    match axis {
        XAxis::Time if is_one => Scale { low: first - 86_400.0, high: first + 86_400.0 },
        XAxis::Steps(labels) if labels.len() > 1 => Scale { low: 0.0, high: (labels.len() - 1) as f64 },
        XAxis::Steps(_) => Scale { low: -1.0, high: 1.0 },
        XAxis::Time | XAxis::Number => scale,
    }
}

/// The character of a series where colours do not tell series apart, or where there is no braille.
pub(super) fn sign(series: usize, canvas: Canvas) -> (String, Paint) {
    (palette::marker(series, canvas.unicode).to_owned(), palette::series(series))
}
