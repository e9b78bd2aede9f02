//! Completion and highlighting with a session that is made up; `|` is the cursor.

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

/// The completion of a text with `|` for the cursor, the text without it, and the session that was asked.
fn completion(marked: &str) -> (Completion, String, Session) {
    let cursor = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let session = Session::default();
    (complete(&text, cursor, &session), text, session)
}

/// All that is suggested.
fn all(marked: &str) -> Vec<String> {
    completion(marked).0.suggestions.into_iter().map(|suggestion| suggestion.text).collect()
}

/// All that is suggested of a kind.
fn of(marked: &str, kind: SuggestionKind) -> Vec<String> {
    let found = completion(marked).0.suggestions.into_iter();
    found.filter(|suggestion| suggestion.kind == kind).map(|suggestion| suggestion.text).collect()
}

/// The first that is suggested.
fn first(marked: &str, count: usize) -> Vec<String> {
    all(marked).into_iter().take(count).collect()
}

fn columns(marked: &str) -> Vec<String> {
    of(marked, SuggestionKind::Column)
}

/// The text with the first suggestion put in.
fn done(marked: &str) -> String {
    let (completion, mut text, _) = completion(marked);
    text.replace_range(completion.range, &completion.suggestions[0].text);
    text
}
