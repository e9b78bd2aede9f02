//! The names and keywords that can be suggested, and the choice of those that answer what was typed.

use std::collections::HashSet;
use std::ops::Range;

use super::names;
use super::phrases::Phrases;
use super::rank::{Pattern, Rank};
use super::vocabulary::{
    Completion, FunctionEntry, FunctionKind, Suggestion, SuggestionKind, TableKind, Vocabulary,
};

/// The most that is suggested.
const MOST: usize = 200;

/// A text that could be suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The text that is compared with what was typed.
    pub key: String,
    /// The text to insert.
    pub text: String,
    /// Its kind.
    pub kind: SuggestionKind,
    /// A remark.
    pub about: String,
}

/// Returns the star that stands for all columns.
pub fn star() -> Candidate {
    Candidate {
        key: "*".to_owned(),
        text: "*".to_owned(),
        kind: SuggestionKind::Keyword,
        about: "all columns".to_owned(),
    }
}

/// Adds keywords, each once.
pub fn keywords(found: &mut Vec<Candidate>, lists: &[Phrases]) {
    for words in lists.iter().copied().flatten() {
        // The lists for one place overlap.
        if !found.iter().any(|other| other.kind == SuggestionKind::Keyword && other.text == *words) {
            let text = (*words).to_owned();
            found.push(Candidate {
                key: text.clone(),
                text,
                kind: SuggestionKind::Keyword,
                about: String::new(),
            });
        }
    }
}

/// Adds the functions that return a value; with `of_row`, none that needs several rows.
pub fn functions(found: &mut Vec<Candidate>, vocabulary: &dyn Vocabulary, of_row: bool) {
    let fits = |function: &&FunctionEntry| match function.kind {
        FunctionKind::Scalar => true,
        FunctionKind::Aggregate | FunctionKind::Window => !of_row,
        FunctionKind::Table => false,
    };
    found.extend(vocabulary.functions().iter().filter(fits).map(function));
}

/// Returns a function as it is suggested.
pub fn function(function: &FunctionEntry) -> Candidate {
    let about = if function.summary.is_empty() { &function.signature } else { &function.summary };
    Candidate {
        key: function.name.clone(),
        text: format!("{}(", function.name),
        kind: SuggestionKind::Function,
        about: about.clone(),
    }
}

/// Returns the tables and views.
pub fn tables(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = Candidate> {
    vocabulary.tables().into_iter().map(|table| {
        let (kind, about) = match table.kind {
            TableKind::Table => (SuggestionKind::Table, "table"),
            TableKind::View => (SuggestionKind::View, "view"),
        };
        Candidate { key: names::unquoted(&table.name), text: table.name, kind, about: about.to_owned() }
    })
}

/// Returns texts as SQL writes them.
pub fn choices(words: &[String]) -> impl Iterator<Item = Candidate> {
    words.iter().map(|word| Candidate {
        key: word.clone(),
        text: format!("'{}'", word.replace('\'', "''")),
        kind: SuggestionKind::Value,
        about: String::new(),
    })
}

/// Makes a completion of candidates. The rest of the word after the cursor is replaced as well if a suggestion ends with
/// it.
pub fn finish(range: Range<usize>, tail: &str, found: Vec<Candidate>) -> Completion {
    let lower = tail.to_lowercase();
    let ends = |candidate: &Candidate| candidate.text.to_lowercase().ends_with(&lower);
    let end = if !tail.is_empty() && found.iter().any(ends) { range.end + tail.len() } else { range.end };
    // A query of WITH hides a table of the same name.
    let mut once = HashSet::new();
    let found = found.into_iter().filter(|candidate| once.insert(candidate.text.clone()));
    let suggestions = found.map(|Candidate { text, kind, about, .. }| Suggestion { text, kind, about });
    Completion { range: range.start..end, suggestions: suggestions.collect() }
}

/// Returns the candidates that answer what was typed, the best first, else in their order.
pub fn best(found: Vec<Candidate>, typed: &str) -> Vec<Candidate> {
    let pattern = Pattern::new(typed);
    if pattern.is_empty() {
        return found.into_iter().take(MOST).collect();
    }
    let mut ranked: Vec<(Rank, Candidate)> =
        found.into_iter().filter_map(|candidate| Some((pattern.rank(&candidate.key)?, candidate))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    // Keywords and functions are many. One that is only somewhat alike is no help beside a candidate that fits.
    let fits = ranked.first().is_some_and(|(rank, _)| *rank <= Rank::Words);
    let most = |candidate: &Candidate| match candidate.kind {
        SuggestionKind::Keyword | SuggestionKind::Function => Rank::Words,
        _ => Rank::Inside,
    };
    ranked.retain(|(rank, candidate)| !fits || *rank <= most(candidate));
    ranked.into_iter().take(MOST).map(|(_, candidate)| candidate).collect()
}
