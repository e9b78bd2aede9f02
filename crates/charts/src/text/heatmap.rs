//! Heatmaps: the numbers themselves, on a colour or beside a shade that says how large they are.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::palette::{self, Paint};
use super::row::{Row, cut, cut_all};
use crate::pictures::Heatmap;

/// The widest text above a column; a longer one is cut.
const WIDEST_HEAD: usize = 10;

/// Draws all rows, the first with the names of the axes. The notes name columns that do not fit.
pub(super) fn draw(heatmap: &Heatmap, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    let third = canvas.width / 3;
    let (labels, label_width) = cut_all(&heatmap.rows, third, canvas);
    let name = cut(&heatmap.y, third, canvas);
    let label_width = label_width.max(name.width());

    let write = |cell: &Option<f64>| cell.map(|number| heatmap.format.write(number)).unwrap_or_default();
    let numbers = heatmap.cells.iter().flatten().map(|cell| write(cell).width()).max().unwrap_or_default();
    let (heads, head_width) = cut_all(&heatmap.columns, WIDEST_HEAD.max(numbers), canvas);
    // With colour a number has a blank on either side; without, it has the shade before it and a blank between cells.
    let cell_width = numbers.max(head_width.saturating_sub(usize::from(!canvas.colour))) + 2;
    let fitting = (canvas.width.saturating_sub(label_width + 1) / cell_width).max(1);
    if let Some(left_out) = heatmap.columns.get(fitting..).filter(|left_out| !left_out.is_empty()) {
        notes.push(left_out_note(&heatmap.x, left_out));
    }

    let right_edge = |at: usize| label_width + 1 + (at + 1) * cell_width - usize::from(canvas.colour);
    let mut names = Row::new(canvas);
    names.until(label_width + 1 + usize::from(canvas.colour));
    names.push(&cut(&heatmap.x, canvas.width, canvas), Paint::QUIET);
    let mut head = Row::new(canvas);
    head.push(&name, Paint::QUIET);
    for (at, text) in heads.iter().enumerate().take(fitting) {
        head.push_right(text, right_edge(at), Paint::PLAIN);
    }
    let mut lines = vec![names.finish(), head.finish()];
    for (label, cells) in labels.iter().zip(&heatmap.cells) {
        let mut row = Row::new(canvas);
        row.push(label, Paint::PLAIN);
        for (at, cell) in cells.iter().enumerate().take(fitting) {
            row.until(label_width + 1 + at * cell_width);
            let Some(number) = cell else { continue };
            let depth = heatmap.depth(*number);
            let text = write(cell);
            if canvas.colour {
                let text = format!("{}{text} ", " ".repeat((cell_width - 1).saturating_sub(text.width())));
                row.push(&text, palette::cell(depth));
            } else {
                row.until(label_width + 1 + at * cell_width + 1);
                row.push(palette::shade(depth, canvas.unicode), Paint::PLAIN);
                row.push_right(&text, right_edge(at), Paint::PLAIN);
            }
        }
        lines.push(row.finish());
    }
    lines
}

fn left_out_note(name: &str, left_out: &[String]) -> String {
    match left_out {
        [first, .., last] => format!("{name} {first} to {last} are left out: there is no room"),
        _ => format!("{name} {} is left out: there is no room", left_out.concat()),
    }
}
