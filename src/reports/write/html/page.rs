//! The page as a whole, through the templates in `assets/page/`.

use askama::Template;
use tenure_diagnostics::{byte_size, grouped};

use super::articles::{Article, Cell, articles};
use super::assets::{
    ECHARTS, ECHARTS_LICENCE, ECHARTS_SCRIPT, PAGE_SCRIPT, STYLE, WATCH_SCRIPT, fingerprint,
};
use super::prose::prose;
use crate::errors::{Code, Error};
use crate::reports::model::{Expectation, FinishedReport};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The frame of a page: its head, and the scripts at its end.
struct Frame<'a> {
    title: &'a str,
    /// The version of a page that is watched.
    version: Option<u64>,
    scripts: Vec<&'static str>,
}

impl<'a> Frame<'a> {
    fn new(title: &'a str, mut scripts: Vec<&'static str>, version: Option<u64>) -> Self {
        if version.is_some() {
            scripts.push(WATCH_SCRIPT);
        }
        Self { title, version, scripts }
    }

    /// Returns the policy that allows these scripts and the style sheet, and no other content.
    fn policy(&self) -> String {
        let scripts: Vec<String> = self.scripts.iter().map(|script| fingerprint(script)).collect();
        let connect = if self.version.is_some() { "; connect-src 'self'" } else { "" };
        format!(
            "default-src 'none'; script-src {}; style-src {}; img-src data:{connect}; base-uri 'none'; form-action 'none'",
            scripts.join(" "),
            fingerprint(STYLE),
        )
    }
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    frame: Frame<'a>,
    report: &'a FinishedReport,
    /// Markdown as HTML, which the page takes as it is.
    about: Option<String>,
    checks: Option<Checks>,
    failed: Vec<&'a Expectation>,
    sections: Vec<Section<'a>>,
    inputs: Vec<InputRow<'a>>,
    licence: Option<String>,
    /// The data of the charts as JSON that cannot end the script it stands in.
    charts: Option<String>,
}

/// The line that says how many checks passed.
struct Checks {
    class: &'static str,
    text: String,
}

/// Blocks below a heading.
struct Section<'a> {
    heading: Option<&'a str>,
    articles: Vec<Article<'a>>,
}

/// An input with its size, its rows and those that were rejected: each as a number to sort by, and as text.
struct InputRow<'a> {
    name: &'a str,
    quantities: [Option<(u64, String)>; 3],
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    frame: Frame<'a>,
    text: &'a str,
}

/// Writes the page of a report. The page of a report that is watched has a version.
pub(super) fn page(report: &FinishedReport, version: Option<u64>) -> Result<String, Error> {
    let mut charts = Vec::new();
    let mut sections: Vec<Section<'_>> = Vec::new();
    for block in report.visible() {
        if block.section.is_some() || sections.is_empty() {
            sections.push(Section { heading: block.section.as_deref(), articles: Vec::new() });
        }
        let articles = articles(block, &mut charts)?;
        if let Some(section) = sections.last_mut() {
            section.articles.extend(articles);
        }
    }
    // ECharts is in a page only if it has a chart.
    let has_charts = !charts.is_empty();
    let scripts = if has_charts { vec![ECHARTS_SCRIPT, PAGE_SCRIPT] } else { vec![PAGE_SCRIPT] };
    let page = ReportPage {
        frame: Frame::new(&report.title, scripts, version),
        report,
        about: (!report.about.is_empty()).then(|| prose(&report.about)),
        checks: checks(report),
        failed: report.expectations().filter(|expectation| !expectation.holds).collect(),
        sections,
        inputs: inputs(report),
        licence: has_charts.then(|| ECHARTS_LICENCE.map(str::trim).join("\n\n")),
        charts: has_charts.then(|| charts.join(",\n")),
    };
    page.render()
        .map_err(|error| Error::new(Code::Internal, format!("the page cannot be written: {error}"), None))
}

/// Writes a page that says why there is none.
pub(super) fn failure(title: &str, text: &str, version: u64) -> String {
    FailurePage { frame: Frame::new(title, vec![PAGE_SCRIPT], Some(version)), text }.to_string()
}

/// Counts the checks of a report; `None` if it has none.
fn checks(report: &FinishedReport) -> Option<Checks> {
    let all = report.expectations().count();
    let failed = report.expectations().filter(|expectation| !expectation.holds).count();
    let (class, text) = match (failed, all) {
        (_, 0) => return None,
        (0, 1) => ("passed", "1 check passed".to_owned()),
        (0, all) => ("passed", format!("{all} checks passed")),
        (1, 1) => ("failed", "1 check failed".to_owned()),
        (failed, all) => ("failed", format!("{failed} of {all} checks failed")),
    };
    Some(Checks { class, text })
}

fn inputs(report: &FinishedReport) -> Vec<InputRow<'_>> {
    let count = |count: u64| (count, grouped(count));
    report
        .inputs
        .iter()
        .map(|input| InputRow {
            name: &input.name,
            quantities: [
                input.bytes.map(|bytes| (bytes, byte_size(bytes))),
                input.rows.map(count),
                Some(count(input.rejected)),
            ],
        })
        .collect()
}
