//! Drawing in SVG: still pictures that need no script, for reports that are read offline, printed and mailed.
//!
//! Colours come from a style sheet by classes alone, so that a strict policy for content allows the drawing, and that
//! it is readable on light and on dark. Texts of the data are escaped. Elements that stand for data have the class
//! `mark`. The title and the notes are not drawn: they belong around the drawing, as text.

mod bands;
mod bar;
mod boxes;
mod drawing;
mod funnel;
mod heatmap;
mod histogram;
mod labels;
mod line;
mod pie;
mod plane;
mod sankey;
mod scatter;
mod values;

use crate::pictures::{Picture, Prepared};
use drawing::Drawing;

/// The size of a drawing, in pixels at its natural size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The width. Texts have a fixed size: the narrower the drawing, the larger they look where it fills a page.
    pub width: u32,
    /// The height. Rows of categories, cells, steps and slices take what they need: more if there are many, less if
    /// there are few.
    pub height: u32,
}

/// The sizes that are drawn. Texts do not fit into smaller drawings, and larger ones cannot be printed.
const WIDTHS: (u32, u32) = (320, 4_000);
const HEIGHTS: (u32, u32) = (200, 4_000);

/// Draws the picture as an `svg` element that fills the width it gets. The description is its title for those who do
/// not see it.
pub fn draw_svg(prepared: &Prepared, size: Size, description: &str) -> String {
    let width = f64::from(size.width.clamp(WIDTHS.0, WIDTHS.1));
    let size = (width, f64::from(size.height.clamp(HEIGHTS.0, HEIGHTS.1)));
    let mut drawing = Drawing::default();
    let height = match &prepared.picture {
        Picture::Bar(bars) => bar::draw(bars, size, &mut drawing),
        Picture::Line(lines) => line::draw(lines, size, &mut drawing),
        Picture::Heatmap(heatmap) => heatmap::draw(heatmap, size, &mut drawing),
        Picture::Histogram(histogram) => histogram::draw(histogram, size, &mut drawing),
        Picture::Scatter(scatter) => scatter::draw(scatter, size, &mut drawing),
        Picture::Funnel(funnel) => funnel::draw(funnel, size, &mut drawing),
        Picture::Pie(pie) => pie::draw(pie, size, &mut drawing),
        Picture::Sankey(sankey) => sankey::draw(sankey, size, &mut drawing),
        Picture::Box(boxes) => boxes::draw(boxes, size, &mut drawing),
    };
    drawing.finish(width, height.ceil(), description)
}
