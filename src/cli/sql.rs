//! SQL from the command line, files, stdin or the prompt.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::args::{OnError, Run, StatsFormat};
use crate::prompt;
use crate::shell::{
    Exit, Failure, Interrupt, Next, Output, Parameters, Script, ScriptSource, SecondPress, Session,
    StartTables, Walk, Workers, cannot_start, print_message,
};

/// Runs the scripts of the command line, or the prompt if there are none.
pub fn run(args: &Run, start: &StartTables, workspace: Option<&Path>) -> Result<Exit, Failure> {
    let scripts = scripts(&args.sources)?;
    let parameters = Parameters::parse(&args.params)?;
    if let Some(scripts) = &scripts {
        parameters.check(scripts)?;
    }
    let second = if scripts.is_some() { SecondPress::Exit } else { SecondPress::Ignore };
    // The folder is removed at the end, even if a query that was abandoned still writes to it.
    let spill = tempfile::Builder::new().prefix("tenure-").tempdir().map_err(cannot_start)?;
    let interrupt =
        Interrupt::watch(second, args.limits.timeout, Some(spill.path().to_owned())).map_err(cannot_start)?;
    let rest = if scripts.is_some() { "-o FILE writes all" } else { ".last shows all" };
    let output = Output::open(args.output.as_deref(), args.format, interrupt, rest)?;
    let engine = args.limits.engine(spill.path()).build()?;
    let mut workers = Workers::new(args.limits.threads())?;
    let mut session = Session::new(engine.connect(), output, parameters);
    let exit = workers.wait(prepare(&mut session, start, workspace)).and_then(|()| match scripts {
        Some(scripts) => run_scripts(&scripts, &mut session, &mut workers, args.on_error),
        None => prompt::run(&mut session, start, &mut workers),
    });
    workers.leave();
    let exit = match exit.unwrap_or_else(Failure::report) {
        Exit::Ok => close(session.output),
        failed if args.on_error == OnError::Continue => failed.then(close(session.output)),
        // A file of incomplete results must not replace the old file.
        failed => failed,
    };
    if let Some(format) = args.stats {
        let text = match format {
            StatsFormat::Json => session.stats.json(session.connection.rejected()),
        };
        print_message(&text);
    }
    Ok(exit)
}

fn close(output: Output) -> Exit {
    output.close().map_or_else(Failure::report, |()| Exit::Ok)
}

/// Makes the tables that the session starts with.
async fn prepare(
    session: &mut Session,
    start: &StartTables,
    workspace: Option<&Path>,
) -> Result<(), Failure> {
    if matches!(start, StartTables::Sample) {
        session.walk = Some(Walk::default());
    }
    if let Some(folder) = workspace {
        for warning in session.connection.open_workspace(folder).await? {
            print_message(&format!("warning: {warning}"));
        }
    }
    start.register(session).await
}

/// Returns the scripts to run, or `None` for the prompt.
fn scripts(sources: &[ScriptSource]) -> Result<Option<Vec<Script>>, Failure> {
    match sources {
        [] if io::stdin().is_terminal() => Ok(None),
        [] => Ok(Some(vec![Script::read(&ScriptSource::Stdin)?])),
        sources => sources.iter().map(Script::read).collect::<Result<_, _>>().map(Some),
    }
}

fn run_scripts(
    scripts: &[Script],
    session: &mut Session,
    workers: &mut Workers,
    on_error: OnError,
) -> Result<Exit, Failure> {
    session.keeps_last = scripts.iter().any(Script::needs_last);
    let mut exit = Exit::Ok;
    for script in scripts {
        for item in &script.items {
            match workers.wait(session.run(item, script.file.as_deref())) {
                Ok(Next::Quit) => return Ok(exit),
                Ok(_) => {}
                Err(failure @ (Failure::Error(..) | Failure::Timeout(_)))
                    if on_error == OnError::Continue =>
                {
                    if failure.abandons_work() {
                        workers.renew()?;
                    }
                    exit = exit.then(failure.report());
                }
                Err(failure) if failure.is_hang_up() => return Ok(exit),
                Err(failure) => return Err(failure),
            }
        }
    }
    Ok(exit)
}
