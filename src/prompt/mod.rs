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

use crate::shell::{Exit, Failure, Next, Session, StartTables, Walk, Workers, list_tables, print_message};
use known::SessionKnown;
use line::{Line, Lines};
use psql_aliases::meant;

/// Reads and runs until the user leaves.
pub fn run(session: &mut Session, start: &StartTables, workers: &mut Workers) -> Result<Exit, Failure> {
    print_message(concat!(
        "tenure ",
        env!("CARGO_PKG_VERSION"),
        ": SQL ends with ;  .help helps, .quit leaves."
    ));
    match start {
        StartTables::Files(_) => start.print(),
        StartTables::Sample => print_message(&Walk::text()),
    }
    session.keeps_last = true;
    if let Err(failure) = workers.wait(config::run(session)) {
        failure.report();
    }
    let known = SessionKnown::new(&session.engine, workers.handle());
    let mut lines = Lines::open(known.clone());
    loop {
        known.refresh(workers.wait(list_tables(session)).unwrap_or_default(), workers.handle());
        let input = match lines.read()? {
            Line::Input(input) => meant(&input).unwrap_or(input),
            Line::Dropped => continue,
            Line::End => return Ok(Exit::Ok),
        };
        session.output.line_was_typed();
        let done = workers.wait(run_all(&input, session));
        for sql in session.run_for_user.drain(..) {
            lines.remember(&sql);
        }
        match done {
            Ok(Next::Continue) => {}
            Ok(Next::Quit) => return Ok(Exit::Ok),
            Ok(Next::Edit) => {
                let last = session.statement.as_ref().map(|statement| format!("{};", statement.sql));
                match editor::edit(&last.unwrap_or_default()) {
                    Ok(text) => lines.prefill(&text),
                    Err(message) => print_message(&format!("error: {message}")),
                }
            }
            Err(failure) if failure.is_hang_up() => return Err(failure),
            Err(failure) => {
                if failure.abandons_work() {
                    workers.renew()?;
                }
                failure.report();
            }
        }
    }
}

/// Runs the statements and commands of one input; the first that fails ends it.
async fn run_all(input: &str, session: &mut Session) -> Result<Next, Failure> {
    let items: Vec<Item> = tenure::items(input).map_err(|error| Failure::in_text(&error, input, None))?;
    for item in &items {
        match session.run(item, None).await? {
            Next::Continue => {}
            next => return Ok(next),
        }
    }
    Ok(Next::Continue)
}
