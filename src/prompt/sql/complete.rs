//! The suggestions for a cursor.

use tenure_diagnostics::quoted_identifier;

use super::call::TypedCall;
use super::candidate::{Candidate, best, choices, finish};
use super::candidates::candidates;
use super::dot_command;
use super::expected::Expected;
use super::input::{Input, Typed};
use super::keywords;
use super::paths;
use super::place::expected_at;
use super::vocabulary::{ArgumentTakes, Completion, SuggestionKind, Vocabulary};

/// Returns the suggestions for the cursor, which is a byte of the text.
pub fn complete(text: &str, cursor: usize, vocabulary: &dyn Vocabulary) -> Completion {
    let cursor = text.floor_char_boundary(cursor);
    if let Some(completion) = dot_command::complete(text, cursor, vocabulary) {
        return completion;
    }
    let none = Completion { range: cursor..cursor, suggestions: vec![] };
    let Some(input) = Input::read(text, cursor) else {
        return none;
    };
    let (start, typed, mut found) = match input.typed {
        Typed::Text(typed) => {
            let (skip, found) = strings(&input, typed, vocabulary);
            (input.start + skip, input.text.get(input.start + skip..cursor).unwrap_or_default(), found)
        }
        Typed::Word(typed) => (input.start, typed, candidates(&input, vocabulary)),
        Typed::Quoted(typed) => (input.start, typed, quoted(candidates(&input, vocabulary))),
    };
    let is_keyword = |candidate: &Candidate| candidate.kind == SuggestionKind::Keyword;
    for candidate in found.iter_mut().filter(|candidate| is_keyword(candidate)) {
        candidate.text = like(&candidate.text, typed);
    }
    let plain = if input.start < start { typed.replace("''", "'") } else { typed.replace("\"\"", "\"") };
    let plain = plain.trim_start_matches('\'');
    let mut found = best(found, plain);
    if let Typed::Quoted(_) = input.typed {
        // A name in quotes is case-sensitive, so those that begin with the same letters come first.
        found.sort_by_key(|candidate| !candidate.key.starts_with(plain));
    }
    if found.is_empty() && typed.len() > 1 && matches!(input.typed, Typed::Word(_)) {
        found = any_keyword(&input, typed, vocabulary);
    }
    let rest = text.get(cursor + input.tail.len()..).unwrap_or_default();
    followed(&mut found, rest);
    finish(start..cursor, input.tail, found)
}

/// Returns the candidates for the single quotes at the gap, and the number of bytes in them that are not replaced.
fn strings(input: &Input, typed: &str, vocabulary: &dyn Vocabulary) -> (usize, Vec<Candidate>) {
    let paths = || {
        let (folder, found) = paths::entries(typed, vocabulary, true);
        (1 + folder, found)
    };
    let level = input.level(input.at);
    // A list of paths has brackets of its own.
    let list = level.open.filter(|open| input.key(*open) == "[");
    let at = list.unwrap_or(input.at);
    match expected_at(input, vocabulary, at) {
        Expected::Relation(_) | Expected::Path => paths(),
        Expected::Argument => {
            match TypedCall::around(input, vocabulary, input.level(at), at).and_then(|call| call.takes()) {
                Some(ArgumentTakes::Relation | ArgumentTakes::Path) => paths(),
                Some(ArgumentTakes::Choice(words)) => (0, choices(words).collect()),
                _ => (0, vec![]),
            }
        }
        _ if input.at == 0 => paths(),
        _ => (0, vec![]),
    }
}

/// Returns the names among these, in double quotes.
fn quoted(found: Vec<Candidate>) -> Vec<Candidate> {
    let names = found.into_iter().filter(|candidate| {
        matches!(
            candidate.kind,
            SuggestionKind::Table
                | SuggestionKind::View
                | SuggestionKind::Cte
                | SuggestionKind::Column
                | SuggestionKind::Alias
        )
    });
    // A text with a dot or quotes is a name with its schema, or has its quotes already.
    let quote = |candidate: Candidate| match candidate.text == candidate.key && !candidate.text.contains('.')
    {
        true => Candidate { text: quoted_identifier(&candidate.key), ..candidate },
        false => candidate,
    };
    names.map(quote).collect()
}

/// Returns the keyword in the case of what was typed.
fn like(keyword: &str, typed: &str) -> String {
    let letters = || typed.chars().filter(|c| c.is_alphabetic());
    match letters().next().is_some_and(char::is_lowercase) && letters().all(char::is_lowercase) {
        true => keyword.to_lowercase(),
        false => keyword.to_owned(),
    }
}

/// Returns every keyword that begins with what was typed, for places where nothing else fits.
fn any_keyword(input: &Input, typed: &str, vocabulary: &dyn Vocabulary) -> Vec<Candidate> {
    if input.key_before(input.at) == "." || expected_at(input, vocabulary, input.at) == Expected::Nothing {
        return vec![];
    }
    let begins = |word: &&str| word.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    let candidate = |word: &'static str| Candidate {
        key: word.to_owned(),
        text: like(word, typed),
        kind: SuggestionKind::Keyword,
        about: String::new(),
    };
    keywords::all().filter(begins).map(candidate).collect()
}

/// Leaves out of suggestions what follows the cursor already: the bracket of a call, the arrow of an argument.
fn followed(found: &mut [Candidate], rest: &str) {
    for candidate in found {
        let end = match candidate.kind {
            SuggestionKind::Function if rest.starts_with('(') => "(",
            SuggestionKind::Argument if rest.trim_start().starts_with("=>") => " => ",
            _ => continue,
        };
        if let Some(text) = candidate.text.strip_suffix(end) {
            candidate.text = text.to_owned();
        }
    }
}
