//! The command line: reads what is asked for, and starts it.
//!
//! Stdout is data, and stderr is everything else. Whatever can be wrong with a call is found before anything is done.
//!
//! ```text
//! args ──┬──> sql ──────> shell, prompt
//!        ├──> report ───> report_job ───> runner ───> tenure::reports
//!        │    watch ──────────┘   └──> serve (the page in a browser)
//!        ├──> check ──────────────────> runner
//!        └──> functions, sniff, manual
//! ```

mod args;
mod check;
mod functions;
mod manual;
mod report;
mod report_args;
mod report_job;
mod runner;
mod serve;
mod sniff;
mod sql;
mod watch;

use std::env;

use args::{Args, Task};

use crate::shell::{Exit, Failure, StartTables};

/// Does what the command line says.
pub fn main() -> Exit {
    let args = match Args::parse(env::args_os()) {
        Ok(args) => args,
        Err(error) => {
            // clap returns help and version as errors, too. If they cannot be printed, there is nowhere to report that.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Ok };
        }
    };
    run(&args).unwrap_or_else(Failure::report)
}

fn run(args: &Args) -> Result<Exit, Failure> {
    match &args.subcommand {
        Some(Task::Demo(run)) => sql::run(run, &StartTables::Sample, None),
        Some(Task::Report(args)) => report::run(args),
        Some(Task::Check { paths, parameters }) => check::run(paths, parameters),
        Some(Task::Functions { name, markdown }) => {
            functions::print(name.as_deref(), *markdown).map(|()| Exit::Ok)
        }
        Some(Task::Sniff { path }) => sniff::print(path).map(|()| Exit::Ok),
        Some(Task::Manual { markdown }) => manual::print(*markdown).map(|()| Exit::Ok),
        Some(Task::Completions { shell }) => manual::print_completions(*shell).map(|()| Exit::Ok),
        None => {
            let start = StartTables::of_files(&args.files)?;
            sql::run(&args.run, &start, args.workspace.as_deref())
        }
    }
}
