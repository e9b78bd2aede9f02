//! Funnels: centred bars, with counts and shares on the right.

use unicode_width::UnicodeWidthStr as _;

use super::super::number::Format;
use super::super::prepare::Funnel;
use super::Canvas;
use super::blocks::{blocks, centred};
use super::label::{cut, cut_all};
use super::palette::{self, Paint};
use super::row::Row;

/// The least room for the bars; columns of shares give way to it.
const LEAST_ROOM: usize = 8;

/// A column of numbers.
struct Numbers {
    head: String,
    texts: Vec<String>,
    width: usize,
}

/// All rows, the first with the names of the columns. What does not fit is said in the notes.
pub(super) fn draw(funnel: &Funnel, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    let names: Vec<String> = funnel.steps.iter().map(|step| step.label.clone()).collect();
    let (labels, label_width) = cut_all(&names, canvas.width / 3, canvas);
    let percent = Format { thousands: true, decimals: 1, percent: true, scientific: false };
    let share = |share: Option<f64>| share.map(|share| percent.write(share)).unwrap_or_default();
    let mut columns = vec![
        numbers(cut(&funnel.y, 14, canvas), funnel.steps.iter().map(|step| funnel.format.write(step.count))),
        numbers("of first".to_owned(), funnel.steps.iter().map(|step| share(step.of_first))),
        numbers("of previous".to_owned(), funnel.steps.iter().map(|step| share(step.of_previous))),
    ];
    let taken =
        |columns: &[Numbers]| label_width + 1 + columns.iter().map(|column| column.width + 2).sum::<usize>();
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

    let mut lines = vec![row("", "", &columns, |column| column.head.as_str(), label_width, room, canvas)];
    for (at, (step, label)) in funnel.steps.iter().zip(&labels).enumerate() {
        let length = if highest > 0.0 { step.count / highest * room as f64 } else { 0.0 };
        let bar = centred(length, room, blocks(canvas));
        let text = |column| text(column, at);
        lines.push(row(label, &bar, &columns, text, label_width, room, canvas));
    }
    lines
}

fn text(column: &Numbers, at: usize) -> &str {
    column.texts.get(at).map(String::as_str).unwrap_or_default()
}

fn numbers(head: String, texts: impl Iterator<Item = String>) -> Numbers {
    let texts: Vec<String> = texts.collect();
    let width = texts.iter().map(|text| text.width()).max().unwrap_or_default().max(head.width());
    Numbers { head, texts, width }
}

fn row<'a>(
    label: &str,
    bar: &str,
    columns: &'a [Numbers],
    text: impl Fn(&'a Numbers) -> &'a str,
    label_width: usize,
    room: usize,
    canvas: Canvas,
) -> String {
    let mut row = Row::new(canvas);
    row.push(label, Paint::PLAIN);
    row.until(label_width + 1);
    row.push(bar, palette::series(0));
    let mut end = label_width + 1 + room;
    let is_head = label.is_empty() && bar.is_empty();
    for column in columns {
        end += column.width + 2;
        row.push_right(text(column), end, if is_head { Paint::QUIET } else { Paint::PLAIN });
    }
    row.finish()
}
