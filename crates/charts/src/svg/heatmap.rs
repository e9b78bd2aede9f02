//! Heatmaps: the numbers themselves, on a colour that says how large they are.

use super::drawing::{Anchor, Area, Drawing, Element, LINE, Label, SMALL};
use super::labels::{AxisLabels, cut, widest, width, width_at};
use crate::pictures::Heatmap;

/// The first depth at which text has the colour for deep cells.
const DEEP: usize = 5;
/// The widest cells: a small table is not blown up.
const WIDEST: f64 = 96.0;
/// The heights of cells: the usual, and those of very many rows.
const HEIGHT: (f64, f64) = (28.0, 16.0);

/// Draws a heatmap; returns the height of the drawing.
pub(super) fn draw(heatmap: &Heatmap, (width_of_all, asked): (f64, f64), drawing: &mut Drawing) -> f64 {
    let rows: Vec<String> = heatmap.rows.iter().map(|row| cut(row, width_of_all * 0.32)).collect();
    let name = cut(&heatmap.y, width_of_all * 0.4);
    let count = heatmap.columns.len().max(1) as f64;
    let pitch_after = |left: f64| ((width_of_all - left) / count).min(WIDEST);
    let left = (widest(&rows) + 12.0).max((width(&name) + 14.0).min(110.0));
    let below = AxisLabels::upright(&heatmap.columns, pitch_after(left));
    let cell = pitch_after(left);

    let mut top = 4.0;
    let x_name = cut(&heatmap.x, width_of_all - left);
    if !x_name.trim().is_empty() {
        drawing.label(Label::new(left, top + 11.0, &x_name, "name"));
        top += LINE + 4.0;
    }
    let head_height = below.height + 4.0;
    below.draw_above(|at| left + (at as f64 + 0.5) * cell, top + head_height, width_of_all, drawing);
    top += head_height;
    drawing.label(Label::new(left - 10.0, top - 6.0, &name, "name").anchor(Anchor::End));

    let numbers: Vec<Vec<String>> = heatmap
        .cells
        .iter()
        .map(|row| {
            row.iter().map(|cell| cell.map_or(String::new(), |cell| heatmap.format.write(cell))).collect()
        })
        .collect();
    let widest_at = |size: f64| numbers.iter().flatten().map(|text| width_at(text, size)).fold(0.0, f64::max);
    let size = [12.0, SMALL, 10.0, 9.0].into_iter().find(|size| widest_at(*size) + 4.0 <= cell);
    let many = heatmap.rows.len() > 60 && size.is_none();
    let share = (asked - top - 6.0) / heatmap.rows.len().max(1) as f64;
    let height = if many { HEIGHT.1 } else { share.clamp(HEIGHT.0 - 4.0, HEIGHT.0 + 6.0) };
    for (at, label) in rows.iter().enumerate() {
        let y = top + (at as f64 + 0.5) * height;
        drawing.label(Label::new(left - 10.0, y, label, "label").level().anchor(Anchor::End));
    }
    let air = if cell > 8.0 { 1.0 } else { 0.0 };
    for (row, (cells, texts)) in heatmap.cells.iter().zip(&numbers).enumerate() {
        for (column, (value, text)) in cells.iter().zip(texts).enumerate() {
            let Some(value) = value else { continue };
            let area = Area {
                x: left + column as f64 * cell,
                y: top + row as f64 * height,
                width: cell - air,
                height: height - 1.0,
            };
            let (class, step) = depth(heatmap.depth(*value));
            let element = Element::rectangle(area, &format!("mark {class}"));
            let label = |labels: &[String], at: usize| labels.get(at).cloned().unwrap_or_default();
            let title = format!("{}, {}: {text}", label(&heatmap.rows, row), label(&heatmap.columns, column));
            drawing.add_titled(element, &title);
            if let Some(size) = size {
                let class = if step >= DEEP { "on-dark" } else { "on-light" };
                let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
                drawing.label(Label::new(x, y, text, class).size(size).level().anchor(Anchor::Middle));
            }
        }
    }
    let bottom = top + height * heatmap.rows.len() as f64 + 4.0;
    if size.is_some() { bottom } else { key(heatmap, left, bottom + 8.0, drawing) }
}

/// Returns the class of a cell, and which of the ten steps it is.
fn depth(depth: f64) -> (String, usize) {
    let step = (depth.abs() * 10.0).floor().clamp(0.0, 9.0) as usize;
    (format!("{}{step}", if depth < 0.0 { 'n' } else { 'd' }), step)
}

/// Draws the key to the colours, where the numbers have no room; returns where it ends.
fn key(heatmap: &Heatmap, left: f64, top: f64, drawing: &mut Drawing) -> f64 {
    let is_diverging = heatmap.low < 0.0 && heatmap.high > 0.0;
    let (far, low) = if is_diverging { (heatmap.high.max(-heatmap.low), -1.0) } else { (heatmap.high, 0.0) };
    let steps = if is_diverging { 20 } else { 10 };
    let ends = [if is_diverging { -far } else { heatmap.low }, far].map(|end| heatmap.format.write(end));
    let [first, last] = &ends;
    drawing.label(Label::new(left, top + 6.0, first, "tick").level());
    let start = left + width(first) + 8.0;
    for step in 0..steps {
        let middle = low + (f64::from(step) + 0.5) / 10.0;
        let area = Area { x: start + f64::from(step) * 14.0, y: top, width: 14.0, height: 12.0 };
        drawing.add(Element::rectangle(area, &depth(middle).0));
    }
    drawing.label(Label::new(start + f64::from(steps) * 14.0 + 8.0, top + 6.0, last, "tick").level());
    top + 18.0
}
