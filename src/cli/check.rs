//! `tenure check FILE…`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tenure::Report;
use tenure_diagnostics::{Problem, did_you_mean, nearest};

use super::args::{Limits, ParameterArgs};
use super::report_args::read_report;
use super::runner::Runner;
use crate::shell::{Exit, Failure, name_value_pairs};

/// Checks reports. Lists on stdout those without mistakes, and prints on stderr the mistakes of the others.
pub fn run(paths: &[PathBuf], parameters: &ParameterArgs) -> Result<Exit, Failure> {
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => add_folder(path, &mut files)?,
            false => files.push(path.clone()),
        }
    }
    if files.is_empty() {
        return Err(Failure::new(Exit::Data, "there is no file that ends in .sql"));
    }
    let mut exit = Exit::Ok;
    let mut parsed: Vec<(PathBuf, Report)> = Vec::new();
    for file in files {
        match read_report(&file) {
            Ok(report) => parsed.push((file, report)),
            Err(failure) => exit = exit.then(failure.report()),
        }
    }
    check_names(parameters, &parsed)?;
    let runner = Runner::new(&Limits { threads: None, memory: None, timeout: None }, None)?;
    let mut stdout = std::io::stdout().lock();
    for (file, report) in &parsed {
        let checked =
            parameters.arguments(report).and_then(|arguments| runner.check(report, arguments.of(report)));
        match checked {
            Ok(()) => writeln!(stdout, "{}: ok", file.display())?,
            Err(failure @ Failure::Interrupted) => return Err(failure),
            Err(failure) => exit = exit.then(failure.report()),
        }
    }
    runner.workers.leave();
    Ok(exit)
}

/// Adds the files of SQL in a folder and its subfolders, in the order of their names.
fn add_folder(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(Exit::Data, format!("cannot read {}: {error}", folder.display()))
    };
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            // A link may lead back to a folder above.
            if !path.is_symlink() {
                add_folder(&path, files)?;
            }
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sql")) {
            files.push(path);
        }
    }
    Ok(())
}

/// Checks that each parameter of the command line is one of a report.
fn check_names(parameters: &ParameterArgs, reports: &[(PathBuf, Report)]) -> Result<(), Failure> {
    let declared: Vec<&str> = reports
        .iter()
        .flat_map(|(_, report)| report.parameters())
        .map(|parameter| parameter.name.as_str())
        .collect();
    for (name, _) in name_value_pairs(&parameters.params)? {
        if !declared.contains(&name.as_str()) {
            let problem = Problem::new(format!("no report has the parameter '{name}'"))
                .maybe_hint(nearest(&name, declared).map(did_you_mean));
            return Err(Failure::problem(Exit::Usage, &problem));
        }
    }
    Ok(())
}
