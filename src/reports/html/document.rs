//! The page as a whole.

use serde::Serialize;

use super::assets::{
    ECHARTS, ECHARTS_LICENCE, ECHARTS_SCRIPT, PAGE_SCRIPT, STYLE, WATCH_SCRIPT, fingerprint,
};
use super::escape::escape;
use super::prose::prose;
use super::table::table;
use crate::charts::{Format, Picture, Prepared, Size, describe, draw_svg};
use crate::render::grouped;
use crate::reports::block::Good;
use crate::reports::finished::{Finished, Number, Shown};
use crate::reports::words::size;
use crate::{Code, Error};

/// What a chart is for the scripts of the page.
#[derive(Serialize)]
struct Chart<'a> {
    title: &'a str,
    description: &'a str,
    picture: &'a Picture,
    height: u32,
}

/// The page of a report; `version` is told to the page of a report that is watched.
pub(super) fn page(report: &Finished, version: Option<u64>) -> Result<String, Error> {
    let mut charts = Vec::new();
    let mut main = String::new();
    let mut is_open = false;
    for block in report.visible() {
        if block.section.is_some() || !is_open {
            let close = if is_open { "</div></section>\n" } else { "" };
            let heading = block.section.as_ref().map(|section| format!("<h2>{}</h2>\n", escape(section)));
            main.push_str(&format!("{close}<section>{}<div class=\"grid\">\n", heading.unwrap_or_default()));
            is_open = true;
        }
        main.push_str(&self::block(block, &mut charts)?);
    }
    if is_open {
        main.push_str("</div></section>\n");
    }
    // ECharts is in a page only if it has a chart.
    let mut scripts = Vec::new();
    if !charts.is_empty() {
        scripts.push(ECHARTS_SCRIPT);
    }
    scripts.push(PAGE_SCRIPT);
    let data = if charts.is_empty() {
        String::new()
    } else {
        format!("<script type=\"application/json\" id=\"charts\">[{}]</script>\n", charts.join(",\n"))
    };
    let body =
        format!("{}<main>\n{main}</main>\n{}{data}", header(report), footer(report, !charts.is_empty()));
    Ok(whole(&report.title, &body, scripts, version))
}

/// The page that says why there is none.
pub(super) fn failure(title: &str, text: &str, version: u64) -> String {
    let (title, text) = (escape(title), escape(text));
    let body =
        format!("<header><h1>{title}</h1></header>\n<main><pre class=\"failure\">{text}</pre></main>\n");
    whole(&title, &body, vec![PAGE_SCRIPT], Some(version))
}

fn whole(title: &str, body: &str, mut scripts: Vec<&'static str>, version: Option<u64>) -> String {
    let watched =
        version.map(|version| format!("<meta name=\"version\" content=\"{version}\">\n")).unwrap_or_default();
    let mut connect = "";
    if version.is_some() {
        scripts.push(WATCH_SCRIPT);
        connect = "; connect-src 'self'";
    }
    let allowed: Vec<String> = scripts.iter().map(|script| fingerprint(script)).collect();
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:{connect}; base-uri 'none'; form-action 'none'",
        allowed.join(" "),
        fingerprint(STYLE),
    );
    let scripts: String = scripts.iter().map(|script| format!("<script>{script}</script>\n")).collect();
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"tenure {}\">\n{watched}\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}{scripts}</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
    )
}

fn header(report: &Finished) -> String {
    let mut page = format!("<header>\n<h1>{}</h1>\n", escape(&report.title));
    if !report.about.is_empty() {
        page.push_str(&format!("<div class=\"about\">{}</div>\n", prose(&report.about)));
    }
    if !report.parameters.is_empty() {
        page.push_str("<dl class=\"parameters\">");
        for (name, description, value) in &report.parameters {
            let (name, description, value) = (escape(name), escape(description), escape(value));
            page.push_str(&format!("<div title=\"${name}\"><dt>{description}</dt><dd>{value}</dd></div>"));
        }
        page.push_str("</dl>\n");
    }
    let all = report.expectations().count();
    let failed: Vec<_> = report.expectations().filter(|expectation| !expectation.holds).collect();
    if all > 0 {
        let (class, text) = match (failed.len(), all) {
            (0, 1) => ("passed", "1 check passed".to_owned()),
            (0, all) => ("passed", format!("{all} checks passed")),
            (1, 1) => ("failed", "1 check failed".to_owned()),
            (failed, all) => ("failed", format!("{failed} of {all} checks failed")),
        };
        page.push_str(&format!("<p class=\"checks {class}\"><a href=\"#checks\">{text}</a></p>\n"));
    }
    if !failed.is_empty() {
        page.push_str("<ul class=\"failures\">");
        for expectation in failed {
            let detail = escape(expectation.detail.as_deref().unwrap_or_default());
            page.push_str(&format!("<li><code>{}</code>: {detail}</li>", escape(&expectation.condition)));
        }
        page.push_str("</ul>\n");
    }
    page + "</header>\n"
}

