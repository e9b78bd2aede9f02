//! The columns that can be seen, as they must be written.

use std::collections::{HashMap, HashSet};

use super::candidates::Candidate;
use super::from::{From, Relation};
use super::known::{Column, Kind, Known};
use super::names;
use super::scope::Scope;

/// Asks for columns, for each relation once.
pub struct Columns<'a> {
    scope: &'a Scope,
    known: &'a dyn Known,
    asked: HashMap<&'a str, Vec<Column>>,
}

impl<'a> Columns<'a> {
    /// Asks for those of the scope.
    pub fn new(scope: &'a Scope, known: &'a dyn Known) -> Self {
        Self { scope, known, asked: HashMap::new() }
    }

    fn of(&mut self, relation: &'a Relation) -> Vec<Column> {
        let Self { scope, known, asked } = self;
        let asked = asked.entry(&relation.text);
        let mut columns =
            asked.or_insert_with(|| known.columns(&relation.text, &scope.with(&relation.text))).clone();
        for (column, name) in columns.iter_mut().zip(&relation.renamed) {
            column.name.clone_from(name);
        }
        columns
    }

    /// All that can be seen: those of the query itself first.
    pub fn all(mut self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut hidden: HashSet<String> = HashSet::new();
        for level in &self.scope.levels {
            let columns: Vec<(&Relation, Vec<Column>)> =
                level.relations.iter().map(|relation| (relation, self.of(relation))).collect();
            let shared = shared(level, &columns);
            let mut seen: HashMap<String, usize> = HashMap::new();
            for (_, columns) in &columns {
                for column in columns {
                    *seen.entry(column.name.to_lowercase()).or_default() += 1;
                }
            }
            let mut once: HashSet<String> = HashSet::new();
            for (relation, columns) in columns {
                for column in columns {
                    let lower = column.name.to_lowercase();
                    let is_one = shared.contains(&lower) || seen.get(&lower) == Some(&1);
                    let name = names::written(&column.name);
                    let text = match &relation.qualifier {
                        _ if is_one && !hidden.contains(&lower) => name,
                        // Which one is meant must be said.
                        Some(qualifier) => format!("{qualifier}.{name}"),
                        None => continue,
                    };
                    if once.insert(text.clone()) {
                        found.push(candidate(column, text));
                    }
                }
            }
            hidden.extend(seen.into_keys());
        }
        found
    }

    /// Those of what a name before a dot means.
    pub fn member(mut self, qualifier: &[&str]) -> Vec<Candidate> {
        let Some((last, schema)) = qualifier.split_last() else {
            return vec![];
        };
        let whole = qualifier.join(".");
        let is_meant = |relation: &&Relation| match schema {
            [] => relation.qualifier.as_ref().is_some_and(|qualifier| names::same(qualifier, last)),
            _ => names::same(&relation.text, &whole),
        };
        let meant = self.scope.levels.iter().find_map(|level| level.relations.iter().find(is_meant));
        let columns = match meant {
            Some(relation) => self.of(relation),
            // There may be no FROM yet.
            None => match self.known.tables().iter().find(|table| names::same(&table.name, &whole)) {
                Some(table) => self.known.columns(&table.name, ""),
                None => vec![],
            },
        };
        columns.into_iter().map(plain).collect()
    }

    /// Those for USING: the ones that several relations have come first.
    pub fn joined(mut self) -> Vec<Candidate> {
        let Some(level) = self.scope.levels.iter().find(|level| !level.relations.is_empty()) else {
            return vec![];
        };
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut found: Vec<Column> = Vec::new();
        for relation in &level.relations {
            for column in self.of(relation) {
                let count = seen.entry(column.name.to_lowercase()).or_default();
                *count += 1;
                if *count == 1 {
                    found.push(column);
                }
            }
        }
        found.sort_by_key(|column| seen.get(&column.name.to_lowercase()) == Some(&1));
        found.into_iter().map(plain).collect()
    }
}

/// The columns that belong to all relations of a level.
fn shared(level: &From, columns: &[(&Relation, Vec<Column>)]) -> HashSet<String> {
    let natural = columns.iter().filter(|_| level.natural).flat_map(|(_, columns)| columns);
    level.shared.iter().chain(natural.map(|column| &column.name)).map(|name| name.to_lowercase()).collect()
}

/// A column without qualifier.
pub fn plain(column: Column) -> Candidate {
    let text = names::written(&column.name);
    candidate(column, text)
}

fn candidate(column: Column, text: String) -> Candidate {
    Candidate { key: column.name, text, kind: Kind::Column, about: column.sql_type }
}
