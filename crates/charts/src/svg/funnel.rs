//! Funnels: a bar for each step around a common middle, and beside it the number that is left.

use super::drawing::{Anchor, Area, Drawing, Element, LINE, Label, Path};
use super::labels::{cut, widest, wrap};
use super::values::{decimals, percent};
use crate::format::MISSING;
use crate::pictures::{Funnel, Step};

/// The heights of a step and of its bar.
const ROW: (f64, f64) = (46.0, 30.0);
/// The least width of a drawing whose columns have long heads.
const NARROW: f64 = 560.0;

/// Draws a funnel; returns the height of the drawing.
pub(super) fn draw(funnel: &Funnel, (width, _): (f64, f64), drawing: &mut Drawing) -> f64 {
    let labels: Vec<Vec<String>> = funnel
        .steps
        .iter()
        .map(|step| {
            wrap(&step.label, width * 0.22, 2).unwrap_or_else(|| vec![cut(&step.label, width * 0.22)])
        })
        .collect();
    let left = widest(labels.iter().flatten()) + 14.0;
    let decimals = decimals(funnel.steps.iter().flat_map(|step| [step.of_first, step.of_previous]).flatten());
    let share =
        |share: Option<f64>| share.map_or_else(|| MISSING.to_owned(), |share| percent(share, decimals));
    let columns = [
        column(&cut(&funnel.y, 110.0), funnel, |_, step| funnel.format.write(step.count)),
        column("of first", funnel, |_, step| share(step.of_first)),
        column(if width < NARROW { "of prev." } else { "of step before" }, funnel, |at, step| {
            if at == 0 { String::new() } else { share(step.of_previous) }
        }),
    ];
    let taken: f64 = columns.iter().map(|column| column.width + 18.0).sum();
    let room = (width - left - taken - 4.0).max(60.0);
    let middle = left + room / 2.0;
    let highest = funnel.steps.iter().fold(0.0, |highest: f64, step| highest.max(step.count));
    let half = |step: &Step| if highest > 0.0 { step.count / highest * room / 2.0 } else { 0.0 };

    let top = 26.0;
    let y = |at: usize| top + at as f64 * ROW.0 + (ROW.0 - ROW.1) / 2.0;
    drawing.label(Label::new(0.0, 15.0, &cut(&funnel.x, left + room), "name"));
    for (at, pair) in funnel.steps.windows(2).enumerate() {
        let [step, next] = pair else { continue };
        let (upper, lower) = (y(at) + ROW.1, y(at + 1));
        let path = Path::from(middle - half(step), upper)
            .line(middle + half(step), upper)
            .line(middle + half(next), lower)
            .line(middle - half(next), lower)
            .close();
        drawing.add(Element::path(&path, "slope s1"));
    }
    for (at, (step, lines)) in funnel.steps.iter().zip(&labels).enumerate() {
        // A step that nobody reached still shows where it is.
        let half = half(step).max(0.5);
        let bar = Area { x: middle - half, y: y(at), width: half * 2.0, height: ROW.1 };
        let title = format!("{}: {}", step.label, funnel.format.write(step.count));
        drawing.add_titled(Element::rectangle(bar, "mark s1"), &title);
        let centre = bar.y + ROW.1 / 2.0;
        for (line, text) in lines.iter().enumerate() {
            let offset = (line as f64 - (lines.len() - 1) as f64 / 2.0) * LINE;
            drawing.label(Label::new(0.0, centre + offset, text, "label").level());
        }
    }
    let mut end = left + room;
    for (place, column) in columns.iter().enumerate() {
        end += column.width + 18.0;
        drawing.label(Label::new(end, 15.0, &column.head, "name").anchor(Anchor::End));
        for (at, text) in column.texts.iter().enumerate() {
            let label = Label::new(end, y(at) + ROW.1 / 2.0, text, "label").level().anchor(Anchor::End);
            drawing.label(if place == 0 { label.bold() } else { label });
        }
    }
    top + funnel.steps.len() as f64 * ROW.0 + 2.0
}

/// A column of texts beside the bars.
struct TextColumn {
    head: String,
    texts: Vec<String>,
    width: f64,
}

fn column(head: &str, funnel: &Funnel, text: impl Fn(usize, &Step) -> String) -> TextColumn {
    let texts: Vec<String> = funnel.steps.iter().enumerate().map(|(at, step)| text(at, step)).collect();
    let width = widest(texts.iter().chain([&head.to_owned()])) * 1.03;
    TextColumn { head: head.to_owned(), texts, width }
}
