//! Pies, as bars: a circle in a terminal could not be read.

use super::bar_layout::{BarRows, blocks};
use super::row::cut_all;
use super::{Canvas, palette};
use crate::format::Format;
use crate::pictures::Pie;

/// Draws a bar for each slice, with its share and its number.
pub(super) fn draw(pie: &Pie, canvas: Canvas) -> Vec<String> {
    let percent = Format::percent(1);
    let labels: Vec<String> = pie.slices.iter().map(|slice| slice.label.clone()).collect();
    let (labels, label_width) = cut_all(&labels, canvas.width / 3, canvas);
    let bars: Vec<(f64, String)> = pie
        .slices
        .iter()
        .map(|slice| {
            (slice.share, format!("{} ({})", percent.write(slice.share), pie.format.write(slice.value)))
        })
        .collect();
    let rows = BarRows::new(&bars, label_width, canvas);
    let row = |(label, (share, text)): (&String, &(f64, String))| {
        rows.row(label, *share, text, blocks(canvas), palette::series(0))
    };
    labels.iter().zip(&bars).map(row).collect()
}
