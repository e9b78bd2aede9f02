//! Tests completion and highlighting with a made-up session; `|` is the cursor.

mod cursor;
mod files;
mod functions;
mod highlight;
mod keywords;
mod robust;
mod scope;
mod session;

use super::vocabulary::Completion;
use super::{SuggestionKind, complete};
use session::Session;

/// Returns the completion of a text with `|` for the cursor, the text without it, and the session that was asked.
fn completion(marked: &str) -> (Completion, String, Session) {
    let cursor = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let session = Session::default();
    (complete(&text, cursor, &session), text, session)
}

/// Returns all suggestions.
fn all(marked: &str) -> Vec<String> {
    completion(marked).0.suggestions.into_iter().map(|suggestion| suggestion.text).collect()
}

/// Returns the suggestions of a kind.
fn of(marked: &str, kind: SuggestionKind) -> Vec<String> {
    let found = completion(marked).0.suggestions.into_iter();
    found.filter(|suggestion| suggestion.kind == kind).map(|suggestion| suggestion.text).collect()
}

/// Returns the first suggestions.
fn first(marked: &str, count: usize) -> Vec<String> {
    all(marked).into_iter().take(count).collect()
}

fn columns(marked: &str) -> Vec<String> {
    of(marked, SuggestionKind::Column)
}

/// Returns the text with the first suggestion inserted.
fn done(marked: &str) -> String {
    let (completion, mut text, _) = completion(marked);
    text.replace_range(completion.range, &completion.suggestions[0].text);
    text
}
