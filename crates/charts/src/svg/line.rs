//! Lines, with the areas below them and the bands around them.

use super::super::prepare::{Interval, LineLayout, LineSeries, Lines, Point};
use super::super::ticks::Scale;
use super::drawing::{Drawing, Element};
use super::layers::{Column, layers};
use super::legend::{Legend, series};
use super::names::{End, Names};
use super::plane::{Plane, Request, horizontal};
use super::shape::Path;
use super::values::Values;

/// Draws lines; returns the height of the drawing.
pub(super) fn draw(lines: &Lines, size: (f64, f64), drawing: &mut Drawing) -> f64 {
    let is_share = lines.layout == LineLayout::Share;
    let runs = match lines.layout {
        LineLayout::Lines | LineLayout::Area => Vec::new(),
        LineLayout::Stacked | LineLayout::Share => layers(lines, is_share),
    };
    let points = || lines.series.iter().flat_map(|series| series.pieces.iter().flatten());
    let intervals = || lines.series.iter().flat_map(|series| series.band.iter().flatten());
    let places: Vec<f64> =
        points().map(|point| point.x).chain(intervals().map(|interval| interval.x)).collect();
    let x = horizontal(&lines.axis, &places);

    let names: Vec<&str> = lines.series.iter().map(|series| series.name.as_str()).collect();
    let names = Names::beside(&names, size.0, || ends(lines, &runs, x));
    let legend = (lines.series.len() > 1 && names.is_none())
        .then(|| Legend::new(lines.series.iter().map(|series| series.name.as_str()), size.0));
    if let Some(legend) = &legend {
        legend.draw(0.0, 4.0, drawing);
    }
    let request = Request {
        axis: &lines.axis,
        x,
        places: &places,
        whole: places.iter().all(|place| place.fract() == 0.0),
        y: values(lines, &runs),
        x_name: &lines.x,
        y_name: lines.y.as_deref().unwrap_or_default(),
        top: legend.map_or(0.0, |legend| legend.height),
        right: names.as_ref().map_or(0.0, |names| names.width),
        size,
    };
    let plane = Plane::draw(request, drawing);
    if runs.is_empty() {
        for (at, one) in lines.series.iter().enumerate() {
            backgrounds(one, at, lines.layout == LineLayout::Area, &plane, drawing);
        }
        for (at, one) in lines.series.iter().enumerate() {
            one.pieces.iter().for_each(|piece| line(piece, &one.name, at, &plane, drawing));
        }
    } else {
        for at in 0..lines.series.len() {
            let name = lines.series.get(at).map(|series| series.name.as_str()).unwrap_or_default();
            runs.iter().for_each(|run| layer(run, at, name, &plane, drawing));
        }
    }
    if let Some(names) = names {
        names.draw(&plane, drawing);
    }
    plane.height
}

/// The vertical axis. Areas begin at zero; lines show it if it is near.
fn values(lines: &Lines, runs: &[Vec<Column>]) -> Values {
    if lines.layout == LineLayout::Share {
        return Values::shares();
    }
    let stacked = runs.iter().flatten().flat_map(|column| column.segments.iter().map(|segment| segment.to));
    let intervals = lines.series.iter().flat_map(|series| series.band.iter().flatten());
    let ends = intervals.flat_map(|interval| [interval.low, interval.high]);
    let points = lines.series.iter().flat_map(|series| series.pieces.iter().flatten()).map(|point| point.y);
    let scale = match lines.layout {
        LineLayout::Lines => Scale::of(points.chain(ends)).with_zero_if_near(),
        LineLayout::Area => Scale::of(points.chain(ends).chain([0.0])),
        LineLayout::Stacked | LineLayout::Share => Scale::of(stacked.chain([0.0])),
    };
    Values::rounded(scale, 6, lines.format.as_ref())
}

/// Where the series end, if all of them end near the right edge: then their names stand beside them.
fn ends(lines: &Lines, runs: &[Vec<Column>], x: Scale) -> Option<Vec<End>> {
    let near = |place: f64| x.fraction(place) > 0.85;
    let last = runs.last().and_then(|run| run.last());
    (0..lines.series.len())
        .map(|at| match last {
            Some(column) => {
                let segment = column.segments.iter().find(|segment| segment.series == at)?;
                Some(End { x: column.x, y: segment.from / 2.0 + segment.to / 2.0, has_dot: false })
            }
            None => {
                let point = lines.series.get(at)?.pieces.last()?.last()?;
                near(point.x).then_some(End { x: point.x, y: point.y, has_dot: true })
            }
        })
        .collect()
}

/// The band around a line, and the area below it.
fn backgrounds(one: &LineSeries, at: usize, is_area: bool, plane: &Plane, drawing: &mut Drawing) {
    let between = |upper: Vec<(f64, f64)>, lower: Vec<(f64, f64)>| {
        Path::through(upper.into_iter().chain(lower.into_iter().rev())).close()
    };
    for piece in &one.band {
        let side = |end: fn(&Interval) -> f64| -> Vec<(f64, f64)> {
            piece.iter().map(|interval| (plane.x(interval.x), plane.y(end(interval)))).collect()
        };
        let (low, high) = (side(|interval| interval.low), side(|interval| interval.high));
        match (low.as_slice(), high.as_slice()) {
            // A band without width would not be seen.
            ([low], [high]) => drawing.add(Element::segment(*low, *high, "whisker")),
            _ => drawing.add(Element::path(&between(high, low), &format!("band {}", series('s', at)))),
        }
    }
    for piece in one.pieces.iter().filter(|piece| is_area && piece.len() > 1) {
        let upper: Vec<(f64, f64)> = piece.iter().map(|point| (plane.x(point.x), plane.y(point.y))).collect();
        let lower = upper.iter().map(|(x, _)| (*x, plane.y(0.0))).collect();
        drawing.add(Element::path(&between(upper, lower), &format!("area {}", series('s', at))));
    }
}

fn line(piece: &[Point], name: &str, at: usize, plane: &Plane, drawing: &mut Drawing) {
    let places: Vec<(f64, f64)> = piece.iter().map(|point| (plane.x(point.x), plane.y(point.y))).collect();
    match places.as_slice() {
        [] => {}
        [place] => {
            drawing.add_titled(Element::dot(*place, 3.5, &format!("mark {}", series('s', at))), name);
        }
        _ => {
            let element = Element::path(&Path::through(places), &format!("mark line {}", series('l', at)));
            drawing.add_titled(element.with("stroke-width", 2.25), name);
        }
    }
}

/// A series of areas that stand on one another.
fn layer(run: &[Column], at: usize, name: &str, plane: &Plane, drawing: &mut Drawing) {
    let segments = || {
        run.iter().filter_map(|column| {
            let segment = column.segments.iter().find(|segment| segment.series == at)?;
            Some((plane.x(column.x), plane.y(segment.from), plane.y(segment.to)))
        })
    };
    let upper = segments().map(|(x, _, to)| (x, to));
    let lower: Vec<(f64, f64)> = segments().map(|(x, from, _)| (x, from)).collect();
    let class = format!("mark seam {}", series('s', at));
    if let [(x, from)] = lower.as_slice() {
        // An area over a single place would have no width.
        let to = segments().next().map_or(*from, |(_, _, to)| to);
        let area = super::shape::Area::between(x - 3.0, *from, x + 3.0, to);
        drawing.add_titled(Element::rectangle(area, &class), name);
        return;
    }
    let path = Path::through(upper.chain(lower.into_iter().rev())).close();
    drawing.add_titled(Element::path(&path, &class), name);
}
