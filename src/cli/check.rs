//! `tenure check FILE…`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tenure::Report;
use tenure::functions::call::nearest;

use super::args::{Given, Limits};
use super::report_args::read;
use super::runner::Runner;
use crate::shell::{Exit, Stop, named};

/// Checks reports; says on stdout which are sound, and on stderr what is wrong with the others.
pub fn run(paths: &[PathBuf], given: &Given) -> Result<Exit, Stop> {
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => in_folder(path, &mut files)?,
            false => files.push(path.clone()),
        }
    }
    if files.is_empty() {
        return Err(Stop::failed(Exit::Data, "there is no file that ends in .sql"));
    }
    let mut exit = Exit::Ok;
    let mut sound: Vec<(PathBuf, Report)> = Vec::new();
    for file in files {
        match read(&file) {
            Ok(report) => sound.push((file, report)),
            Err(stop) => exit = exit.then(stop.tell()),
        }
    }
    declared(given, &sound)?;
    let runner = Runner::new(&Limits { threads: None, memory: None, timeout: None }, None)?;
    let mut stdout = std::io::stdout().lock();
    for (file, report) in &sound {
        let checked =
            given.arguments(report).and_then(|arguments| runner.check(report, arguments.of(report)));
        match checked {
            Ok(()) => writeln!(stdout, "{}: ok", file.display())?,
            Err(stop @ Stop::Interrupted) => return Err(stop),
            Err(stop) => exit = exit.then(stop.tell()),
        }
    }
    runner.workers.leave();
    Ok(exit)
}

/// The files of SQL in a folder and those in it, in the order of their names.
fn in_folder(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let failed = |error: std::io::Error| {
        Stop::failed(Exit::Data, format!("cannot read {}: {error}", folder.display()))
    };
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            // A link may lead back to where it stands.
            if !path.is_symlink() {
                in_folder(&path, files)?;
            }
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sql")) {
            files.push(path);
        }
    }
    Ok(())
}

/// That each parameter of the command line is one of a report.
fn declared(given: &Given, reports: &[(PathBuf, Report)]) -> Result<(), Stop> {
    let known =
        || reports.iter().flat_map(|(_, report)| report.parameters()).map(|known| known.name.as_str());
    for (name, _) in named(&given.params)? {
        if !known().any(|known| known == name) {
            let near = nearest(&name, known()).map(|near| format!("; did you mean '{near}'?"));
            let message = format!("no report has the parameter '{name}'{}", near.unwrap_or_default());
            return Err(Stop::failed(Exit::Usage, message));
        }
    }
    Ok(())
}
