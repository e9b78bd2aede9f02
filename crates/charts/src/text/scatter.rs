//! Scatter: a plane of dots.

use super::plot::{Axes, Dots, Plot, sign};
use super::row::legend;
use super::{Canvas, palette};
use crate::pictures::{Point, Scatter};

/// Draws all rows of the plot.
pub(super) fn draw(scatter: &Scatter, canvas: Canvas) -> Vec<String> {
    let has_series = scatter.series.len() > 1;
    // Without colour the dots of several series look alike, so each character shows the sign of its series.
    let has_signs = !canvas.unicode || has_series && !canvas.colour;
    let axes = Axes {
        x: &scatter.axis,
        x_name: &scatter.x,
        y_name: scatter.y.as_deref().unwrap_or_default(),
        format: scatter.format.as_ref(),
        zero_if_near: false,
    };
    let points: Vec<Point> = scatter.series.iter().flat_map(|series| series.points.iter().copied()).collect();
    let plot = Plot::new(&axes, &points, 0, canvas);
    let mut dots = Dots::new(plot.columns, plot.rows, scatter.series.len(), true);
    for (at, series) in scatter.series.iter().enumerate() {
        for point in &series.points {
            dots.set(at, plot.place(*point, &dots));
        }
    }
    let cell = |column: usize, row: usize| {
        let (braille, at) = dots.get(column, row)?;
        Some(if has_signs { sign(at, canvas) } else { (braille, palette::series(at)) })
    };
    let mut rows = Vec::new();
    if has_series {
        let sign = |at: usize| palette::marker(if has_signs { at } else { 0 }, canvas.unicode);
        rows.extend(legend(scatter.series.iter().map(|series| series.name.as_str()), 0, sign, canvas));
    }
    rows.extend(plot.draw(cell, |_| None));
    rows
}
