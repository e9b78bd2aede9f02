//! `tenure report FILE --watch`: the page in a browser, and again whenever the report or a file that it reads changes.
//!
//! Files are polled a few times a second. That works on network drives, and where an editor replaces the file, and costs
//! nothing for the few files that a report reads.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use tenure::reports::{FinishedReport, failure_page};
use tokio::sync::watch;

use super::report_job::ReportJob;
use super::runner::Runner;
use super::serve::{Page, serve};
use crate::shell::{Exit, Failure, cannot_start, duration, print_message};

/// The time after which a report is tried again whose input is missing.
const RETRY: Duration = Duration::from_secs(2);
/// The time between two looks at the files.
const POLL: Duration = Duration::from_millis(250);

/// Serves the page until Ctrl-C.
pub fn run(job: &ReportJob) -> Result<Exit, Failure> {
    if job.file().to_str() == Some("-") {
        return Err(Failure::new(Exit::Usage, "stdin cannot be watched"));
    }
    // A file that cannot be read or written at all is an error now, not something to wait for.
    fs::metadata(job.file()).map_err(|error| {
        Failure::new(Exit::Data, format!("cannot read {}: {error}", job.file().display()))
    })?;
    job.check_outputs()?;
    let runner = job.runner()?;
    let mut files: Stamps = job.inputs().map(|file| (file.to_owned(), None)).collect();
    let (sender, receiver) = watch::channel(Page::default());
    let mut is_served = false;
    let mut last_failure = String::new();
    for version in 1.. {
        files.iter_mut().for_each(|(file, known)| *known = stamp(file));
        let begin = Instant::now();
        let mut is_missing = false;
        let html = match render(job, &runner, version) {
            Ok((finished, html)) => {
                for input in finished.inputs().iter().filter(|input| input.bytes.is_some()) {
                    let file = PathBuf::from(&input.name);
                    files.entry(file).or_insert_with_key(|file| stamp(file));
                }
                print_message(&format!("{}: {}", job.file().display(), duration::text(begin.elapsed())));
                job.report_expectations(&finished);
                last_failure.clear();
                html
            }
            // The input is still missing, which was reported before.
            Err(Failure::Error(Exit::Data, text)) if text == last_failure => {
                runner.pause(RETRY)?;
                continue;
            }
            Err(Failure::Error(exit, text)) => {
                is_missing = exit == Exit::Data;
                report_failure(job, text, &mut last_failure, version)
            }
            Err(Failure::Timeout(text)) => report_failure(job, text, &mut last_failure, version),
            Err(failure) => return Err(failure),
        };
        // `send_replace` succeeds also when no browser is open.
        sender.send_replace(Page { version, html: html.into() });
        if !std::mem::replace(&mut is_served, true) {
            let address = runner.workers.wait(serve(receiver.clone())).map_err(cannot_start)?;
            print_message(&format!("the page is at http://{address}/ until Ctrl-C"));
        }
        let since = Instant::now();
        while (!is_missing || since.elapsed() < RETRY)
            && files.iter().all(|(file, known)| stamp(file) == *known)
        {
            runner.pause(POLL)?;
        }
    }
    Ok(Exit::Ok)
}

/// Prints why there is no page, and returns the page that says so.
fn report_failure(job: &ReportJob, text: String, last_failure: &mut String, version: u64) -> String {
    print_message(&text);
    let page = failure_page(&job.file().display().to_string(), &text, version);
    *last_failure = text;
    page
}

/// Files, each with its time of change and its length; `None` for a file that is not there.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

fn stamp(file: &Path) -> Option<(SystemTime, u64)> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Runs the report as it is now, and returns it with its page.
fn render(job: &ReportJob, runner: &Runner, version: u64) -> Result<(FinishedReport, String), Failure> {
    let finished = job.run(runner, job.prepare()?)?;
    let html = finished.to_watched_html(version)?;
    Ok((finished, html))
}
