//! Paths of files in single quotes.

use super::candidate::Candidate;
use super::vocabulary::{FolderEntry, SuggestionKind, Vocabulary};

/// Returns the candidates that continue a path, and the length in bytes of its folder. With `quote`, a file's name ends
/// with the quote that the path began with.
pub fn entries(typed: &str, vocabulary: &dyn Vocabulary, quote: bool) -> (usize, Vec<Candidate>) {
    let length = typed.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, name) = typed.split_at_checked(length).unwrap_or(("", typed));
    let folder = if quote { folder.replace("''", "'") } else { folder.to_owned() };
    let found = visible_entries(vocabulary.files(&folder), name.starts_with('.'));
    let candidates = found.map(|entry| {
        let is_folder = entry.name.ends_with('/');
        let end = if quote && !is_folder { "'" } else { "" };
        let text = if quote { entry.name.replace('\'', "''") } else { entry.name.clone() };
        Candidate { text: text + end, ..candidate(entry) }
    });
    (length, candidates.collect())
}

/// Returns the files of the working folder as relations, in quotes.
pub fn relations(vocabulary: &dyn Vocabulary) -> impl Iterator<Item = Candidate> {
    visible_entries(vocabulary.files(""), false).map(|entry| {
        let end = if entry.name.ends_with('/') { "" } else { "'" };
        Candidate { text: format!("'{}{end}", entry.name.replace('\'', "''")), ..candidate(entry) }
    })
}

/// Leaves out hidden files, or all others if what was typed begins with a dot.
fn visible_entries(entries: Vec<FolderEntry>, hidden: bool) -> impl Iterator<Item = FolderEntry> {
    entries.into_iter().filter(move |entry| hidden == entry.name.starts_with('.'))
}

fn candidate(entry: FolderEntry) -> Candidate {
    let kind = if entry.name.ends_with('/') { SuggestionKind::Folder } else { SuggestionKind::File };
    Candidate { key: entry.name, text: String::new(), kind, about: entry.about }
}
