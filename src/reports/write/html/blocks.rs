//! The blocks of a page: numbers, charts and tables.

use serde::Serialize;

use super::escape::escape;
use super::prose::prose;
use super::table::table;
use crate::errors::{Code, Error};
use crate::reports::model::{FinishedBlock, GoodChange, KpiValue};
use tenure_charts::{BarLayout, Format, Picture, Prepared, Size, describe, draw_svg};

/// What a chart is for the scripts of the page.
#[derive(Serialize)]
struct Chart<'a> {
    title: &'a str,
    description: &'a str,
    picture: &'a Picture,
    height: u32,
}

/// A block as HTML. What the scripts need for its chart is added to `charts`.
pub(super) fn block(block: &FinishedBlock, charts: &mut Vec<String>) -> Result<String, Error> {
    let width = block.width.word().replace('/', "-");
    let id = escape(&block.id);
    if !block.kpis.is_empty() && block.chart.is_none() {
        return Ok(numbers(block, &width, &id));
    }
    let kind = if block.has_chart { "" } else { " table" };
    let mut page = format!("<article class=\"block{kind} w-{width}\" id=\"{id}\">");
    if let Some(title) = &block.title {
        page.push_str(&format!("<h3>{}</h3>\n", escape(title)));
    }
    for number in &block.kpis {
        page.push_str(&self::number(number, "h4", None));
    }
    if let Some(prepared) = &block.chart {
        page.push_str(&figure(prepared, block, charts)?);
    } else if block.has_chart && block.batch.num_rows() > 0 {
        page.push_str("<p class=\"empty\">There is nothing to draw.</p>");
    }
    if !block.notes.is_empty() {
        page.push_str(&format!("<div class=\"notes\">{}</div>\n", prose(&block.notes)));
    }
    if let Some(shown) = &block.table {
        let label = block.title.as_deref().unwrap_or("Table");
        match (shown.rows, block.has_chart) {
            (0, _) => page.push_str("<p class=\"empty\">No rows.</p>"),
            (_, true) => page.push_str(&format!(
                "<details class=\"data\"><summary>Table: {}</summary>{}</details>",
                shown.size(),
                table(shown, label)
            )),
            (_, false) => page.push_str(&table(shown, label)),
        }
    }
    page.push_str("</article>\n");
    Ok(page)
}

/// The numbers of a block, each a card of its own; they share the width of the block.
fn numbers(block: &FinishedBlock, width: &str, id: &str) -> String {
    let alone = block.kpis.len() == 1;
    let width = if alone { width } else { "1-4" };
    let mut page = String::new();
    let title = block.title.as_deref();
    if let Some(title) = title.filter(|_| !alone) {
        page.push_str(&format!("<article class=\"block text w-1\"><h3>{}</h3></article>\n", escape(title)));
    }
    for (place, number) in block.kpis.iter().enumerate() {
        let id = if place == 0 { format!(" id=\"{id}\"") } else { String::new() };
        let shown = self::number(number, "h3", title.filter(|_| alone));
        page.push_str(&format!("<article class=\"block kpi w-{width}\"{id}>{shown}"));
        if alone && !block.notes.is_empty() {
            page.push_str(&format!("<div class=\"notes\">{}</div>", prose(&block.notes)));
        }
        page.push_str("</article>\n");
    }
    let notes = !alone && !block.notes.is_empty();
    if notes || block.table.is_some() {
        let kind = if block.table.is_some() { "table" } else { "text" };
        page.push_str(&format!("<article class=\"block {kind} w-1\">"));
        if notes {
            page.push_str(&format!("<div class=\"notes\">{}</div>", prose(&block.notes)));
        }
        if let Some(shown) = &block.table {
            page.push_str(&table(shown, block.title.as_deref().unwrap_or("Table")));
        }
        page.push_str("</article>\n");
    }
    page
}

