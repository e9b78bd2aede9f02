//! The content of a chart: series, categories, bins, cells and steps, apart from how they are drawn.
//!
//! Each kind has a file with its picture, its preparation from a result, and its description in words. The other files
//! hold what several kinds share.

mod axis;
mod bar;
mod boxes;
mod categories;
mod funnel;
mod heatmap;
mod histogram;
mod line;
mod numbers;
mod phrases;
mod pie;
mod sankey;
mod scatter;
mod series;
mod table;

pub use axis::{Point, XAxis};
pub use bar::{BarLayout, BarSeries, Bars};
pub use boxes::{Boxes, FiveNumbers};
pub use funnel::{Funnel, Step};
pub use heatmap::Heatmap;
pub use histogram::{Bin, Histogram};
pub use line::{Interval, LineLayout, LineSeries, Lines};
pub use pie::{Pie, Slice};
pub use sankey::{Flow, Node, Sankey};
pub use scatter::{PointSeries, Scatter};

use crate::check::check_columns;
use crate::choose::{Choice, choose};
use crate::column::Column;
use crate::error::ChartError;
use crate::kind::ChartKind;
use crate::specification::Specification;

/// A chart whose numbers are settled, ready to be drawn. Its texts are those of the data: who draws them escapes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The title, if the specification has one.
    pub title: Option<String>,
    /// The specification that names exactly these columns: `bar x=segment y=customers`.
    pub specification: String,
    /// True if the kind or a column was chosen rather than named.
    pub is_chosen: bool,
    /// The picture.
    pub picture: Picture,
    /// Notes below the picture: rows left out and the like, each a short sentence without a full stop.
    pub notes: Vec<String>,
}

/// The picture of a kind.
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

/// A chosen chart and the rows it is prepared from.
#[derive(Clone, Copy)]
struct Request<'a> {
    specification: &'a Specification,
    choice: &'a Choice<'a>,
    columns: &'a [Column],
    /// The most bins of a histogram without `bins`.
    most_bins: usize,
}

/// Finds the columns and decides what is drawn. A histogram without `bins` has at most `most_bins` bins, the number
/// that there is room for.
///
/// # Errors
/// Returns an error if columns are missing or of a wrong kind, or if the rows cannot be drawn.
pub fn prepare(
    specification: &Specification,
    columns: &[Column],
    most_bins: usize,
) -> Result<Prepared, ChartError> {
    if columns.iter().all(|column| column.rows() == 0) {
        return Err(ChartError::new("the result has no rows: there is nothing to draw"));
    }
    let choice = choose(specification, columns)?;
    check_columns(specification, &choice, columns)?;
    let mut notes = Vec::new();
    let request = Request { specification, choice: &choice, columns, most_bins };
    let picture = match choice.kind {
        ChartKind::Bar => Picture::Bar(bar::prepare(request, &mut notes)?),
        ChartKind::Line | ChartKind::Area => Picture::Line(line::prepare(request, &mut notes)?),
        ChartKind::Heatmap => Picture::Heatmap(heatmap::prepare(request, &mut notes)?),
        ChartKind::Histogram => Picture::Histogram(histogram::prepare(request, &mut notes)?),
        ChartKind::Scatter => Picture::Scatter(scatter::prepare(request, &mut notes)?),
        ChartKind::Funnel => Picture::Funnel(funnel::prepare(request, &mut notes)?),
        ChartKind::Pie => Picture::Pie(pie::prepare(request, &mut notes)?),
        ChartKind::Sankey => Picture::Sankey(sankey::prepare(request, &mut notes)?),
        ChartKind::Box => Picture::Box(boxes::prepare(request, &mut notes)?),
    };
    let is_chosen = specification.kind.is_none()
        || choice.x.place.is_none()
        || choice.y.iter().chain(&choice.value).any(|picked| picked.place.is_none());
    Ok(Prepared {
        title: specification.title.clone(),
        specification: choice.specification(),
        is_chosen,
        picture,
        notes,
    })
}

/// Describes a picture in one or two sentences: the kind of chart, its axes, how many marks it has, the largest and the
/// smallest of them, and of lines where they begin and end. Texts of the data stand in it as they are; who prints it
/// escapes them.
pub fn describe(picture: &Picture) -> String {
    match picture {
        Picture::Bar(bars) => bar::describe(bars),
        Picture::Line(lines) => line::describe(lines),
        Picture::Scatter(scatter) => scatter::describe(scatter),
        Picture::Heatmap(heatmap) => heatmap::describe(heatmap),
        Picture::Histogram(histogram) => histogram::describe(histogram),
        Picture::Box(boxes) => boxes::describe(boxes),
        Picture::Funnel(funnel) => funnel::describe(funnel),
        Picture::Pie(pie) => pie::describe(pie),
        Picture::Sankey(sankey) => sankey::describe(sankey),
    }
}
