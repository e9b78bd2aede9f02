//! What a chart shows: series, categories, bins, cells and steps, with nothing about how they are drawn.

mod bar;
mod categories;
mod funnel;
mod heatmap;
mod histogram;
mod line;
mod missing;
mod scatter;
mod series;

pub use bar::{BarSeries, Bars};
pub use funnel::{Funnel, Step};
pub use heatmap::Heatmap;
pub use histogram::{Bin, Histogram};
pub use line::{LineSeries, Lines, Point, XAxis};
pub use scatter::{PointSeries, Scatter};

use super::choose::choose;
use super::column::Column;
use super::error::ChartError;
use super::spec::{ChartKind, Specification};

/// A chart whose numbers are settled, ready to be drawn. Its texts are those of the data: who draws them escapes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The title that was asked for.
    pub title: Option<String>,
    /// The words that ask for exactly these columns: `bar x=segment y=customers`.
    pub words: String,
    /// Whether the kind or a column was chosen, not asked for.
    pub is_chosen: bool,
    /// What is shown.
    pub picture: Picture,
    /// What must be said below: rows left out and the like, each a short sentence without a full stop.
    pub notes: Vec<String>,
}

/// What is shown, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// Bars.
    Bar(Bars),
    /// Lines.
    Line(Lines),
    /// A table of numbers, coloured by them.
    Heatmap(Heatmap),
    /// Counts in bins.
    Histogram(Histogram),
    /// Dots.
    Scatter(Scatter),
    /// Steps.
    Funnel(Funnel),
}

/// The most series of a chart; of more, those with the largest totals are shown. Nobody tells eight colours apart.
pub const MOST_SERIES: usize = 7;

/// Finds the columns and settles what is shown. `most_bins` is how many bins a histogram may have if nothing was said:
/// as many as there is room for.
pub fn prepare(
    specification: &Specification,
    columns: &[Column],
    most_bins: usize,
) -> Result<Prepared, ChartError> {
    if columns.iter().all(|column| column.rows() == 0) {
        return Err(ChartError::new("the result has no rows: there is nothing to draw"));
    }
    let choice = choose(specification, columns)?;
    let mut notes = Vec::new();
    let picture = match choice.kind {
        ChartKind::Bar => Picture::Bar(bar::prepare(specification, &choice, columns, &mut notes)?),
        ChartKind::Line => Picture::Line(line::prepare(specification, &choice, columns, &mut notes)?),
        ChartKind::Heatmap => {
            Picture::Heatmap(heatmap::prepare(specification, &choice, columns, &mut notes)?)
        }
        ChartKind::Histogram => {
            Picture::Histogram(histogram::prepare(specification, &choice, columns, most_bins, &mut notes)?)
        }
        ChartKind::Scatter => {
            Picture::Scatter(scatter::prepare(specification, &choice, columns, &mut notes)?)
        }
        ChartKind::Funnel => Picture::Funnel(funnel::prepare(specification, &choice, columns, &mut notes)?),
    };
    let is_chosen = specification.kind.is_none()
        || choice.x.place.is_none()
        || choice.y.iter().chain(&choice.value).any(|picked| picked.place.is_none());
    Ok(Prepared { title: specification.title.clone(), words: choice.words(), is_chosen, picture, notes })
}
