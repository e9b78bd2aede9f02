//! Completion of dot commands.

use super::candidate::{Candidate, best, finish, function, tables};
use super::paths;
use super::vocabulary::{CommandEntry, CommandTakes, Completion, SuggestionKind, Vocabulary};

/// Returns the byte at which the dot command of a text begins, if the text is one.
pub fn begin(text: &str) -> Option<usize> {
    let command = text.trim_start();
    let is_one = command.strip_prefix('.')?.chars().next().is_none_or(|c| !c.is_ascii_digit());
    is_one.then_some(text.len() - command.len())
}

/// Returns the suggestions for a dot command, or `None` if the text is SQL.
pub fn complete(text: &str, cursor: usize, vocabulary: &dyn Vocabulary) -> Option<Completion> {
    let begin = begin(text)?;
    let typed = text.get(begin..cursor)?;
    let rest = text.get(cursor..)?;
    let tail = rest.get(..rest.find(|c: char| c.is_whitespace() || c == ';').unwrap_or(rest.len()))?;
    let Some((name, argument)) = typed.split_once(char::is_whitespace) else {
        let found = vocabulary.commands().iter().map(command).collect();
        return Some(finish(begin..cursor, tail, best(found, typed)));
    };
    let argument = argument.trim_start();
    let takes = vocabulary
        .commands()
        .iter()
        .find(|command| command.name.eq_ignore_ascii_case(name))
        .map(|c| &c.takes);
    let mut start = cursor - argument.len();
    let mut typed = argument;
    let found = match takes {
        None | Some(CommandTakes::Nothing) => vec![],
        Some(CommandTakes::Table) => tables(vocabulary).collect(),
        Some(CommandTakes::Topic) => {
            vocabulary.commands().iter().map(command).chain(functions(vocabulary)).collect()
        }
        Some(CommandTakes::Words(words)) => words.iter().map(|word| word_candidate(word)).collect(),
        Some(CommandTakes::File) => {
            let quote = argument.starts_with('\'');
            let path = argument.strip_prefix('\'').unwrap_or(argument);
            let (folder, found) = paths::entries(path, vocabulary, quote);
            start += usize::from(quote) + folder;
            typed = path.get(folder..).unwrap_or_default();
            found
        }
    };
    Some(finish(start..cursor, tail, best(found, typed.trim_start_matches('"'))))
}

fn functions(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = Candidate> {
    vocabulary.functions().iter().map(|entry| Candidate { text: entry.name.clone(), ..function(entry) })
}

fn command(command: &CommandEntry) -> Candidate {
    let name = command.name.clone();
    Candidate { key: name.clone(), text: name, kind: SuggestionKind::Command, about: command.about.clone() }
}

fn word_candidate(word: &str) -> Candidate {
    Candidate {
        key: word.to_owned(),
        text: word.to_owned(),
        kind: SuggestionKind::Value,
        about: String::new(),
    }
}
