//! Paths of files within single quotes.

use super::candidates::Candidate;
use super::known::{Entry, Kind, Known};

/// What can follow a path as far as it is typed: the folder's length in bytes, and what is in it. With `quote`, a file's
/// name ends with the quote that the path began with.
pub fn entries(typed: &str, known: &dyn Known, quote: bool) -> (usize, Vec<Candidate>) {
    let length = typed.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, name) = typed.split_at_checked(length).unwrap_or(("", typed));
    let folder = if quote { folder.replace("''", "'") } else { folder.to_owned() };
    let found = shown(known.files(&folder), name.starts_with('.'));
    let candidates = found.map(|entry| {
        let is_folder = entry.name.ends_with('/');
        let end = if quote && !is_folder { "'" } else { "" };
        let text = if quote { entry.name.replace('\'', "''") } else { entry.name.clone() };
        Candidate { text: text + end, ..candidate(entry) }
    });
    (length, candidates.collect())
}

/// The files of the working folder as a relation, with their quotes.
pub fn relations(known: &dyn Known) -> impl Iterator<Item = Candidate> {
    shown(known.files(""), false).map(|entry| {
        let end = if entry.name.ends_with('/') { "" } else { "'" };
        Candidate { text: format!("'{}{end}", entry.name.replace('\'', "''")), ..candidate(entry) }
    })
}

/// Hidden files only for who asks for them, and then no others.
fn shown(entries: Vec<Entry>, hidden: bool) -> impl Iterator<Item = Entry> {
    entries.into_iter().filter(move |entry| hidden == entry.name.starts_with('.'))
}

fn candidate(entry: Entry) -> Candidate {
    let kind = if entry.name.ends_with('/') { Kind::Folder } else { Kind::File };
    Candidate { key: entry.name, text: String::new(), kind, about: entry.about }
}
