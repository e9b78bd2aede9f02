//! Areas and bands as lines: a terminal has no shades to fill them with.

use super::super::number::Format;
use super::super::prepare::{Interval, LineLayout, LineSeries, Lines, Point};

/// The upper ends of stacked areas.
pub(super) fn summed(lines: &Lines) -> Lines {
    let top = |(series, area): (&LineSeries, Vec<Interval>)| {
        let points = area.iter().map(|at| Point { x: at.x, y: at.high }).collect();
        LineSeries { name: series.name.clone(), pieces: vec![points], band: Vec::new() }
    };
    let percent = Format { thousands: false, decimals: 0, percent: true, scientific: false };
    let is_share = lines.layout == LineLayout::Share;
    Lines {
        series: lines.series.iter().zip(lines.stacked()).map(top).collect(),
        format: if is_share { Some(percent) } else { lines.format.clone() },
        layout: LineLayout::Area,
        ..lines.clone()
    }
}

/// The lower and the upper edge of each piece of a band.
pub(super) fn edges(series: &LineSeries) -> Vec<Vec<Point>> {
    let edge = |piece: &Vec<Interval>, y: &dyn Fn(&Interval) -> f64| -> Vec<Point> {
        piece.iter().map(|at| Point { x: at.x, y: y(at) }).collect()
    };
    series.band.iter().flat_map(|piece| [edge(piece, &|at| at.low), edge(piece, &|at| at.high)]).collect()
}
