//! Dot commands: what is said to the program itself, at the prompt and in scripts alike.

mod chart;
mod help;
mod last;
mod list;
mod mode;
mod open;
mod output;
mod profile;
mod schema;
mod tables;
mod timer;
mod walk;

use tenure::functions::call::nearest;

pub use list::{Argument, COMMANDS, Definition, Kind};
pub use tables::{Listed, list};
pub use walk::Walk;

use crate::shell::{Session, Stop};

/// A command with its argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Which one.
    pub kind: Kind,
    /// What stands behind it; empty if nothing.
    pub argument: String,
}

/// What comes after a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The next statement or command.
    Go,
    /// The user's editor, for the statement before.
    Edit,
    /// Nothing.
    Quit,
}

/// Whether a line is a command, and no SQL.
pub fn is_one(line: &str) -> bool {
    line.trim_start().starts_with('.')
}

/// Reads a line.
///
/// # Errors
/// If there is no such command, with the nearest one, or its argument is not what it takes.
pub fn parse(line: &str) -> Result<Command, String> {
    let line = line.trim().trim_end_matches(';').trim_end();
    let (word, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let named = |definition: &&Definition| {
        definition.name.eq_ignore_ascii_case(word) || definition.also.eq_ignore_ascii_case(word)
    };
    let Some(definition) = COMMANDS.iter().find(named) else {
        return Err(match nearest(word, COMMANDS.iter().map(|definition| definition.name)) {
            Some(near) => format!("no command '{word}'; did you mean '{near}'?"),
            None => format!("no command '{word}'; '.help' lists them all"),
        });
    };
    let argument = argument.trim().to_owned();
    check(definition, &argument)?;
    Ok(Command { kind: definition.kind, argument })
}

/// Whether the argument is one that the command takes.
fn check(definition: &Definition, argument: &str) -> Result<(), String> {
    let name = definition.name;
    match definition.argument {
        Argument::Nothing if !argument.is_empty() => Err(format!("{name} stands alone")),
        Argument::Words(words) if !argument.is_empty() => {
            let words = words();
            match words.iter().any(|word| word.eq_ignore_ascii_case(argument)) {
                true => Ok(()),
                false => Err(match nearest(argument, words.iter().map(String::as_str)) {
                    Some(near) => format!("{name} does not take '{argument}'; did you mean '{near}'?"),
                    None => format!("{name} does not take '{argument}'; it takes {}", words.join(", ")),
                }),
            }
        }
        Argument::Files | Argument::File { needed: true } if argument.is_empty() => {
            Err(format!("{name} needs a file: {name} {}", definition.takes))
        }
        _ => Ok(()),
    }
}

/// Does what a command says.
pub async fn run(command: Command, session: &mut Session) -> Result<Next, Stop> {
    session.output.interrupt().begin();
    let argument = command.argument.as_str();
    match command.kind {
        Kind::Chart => chart::run(argument, session)?,
        Kind::Edit => return Ok(Next::Edit),
        Kind::Help => help::run(argument, session)?,
        Kind::Last => last::run(session)?,
        Kind::Mode => mode::run(argument, session)?,
        Kind::Open => open::run(argument, session).await?,
        Kind::Output => output::run(argument, session)?,
        Kind::Profile => profile::run(argument, session).await?,
        Kind::Quit => return Ok(Next::Quit),
        Kind::Read => return session.read(&unquoted(argument)).await,
        Kind::Schema => schema::run(argument, session).await?,
        Kind::Tables => tables::run(argument, session).await?,
        Kind::Timer => timer::run(argument, session),
        Kind::Walk => return walk::run(session).await,
    }
    Ok(Next::Go)
}

/// A path without the quotes that it may stand in.
fn unquoted(path: &str) -> String {
    let quoted = |quote: char| path.strip_prefix(quote)?.strip_suffix(quote);
    match quoted('\'').or_else(|| quoted('"')) {
        Some(inner) => inner.replace("''", "'"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<(Kind, String), String> {
        parse(line).map(|command| (command.kind, command.argument))
    }

    #[test]
    fn commands() {
        assert_eq!(parsed(".quit"), Ok((Kind::Quit, String::new())));
        assert_eq!(parsed("  .Exit ; "), Ok((Kind::Quit, String::new())));
        assert_eq!(parsed(".tables\n"), Ok((Kind::Tables, String::new())));
        assert_eq!(parsed(".mode  CSV"), Ok((Kind::Mode, "CSV".to_owned())));
        assert_eq!(parsed(".quit x"), Err(".quit stands alone".to_owned()));
        assert_eq!(parsed(".tabels"), Err("no command '.tabels'; did you mean '.tables'?".to_owned()));
        assert_eq!(parsed(".xyz"), Err("no command '.xyz'; '.help' lists them all".to_owned()));
        assert_eq!(parsed(".mode cvs"), Err(".mode does not take 'cvs'; did you mean 'csv'?".to_owned()));
        assert_eq!(parsed(".timer maybe"), Err(".timer does not take 'maybe'; it takes on, off".to_owned()));
        assert_eq!(parsed(".read"), Err(".read needs a file: .read FILE".to_owned()));
        assert!(is_one(" .help") && !is_one("SELECT .5"));
    }

    #[test]
    fn quotes_around_a_path() {
        assert_eq!(unquoted("'it''s.csv'"), "it's.csv");
        assert_eq!(unquoted("\"a b.csv\""), "a b.csv");
        assert_eq!(unquoted("a b.csv"), "a b.csv");
        assert_eq!(unquoted("'"), "'");
    }
}
