//! `tenure report FILE`.

use std::io::Write as _;

use tenure::reports::FinishedReport;

use super::args::ReportArgs;
use super::report_job::ReportJob;
use super::watch;
use crate::shell::{Exit, Failure, stdout_terminal};

/// Runs a report once, and writes it or shows it; or watches it.
pub fn run(args: &ReportArgs) -> Result<Exit, Failure> {
    let job = ReportJob::new(args);
    if args.watch {
        return watch::run(&job);
    }
    let prepared = job.prepare()?;
    let runner = job.runner()?;
    let exit = job.run(&runner, prepared).and_then(|finished| {
        if !job.has_outputs() {
            show(&finished)?;
        }
        Ok(job.report_expectations(&finished))
    });
    runner.workers.leave();
    exit
}

fn show(finished: &FinishedReport) -> Result<(), Failure> {
    let text = finished.to_text(stdout_terminal())?;
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}
