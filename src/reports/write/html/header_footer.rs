//! What stands above the blocks of a page, and below them.

use super::assets::{ECHARTS, ECHARTS_LICENCE};
use super::escape::escape;
use super::prose::prose;
use crate::output::grouped;
use crate::reports::model::FinishedReport;
use crate::reports::write::byte_size::size;

/// Title, parameters, and whether all is as expected.
pub(super) fn header(report: &FinishedReport) -> String {
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

/// When and from what the page was made: inputs, checks, queries, licences.
pub(super) fn footer(report: &FinishedReport, has_charts: bool) -> String {
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
    for block in report.visible() {
        page.push_str(&format!(
            "<details class=\"sql\"><summary>{}</summary><pre><code>{}</code></pre></details>\n",
            escape(block.name()),
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
