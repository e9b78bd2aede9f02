//! Notes on the columns of a query. Notes of the same kind over many files are one.

use std::sync::Arc;

use tenure_diagnostics::{counted, quoted_identifier};

use crate::sources::read_log::ReadLog;

/// The most notes on the columns of one query.
const MOST: usize = 8;

/// The most columns that one note names.
const MOST_COLUMNS: usize = 5;

/// The most notes about missing columns. Where more would be needed, because each file lacks other columns, one note
/// speaks of all.
const MOST_MISSING: usize = 3;

/// A note on a column, which a query that reads it adds to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Note {
    /// A sentence.
    Text(String),
    /// The column is not in these files.
    Missing(Vec<Arc<str>>),
}

impl Note {
    /// Returns the note on a column that is not in these files, if there are any.
    pub fn missing(files: Vec<Arc<str>>) -> Option<Self> {
        (!files.is_empty()).then_some(Self::Missing(files))
    }

    /// Returns the note as a sentence on this column.
    pub fn sentence(&self, column: &str) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Missing(files) => not_in(&[column], files),
        }
    }
}

/// Adds the notes on columns to the log; `more` says where the notes are that are too many.
pub(super) fn report<'a>(
    log: &ReadLog,
    columns: impl IntoIterator<Item = (&'a str, &'a [Note])>,
    more: Option<&str>,
) {
    let mut texts = vec![];
    let mut missing: Vec<(&[Arc<str>], Vec<&str>)> = vec![];
    for (column, notes) in columns {
        for note in notes {
            match note {
                Note::Text(text) => texts.push(text.clone()),
                Note::Missing(files) => match missing.iter_mut().find(|(known, _)| known == files) {
                    Some((_, columns)) => columns.push(column),
                    None => missing.push((files, vec![column])),
                },
            }
        }
    }
    texts.extend(missing_columns(&missing));
    let rest = texts.len().saturating_sub(MOST);
    texts.truncate(MOST);
    texts.into_iter().for_each(|text| log.say(text));
    if rest > 0 {
        let rest = counted(rest as u64, "more note");
        log.say(match more {
            Some(more) => format!("{rest}: {more}"),
            None => format!("{rest} of this kind"),
        });
    }
}

/// Adds a notice on files without records to the log, if there are any.
pub(super) fn report_empty(log: &ReadLog, files: &[Arc<str>]) {
    match files {
        [] => {}
        [one] => log.say(format!("'{one}' has no records")),
        several => log.say(format!("{} have no records", files_phrase(several))),
    }
}

/// Says which columns are missing in which files.
fn missing_columns(missing: &[(&[Arc<str>], Vec<&str>)]) -> Vec<String> {
    if missing.len() > MOST_MISSING {
        let columns: Vec<&str> = missing.iter().flat_map(|(_, columns)| columns).copied().collect();
        let names = columns_phrase(&columns);
        return vec![format!("{names} are not in every file: they are NULL in the files that lack them")];
    }
    missing.iter().map(|(files, columns)| not_in(columns, files)).collect()
}

/// Says that columns are not in files.
fn not_in(columns: &[&str], files: &[Arc<str>]) -> String {
    let (names, files) = (columns_phrase(columns), files_phrase(files));
    match columns {
        [_] => format!("{names} is not in {files}: it is NULL there"),
        _ => format!("{names} are not in {files}: they are NULL there"),
    }
}

/// Names columns: `column "a"`, or `columns a, b, c, d, e and 7 more`.
fn columns_phrase(columns: &[&str]) -> String {
    match columns {
        [one] => format!("column {}", quoted_identifier(one)),
        several => {
            let first = several.iter().take(MOST_COLUMNS).copied().collect::<Vec<_>>().join(", ");
            match several.len().saturating_sub(MOST_COLUMNS) {
                0 => format!("columns {first}"),
                more => format!("columns {first} and {more} more"),
            }
        }
    }
}

/// Names files: `'a.csv'`, `'a.csv' and another file`, or `'a.csv' and 11 other files`.
pub(super) fn files_phrase<T: AsRef<str>>(files: &[T]) -> String {
    match files {
        [] => String::new(),
        [one] => format!("'{}'", one.as_ref()),
        [first, _] => format!("'{}' and another file", first.as_ref()),
        [first, rest @ ..] => format!("'{}' and {} other files", first.as_ref(), rest.len()),
    }
}

/// Groups what files say by topic, in the order in which topics are first met. Where files say the same in other
/// figures, the topic stands for all.
pub(super) fn grouped<'a>(
    said: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut groups: Vec<(&str, &str, Vec<&str>)> = vec![];
    for (file, topic, text) in said {
        match groups.iter_mut().find(|(known, ..)| *known == topic) {
            Some((_, common, files)) => {
                if *common != text {
                    *common = topic;
                }
                if files.last() != Some(&file) {
                    files.push(file);
                }
            }
            None => groups.push((topic, text, vec![file])),
        }
    }
    groups.into_iter().map(|(_, text, files)| (text, files)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_of_several_files_is_said_once() {
        let said = [
            ("a.csv", "NA is NULL", "NA is NULL (1 value)"),
            ("b.csv", "NA is NULL", "NA is NULL (2 values)"),
            ("b.csv", "percent", "percent"),
            ("c.csv", "percent", "percent"),
        ];
        let groups = grouped(said);
        assert_eq!(groups, [("NA is NULL", vec!["a.csv", "b.csv"]), ("percent", vec!["b.csv", "c.csv"])]);
        assert_eq!(files_phrase(&["a", "b", "c"]), "'a' and 2 other files");
    }
}