/// A number under its title, or else its label.
fn number(number: &KpiValue, heading: &str, title: Option<&str>) -> String {
    let label = escape(&number.label);
    let title = title.map(escape).filter(|title| *title != label);
    let above = title.as_ref().unwrap_or(&label);
    let mut page = format!("<{heading}>{above}</{heading}><p class=\"value\">{}</p>", escape(&number.text));
    if title.is_some() {
        page.push_str(&format!("<p class=\"interval\">{label}</p>"));
    }
    if let Some((low, high)) = &number.interval {
        page.push_str(&format!("<p class=\"interval\">{} to {}</p>", escape(low), escape(high)));
    }
    if let Some(before) = &number.compare_text {
        let change = number.change.unwrap_or(0.0);
        let direction = if change > 0.0 {
            "up"
        } else if change < 0.0 {
            "down"
        } else {
            ""
        };
        let verdict = match (number.good, direction) {
            (GoodChange::Up, "up") | (GoodChange::Down, "down") => " good",
            (GoodChange::Up, "down") | (GoodChange::Down, "up") => " bad",
            _ => "",
        };
        let amount = number.change.map(|_| amount(change, verdict));
        let amount =
            amount.map(|amount| format!("<span class=\"amount\">{amount}</span> ")).unwrap_or_default();
        page.push_str(&format!(
            "<p class=\"change {direction}{verdict}\">{amount}<span class=\"against\">than {} before</span></p>",
            escape(before)
        ));
    }
    page
}

/// A change in words, which say what the colour says, too.
fn amount(change: f64, verdict: &str) -> String {
    let percent = Format::percent(1).write(change.abs());
    if percent == "0.0%" {
        return "no more and no less".to_owned();
    }
    let word = match (verdict, change > 0.0) {
        (" good", _) => "better",
        (" bad", _) => "worse",
        (_, true) => "more",
        (_, false) => "less",
    };
    format!("{percent} {word}")
}

/// A chart: its drawing, and the place for one that answers to the pointer.
fn figure(prepared: &Prepared, block: &FinishedBlock, charts: &mut Vec<String>) -> Result<String, Error> {
    let title = block.title.as_deref().or(prepared.title.as_deref()).unwrap_or_default();
    let description = describe(&prepared.picture);
    // Wider drawings would be too small to read on paper.
    let width = match block.width.twelfths() {
        12 => 860,
        9 => 800,
        8 => 520,
        6 => 430,
        _ => 330,
    };
    let height = height(&prepared.picture);
    let drawing = draw_svg(prepared, Size { width, height }, &description);
    let place = charts.len();
    let chart = Chart { title, description: &description, picture: &prepared.picture, height };
    let json = serde_json::to_string(&chart)
        .map_err(|error| Error::new(Code::Internal, format!("a chart cannot be written: {error}"), None))?;
    // Within a script nothing of the data may look like its end.
    charts.push(json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"));
    let notes: Vec<String> = prepared.notes.iter().map(|note| escape(note)).collect();
    let caption = if notes.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{}</figcaption>", notes.join("; "))
    };
    Ok(format!(
        "<figure><div class=\"still\">{drawing}</div>\
         <div class=\"live\" hidden data-chart=\"{place}\"></div>{caption}</figure>\n"
    ))
}

/// How high a chart is: what has a line for each category grows with them.
fn height(picture: &Picture) -> u32 {
    const USUAL: u32 = 320;
    let lines = |count: usize, each: u32| {
        (u32::try_from(count).unwrap_or(u32::MAX / each).min(200) * each + 80).max(160)
    };
    match picture {
        Picture::Heatmap(heatmap) => lines(heatmap.rows.len(), 28),
        Picture::Bar(bars) if bars.horizontal => {
            let grouped = bars.layout == BarLayout::Grouped;
            lines(
                bars.labels.len() * if grouped { bars.series.len() } else { 1 },
                if bars.series.len() > 1 && grouped { 18 } else { 28 },
            )
        }
        Picture::Box(boxes) if boxes.horizontal => lines(boxes.boxes.len(), 34),
        Picture::Funnel(funnel) => lines(funnel.steps.len(), 44),
        Picture::Sankey(sankey) => lines(sankey.nodes.len() / 2, 40).max(USUAL),
        _ => USUAL,
    }
}
