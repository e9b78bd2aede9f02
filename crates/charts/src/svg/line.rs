//! Lines, with the areas below them, the bands around them, and their names at their right ends.

use super::drawing::{Area, Drawing, Element, Label, Path};
use super::labels::{Legend, cut, series, widest};
use super::plane::{Plane, PlaneRequest};
use super::values::{Segment, Values, shares, stack};
use crate::pictures::{Interval, LineLayout, LineSeries, Lines, Point};
use crate::scale::Scale;

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
    let x = lines.axis.scale(&places);

    let names: Vec<&str> = lines.series.iter().map(|series| series.name.as_str()).collect();
    let names = Names::beside(&names, size.0, || ends(lines, &runs, x));
    let legend = (lines.series.len() > 1 && names.is_none())
        .then(|| Legend::new(lines.series.iter().map(|series| series.name.as_str()), size.0));
    if let Some(legend) = &legend {
        legend.draw(0.0, 4.0, drawing);
    }
    let request = PlaneRequest {
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

/// Returns the vertical axis. Areas begin at zero; lines show it if it is near.
fn values(lines: &Lines, runs: &[Vec<StackedPlace>]) -> Values {
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

/// Returns where the series end, if all of them end near the right edge: then their names stand beside them.
fn ends(lines: &Lines, runs: &[Vec<StackedPlace>], x: Scale) -> Option<Vec<End>> {
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

/// Draws the band around a line, and the area below it.
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

/// Draws a series of areas that stand on one another.
fn layer(run: &[StackedPlace], at: usize, name: &str, plane: &Plane, drawing: &mut Drawing) {
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
        let area = Area::between(x - 3.0, *from, x + 3.0, to);
        drawing.add_titled(Element::rectangle(area, &class), name);
        return;
    }
    let path = Path::through(upper.chain(lower.into_iter().rev())).close();
    drawing.add_titled(Element::path(&path, &class), name);
}

/// The stacks at one place of the horizontal axis: a segment for each series.
struct StackedPlace {
    x: f64,
    segments: Vec<Segment>,
}

/// Returns the stacks from left to right, in runs: between two of them no series has a value.
///
/// A series has no part where it has no number. Within one of its pieces, where other series have a place and it has
/// none, it has what its line would show.
fn layers(lines: &Lines, as_shares: bool) -> Vec<Vec<StackedPlace>> {
    let pieces = || lines.series.iter().flat_map(|series| &series.pieces);
    let mut places: Vec<f64> = pieces().flatten().map(|point| point.x).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let mut runs: Vec<Vec<StackedPlace>> = Vec::new();
    let mut before = None;
    for x in places {
        let values: Vec<Option<f64>> = lines.series.iter().map(|series| Some(value(series, x))).collect();
        let segments = if as_shares { shares(&values) } else { stack(values) };
        let column = StackedPlace { x, segments };
        let is_spanned = before.is_some_and(|before| pieces().any(|piece| spans(piece, before, x)));
        match runs.last_mut() {
            Some(run) if is_spanned => run.push(column),
            _ => runs.push(vec![column]),
        }
        before = Some(x);
    }
    runs
}

fn spans(piece: &[Point], from: f64, to: f64) -> bool {
    piece.first().is_some_and(|first| first.x <= from) && piece.last().is_some_and(|last| last.x >= to)
}

fn value(series: &LineSeries, x: f64) -> f64 {
    let Some(piece) = series.pieces.iter().find(|piece| spans(piece, x, x)) else { return 0.0 };
    let after = piece.partition_point(|point| point.x < x);
    match (after.checked_sub(1).and_then(|before| piece.get(before)), piece.get(after)) {
        (_, Some(after)) if after.x == x => after.y,
        (Some(before), Some(after)) => {
            let part = (x - before.x) / (after.x - before.x);
            before.y * (1.0 - part) + after.y * part
        }
        _ => 0.0,
    }
}

/// The end of a line.
struct End {
    x: f64,
    y: f64,
    /// True if the line ends with a dot.
    has_dot: bool,
}

/// Names beside a plane.
struct Names {
    names: Vec<String>,
    ends: Vec<End>,
    /// The room they take.
    width: f64,
}

/// The names take at most this part of the width.
const PART: f64 = 0.26;
/// The distance from name to name.
const DISTANCE: f64 = 16.0;
/// The distance from the end of a line to its name.
const REACH: f64 = 18.0;

impl Names {
    /// Returns the names of several series if all lines end near the right edge and no name would have to be cut.
    fn beside(names: &[&str], width: f64, ends: impl Fn() -> Option<Vec<End>>) -> Option<Self> {
        if names.len() < 2 {
            return None;
        }
        let room = width * PART;
        let names: Vec<String> = names.iter().map(|name| cut(name, f64::MAX)).collect();
        let taken = widest(&names);
        (taken <= room).then_some(())?;
        Some(Self { names, ends: ends()?, width: taken + REACH + 16.0 })
    }

    /// Draws them beside the plane, none on another, each led to the end of its line.
    fn draw(&self, plane: &Plane, drawing: &mut Drawing) {
        let wanted: Vec<f64> = self.ends.iter().map(|end| plane.y(end.y)).collect();
        let room = (plane.area.y, plane.area.bottom());
        for (at, y) in spread(&wanted, room, DISTANCE).into_iter().enumerate() {
            let (Some(name), Some(end)) = (self.names.get(at), self.ends.get(at)) else { continue };
            let (from, right) = (plane.x(end.x), plane.area.right());
            let from_y = plane.y(end.y);
            if end.has_dot {
                drawing.add(Element::dot((from, from_y), 3.0, &series('s', at)));
            }
            let start = from.max(right - 1.0);
            if (y - from_y).abs() > 4.0 || from < right - 4.0 {
                let class = format!("lead {}", series('l', at));
                drawing.add(Element::segment((from + 4.0, from_y), (start + REACH - 4.0, y), &class));
            }
            let x = start + REACH;
            drawing.add(Element::rectangle(
                Area { x: x - 2.0, y: y - 4.0, width: 8.0, height: 8.0 },
                &series('s', at),
            ));
            drawing.label(Label::new(x + 11.0, y, name, "label").level());
        }
    }
}

/// Returns places near those wanted, from one end of the room to the other, none nearer to another than the distance.
fn spread(wanted: &[f64], room: (f64, f64), distance: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| {
        let at = |index: &usize| wanted.get(*index).copied().unwrap_or_default();
        at(a).total_cmp(&at(b)).then(b.cmp(a))
    });
    let (top, bottom) = room;
    let distance = distance.min((bottom - top) / wanted.len().max(1) as f64);
    let mut places = vec![0.0; wanted.len()];
    let mut least = top;
    // Pushes names down, then up again, so that names pushed out at the bottom move the others back.
    for index in &order {
        if let (Some(place), Some(wanted)) = (places.get_mut(*index), wanted.get(*index)) {
            *place = wanted.max(least);
            least = *place + distance;
        }
    }
    let mut most = bottom;
    for index in order.iter().rev() {
        if let Some(place) = places.get_mut(*index) {
            *place = place.min(most);
            most = *place - distance;
        }
    }
    places
}
