//! Charts of a result: bars, lines, heatmaps, histograms, scatters and funnels.
//!
//! A chart is asked for in words, `bar x=segment y=customers`, which [`parse`] reads. [`prepare`] finds the columns in a
//! result and settles what is shown; [`draw`] draws that as text for a terminal. What was not asked for is chosen from
//! the types of the columns, and the title line says what.
//!
//! Nothing here knows where the columns come from, or where the text goes.

mod choose;
mod column;
mod columns;
mod dates;
mod error;
mod number;
mod parse;
mod prepare;
mod spec;
mod text;
mod ticks;

pub use column::{Column, Kind};
pub use dates::time_ticks;
pub use error::ChartError;
pub use number::Format;
pub use parse::parse;
pub use prepare::{
    BarSeries, Bars, Bin, Funnel, Heatmap, Histogram, LineSeries, Lines, MOST_SERIES, Picture, Point,
    PointSeries, Prepared, Scatter, Step, XAxis, prepare,
};
pub use spec::{ChartKind, Key, MOST_BINS, Placed, Sort, Specification};
pub use text::{Canvas, draw};
pub use ticks::{Scale, tick_labels};

/// Draws a result as the words say: the words after `.chart` or `@chart`.
pub fn draw_words(words: &str, columns: &[Column], canvas: Canvas) -> Result<String, ChartError> {
    let prepared = prepare(&parse(words)?, columns, canvas.most_bins())?;
    Ok(draw(&prepared, canvas))
}

#[cfg(test)]
mod tests;
