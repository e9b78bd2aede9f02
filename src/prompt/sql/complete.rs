//! The suggestions for a cursor.

use std::collections::HashSet;
use std::ops::Range;

use super::arguments::choices;
use super::call::Call;
use super::candidates::{Candidate, candidates};
use super::dot;
use super::input::{Input, Typed};
use super::keywords;
use super::known::{Completion, Kind, Known, Suggestion, Takes};
use super::names;
use super::paths;
use super::place::{Place, place};
use super::rank::{Pattern, Rank};

/// The most that is suggested.
const MOST: usize = 200;

/// What may be put in at the cursor, which is a byte of the text.
pub fn complete(text: &str, cursor: usize, known: &dyn Known) -> Completion {
    let cursor = text.floor_char_boundary(cursor);
    if let Some(completion) = dot::complete(text, cursor, known) {
        return completion;
    }
    let none = Completion { range: cursor..cursor, suggestions: vec![] };
    let Some(input) = Input::read(text, cursor) else {
        return none;
    };
    let (start, typed, mut found) = match input.typed {
        Typed::Text(typed) => {
            let (skip, found) = strings(&input, typed, known);
            (input.start + skip, input.text.get(input.start + skip..cursor).unwrap_or_default(), found)
        }
        Typed::Word(typed) => (input.start, typed, candidates(&input, known)),
        Typed::Quoted(typed) => (input.start, typed, quoted(candidates(&input, known))),
    };
    let is_keyword = |candidate: &Candidate| candidate.kind == Kind::Keyword;
    for candidate in found.iter_mut().filter(|candidate| is_keyword(candidate)) {
        candidate.text = like(&candidate.text, typed);
    }
    let plain = if input.start < start { typed.replace("''", "'") } else { typed.replace("\"\"", "\"") };
    let plain = plain.trim_start_matches('\'');
    let mut found = best(found, plain);
    if let Typed::Quoted(_) = input.typed {
        // Within quotes capitals count.
        found.sort_by_key(|candidate| !candidate.key.starts_with(plain));
    }
    if found.is_empty() && typed.len() > 1 && matches!(input.typed, Typed::Word(_)) {
        found = any_keyword(&input, typed, known);
    }
    let rest = text.get(cursor + input.tail.len()..).unwrap_or_default();
    followed(&mut found, rest);
    finish(start..cursor, input.tail, found)
}

/// A completion of these: what follows the cursor is replaced as well where a suggestion ends so.
pub fn finish(range: Range<usize>, tail: &str, found: Vec<Candidate>) -> Completion {
    let lower = tail.to_lowercase();
    let ends = |candidate: &Candidate| candidate.text.to_lowercase().ends_with(&lower);
    let end = if !tail.is_empty() && found.iter().any(ends) { range.end + tail.len() } else { range.end };
    // A query of WITH hides a table of its name.
    let mut once = HashSet::new();
    let found = found.into_iter().filter(|candidate| once.insert(candidate.text.clone()));
    let suggestions = found.map(|Candidate { text, kind, about, .. }| Suggestion { text, kind, about });
    Completion { range: range.start..end, suggestions: suggestions.collect() }
}

/// Those that answer what was typed, the best first, else in their order.
pub fn best(found: Vec<Candidate>, typed: &str) -> Vec<Candidate> {
    let pattern = Pattern::new(typed);
    if pattern.is_empty() {
        return found.into_iter().take(MOST).collect();
    }
    let mut ranked: Vec<(Rank, Candidate)> =
        found.into_iter().filter_map(|candidate| Some((pattern.rank(&candidate.key)?, candidate))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    // Keywords and functions are many: one that is only somewhat alike is no help beside what fits.
    let fits = ranked.first().is_some_and(|(rank, _)| *rank <= Rank::Words);
    let most = |candidate: &Candidate| match candidate.kind {
        Kind::Keyword | Kind::Function => Rank::Words,
        _ => Rank::Inside,
    };
    ranked.retain(|(rank, candidate)| !fits || *rank <= most(candidate));
    ranked.into_iter().take(MOST).map(|(_, candidate)| candidate).collect()
}

/// What can stand in the single quotes at the gap, and how many bytes of them are not replaced.
fn strings(input: &Input, typed: &str, known: &dyn Known) -> (usize, Vec<Candidate>) {
    let paths = || {
        let (folder, found) = paths::entries(typed, known, true);
        (1 + folder, found)
    };
    let level = input.level(input.at);
    // A list of paths is in brackets of its own.
    let list = level.open.filter(|open| input.key(*open) == "[");
    let at = list.unwrap_or(input.at);
    match place(input, known, at) {
        Place::Relation(_) | Place::Path => paths(),
        Place::Argument => {
            match Call::around(input, known, input.level(at), at).and_then(|call| call.takes()) {
                Some(Takes::Relation | Takes::Path) => paths(),
                Some(Takes::Choice(words)) => (0, choices(words).collect()),
                _ => (0, vec![]),
            }
        }
        _ if input.at == 0 => paths(),
        _ => (0, vec![]),
    }
}

/// The names among these, in double quotes.
fn quoted(found: Vec<Candidate>) -> Vec<Candidate> {
    let names = found.into_iter().filter(|candidate| {
        matches!(candidate.kind, Kind::Table | Kind::View | Kind::Cte | Kind::Column | Kind::Alias)
    });
    // A text with a dot or quotes is a name with its schema, or is quoted already.
    let quote = |candidate: Candidate| match candidate.text == candidate.key && !candidate.text.contains('.')
    {
        true => Candidate { text: names::quoted(&candidate.key), ..candidate },
        false => candidate,
    };
    names.map(quote).collect()
}

/// The keyword in the case of what was typed.
fn like(keyword: &str, typed: &str) -> String {
    let letters = || typed.chars().filter(|c| c.is_alphabetic());
    match letters().next().is_some_and(char::is_lowercase) && letters().all(char::is_lowercase) {
        true => keyword.to_lowercase(),
        false => keyword.to_owned(),
    }
}

/// Where nothing fits, any keyword that begins so, for what is not known here.
fn any_keyword(input: &Input, typed: &str, known: &dyn Known) -> Vec<Candidate> {
    if input.key_before(input.at) == "." || place(input, known, input.at) == Place::Nothing {
        return vec![];
    }
    let begins = |word: &&str| word.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    let candidate = |word: &'static str| Candidate {
        key: word.to_owned(),
        text: like(word, typed),
        kind: Kind::Keyword,
        about: String::new(),
    };
    keywords::all().filter(begins).map(candidate).collect()
}

/// Leaves out what stands after the cursor already: the bracket of a call, the arrow of an argument.
fn followed(found: &mut [Candidate], rest: &str) {
    for candidate in found {
        let end = match candidate.kind {
            Kind::Function if rest.starts_with('(') => "(",
            Kind::Argument if rest.trim_start().starts_with("=>") => " => ",
            _ => continue,
        };
        if let Some(text) = candidate.text.strip_suffix(end) {
            candidate.text = text.to_owned();
        }
    }
}
