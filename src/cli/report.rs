//! `tenure report FILE`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tenure::Error;
use tenure::reports::FinishedReport;

use super::args::Report as Args;
use super::report_args::read;
use super::runner::Runner;
use super::watch;
use crate::shell::{Exit, Stop, Target, say, stdout_terminal};

/// Runs a report, and shows it or writes it.
pub fn run(args: &Args) -> Result<Exit, Stop> {
    if args.watch {
        return watch::run(args);
    }
    let report = read(&args.file)?;
    let arguments = args.given.arguments(&report)?;
    // What cannot be written is told before anything runs.
    let targets = targets(args)?;
    let runner = Runner::new(&args.limits, args.as_of)?;
    let shown = runner.run(&report, arguments).and_then(|finished| {
        write(args, &runner, &finished, targets)?;
        Ok(expectations(args, &finished))
    });
    runner.workers.leave();
    shown
}

/// The files that are to be written, in the order of their formats.
pub fn targets(args: &Args) -> Result<Vec<(Format, Target)>, Stop> {
    let wanted: [(Format, &Option<PathBuf>); 4] = [
        (Format::Html, &args.html),
        (Format::Xlsx, &args.xlsx),
        (Format::Markdown, &args.markdown),
        (Format::Json, &args.json),
    ];
    let paths: Vec<&PathBuf> = wanted.iter().filter_map(|(_, path)| path.as_ref()).collect();
    let files: Vec<Option<PathBuf>> = paths.iter().map(|path| file(path)).collect();
    for (place, path) in paths.iter().enumerate() {
        let given = args.given.file.as_deref().and_then(file);
        if files[place].is_some() && (files[place] == file(&args.file) || files[place] == given) {
            let message = format!("{} is the report itself, or its parameters", path.display());
            return Err(Stop::failed(Exit::Usage, message));
        }
        if paths[..place].contains(path) || files[place].is_some() && files[..place].contains(&files[place]) {
            let message = format!("{} is to be written twice", path.display());
            return Err(Stop::failed(Exit::Usage, message));
        }
    }
    let open = |(format, path): (Format, &Option<PathBuf>)| {
        path.as_ref().map(|path| Ok((format, Target::open(Some(path))?)))
    };
    wanted.into_iter().filter_map(open).collect()
}

/// A file by the one name that all of its names lead to; None for stdout, and where there is no folder.
fn file(path: &Path) -> Option<PathBuf> {
    if path.as_os_str() == "-" {
        return None;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)))
}

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Html,
    Xlsx,
    Markdown,
    Json,
}

impl Format {
    fn bytes(self, finished: &FinishedReport) -> Result<Vec<u8>, Error> {
        match self {
            Format::Html => finished.to_html().map(String::into_bytes),
            Format::Xlsx => finished.to_xlsx(),
            Format::Markdown => Ok(finished.to_markdown().into_bytes()),
            Format::Json => finished.to_json().map(String::into_bytes),
        }
    }
}

/// Writes a report, and without a file to write shows it.
pub fn write(
    args: &Args,
    runner: &Runner,
    finished: &FinishedReport,
    targets: Vec<(Format, Target)>,
) -> Result<(), Stop> {
    if targets.is_empty() && !args.watch {
        let text = finished.to_text(stdout_terminal())?;
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        return Ok(stdout.flush()?);
    }
    let outputs = [&args.html, &args.xlsx, &args.markdown, &args.json].into_iter().flatten();
    let outputs: Vec<PathBuf> = outputs.filter_map(|path| file(path)).collect();
    for input in finished.inputs().iter().filter(|input| input.bytes.is_some()) {
        if file(Path::new(&input.name)).is_some_and(|input| outputs.contains(&input)) {
            let message = format!("{} is read by the report, and cannot be written by it", input.name);
            return Err(Stop::failed(Exit::Usage, message));
        }
    }
    // None takes its place before all are whole.
    let mut whole = Vec::new();
    for (format, mut target) in targets {
        let finished = finished.clone();
        let bytes = runner.work(async move { format.bytes(&finished) })??;
        target.write_all(&bytes)?;
        target.flush()?;
        whole.push(target);
    }
    whole.into_iter().try_for_each(Target::keep)
}

/// Says which expectations do not hold.
pub fn expectations(args: &Args, finished: &FinishedReport) -> Exit {
    let mut exit = Exit::Ok;
    for expectation in finished.expectations().filter(|expectation| !expectation.holds) {
        let detail = expectation.detail.as_deref().unwrap_or_default();
        let (condition, file, line) = (&expectation.condition, args.file.display(), expectation.line);
        say(&format!("error: not as expected: {condition}\n  at {file}:{line}\n  {detail}"));
        exit = Exit::Expectation;
    }
    exit
}
