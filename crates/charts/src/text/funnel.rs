//! Funnels: centred bars, with counts and shares on the right.

use super::Canvas;
use super::bar_layout::{blocks, centred};
use super::palette::{self, Paint};
use super::row::{NumberColumn, Row, cut, cut_all};
use crate::format::Format;
use crate::pictures::Funnel;

/// The least room for the bars; columns of shares give way to it.
const LEAST_ROOM: usize = 8;

/// Draws all rows, the first with the names of the columns. The notes say what does not fit.
pub(super) fn draw(funnel: &Funnel, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    let names: Vec<String> = funnel.steps.iter().map(|step| step.label.clone()).collect();
    let (labels, label_width) = cut_all(&names, canvas.width / 3, canvas);
    let percent = Format::percent(1);
    let share = |share: Option<f64>| share.map(|share| percent.write(share)).unwrap_or_default();
    let mut columns = vec![
        NumberColumn::new(
            &cut(&funnel.y, 14, canvas),
            funnel.steps.iter().map(|step| funnel.format.write(step.count)),
        ),
        NumberColumn::new("of first", funnel.steps.iter().map(|step| share(step.of_first))),
        NumberColumn::new("of previous", funnel.steps.iter().map(|step| share(step.of_previous))),
    ];
    let taken = |columns: &[NumberColumn]| label_width + 1 + NumberColumn::total_width(columns);
    while columns.len() > 1 && taken(&columns) + LEAST_ROOM > canvas.width {
        columns.pop();
    }
    match columns.len() {
        1 => notes.push("the shares are left out: there is no room".to_owned()),
        2 => notes.push("the shares of the previous step are left out: there is no room".to_owned()),
        _ => {}
    }
    let room = canvas.width.saturating_sub(taken(&columns)).max(1);
    let highest = funnel.steps.iter().fold(0.0, |highest, step| step.count.max(highest));

    let start = label_width + 1;
    let mut head = Row::new(canvas);
    head.push_heads(&columns, start + room);
    let mut lines = vec![head.finish()];
    for (at, (step, label)) in funnel.steps.iter().zip(&labels).enumerate() {
        let length = if highest > 0.0 { step.count / highest * room as f64 } else { 0.0 };
        let mut row = Row::new(canvas);
        row.push(label, Paint::PLAIN);
        row.until(start);
        row.push(&centred(length, room, blocks(canvas)), palette::series(0));
        row.push_numbers(&columns, start + room, at);
        lines.push(row.finish());
    }
    lines
}
