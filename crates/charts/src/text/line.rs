//! Lines of braille dots, with the name of each at its end.

use std::collections::HashMap;

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::palette::{self, Paint};
use super::plot::{Axes, Dots, Plot, sign};
use super::row::{cut_all, legend};
use crate::format::Format;
use crate::pictures::{Interval, LineLayout, LineSeries, Lines, Point};

/// The least width of a canvas on which the names stand beside the plot, not above it.
const NAMES_FIT: usize = 50;

/// The columns between two signs on a line, at least.
const SIGN_DISTANCE: usize = 6;

/// Draws all rows of the plot. A terminal has no shades to fill areas and bands with: they are lines, and the notes say
/// how to read them.
pub(super) fn draw(lines: &Lines, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    if lines.series.iter().any(|series| !series.band.is_empty()) {
        notes.insert(0, "the dotted lines are the ends of the intervals".to_owned());
    }
    match lines.layout {
        LineLayout::Lines | LineLayout::Area => plotted(lines, canvas),
        LineLayout::Stacked | LineLayout::Share => {
            notes.insert(0, "stacked: each line is the sum of its series and those below it".to_owned());
            plotted(&summed(lines), canvas)
        }
    }
}

fn plotted(lines: &Lines, canvas: Canvas) -> Vec<String> {
    let has_series = lines.series.len() > 1;
    let has_signs = has_series && !(canvas.colour && canvas.unicode);
    let beside = has_series && canvas.width >= NAMES_FIT;
    let names: Vec<String> = lines.series.iter().map(|series| series.name.clone()).collect();
    let (mut names, _) = cut_all(&names, canvas.width / 4, canvas);
    if has_signs && beside {
        names = names.iter().enumerate().map(|(at, name)| format!("{} {name}", sign(at, canvas).0)).collect();
    }
    let widest = names.iter().map(|name| name.width()).max().unwrap_or_default();

    let axes = Axes {
        x: &lines.axis,
        x_name: &lines.x,
        y_name: lines.y.as_deref().unwrap_or_default(),
        format: lines.format.as_ref(),
        zero_if_near: true,
    };
    let mut points: Vec<Point> = Vec::new();
    for series in &lines.series {
        points.extend(series.pieces.iter().flatten());
        points.extend(band_edges(series).into_iter().flatten());
    }
    if lines.layout != LineLayout::Lines {
        // An area is read from zero.
        points.extend(points.first().map(|first| Point { y: 0.0, ..*first }));
    }
    let plot = Plot::new(&axes, &points, if beside { widest + 1 } else { 0 }, canvas);
    let mut dots = Dots::new(plot.columns, plot.rows, lines.series.len(), canvas.unicode);
    let mut bands = Dots::new(plot.columns, plot.rows, lines.series.len(), canvas.unicode);
    let mut signs: HashMap<(usize, usize), usize> = HashMap::new();
    let mut ends: Vec<End> = Vec::new();
    for (at, series) in lines.series.iter().enumerate() {
        // Signs of different series begin at different columns, so that they seldom hide each other.
        let mut free_from = at * 2;
        for piece in &series.pieces {
            let places: Vec<(usize, usize)> = piece.iter().map(|point| plot.place(*point, &dots)).collect();
            for pair in places.windows(2) {
                if let [from, to] = pair {
                    dots.line(at, *from, *to);
                }
            }
            for place in &places {
                dots.set(at, *place);
                let character = dots.character(*place);
                // A point without neighbours is a sign too: a single dot would be overlooked.
                if places.len() == 1 || has_signs && character.0 >= free_from {
                    signs.insert(character, at);
                    free_from = character.0 + SIGN_DISTANCE;
                }
            }
        }
        for edge in band_edges(series) {
            let places: Vec<(usize, usize)> = edge.iter().map(|point| plot.place(*point, &bands)).collect();
            bands.dotted(at, &places);
        }
        let last = series.pieces.last().and_then(|piece| piece.last());
        let row = last.map_or(0, |point| dots.character(plot.place(*point, &dots)).1);
        ends.push(End { row, y: last.map_or(0.0, |point| point.y), series: at });
    }

    let cell = |column: usize, row: usize| {
        if let Some(at) = signs.get(&(column, row)) {
            let (single, paint) = sign(if has_signs { *at } else { 0 }, canvas);
            return Some((single, if has_signs { paint } else { palette::series(*at) }));
        }
        let (braille, at, is_band) = match (dots.get(column, row), bands.get(column, row)) {
            (Some((braille, at)), _) => (braille, at, false),
            (None, band) => band.map(|(braille, at)| (braille, at, true))?,
        };
        let text = match canvas.unicode {
            true => braille,
            false if is_band => ":".to_owned(),
            false => ascii_dot(at, has_series, canvas),
        };
        Some((text, palette::series(at)))
    };
    let beside_rows = if beside { rows_of_names(ends, plot.rows) } else { HashMap::new() };
    let right = |row: usize| -> Option<(String, Paint)> {
        let at = beside_rows.get(&row)?;
        Some((names.get(*at)?.clone(), palette::series(*at)))
    };
    let mut rows = Vec::new();
    if has_series && !beside {
        let sign = |at: usize| palette::marker(if has_signs { at } else { 0 }, canvas.unicode);
        rows.extend(legend(lines.series.iter().map(|series| series.name.as_str()), 0, sign, canvas));
    }
    rows.extend(plot.draw(cell, right));
    rows
}

/// Returns the dots of a line in ASCII: between the signs of a series only points.
fn ascii_dot(at: usize, has_series: bool, canvas: Canvas) -> String {
    if has_series { ".".to_owned() } else { palette::marker(at, canvas.unicode).to_owned() }
}

/// The end of a line.
struct End {
    row: usize,
    y: f64,
    series: usize,
}

/// Returns the row of each name: that of the line's end, moved where two would share it; the name of the higher stands
/// above.
fn rows_of_names(mut ends: Vec<End>, rows: usize) -> HashMap<usize, usize> {
    ends.sort_by(|a, b| a.row.cmp(&b.row).then(b.y.total_cmp(&a.y)));
    let mut next = 0;
    for end in &mut ends {
        end.row = end.row.max(next);
        next = end.row + 1;
    }
    let mut limit = rows;
    for end in ends.iter_mut().rev() {
        limit = limit.saturating_sub(1);
        end.row = end.row.min(limit);
        limit = end.row;
    }
    ends.into_iter().map(|end| (end.row, end.series)).collect()
}

/// Turns stacked areas into the lines of their upper ends.
fn summed(lines: &Lines) -> Lines {
    let top = |(series, area): (&LineSeries, Vec<Interval>)| {
        let points = area.iter().map(|at| Point { x: at.x, y: at.high }).collect();
        LineSeries { name: series.name.clone(), pieces: vec![points], band: Vec::new() }
    };
    let is_share = lines.layout == LineLayout::Share;
    Lines {
        series: lines.series.iter().zip(lines.stacked()).map(top).collect(),
        format: if is_share { Some(Format::percent(0)) } else { lines.format.clone() },
        layout: LineLayout::Area,
        ..lines.clone()
    }
}

/// Returns the lower and the upper edge of each piece of a band.
fn band_edges(series: &LineSeries) -> Vec<Vec<Point>> {
    let edge = |piece: &Vec<Interval>, y: &dyn Fn(&Interval) -> f64| -> Vec<Point> {
        piece.iter().map(|at| Point { x: at.x, y: y(at) }).collect()
    };
    series.band.iter().flat_map(|piece| [edge(piece, &|at| at.low), edge(piece, &|at| at.high)]).collect()
}
