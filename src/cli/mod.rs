//! The command: its line, its streams and its exit code.
//!
//! Stdout is data and stderr everything else. Whatever can be wrong with a call is found before anything is done.

mod args;
mod begin;
mod completions;
mod exit;
mod functions;
mod interrupt;
mod output;
mod script;
mod sniff;
mod statement;
mod stop;
mod tables;
mod target;
mod workers;

use std::env;
use std::io::{self, IsTerminal as _};

use tenure::{Engine, EngineBuilder};

use args::{Args, OnError, Run, Source, Task};
use interrupt::{Again, Interrupt};
use script::Script;
use workers::cannot_start;

pub use begin::Begin;
pub use exit::Exit;
pub use output::Output;
pub use statement::print;
pub use stop::{Stop, say};
pub use workers::Workers;

use crate::repl;

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
        Some(Task::Functions { name, markdown }) => {
            functions::print(name.as_deref(), *markdown).map(|()| Exit::Ok)
        }
        Some(Task::Completions { shell }) => completions::print(*shell).map(|()| Exit::Ok),
        Some(Task::Sniff { path }) => sniff::print(path).map(|()| Exit::Ok),
        Some(Task::Demo(args)) => run(args, &Begin::Sample),
        None => Begin::files(&args.files).and_then(|begin| run(&args.run, &begin)),
    };
    done.unwrap_or_else(Stop::tell)
}

fn run(args: &Run, begin: &Begin) -> Result<Exit, Stop> {
    let scripts = scripts(&args.sources)?;
    let again = if scripts.is_some() { Again::Exit } else { Again::Wait };
    let interrupt = Interrupt::watch(again).map_err(cannot_start)?;
    let mut output = Output::open(args.output.as_deref(), args.format(), interrupt)?;
    let threads = args.threads.map(usize::from);
    let engine = Engine::builder().demo();
    let engine = threads.into_iter().fold(engine, EngineBuilder::threads).build()?;
    let mut workers = Workers::new(threads)?;
    let registered = workers.wait(begin.register(&engine, output.interrupt()));
    let exit = registered.and_then(|()| match scripts {
        Some(scripts) => workers.wait(run_scripts(&scripts, &engine, &mut output, args.on_error)),
        None => repl::run(&engine, begin, &mut workers, &mut output),
    });
    workers.leave();
    let exit = exit?;
    let closed = output.close().map_or_else(Stop::tell, |()| Exit::Ok);
    Ok(exit.then(closed))
}

/// The scripts to run; None asks for the prompt.
fn scripts(sources: &[Source]) -> Result<Option<Vec<Script>>, Stop> {
    match sources {
        [] if io::stdin().is_terminal() => Ok(None),
        [] => Ok(Some(vec![Script::read(&Source::Stdin)?])),
        sources => sources.iter().map(Script::read).collect::<Result<_, _>>().map(Some),
    }
}

async fn run_scripts(
    scripts: &[Script],
    engine: &Engine,
    output: &mut Output,
    on_error: OnError,
) -> Result<Exit, Stop> {
    let mut exit = Exit::Ok;
    for script in scripts {
        for statement in &script.statements {
            match print(engine, statement, script.name.as_deref(), output).await {
                Ok(()) => {}
                Err(failed @ Stop::Failed(..)) if on_error == OnError::Continue => {
                    exit = exit.then(failed.tell());
                }
                Err(stop) if stop.is_hang_up() => return Ok(exit),
                Err(stop) => return Err(stop),
            }
        }
    }
    Ok(exit)
}
