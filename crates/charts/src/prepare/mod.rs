//! What a chart shows: series, categories, bins, cells and steps, with nothing about how they are drawn.

mod axis;
mod bar;
mod boxes;
mod categories;
mod funnel;
mod heatmap;
mod histogram;
mod interval;
mod largest;
mod layers;
mod line;
mod missing;
mod pie;
mod sankey;
mod scatter;
mod series;
mod sort;
mod stack;
mod sums;
mod table;

pub use axis::XAxis;
pub use bar::{BarLayout, BarSeries, Bars};
pub use boxes::{Boxes, FiveNumbers};
pub use funnel::{Funnel, Step};
pub use heatmap::Heatmap;
pub use histogram::{Bin, Histogram};
pub use line::{Interval, LineLayout, LineSeries, Lines, Point};
pub use pie::{Pie, Slice};
pub use sankey::{Flow, Node, Sankey};
pub use scatter::{PointSeries, Scatter};

use super::check_columns::fits;
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
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
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
    /// Shares of a whole.
    Pie(Pie),
    /// Flows.
    Sankey(Sankey),
    /// Distributions in five numbers.
    Box(Boxes),
}

/// The most series of a chart; of more, those with the largest totals are shown, and where series stand on one another the
/// sum of the others is the last. Nobody tells eight colours apart.
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
    fits(specification, &choice, columns)?;
    let mut notes = Vec::new();
    let picture = match choice.kind {
        ChartKind::Bar => Picture::Bar(bar::prepare(specification, &choice, columns, &mut notes)?),
        ChartKind::Line | ChartKind::Area => {
            Picture::Line(line::prepare(specification, &choice, columns, &mut notes)?)
        }
        ChartKind::Heatmap => {
            Picture::Heatmap(heatmap::prepare(specification, &choice, columns, &mut notes)?)
        }
        ChartKind::Histogram => {
            Picture::Histogram(histogram::prepare(specification, &choice, most_bins, &mut notes)?)
        }
        ChartKind::Scatter => Picture::Scatter(scatter::prepare(specification, &choice, &mut notes)?),
        ChartKind::Funnel => Picture::Funnel(funnel::prepare(specification, &choice, columns, &mut notes)?),
        ChartKind::Pie => Picture::Pie(pie::prepare(specification, &choice, columns, &mut notes)?),
        ChartKind::Sankey => Picture::Sankey(sankey::prepare(specification, &choice, columns, &mut notes)?),
        ChartKind::Box => Picture::Box(boxes::prepare(specification, &choice, &mut notes)?),
    };
    let is_chosen = specification.kind.is_none()
        || choice.x.place.is_none()
        || choice.y.iter().chain(&choice.value).any(|picked| picked.place.is_none());
    Ok(Prepared { title: specification.title.clone(), words: choice.words(), is_chosen, picture, notes })
}
