//! What is to be said of the columns of a query.

use super::read_log::ReadLog;

/// No more is said of the columns of a query.
const MOST: usize = 8;

/// Says what is to be said of the columns of a query.
pub(super) fn say<'a>(log: &ReadLog, notes: impl Iterator<Item = &'a String>) {
    let notes: Vec<&String> = notes.collect();
    notes.iter().take(MOST).for_each(|note| log.say((*note).clone()));
    match notes.len().saturating_sub(MOST) {
        0 => {}
        1 => log.say("1 more note of this kind".to_owned()),
        more => log.say(format!("{more} more notes of this kind")),
    }
}

/// That a column is not in these files.
pub(super) fn missing(column: &str, files: &[&str]) -> Option<String> {
    let (first, rest) = files.split_first()?;
    let others = match rest.len() {
        0 => String::new(),
        1 => " and another file".to_owned(),
        several => format!(" and {several} other files"),
    };
    Some(format!("column \"{column}\" is not in '{first}'{others}: it is NULL there"))
}
