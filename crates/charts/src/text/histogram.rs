//! Histograms: the bin on the left, a bar, and the number of its values.

use tenure_diagnostics::{counted, grouped};
use unicode_width::UnicodeWidthStr as _;

use super::bar_layout::{BarRows, blocks};
use super::row::cut_all;
use super::{Canvas, palette};
use crate::pictures::Histogram;

/// Draws all rows. The notes say how to read the bins.
pub(super) fn draw(histogram: &Histogram, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    let total: usize = histogram.bins.iter().map(|bin| bin.count).sum();
    let total = counted(total as u64, "value");
    notes.insert(
        0,
        if histogram.whole {
            total
        } else {
            format!("{total}; [a, b) holds a and not b, the last bin holds both")
        },
    );

    let (labels, label_width) = cut_all(&labels(histogram), canvas.width / 2, canvas);
    let bars: Vec<(f64, String)> =
        histogram.bins.iter().map(|bin| (bin.count as f64, grouped(bin.count as u64))).collect();
    let rows = BarRows::new(&bars, label_width, canvas);
    let row = |(label, (count, text)): (&String, &(f64, String))| {
        rows.row(label, *count, text, blocks(canvas), palette::series(0))
    };
    labels.iter().zip(&bars).map(row).collect()
}

/// Writes the texts of the bins: "20 to 29" for whole numbers, and "[0.5, 1.0)" for others. The digits stand below each
/// other.
fn labels(histogram: &Histogram) -> Vec<String> {
    let last = histogram.bins.len().saturating_sub(1);
    let ends: Vec<[String; 2]> = histogram.bins.iter().map(|bin| histogram.ends(bin)).collect();
    let width = ends.iter().flatten().map(|end| end.width()).max().unwrap_or_default();
    let label = |(at, [from, to]): (usize, &[String; 2])| match histogram.whole {
        true if from == to => format!("{from:>width$}"),
        true => format!("{from:>width$} to {to:>width$}"),
        false => format!("[{from:>width$}, {to:>width$}{}", if at == last { "]" } else { ")" }),
    };
    ends.iter().enumerate().map(label).collect()
}
