//! Boxes, one a line on a shared axis: `├──[  │  ]──┤`, with their numbers beside.

use tenure_diagnostics::{agree, grouped};

use super::Canvas;
use super::palette::{self, Paint};
use super::plot::ticks;
use super::row::{NumberColumn, Row, cut, cut_all};
use crate::pictures::{Boxes, FiveNumbers, XAxis};
use crate::scale::Scale;

/// Draws all rows, with the axis at the end. The notes say what does not fit.
pub(super) fn draw(boxes: &Boxes, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    let names: Vec<String> = boxes.boxes.iter().map(|one| one.label.clone()).collect();
    let (labels, label_width) = cut_all(&names, canvas.width / 3, canvas);
    let mut columns = columns(boxes);
    let taken = |columns: &[NumberColumn]| label_width + 1 + NumberColumn::total_width(columns);
    let mut left_out: Vec<String> = Vec::new();
    // The numbers beside give way to the boxes.
    let least_room = (canvas.width / 2).clamp(16, 40);
    while taken(&columns) + least_room > canvas.width {
        let Some(last) = columns.pop() else { break };
        left_out.insert(0, last.head);
    }
    if !left_out.is_empty() {
        let noun = agree(left_out.len() as u64, "column");
        notes.push(format!("there is no room for the {noun} {}", left_out.join(", ")));
    }
    let (left, room) = (label_width + 1, canvas.width.saturating_sub(taken(&columns)).max(1));
    let all = |one: &FiveNumbers| [&[one.low, one.high], one.outliers.as_slice()].concat();
    let scale = Scale::of(boxes.boxes.iter().flat_map(all));

    let mut head = Row::new(canvas);
    head.until(left);
    head.push_heads(&columns, left + room);
    let mut lines = if columns.is_empty() { Vec::new() } else { vec![head.finish()] };
    for (at, (one, label)) in boxes.boxes.iter().zip(&labels).enumerate() {
        let mut row = Row::new(canvas);
        row.push(label, Paint::PLAIN);
        row.until(left);
        for sign in line(one, scale, room, canvas) {
            row.push(sign, palette::series(0));
        }
        row.push_numbers(&columns, left + room, at);
        lines.push(row.finish());
    }
    lines.extend(axis(boxes, scale, left, room, canvas));
    lines
}

/// Returns the columns of numbers, in the order in which they give way from right to left.
fn columns(boxes: &Boxes) -> Vec<NumberColumn> {
    let write = |number: f64| boxes.format.write(number);
    let column = |head: &str, text: &dyn Fn(&FiveNumbers) -> String| {
        NumberColumn::new(head, boxes.boxes.iter().map(text))
    };
    vec![
        column("median", &|one| write(one.median)),
        column("quartiles", &|one| format!("[{}, {}]", write(one.first_quartile), write(one.third_quartile))),
        column("values", &|one| grouped(one.count as u64)),
        column("whiskers", &|one| format!("{} to {}", write(one.low), write(one.high))),
    ]
}

/// Returns the characters of a box. Where several fall on one place, the median is seen, then quartiles, whiskers and
/// outliers.
fn line(one: &FiveNumbers, scale: Scale, room: usize, canvas: Canvas) -> Vec<&'static str> {
    let signs = if canvas.unicode { ["∘", "─", "├", "┤", "│"] } else { ["o", "-", "|", "|", "|"] };
    let [outlier, whisker, start, end, median] = signs;
    let place = |number: f64| (scale.fraction(number) * room.saturating_sub(1) as f64).round() as usize;
    let mut line = vec![" "; room];
    let mut set =
        |at: usize, sign: &'static str| line.get_mut(at).into_iter().for_each(|place| *place = sign);
    one.outliers.iter().for_each(|value| set(place(*value), outlier));
    (place(one.low)..place(one.first_quartile)).for_each(|at| set(at, whisker));
    (place(one.third_quartile)..place(one.high)).for_each(|at| set(at, whisker));
    let ends = [(one.low, start), (one.high, end), (one.first_quartile, "["), (one.third_quartile, "]")];
    ends.into_iter().for_each(|(value, sign)| set(place(value), sign));
    set(place(one.median), median);
    line
}

/// Draws the axis, its ticks, and its name.
fn axis(boxes: &Boxes, scale: Scale, left: usize, room: usize, canvas: Canvas) -> Vec<String> {
    let format = boxes.format.percent.then_some(&boxes.format);
    let ticks = ticks(&XAxis::Number, scale, format, false, room, left, canvas);
    let [mark, flat] = if canvas.unicode { ["┬", "─"] } else { ["+", "-"] };
    let mut axis = Row::new(canvas);
    axis.until(left);
    for column in 0..room {
        axis.push(if ticks.iter().any(|tick| tick.column == column) { mark } else { flat }, Paint::QUIET);
    }
    let mut texts = Row::new(canvas);
    for tick in &ticks {
        texts.until(tick.start);
        texts.push(&tick.text, Paint::PLAIN);
    }
    let mut name = Row::new(canvas);
    name.push_right(&cut(&boxes.y, canvas.width / 2, canvas), left + room, Paint::QUIET);
    vec![axis.finish(), texts.finish(), name.finish()]
}
