//! `tenure report FILE --watch`: the page in a browser, and again whenever the report or a file that it reads changes.
//!
//! Whether files changed is asked a few times a second: that works for files on drives of the network, too, and for those
//! that an editor puts in the place of others, and costs nothing for the few files that a report reads.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use tenure::reports::{FinishedReport, failure_page};
use tokio::sync::watch;

use super::args::Report as Args;
use super::report::{expectations, targets, write};
use super::report_args::read;
use super::runner::Runner;
use super::serve::{Page, serve};
use crate::shell::{Exit, Stop, cannot_start, duration, say};

/// After a failure the report is tried again so often: what is missing may come.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often files are looked at.
const LOOK: Duration = Duration::from_millis(250);

/// Serves the page until Ctrl-C.
pub fn run(args: &Args) -> Result<Exit, Stop> {
    if args.file.to_str() == Some("-") {
        return Err(Stop::failed(Exit::Usage, "stdin cannot be watched"));
    }
    // What cannot be read or written at all is no matter of waiting.
    fs::metadata(&args.file)
        .map_err(|error| Stop::failed(Exit::Data, format!("cannot read {}: {error}", args.file.display())))?;
    drop(targets(args)?);
    let runner = Runner::new(&args.limits, args.as_of)?;
    let given = [Some(args.file.clone()), args.given.file.clone()];
    let mut files: Stamps = given.into_iter().flatten().map(|file| (file, None)).collect();
    let (sender, receiver) = watch::channel(Page::default());
    let mut served = false;
    let mut said = String::new();
    for version in 1.. {
        files.iter_mut().for_each(|(file, known)| *known = stamp(file));
        let begin = Instant::now();
        let mut is_missing = false;
        let html = match render(args, &runner, version) {
            Ok((finished, html)) => {
                for input in finished.inputs().iter().filter(|input| input.bytes.is_some()) {
                    let file = PathBuf::from(&input.name);
                    files.entry(file).or_insert_with_key(|file| stamp(file));
                }
                say(&format!("{}: {}", args.file.display(), duration::shown(begin.elapsed())));
                expectations(args, &finished);
                said.clear();
                html
            }
            // A file that was missing may come; there is nothing new to say until it does.
            Err(Stop::Failed(Exit::Data, text)) if text == said => {
                runner.pause(PATIENCE)?;
                continue;
            }
            Err(Stop::Failed(exit, text)) => {
                is_missing = exit == Exit::Data;
                failed(args, text, &mut said, version)
            }
            Err(Stop::Late(text)) => failed(args, text, &mut said, version),
            Err(stop) => return Err(stop),
        };
        // Nobody may be looking.
        sender.send_replace(Page { version, html: html.into() });
        if !std::mem::replace(&mut served, true) {
            let address = runner.workers.wait(serve(receiver.clone())).map_err(cannot_start)?;
            say(&format!("the page is at http://{address}/ until Ctrl-C"));
        }
        let waits = Instant::now();
        while (!is_missing || waits.elapsed() < PATIENCE)
            && files.iter().all(|(file, known)| stamp(file) == *known)
        {
            runner.pause(LOOK)?;
        }
    }
    Ok(Exit::Ok)
}

/// Says why there is no page, and gives the page that says it.
fn failed(args: &Args, text: String, said: &mut String, version: u64) -> String {
    say(&text);
    let page = failure_page(&args.file.display().to_string(), &text, version);
    *said = text;
    page
}

/// Files, and how each is known not to have changed.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

fn stamp(file: &Path) -> Option<(SystemTime, u64)> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Reads the report as it is now, runs it, and writes what is to be written.
fn render(args: &Args, runner: &Runner, version: u64) -> Result<(FinishedReport, String), Stop> {
    let report = read(&args.file)?;
    let finished = runner.run(&report, args.given.arguments(&report)?)?;
    write(args, runner, &finished, targets(args)?)?;
    let html = finished.to_watched_html(version)?;
    Ok((finished, html))
}
