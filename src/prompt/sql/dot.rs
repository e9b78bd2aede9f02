//! Dot commands: what is said to the prompt itself.

use super::candidates::{Candidate, function, tables};
use super::complete::{best, finish};
use super::known::{Command, CommandTakes, Completion, Kind, Known};
use super::paths;

/// Where the dot command of a text begins, if it is one.
pub fn begin(text: &str) -> Option<usize> {
    let command = text.trim_start();
    let is_one = command.strip_prefix('.')?.chars().next().is_none_or(|c| !c.is_ascii_digit());
    is_one.then_some(text.len() - command.len())
}

/// The completion of a dot command; None if the text is SQL.
pub fn complete(text: &str, cursor: usize, known: &dyn Known) -> Option<Completion> {
    let begin = begin(text)?;
    let typed = text.get(begin..cursor)?;
    let rest = text.get(cursor..)?;
    let tail = rest.get(..rest.find(|c: char| c.is_whitespace() || c == ';').unwrap_or(rest.len()))?;
    let Some((name, argument)) = typed.split_once(char::is_whitespace) else {
        let found = known.commands().iter().map(command).collect();
        // All of them begin with the dot.
        return Some(finish(begin..cursor, tail, best(found, typed)));
    };
    let argument = argument.trim_start();
    let takes =
        known.commands().iter().find(|command| command.name.eq_ignore_ascii_case(name)).map(|c| &c.takes);
    let mut start = cursor - argument.len();
    let mut typed = argument;
    let found = match takes {
        None | Some(CommandTakes::Nothing) => vec![],
        Some(CommandTakes::Table) => tables(known).collect(),
        Some(CommandTakes::Topic) => known.commands().iter().map(command).chain(functions(known)).collect(),
        Some(CommandTakes::Words(words)) => words.iter().map(|word| word_of(word)).collect(),
        Some(CommandTakes::File) => {
            let quote = argument.starts_with('\'');
            let path = argument.strip_prefix('\'').unwrap_or(argument);
            let (folder, found) = paths::entries(path, known, quote);
            start += usize::from(quote) + folder;
            typed = path.get(folder..).unwrap_or_default();
            found
        }
    };
    Some(finish(start..cursor, tail, best(found, typed.trim_start_matches('"'))))
}

fn functions(known: &dyn Known) -> impl Iterator<Item = Candidate> {
    known.functions().iter().map(|known| Candidate { text: known.name.clone(), ..function(known) })
}

fn command(command: &Command) -> Candidate {
    let name = command.name.clone();
    Candidate { key: name.clone(), text: name, kind: Kind::Command, about: command.about.clone() }
}

fn word_of(word: &str) -> Candidate {
    Candidate { key: word.to_owned(), text: word.to_owned(), kind: Kind::Value, about: String::new() }
}
