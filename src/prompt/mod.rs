//! The prompt: SQL and dot commands, input by input. Only the user ends it.
//!
//! ```text
//! line_reader ──> input ──> shell::Session ──> output
//!   └── editor_parts ──> sql (completion, colours) ──> Vocabulary <── session_vocabulary
//! ```

mod editor_parts;
mod external_editor;
mod line_reader;
mod psql_aliases;
mod session_vocabulary;
mod sql;
mod user_files;

use crate::shell::{Exit, Failure, Next, Session, StartTables, Walk, Workers, list_tables, print_message};
use line_reader::{LineReader, UserInput};
use session_vocabulary::SessionVocabulary;

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
    if let Some(file) = user_files::configuration()
        && let Err(failure) = workers.wait(session.read(&file.display().to_string()))
    {
        failure.report();
    }
    let vocabulary = SessionVocabulary::new(session.connection.engine(), workers.handle());
    let mut reader = LineReader::open(vocabulary.clone());
    loop {
        let tables = workers.wait(list_tables(session)).unwrap_or_default();
        vocabulary.refresh(tables, workers.handle());
        let input = match reader.read()? {
            UserInput::Text(input) => psql_aliases::translate(&input).unwrap_or(input),
            UserInput::Dropped => continue,
            UserInput::End => return Ok(Exit::Ok),
        };
        session.output.line_was_typed();
        let done = workers.wait(run_input(&input, session));
        for sql in session.run_for_user.drain(..) {
            reader.remember(&sql);
        }
        match done {
            Ok(Next::Continue) => {}
            Ok(Next::Quit) => return Ok(Exit::Ok),
            Ok(Next::Edit) => {
                let last = session.statement.as_ref().map(|statement| format!("{};", statement.sql));
                match external_editor::edit(&last.unwrap_or_default()) {
                    Ok(text) => reader.prefill(&text),
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

/// Runs the statements and commands of one input. The first that fails ends it.
async fn run_input(input: &str, session: &mut Session) -> Result<Next, Failure> {
    let items = tenure::items(input).map_err(|error| Failure::in_text(&error, input, None))?;
    for item in &items {
        match session.run(item, None).await? {
            Next::Continue => {}
            next => return Ok(next),
        }
    }
    Ok(Next::Continue)
}
