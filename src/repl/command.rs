//! Dot commands.

use tenure::functions::expand::nearest;

/// What can be said to the prompt itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// What can be said.
    Help,
    /// The tables and views.
    Tables,
    /// The next step of the walk through the sample.
    Walk,
    /// The end.
    Quit,
}

/// The names, and what they do in the words of `.help`.
const COMMANDS: [(&str, Command, &str); 5] = [
    (".help", Command::Help, "show this"),
    (".tables", Command::Tables, "list the tables and views"),
    (".walk", Command::Walk, "the next step of the walk through the sample, in 'tenure demo'"),
    (".quit", Command::Quit, "leave; Ctrl-D does the same"),
    (".exit", Command::Quit, "leave"),
];

impl Command {
    /// Whether the line is for the prompt, and no SQL.
    pub fn is_one(line: &str) -> bool {
        line.trim_start().starts_with('.')
    }

    /// Reads a line.
    pub fn parse(line: &str) -> Result<Self, String> {
        let line = line.trim().trim_end_matches(';').trim_end();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match COMMANDS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word)) {
            Some((_, command, _)) if rest.is_empty() => Ok(*command),
            Some((name, ..)) => Err(format!("{name} stands alone")),
            None => Err(match nearest(word, COMMANDS.iter().map(|(name, ..)| *name)) {
                Some(near) => format!("no command '{word}'; did you mean '{near}'?"),
                None => format!("no command '{word}'; '.help' lists them all"),
            }),
        }
    }
}

/// What `.help` says.
pub fn help() -> String {
    let mut text = String::from(
        "SQL ends with ; and may have several lines. Ctrl-C drops the line or stops the query.\n",
    );
    for (name, _, about) in COMMANDS {
        text.push_str(&format!("{name:<10}{about}\n"));
    }
    text.push_str("The functions: 'tenure functions' outside, with a name for the page of one.");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands() {
        assert_eq!(Command::parse(".quit"), Ok(Command::Quit));
        assert_eq!(Command::parse("  .Exit ; "), Ok(Command::Quit));
        assert_eq!(Command::parse(".tables\n"), Ok(Command::Tables));
        assert_eq!(Command::parse(".tables x"), Err(".tables stands alone".to_owned()));
        assert_eq!(
            Command::parse(".tabels"),
            Err("no command '.tabels'; did you mean '.tables'?".to_owned())
        );
        assert_eq!(Command::parse(".xyz"), Err("no command '.xyz'; '.help' lists them all".to_owned()));
        assert!(Command::is_one(" .help") && !Command::is_one("SELECT .5"));
    }
}
