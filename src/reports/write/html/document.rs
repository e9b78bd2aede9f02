//! The page as a whole.

use super::assets::{ECHARTS_SCRIPT, PAGE_SCRIPT, STYLE, WATCH_SCRIPT, fingerprint};
use super::blocks::block;
use super::escape::escape;
use super::header_footer::{footer, header};
use crate::errors::Error;
use crate::reports::model::FinishedReport;

/// The page of a report; `version` is told to the page of a report that is watched.
pub(super) fn page(report: &FinishedReport, version: Option<u64>) -> Result<String, Error> {
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