fn block(block: &Shown, charts: &mut Vec<String>) -> Result<String, Error> {
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
        page.push_str(&self::number(number, "h4"));
    }
    if let Some(prepared) = &block.chart {
        page.push_str(&figure(prepared, block, charts)?);
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
fn numbers(block: &Shown, width: &str, id: &str) -> String {
    let alone = block.kpis.len() == 1;
    let width = if alone { width } else { "1-4" };
    let mut page = String::new();
    for (place, number) in block.kpis.iter().enumerate() {
        let id = if place == 0 { format!(" id=\"{id}\"") } else { String::new() };
        page.push_str(&format!("<article class=\"block kpi w-{width}\"{id}>{}", self::number(number, "h3")));
        if alone && !block.notes.is_empty() {
            page.push_str(&format!("<div class=\"notes\">{}</div>", prose(&block.notes)));
        }
        page.push_str("</article>\n");
    }
    let notes = !alone && !block.notes.is_empty();
    if notes || block.table.is_some() {
        page.push_str("<article class=\"block text w-1\">");
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

fn number(number: &Number, heading: &str) -> String {
    let label = escape(&number.label);
    let mut page = format!("<{heading}>{label}</{heading}><p class=\"value\">{}</p>", escape(&number.text));
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
            (Good::Up, "up") | (Good::Down, "down") => " good",
            (Good::Up, "down") | (Good::Down, "up") => " bad",
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
    let percent =
        Format { thousands: true, decimals: 1, percent: true, scientific: false }.write(change.abs());
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
fn figure(prepared: &Prepared, block: &Shown, charts: &mut Vec<String>) -> Result<String, Error> {
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
            let grouped = bars.layout == crate::charts::BarLayout::Grouped;
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

fn footer(report: &Finished, has_charts: bool) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let script = report.script.as_ref().map(|script| format!(" from <code>{}</code>", escape(script)));
    let mut page = format!(
        "<footer>\n<p>Made by tenure {version}{}, {}.</p>\n",
        script.unwrap_or_default(),
        escape(&report.when())
    );
    if !report.inputs.is_empty() {
        page.push_str(
            "<h2>Inputs</h2>\n<div class=\"scroll\"><table class=\"sortable\"><thead><tr><th scope=\"col\">Input</th>\
             <th scope=\"col\" class=\"number\">Size</th><th scope=\"col\" class=\"number\">Rows</th>\
             <th scope=\"col\" class=\"number\">Rejected</th></tr></thead><tbody>\n",
        );
        let number = |value: Option<u64>, text: String| match value {
            Some(value) => format!("<td class=\"number\" data-value=\"{value}\">{text}</td>"),
            None => "<td class=\"number null\">–</td>".to_owned(),
        };
        let count = |count: u64| grouped(count as usize);
        for input in &report.inputs {
            page.push_str(&format!(
                "<tr><td>{}</td>{}{}{}</tr>\n",
                escape(&input.name),
                number(input.bytes, input.bytes.map(size).unwrap_or_default()),
                number(input.rows, input.rows.map(count).unwrap_or_default()),
                number(Some(input.rejected), count(input.rejected)),
            ));
        }
        page.push_str("</tbody></table></div>\n");
    }
    if report.expectations().next().is_some() {
        page.push_str("<h2 id=\"checks\">Checks</h2>\n<ul class=\"expectations\">");
        for expectation in report.expectations() {
            let (class, word) = if expectation.holds { ("passed", "Passed") } else { ("failed", "Failed") };
            let detail = expectation.detail.as_deref().map(|detail| format!(", {}", escape(detail)));
            page.push_str(&format!(
                "<li class=\"{class}\">{word}: <code>{}</code>{}</li>",
                escape(&expectation.condition),
                detail.unwrap_or_default()
            ));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("<h2>Queries</h2>\n");
    for (place, block) in report.visible().enumerate() {
        let title = block.title.clone().unwrap_or_else(|| format!("Block {}", place + 1));
        page.push_str(&format!(
            "<details class=\"sql\"><summary>{}</summary><pre><code>{}</code></pre></details>\n",
            escape(&title),
            escape(&block.sql)
        ));
    }
    if has_charts {
        let licence: Vec<String> = ECHARTS_LICENCE.iter().map(|text| escape(text.trim())).collect();
        page.push_str(&format!(
            "<h2>Licences</h2>\n<details class=\"sql\"><summary>Charts by Apache ECharts {ECHARTS}, Apache License 2.0\
             </summary><pre>{}</pre></details>\n",
            licence.join("\n\n")
        ));
    }
    page + "</footer>\n"
}
