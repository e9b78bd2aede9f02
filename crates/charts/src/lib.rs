//! Charts of a result: bars, lines, areas, pies, heatmaps, histograms, scatters, funnels, sankeys and boxes.
//!
//! A chart is asked for in words, `bar x=segment y=customers`, which [`parse`] reads. [`prepare`] finds the columns in a
//! result and settles what is shown; [`draw`] draws that as text for a terminal. What was not asked for is chosen from
//! the types of the columns, and the title line says what. [`check()`] says before a query runs what cannot be drawn of its
//! columns; [`describe()`] puts a picture into words.
//!
//! Nothing here knows where the columns come from, or where the text goes.

mod check;
mod check_columns;
mod choose;
mod column;
mod columns;
mod dates;
mod describe;
mod error;
mod keys;
mod markup;
mod number;
mod pairs;
mod parse;
mod picker;
mod prepare;
mod reader;
mod spec;
mod svg;
mod text;
mod ticks;

pub use check::check;
pub use column::{Column, Kind};
pub use dates::time_ticks;
pub use describe::describe;
pub use error::ChartError;
pub use keys::{Key, Word};
pub use markup::{markup, turns};
pub use number::Format;
pub use number::separated;
pub use pairs::{Pair, column, pairs};
pub use parse::parse;
pub use prepare::{
    BarLayout, BarSeries, Bars, Bin, Boxes, FiveNumbers, Flow, Funnel, Heatmap, Histogram, Interval,
    LineLayout, LineSeries, Lines, MOST_SERIES, Node, Picture, Pie, Point, PointSeries, Prepared, Sankey,
    Scatter, Slice, Step, XAxis, prepare,
};
pub use spec::{ChartKind, MOST_BINS, Placed, Sort, Specification};
pub use svg::{Size, draw_svg};
pub use text::{Canvas, draw};
pub use ticks::{Scale, tick_labels};

/// Draws a result as the words say: the words after `.chart` or `@chart`.
pub fn draw_words(words: &str, columns: &[Column], canvas: Canvas) -> Result<String, ChartError> {
    let prepared = prepare(&parse(words)?, columns, canvas.most_bins())?;
    Ok(draw(&prepared, canvas))
}

#[cfg(test)]
mod tests;
