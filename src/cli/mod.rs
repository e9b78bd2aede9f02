//! The command line: what is asked for, and how it is begun.
//!
//! Stdout is data and stderr everything else. Whatever can be wrong with a call is found before anything is done.

mod args;
mod check;
mod completions;
mod functions;
mod manual;
mod report;
mod report_args;
mod runner;
mod serve;
mod sniff;
mod watch;

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::Path;

use tenure::{Engine, EngineBuilder};

use args::{Args, Limits, OnError, Run, Task};

use crate::prompt;
use crate::shell::commands::{Next, Walk};
use crate::shell::{
    Again, Begin, Exit, Interrupt, Output, Parameters, Script, Session, Source, Stop, Workers, cannot_start,
    say,
};

/// Does what the command line says.
pub fn main() -> Exit {
    let args = match Args::parse(env::args_os()) {
        Ok(args) => args,
        Err(error) => {
            // Help and version come as errors, too; if nobody reads them, there is nothing to be done.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Ok };
        }
    };
    let done = match &args.subcommand {
        Some(Task::Report(args)) => report::run(args),
        Some(Task::Check { paths, given }) => check::run(paths, given),
        Some(Task::Functions { name, markdown }) => {
            functions::print(name.as_deref(), *markdown).map(|()| Exit::Ok)
        }
        Some(Task::Completions { shell }) => completions::print(*shell).map(|()| Exit::Ok),
        Some(Task::Manual { markdown }) => manual::print(*markdown).map(|()| Exit::Ok),
        Some(Task::Sniff { path }) => sniff::print(path).map(|()| Exit::Ok),
        Some(Task::Demo(args)) => run(args, &Begin::Sample, None),
        None => Begin::files(&args.files).and_then(|begin| run(&args.run, &begin, args.workspace.as_deref())),
    };
    done.unwrap_or_else(Stop::tell)
}

fn run(args: &Run, begin: &Begin, workspace: Option<&Path>) -> Result<Exit, Stop> {
    let scripts = scripts(&args.sources)?;
    let parameters = Parameters::parse(&args.params)?;
    if let Some(scripts) = &scripts {
        parameters.check(scripts)?;
    }
    let again = if scripts.is_some() { Again::Exit } else { Again::Wait };
    // Removed at the end, even if a query that was dropped still writes into it.
    let spill = tempfile::Builder::new().prefix("tenure-").tempdir().map_err(cannot_start)?;
    let interrupt =
        Interrupt::watch(again, args.limits.timeout, Some(spill.path().to_owned())).map_err(cannot_start)?;
    let rest = if scripts.is_some() { "-o FILE writes all" } else { ".last shows all" };
    let output = Output::open(args.output.as_deref(), args.format, interrupt, rest)?;
    let engine = args.limits.engine(spill.path()).build()?;
    let mut workers = Workers::new(args.limits.threads())?;
    let mut session = Session::new(engine, output, parameters);
    let exit = workers.wait(prepare(&mut session, begin, workspace)).and_then(|()| match scripts {
        Some(scripts) => run_scripts(&scripts, &mut session, &mut workers, args.on_error),
        None => prompt::run(&mut session, begin, &mut workers),
    });
    workers.leave();
    let exit = exit.unwrap_or_else(Stop::tell);
    let exit = match exit {
        // A file of results that are not all there is not put in its place.
        Exit::Ok => session.output.close().map_or_else(Stop::tell, |()| Exit::Ok),
        failed if args.on_error == OnError::Continue => {
            failed.then(session.output.close().map_or_else(Stop::tell, |()| Exit::Ok))
        }
        failed => failed,
    };
    if args.stats.is_some() {
        say(&session.stats.json(session.engine.rejected()));
    }
    Ok(exit)
}

impl Limits {
    fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// An engine that keeps to them, and spills into this folder.
    fn engine(&self, spill: &Path) -> EngineBuilder {
        let engine = Engine::builder().demo().spill_folder(spill);
        let engine = self.threads().into_iter().fold(engine, EngineBuilder::threads);
        self.memory.iter().fold(engine, |engine, limit| engine.memory_limit(limit))
    }
}

/// Makes the tables that a session begins with.
async fn prepare(session: &mut Session, begin: &Begin, workspace: Option<&Path>) -> Result<(), Stop> {
    if matches!(begin, Begin::Sample) {
        session.walk = Some(Walk::default());
    }
    if let Some(folder) = workspace {
        for warning in session.engine.open_workspace(folder).await? {
            say(&format!("warning: {warning}"));
        }
    }
    begin.register(session).await
}

/// The scripts to run; None asks for the prompt.
fn scripts(sources: &[Source]) -> Result<Option<Vec<Script>>, Stop> {
    match sources {
        [] if io::stdin().is_terminal() => Ok(None),
        [] => Ok(Some(vec![Script::read(&Source::Stdin)?])),
        sources => sources.iter().map(Script::read).collect::<Result<_, _>>().map(Some),
    }
}

fn run_scripts(
    scripts: &[Script],
    session: &mut Session,
    workers: &mut Workers,
    on_error: OnError,
) -> Result<Exit, Stop> {
    session.keeps_last = scripts.iter().any(Script::needs_last);
    let mut exit = Exit::Ok;
    for script in scripts {
        for item in &script.items {
            match workers.wait(session.run(item, script.name.as_deref())) {
                Ok(Next::Quit) => return Ok(exit),
                Ok(_) => {}
                Err(failed @ (Stop::Failed(..) | Stop::Late(_))) if on_error == OnError::Continue => {
                    if failed.drops_work() {
                        workers.renew()?;
                    }
                    exit = exit.then(failed.tell());
                }
                Err(stop) if stop.is_hang_up() => return Ok(exit),
                Err(stop) => return Err(stop),
            }
        }
    }
    Ok(exit)
}
