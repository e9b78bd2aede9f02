//! The prompt: SQL and dot commands, line by line. Only the user ends it.

mod command;
mod history;
mod line;
mod walk;

use reedline::{HistoryItem, Signal};
use tenure::Engine;

use crate::cli::{Begin, Exit, Output, Stop, Workers, print, say};
use command::Command;
use walk::Walk;

/// What `.tables` asks.
const TABLES: &str = "SELECT CASE table_schema WHEN 'public' THEN table_name \
     ELSE concat(table_schema, '.', table_name) END AS table_name, table_type FROM information_schema.tables \
     WHERE table_schema <> 'information_schema' ORDER BY table_schema = 'demo', table_name";

/// Reads and runs until the user leaves.
pub fn run(engine: &Engine, begin: &Begin, workers: &mut Workers, output: &mut Output) -> Result<Exit, Stop> {
    say(concat!("tenure ", env!("CARGO_PKG_VERSION"), ": SQL ends with ;  .help helps, .quit leaves."));
    let mut walk = None;
    match begin {
        Begin::Files(tables) => {
            for table in tables {
                say(&format!("table {} is {}", table.name, table.path));
            }
        }
        Begin::Sample => {
            say(&Walk::text());
            walk = Some(Walk::default());
        }
    }
    let mut editor = line::editor();
    loop {
        let input = match editor.read_line(&line::Words) {
            Ok(Signal::Success(input)) => input,
            Ok(Signal::CtrlD) => return Ok(Exit::Ok),
            Ok(_) => continue,
            Err(error) => {
                return Err(Stop::failed(Exit::Data, format!("cannot read from the terminal: {error}")));
            }
        };
        // Kept now, not at the end, of which nobody knows how it comes.
        let _ = editor.sync_history();
        let sql = match Command::is_one(&input).then(|| Command::parse(&input)) {
            None => input.as_str(),
            Some(Ok(Command::Tables)) => TABLES,
            Some(Ok(Command::Walk)) => {
                let Some(walk) = &mut walk else {
                    say("the walk is through the sample: leave with .quit, and begin with 'tenure demo'");
                    continue;
                };
                let (text, sql) = walk.step();
                say(&text);
                let Some(sql) = sql else {
                    continue;
                };
                // The arrow key brings it back, to be changed.
                let _ = editor.history_mut().save(HistoryItem::from_command_line(sql));
                sql
            }
            Some(Ok(Command::Help)) => {
                say(&command::help());
                continue;
            }
            Some(Ok(Command::Quit)) => return Ok(Exit::Ok),
            Some(Err(message)) => {
                say(&format!("error: {message}"));
                continue;
            }
        };
        output.interrupt().clear();
        output.typed();
        match workers.wait(run_all(sql, engine, output)) {
            Err(stop) if stop.is_hang_up() => return Err(stop),
            Err(stop) => {
                if matches!(stop, Stop::Interrupted) {
                    workers.renew()?;
                }
                stop.tell();
            }
            Ok(()) => {}
        }
    }
}

/// Runs the statements of one input; the first that fails ends it.
async fn run_all(sql: &str, engine: &Engine, output: &mut Output) -> Result<(), Stop> {
    let statements = match tenure::statements(sql) {
        Ok(statements) => statements,
        Err(error) => return Err(Stop::Failed(error.code().into(), error.report(sql, None, 1, 1))),
    };
    for statement in &statements {
        print(engine, statement, None, output).await?;
    }
    Ok(())
}
