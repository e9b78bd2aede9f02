//! A report that the command line asks for: a job that is made once, and run once or again.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tenure::reports::{Arguments, FinishedReport};
use tenure::{Error, Report};

use super::args::ReportArgs;
use super::report_args::read_report;
use super::runner::Runner;
use crate::shell::{Exit, Failure, Target, print_message};

/// A report to run, and the files to write it to.
pub struct ReportJob<'a> {
    args: &'a ReportArgs,
    outputs: Vec<(ReportFormat, &'a Path)>,
}

/// A run that is about to begin: whatever can fail before it has succeeded.
pub struct Prepared {
    report: Report,
    arguments: Arguments,
    targets: Vec<(ReportFormat, Target)>,
}

/// A format that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReportFormat {
    Html,
    Xlsx,
    Markdown,
    Json,
}

impl ReportFormat {
    fn bytes(self, finished: &FinishedReport) -> Result<Vec<u8>, Error> {
        match self {
            ReportFormat::Html => finished.to_html().map(String::into_bytes),
            ReportFormat::Xlsx => finished.to_xlsx(),
            ReportFormat::Markdown => Ok(finished.to_markdown().into_bytes()),
            ReportFormat::Json => finished.to_json().map(String::into_bytes),
        }
    }
}

impl<'a> ReportJob<'a> {
    /// Makes the job.
    pub fn new(args: &'a ReportArgs) -> Self {
        let outputs = [
            (ReportFormat::Html, &args.html),
            (ReportFormat::Xlsx, &args.xlsx),
            (ReportFormat::Markdown, &args.markdown),
            (ReportFormat::Json, &args.json),
        ];
        let outputs = outputs.into_iter().filter_map(|(format, path)| Some((format, path.as_deref()?)));
        Self { args, outputs: outputs.collect() }
    }

    /// Returns the path of the report.
    pub fn file(&self) -> &'a Path {
        &self.args.file
    }

    /// Returns the files that the command line names as inputs: the report, and the file of its parameters.
    pub fn inputs(&self) -> impl Iterator<Item = &'a Path> {
        [Some(self.file()), self.args.parameters.file.as_deref()].into_iter().flatten()
    }

    /// Tells whether the report is written to files.
    pub fn has_outputs(&self) -> bool {
        !self.outputs.is_empty()
    }

    /// Returns an engine with the limits of the command line.
    pub fn runner(&self) -> Result<Runner, Failure> {
        Runner::new(&self.args.limits, self.args.as_of)
    }

    /// Reads the report and its parameters, and opens the files to write: mistakes show before anything runs.
    pub fn prepare(&self) -> Result<Prepared, Failure> {
        let report = read_report(self.file())?;
        let arguments = self.args.parameters.arguments(&report)?;
        Ok(Prepared { report, arguments, targets: self.open_outputs()? })
    }

    /// Checks that the report can be written to its files.
    pub fn check_outputs(&self) -> Result<(), Failure> {
        self.open_outputs().map(drop)
    }

    /// Opens the files to write. None of them may be an input, or be written twice.
    fn open_outputs(&self) -> Result<Vec<(ReportFormat, Target)>, Failure> {
        let inputs: Vec<PathBuf> = self.inputs().filter_map(real_path).collect();
        let mut others: Vec<(&Path, Option<PathBuf>)> = Vec::new();
        for (_, path) in &self.outputs {
            let real = real_path(path);
            if real.as_ref().is_some_and(|real| inputs.contains(real)) {
                let message =
                    format!("{} is the report itself, or the file of its parameters", path.display());
                return Err(Failure::new(Exit::Usage, message));
            }
            let is_same = |(other, other_real): &(&Path, Option<PathBuf>)| {
                other == path || real.is_some() && *other_real == real
            };
            if others.iter().any(is_same) {
                let message = format!("{} would be written twice", path.display());
                return Err(Failure::new(Exit::Usage, message));
            }
            others.push((path, real));
        }
        self.outputs.iter().map(|(format, path)| Ok((*format, Target::open(Some(path))?))).collect()
    }

    /// Runs the report, and writes it to its files.
    pub fn run(&self, runner: &Runner, prepared: Prepared) -> Result<FinishedReport, Failure> {
        let Prepared { report, arguments, targets } = prepared;
        let finished = runner.run(&report, arguments)?;
        self.check_inputs(&finished)?;
        // All files are completed before the first replaces an old one.
        let mut complete = Vec::new();
        for (format, mut target) in targets {
            let finished = finished.clone();
            let bytes = runner.work(async move { format.bytes(&finished) })??;
            target.write_all(&bytes)?;
            target.flush()?;
            complete.push(target);
        }
        complete.into_iter().try_for_each(Target::keep)?;
        Ok(finished)
    }

    /// Checks that no file to write was read by the report.
    fn check_inputs(&self, finished: &FinishedReport) -> Result<(), Failure> {
        let outputs: Vec<PathBuf> = self.outputs.iter().filter_map(|(_, path)| real_path(path)).collect();
        for input in finished.inputs().iter().filter(|input| input.bytes.is_some()) {
            if real_path(Path::new(&input.name)).is_some_and(|input| outputs.contains(&input)) {
                let message = format!("the report reads {}, and cannot write it", input.name);
                return Err(Failure::new(Exit::Usage, message));
            }
        }
        Ok(())
    }

    /// Prints the expectations that do not hold.
    pub fn report_expectations(&self, finished: &FinishedReport) -> Exit {
        let mut exit = Exit::Ok;
        for expectation in finished.expectations().filter(|expectation| !expectation.holds) {
            let detail = expectation.detail.as_deref().unwrap_or_default();
            let (condition, file, line) = (&expectation.condition, self.file().display(), expectation.line);
            print_message(&format!("error: not as expected: {condition}\n  at {file}:{line}\n  {detail}"));
            exit = Exit::Expectation;
        }
        exit
    }
}

/// Returns the one path that all names of a file lead to; `None` for stdout, and where there is no folder.
fn real_path(path: &Path) -> Option<PathBuf> {
    if path.as_os_str() == "-" {
        return None;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)))
}
