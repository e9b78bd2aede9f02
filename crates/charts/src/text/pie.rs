//! Pies, as bars: a circle in a terminal could not be read.

use super::super::number::Format;
use super::super::prepare::Pie;
use super::Canvas;
use super::bar_layout::Room;
use super::blocks::blocks;
use super::label::cut_all;
use super::palette;

/// All rows: a bar for each slice, with its share and its number.
pub(super) fn draw(pie: &Pie, canvas: Canvas) -> Vec<String> {
    let percent = Format { thousands: true, decimals: 1, percent: true, scientific: false };
    let labels: Vec<String> = pie.slices.iter().map(|slice| slice.label.clone()).collect();
    let (labels, label_width) = cut_all(&labels, canvas.width / 3, canvas);
    let bars: Vec<(f64, String)> = pie
        .slices
        .iter()
        .map(|slice| {
            (slice.share, format!("{} ({})", percent.write(slice.share), pie.format.write(slice.value)))
        })
        .collect();
    let room = Room::new(&bars, label_width, canvas);
    let row = |(label, (share, text)): (&String, &(f64, String))| {
        room.row(label, *share, text, blocks(canvas), palette::series(0))
    };
    labels.iter().zip(&bars).map(row).collect()
}
