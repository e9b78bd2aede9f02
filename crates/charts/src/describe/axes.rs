//! Lines, areas and dots in words.

use super::super::dates::writer;
use super::super::number::Format;
use super::super::prepare::{LineLayout, LineSeries, Lines, Point, PointSeries, Scatter, XAxis};
use super::phrases::{Mark, extremes_at, in_series, listed, number_of};

pub(super) fn lines(lines: &Lines) -> String {
    let points = |series: &LineSeries| series.pieces.iter().flatten().copied().collect::<Vec<Point>>();
    let all: Vec<Point> = lines.series.iter().flat_map(points).collect();
    let at = axis(&lines.axis, &all);
    let format = format(lines.format.as_ref(), all.iter().map(|point| point.y));
    let has_series = lines.series.len() > 1;
    let head = match (lines.layout, has_series) {
        (LineLayout::Lines, false) => "Line",
        (LineLayout::Lines, true) => "Lines",
        (LineLayout::Area, false) => "Area",
        (LineLayout::Area, true) => "Areas",
        (LineLayout::Stacked, _) => "Stacked areas",
        (LineLayout::Share, _) => "Areas of shares",
    };
    let names = || lines.series.iter().map(|series| series.name.as_str());
    let y = lines.y.clone().unwrap_or_else(|| listed(names()));
    let series = if lines.y.is_some() { in_series(names()) } else { String::new() };
    let mut marks: Vec<Mark> = Vec::new();
    let mut ways: Vec<String> = Vec::new();
    for one in &lines.series {
        let points = points(one);
        let label = |point: &Point| {
            if has_series {
                format!("for {} at {}", one.name, at(point.x))
            } else {
                format!("at {}", at(point.x))
            }
        };
        marks.extend(points.iter().map(|point| (label(point), point.y)));
        if let ([first, .., last], name) =
            (points.as_slice(), if has_series { one.name.as_str() } else { "" })
        {
            let way = format!("{name} from {} to {}", format.write(first.y), format.write(last.y));
            ways.push(way.trim_start().to_owned());
        }
    }
    let band = if lines.series.iter().any(|one| !one.band.is_empty()) { " with intervals" } else { "" };
    let mut text = format!(
        "{head} of {y} over {}{series}{}, {}{band}: {}.",
        lines.x,
        reach(&all, &at),
        number_of(marks.len(), "point", "points"),
        extremes_at(&marks, &format)
    );
    if !ways.is_empty() {
        text.push_str(&format!(" From the first to the last point: {}.", ways.join("; ")));
    }
    text
}

pub(super) fn scatter(scatter: &Scatter) -> String {
    let all: Vec<Point> =
        scatter.series.iter().flat_map(|series: &PointSeries| series.points.iter().copied()).collect();
    let at = axis(&scatter.axis, &all);
    let format = format(scatter.format.as_ref(), all.iter().map(|point| point.y));
    let names = || scatter.series.iter().map(|series| series.name.as_str());
    let y = scatter.y.clone().unwrap_or_else(|| listed(names()));
    let series = if scatter.y.is_some() { in_series(names()) } else { String::new() };
    let low = all.iter().map(|point| point.y).fold(f64::INFINITY, f64::min);
    let high = all.iter().map(|point| point.y).fold(f64::NEG_INFINITY, f64::max);
    format!(
        "Scatter of {y} by {}{series}, {}: {}{}, {y} from {} to {}.",
        scatter.x,
        number_of(all.len(), "dot", "dots"),
        scatter.x,
        reach(&all, &at),
        format.write(low),
        format.write(high)
    )
}

/// The format asked for, or one that fits.
fn format(asked: Option<&Format>, numbers: impl IntoIterator<Item = f64>) -> Format {
    asked.cloned().unwrap_or_else(|| Format::fitting(numbers))
}

/// How places of the axis are written.
fn axis(axis: &XAxis, all: &[Point]) -> Box<dyn Fn(f64) -> String> {
    let places: Vec<f64> = all.iter().map(|point| point.x).collect();
    match axis {
        XAxis::Time => Box::new(writer(&places)),
        // Years have no commas.
        XAxis::Number => {
            let format = Format { thousands: false, ..Format::fitting(places) };
            Box::new(move |x| format.write(x))
        }
        XAxis::Steps(labels) => {
            let labels = labels.clone();
            Box::new(move |x| labels.get(x as usize).cloned().unwrap_or_default())
        }
    }
}

/// " from 2023-01 to 2024-12".
fn reach(all: &[Point], at: &dyn Fn(f64) -> String) -> String {
    let first = all.iter().map(|point| point.x).fold(f64::INFINITY, f64::min);
    let last = all.iter().map(|point| point.x).fold(f64::NEG_INFINITY, f64::max);
    if first == last { format!(" at {}", at(first)) } else { format!(" from {} to {}", at(first), at(last)) }
}
