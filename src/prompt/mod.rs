//! The prompt: SQL and dot commands, line by line. Only the user ends it.

mod complete;
mod config;
mod editor;
mod highlight;
mod history;
mod known;
mod line;
mod plain;
mod psql_aliases;
mod sql;

use tenure::Item;

use crate::shell::commands::Next;
use crate::shell::{Begin, Exit, Session, Stop, Workers, say};
use known::SessionKnown;
use line::{Line, Lines};
use psql_aliases::meant;

/// Reads and runs until the user leaves.
pub fn run(session: &mut Session, begin: &Begin, workers: &mut Workers) -> Result<Exit, Stop> {
    say(concat!("tenure ", env!("CARGO_PKG_VERSION"), ": SQL ends with ;  .help helps, .quit leaves."));
    match begin {
        Begin::Files(tables) => {
            for table in tables {
                say(&format!("table {} is {}", table.name, table.path));
            }
        }
        Begin::Sample => say(&crate::shell::commands::Walk::text()),
    }
    session.is_prompt = true;
    session.keeps_last = true;
    if let Err(stop) = workers.wait(config::run(session)) {
        stop.tell();
    }
    let known = SessionKnown::new(&session.engine, workers.handle());
    let mut lines = Lines::open(known.clone());
    loop {
        known.refresh(
            workers.wait(crate::shell::commands::list(session)).unwrap_or_default(),
            workers.handle(),
        );
        let input = match lines.read()? {
            Line::Input(input) => meant(&input).unwrap_or(input),
            Line::Dropped => continue,
            Line::End => return Ok(Exit::Ok),
        };
        session.output.typed();
        let done = workers.wait(run_all(&input, session));
        for sql in session.typed_for.drain(..) {
            lines.remember(&sql);
        }
        match done {
            Ok(Next::Go) => {}
            Ok(Next::Quit) => return Ok(Exit::Ok),
            Ok(Next::Edit) => {
                let before = session.statement.as_ref().map(|statement| format!("{};", statement.sql));
                match editor::edit(&before.unwrap_or_default()) {
                    Ok(text) => lines.prefill(&text),
                    Err(message) => say(&format!("error: {message}")),
                }
            }
            Err(stop) if stop.is_hang_up() => return Err(stop),
            Err(stop) => {
                if stop.drops_work() {
                    workers.renew()?;
                }
                stop.tell();
            }
        }
    }
}

/// Runs the statements and commands of one input; the first that fails ends it.
async fn run_all(input: &str, session: &mut Session) -> Result<Next, Stop> {
    let items: Vec<Item> = tenure::items(input).map_err(|error| Stop::text(&error, input, None))?;
    for item in &items {
        match session.run(item, None).await? {
            Next::Go => {}
            next => return Ok(next),
        }
    }
    Ok(Next::Go)
}
