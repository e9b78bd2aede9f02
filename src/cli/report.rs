//! `tenure report FILE`.

use std::io::Write as _;
use std::path::PathBuf;

use tenure::render::Terminal;
use tenure::reports::Finished;

use super::args::Report as Args;
use super::given::read;
use super::runner::Runner;
use super::watch;
use crate::session::{Exit, Stop, Target, say};

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
    let finished = runner.run(&report, arguments);
    runner.workers.leave();
    let finished = finished?;
    write(args, &finished, targets)?;
    Ok(expectations(args, &finished))
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
    for (place, path) in paths.iter().enumerate() {
        if paths[..place].contains(path) {
            let message = format!("{} is to be written twice", path.display());
            return Err(Stop::failed(Exit::Usage, message));
        }
    }
    let open = |(format, path): (Format, &Option<PathBuf>)| {
        path.as_ref().map(|path| Ok((format, Target::open(Some(path))?)))
    };
    wanted.into_iter().filter_map(open).collect()
}

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Html,
    Xlsx,
    Markdown,
    Json,
}

/// Writes a report, and without a file to write shows it.
pub fn write(args: &Args, finished: &Finished, targets: Vec<(Format, Target)>) -> Result<(), Stop> {
    if targets.is_empty() && !args.watch {
        let text = finished.to_text(Terminal::of_stdout())?;
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        return Ok(stdout.flush()?);
    }
    // None takes its place before all are whole.
    let mut whole = Vec::new();
    for (format, mut target) in targets {
        let bytes = match format {
            Format::Html => finished.to_html()?.into_bytes(),
            Format::Xlsx => finished.to_xlsx()?,
            Format::Markdown => finished.to_markdown().into_bytes(),
            Format::Json => finished.to_json()?.into_bytes(),
        };
        target.write_all(&bytes)?;
        target.flush()?;
        whole.push(target);
    }
    whole.into_iter().try_for_each(Target::keep)
}

/// Says which expectations do not hold.
pub fn expectations(args: &Args, finished: &Finished) -> Exit {
    let mut exit = Exit::Ok;
    for expectation in finished.expectations().filter(|expectation| !expectation.holds) {
        let detail = expectation.detail.as_deref().unwrap_or_default();
        let (condition, file, line) = (&expectation.condition, args.file.display(), expectation.line);
        say(&format!("error: not as expected: {condition}\n  at {file}:{line}\n  {detail}"));
        exit = Exit::Expectation;
    }
    exit
}
