//! Charts of a result: bars, lines, areas, pies, heatmaps, histograms, scatters, funnels, sankeys and boxes.
//!
//! ```text
//! bar x=segment y=customers ──parse──> Specification ──prepare, with a result's columns──> Picture ──> text, SVG, words
//! ```
//!
//! [`parse`] reads the words that ask for a chart. [`prepare`] finds the columns in a result and settles what is drawn;
//! what the words leave out is chosen from the types of the columns, and the title line says what. [`draw`] draws the
//! picture as text for a terminal, [`draw_svg`] as SVG, and [`describe`] puts it into words. [`check()`] says before a
//! query runs what cannot be drawn of its columns.
//!
//! Nothing here knows where the columns come from, or where the text goes. `kind` has the list of the kinds, from which
//! the rest derives; `CONTRIBUTING.md` says how to add one.

mod check;
mod choose;
mod column;
mod dates;
mod error;
mod format;
mod key_values;
mod kind;
mod parse;
mod pictures;
mod scale;
mod specification;
mod svg;
mod text;

pub use check::check;
pub use column::{Column, ColumnKind, find_column};
pub use error::ChartError;
pub use format::Format;
pub use key_values::{KeyValue, Placed, parse_key_values};
pub use kind::{ChartKind, Key, Modifier};
pub use parse::{parse, parse_format};
pub use pictures::*;
pub use specification::{MOST_BINS, MOST_SERIES, Sort, Specification};
pub use svg::{Size, draw_svg};
pub use text::{Canvas, draw};

/// Draws a result as a specification asks: the words after `.chart` or `@chart`.
///
/// # Errors
/// Returns the errors of [`parse`] and [`prepare`].
pub fn draw_words(words: &str, columns: &[Column], canvas: Canvas) -> Result<String, ChartError> {
    let prepared = prepare(&parse(words)?, columns, canvas.most_bins())?;
    Ok(draw(&prepared, canvas))
}

#[cfg(test)]
mod tests;
