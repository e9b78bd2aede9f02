//! A picture in words, for who cannot see it.

mod axes;
mod bars;
mod distributions;
mod phrases;

use super::number::Format;
use super::prepare::{Funnel, Heatmap, Picture, Pie, Sankey};
use phrases::{Mark, PERCENT, extremes, extremes_at, number_of};

/// One or two sentences: the kind of chart, its axes, how many marks it has, the largest and the smallest of them, and of
/// lines where they begin and end. Texts of the data stand in it as they are; who prints it escapes them.
pub fn describe(picture: &Picture) -> String {
    match picture {
        Picture::Bar(bars) => bars::bars(bars),
        Picture::Line(lines) => axes::lines(lines),
        Picture::Scatter(scatter) => axes::scatter(scatter),
        Picture::Heatmap(heatmap) => self::heatmap(heatmap),
        Picture::Histogram(histogram) => distributions::histogram(histogram),
        Picture::Box(boxes) => distributions::boxes(boxes),
        Picture::Funnel(funnel) => self::funnel(funnel),
        Picture::Pie(pie) => self::pie(pie),
        Picture::Sankey(sankey) => self::sankey(sankey),
    }
}

fn heatmap(heatmap: &Heatmap) -> String {
    let mut marks: Vec<Mark> = Vec::new();
    for (row, cells) in heatmap.rows.iter().zip(&heatmap.cells) {
        for (column, cell) in heatmap.columns.iter().zip(cells) {
            marks.extend(cell.map(|cell| (format!("at {row}, {column}"), cell)));
        }
    }
    let rows = number_of(heatmap.rows.len(), "row", "rows");
    let columns = number_of(heatmap.columns.len(), "column", "columns");
    format!(
        "Heatmap of {} by {}, {rows} and {columns} with {}: {}.",
        heatmap.y,
        heatmap.x,
        number_of(marks.len(), "number", "numbers"),
        extremes_at(&marks, &heatmap.format)
    )
}

fn funnel(funnel: &Funnel) -> String {
    let steps = number_of(funnel.steps.len(), "step", "steps");
    let head = format!("Funnel of {} by {}, {steps}", funnel.y, funnel.x);
    let with = |label: &str, number: f64, format: &Format| format!("{label} with {}", format.write(number));
    let (Some(first), Some(last)) = (funnel.steps.first(), funnel.steps.last()) else { return head + "." };
    let start = with(&first.label, first.count, &funnel.format);
    if funnel.steps.len() == 1 {
        return format!("{head}: {start}.");
    }
    let mut text = format!("{head}: from {start} to {}", with(&last.label, last.count, &funnel.format));
    text.extend(last.of_first.map(|share| format!(", {} of the first", PERCENT.write(share))));
    let passed = funnel.steps.iter().filter_map(|step| Some((&step.label, step.of_previous?)));
    let passed = passed.filter(|(_, share)| *share < 1.0);
    if let Some((label, share)) = passed.min_by(|a, b| a.1.total_cmp(&b.1)) {
        text.push_str(&format!(
            ". The largest loss is before {label}: {} of the step before are left",
            PERCENT.write(share)
        ));
    }
    text + "."
}

fn pie(pie: &Pie) -> String {
    let marks: Vec<Mark> = pie.slices.iter().map(|slice| (slice.label.clone(), slice.share)).collect();
    let slices = number_of(marks.len(), "slice", "slices");
    format!("Pie of {} by {}, {slices}: {}.", pie.y, pie.x, extremes(&marks, &PERCENT, ""))
}

fn sankey(sankey: &Sankey) -> String {
    let name = |at: usize| sankey.nodes.get(at).map(|node| node.name.as_str()).unwrap_or_default();
    let marks: Vec<Mark> = sankey
        .flows
        .iter()
        .map(|flow| (format!("{} to {}", name(flow.from), name(flow.to)), flow.value))
        .collect();
    format!(
        "Flows of {} from {} to {}, {} between {}: {}.",
        sankey.value,
        sankey.source,
        sankey.target,
        number_of(marks.len(), "flow", "flows"),
        number_of(sankey.nodes.len(), "node", "nodes"),
        extremes(&marks, &sankey.format, "")
    )
}
