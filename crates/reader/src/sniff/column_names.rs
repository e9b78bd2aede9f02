//! Makes the names of columns usable.

use std::collections::{HashMap, HashSet};

use super::finding::{Finding, FindingKind};

/// Returns the names to use: trimmed, each only once, and `column_1`, `column_2`, … for fields without a name.
pub(super) fn column_names(fields: &[String], findings: &mut Vec<Finding>) -> Vec<String> {
    let trimmed: Vec<String> = fields.iter().map(|field| clean(field)).collect();
    let last: HashMap<&String, usize> = trimmed.iter().enumerate().map(|(i, name)| (name, i)).collect();
    let mut used = HashSet::with_capacity(fields.len());
    // The next number to try for each name, so that many fields of one name take linear time.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut names: Vec<String> = Vec::with_capacity(fields.len());
    for (i, (field, name)) in fields.iter().zip(&trimmed).enumerate() {
        let preferred = if name.is_empty() { format!("column_{}", i + 1) } else { name.clone() };
        let name = if used.contains(&preferred) {
            let is_later = |name: &String| last.get(name).is_some_and(|last| *last > i);
            let number = numbers.entry(preferred.clone()).or_default();
            loop {
                *number += 1;
                let name = format!("{preferred}_{number}");
                if !used.contains(&name) && !is_later(&name) {
                    break name;
                }
            }
        } else {
            preferred
        };
        used.insert(name.clone());
        if name != *field {
            let evidence = match (clean(field).is_empty(), clean(field) == name) {
                (true, _) => "it has no name".to_owned(),
                (false, true) => "blanks around its name are removed".to_owned(),
                (false, false) => format!("the name '{}' occurs more than once", clean(field)),
            };
            findings.push(Finding::new(&name, format!("named {name}"), evidence, FindingKind::Changed));
        }
        names.push(name);
    }
    names
}

/// Trims all kinds of whitespace around a name and replaces line breaks in it.
fn clean(name: &str) -> String {
    name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_numbered_and_never_twice() {
        let made = |fields: &[&str]| {
            let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
            let mut findings = vec![];
            (column_names(&fields, &mut findings), findings.len())
        };
        assert_eq!(made(&["id", "name"]), (vec!["id".into(), "name".into()], 0));
        assert_eq!(made(&[" id ", "NETPRO  "]), (vec!["id".into(), "NETPRO".into()], 2));
        assert_eq!(made(&["a", "a", "a"]), (vec!["a".into(), "a_1".into(), "a_2".into()], 2));
        assert_eq!(made(&["a", "a", "a_1"]), (vec!["a".into(), "a_2".into(), "a_1".into()], 1));
        assert_eq!(made(&["", "b", ""]), (vec!["column_1".into(), "b".into(), "column_3".into()], 2));
    }
}
