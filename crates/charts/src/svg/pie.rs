//! Pies: a ring, and beside it a table of its slices in the order in which they follow each other.

use std::f64::consts::TAU;

use super::drawing::{Anchor, Area, Drawing, Element, Label, Path, SMALL};
use super::labels::{cut, series, widest, width};
use super::values::{add, decimals, percent};
use crate::pictures::Pie;

/// The number of slices with colours of their own. All others are grey and come last.
const COLOURED: usize = 8;
/// The widest ring.
const LARGEST: f64 = 320.0;
/// The height of a row of the table.
const ROW: f64 = 24.0;
/// The least width on which a ring and a table have room side by side.
const NARROW: f64 = 560.0;
/// The hole, as a part of the radius.
const HOLE: f64 = 0.58;

/// Draws a pie; returns the height of the drawing.
pub(super) fn draw(pie: &Pie, (width_of_all, asked): (f64, f64), drawing: &mut Drawing) -> f64 {
    let table = pie.slices.len() as f64 * ROW + 26.0;
    let part = if width_of_all < NARROW { 0.7 } else { 0.42 };
    let side = (asked - 8.0).min(width_of_all * part).clamp(120.0, LARGEST);
    // On a narrow drawing the table stands below the ring.
    let is_narrow = width_of_all < NARROW;
    let height = if is_narrow { side + table + 24.0 } else { side.max(table) + 8.0 };
    let radius = side / 2.0;
    let middle = if is_narrow { (width_of_all / 2.0, radius + 4.0) } else { (radius + 8.0, height / 2.0) };
    let total = pie.slices.iter().fold(0.0, |sum, slice| add(sum, slice.value));
    let mut from = 0.0;
    for (at, slice) in pie.slices.iter().enumerate() {
        // Not clamp, which panics for NaN.
        let to = (from + slice.share.max(0.0)).min(1.0);
        if to > from {
            let title =
                format!("{}: {} ({})", slice.label, pie.format.write(slice.value), percent(slice.share, 1));
            let element =
                Element::path(&ring(middle, radius, from, to), &format!("mark seam {}", colour('s', at)));
            drawing.add_titled(element, &title);
        }
        // Small slices have no room for text.
        if to - from >= 0.06 && radius > 80.0 {
            let (x, y) = on_circle(middle, radius * (1.0 + HOLE) / 2.0, (from + to) / 2.0);
            let (text, class) = (percent(slice.share, 0), format!("value {}", colour('o', at)));
            drawing.label(Label::new(x, y, &text, &class).level().anchor(Anchor::Middle));
        }
        from = to;
    }
    if from == 0.0 {
        drawing.add(Element::path(&ring(middle, radius, 0.0, 1.0), "empty"));
    }
    let total = pie.format.write(total);
    if width(&total) * 1.4 < radius * HOLE * 2.0 - 12.0 {
        let y = middle.1 - 4.0;
        drawing
            .label(Label::new(middle.0, y, &total, "label").size(17.0).bold().level().anchor(Anchor::Middle));
        let name = cut(&pie.y, radius * HOLE * 1.5);
        drawing.label(Label::new(middle.0, y + 22.0, &name, "name").size(SMALL).anchor(Anchor::Middle));
    }
    let (left, top) = if is_narrow { (4.0, side + 20.0) } else { (side + 48.0, (height - table) / 2.0) };
    rows(pie, (left, width_of_all - 4.0), top, drawing);
    height
}

/// Draws the table: colour, label, number and share of each slice.
fn rows(pie: &Pie, (left, right): (f64, f64), top: f64, drawing: &mut Drawing) {
    let numbers: Vec<String> = pie.slices.iter().map(|slice| pie.format.write(slice.value)).collect();
    let decimals = decimals(pie.slices.iter().map(|slice| slice.share));
    let shares: Vec<String> = pie.slices.iter().map(|slice| percent(slice.share, decimals)).collect();
    let (number_width, share_width) =
        (widest(&numbers).max(width(&pie.y).min(120.0)), widest(&shares).max(width("share")));
    let room = right - left - 20.0 - number_width - share_width - 40.0;
    let labels: Vec<String> = pie.slices.iter().map(|slice| cut(&slice.label, room.max(40.0))).collect();
    // The columns stand as near as they can: the eye does not have to cross the page.
    let numbers_end =
        left + 20.0 + widest(&labels).max(width(&pie.x).min(room.max(40.0))) + 24.0 + number_width;
    let shares_end = numbers_end + 20.0 + share_width;
    let line = |y: f64, texts: [&str; 3], class: &str, drawing: &mut Drawing| {
        let [label, number, share] = texts;
        drawing.label(Label::new(left + 20.0, y, label, class).level());
        drawing.label(Label::new(numbers_end, y, number, class).level().anchor(Anchor::End));
        drawing.label(Label::new(shares_end, y, share, class).level().anchor(Anchor::End));
    };
    let heads = [cut(&pie.x, room.max(40.0)), cut(&pie.y, 120.0)];
    line(top + 12.0, [&heads[0], &heads[1], "share"], "name", drawing);
    for (at, label) in labels.iter().enumerate() {
        let y = top + 26.0 + (at as f64 + 0.5) * ROW;
        let rule = y - ROW / 2.0;
        drawing.add(Element::segment((left, rule), (shares_end, rule), "grid"));
        let square = Area { x: left, y: y - 5.5, width: 11.0, height: 11.0 };
        drawing.add(Element::rectangle(square, &colour('s', at)));
        let text = |texts: &[String]| texts.get(at).cloned().unwrap_or_default();
        line(y, [label, &text(&numbers), &text(&shares)], "label", drawing);
    }
}

fn colour(letter: char, at: usize) -> String {
    match letter {
        _ if at < COLOURED => series(letter, at),
        's' => "muted".to_owned(),
        _ => "on-muted".to_owned(),
    }
}

/// Returns a part of a ring, clockwise from its top.
fn ring(middle: (f64, f64), radius: f64, from: f64, to: f64) -> Path {
    let inner = radius * HOLE;
    let at = |radius: f64, turn: f64| on_circle(middle, radius, turn);
    // SVG draws nothing for an arc that ends where it begins, so a whole ring is two arcs.
    if to - from > 0.9999 {
        let whole = |path: Path, radius: f64, clockwise: bool| {
            let ((x, y), (far_x, far_y)) = (at(radius, 0.0), at(radius, 0.5));
            path.arc(radius, false, clockwise, far_x, far_y).arc(radius, false, clockwise, x, y).close()
        };
        let ((x, y), (inner_x, inner_y)) = (at(radius, 0.0), at(inner, 0.0));
        return whole(whole(Path::from(x, y), radius, true).jump(inner_x, inner_y), inner, false);
    }
    let is_large = to - from > 0.5;
    let [start, end, inner_end, inner_start] =
        [at(radius, from), at(radius, to), at(inner, to), at(inner, from)];
    Path::from(start.0, start.1)
        .arc(radius, is_large, true, end.0, end.1)
        .line(inner_end.0, inner_end.1)
        .arc(inner, is_large, false, inner_start.0, inner_start.1)
        .close()
}

/// Returns a point on a circle, so many turns clockwise from its top.
fn on_circle(middle: (f64, f64), radius: f64, turn: f64) -> (f64, f64) {
    let (sine, cosine) = (turn * TAU).sin_cos();
    (middle.0 + radius * sine, middle.1 - radius * cosine)
}
