//! The visible columns, as SQL needs them.

use std::collections::{HashMap, HashSet};

use super::candidate::Candidate;
use super::from_clause::{FromClause, Relation};
use super::names;
use super::scope::Scope;
use super::vocabulary::{ColumnEntry, SuggestionKind, Vocabulary};

/// The columns of the relations in a scope. Each relation is asked for once.
pub struct Columns<'a> {
    scope: &'a Scope,
    vocabulary: &'a dyn Vocabulary,
    asked: HashMap<&'a str, Vec<ColumnEntry>>,
}

impl<'a> Columns<'a> {
    /// Prepares the columns of a scope.
    pub fn new(scope: &'a Scope, vocabulary: &'a dyn Vocabulary) -> Self {
        Self { scope, vocabulary, asked: HashMap::new() }
    }

    fn of(&mut self, relation: &'a Relation) -> Vec<ColumnEntry> {
        let Self { scope, vocabulary, asked } = self;
        let asked = asked.entry(&relation.text);
        let mut columns =
            asked.or_insert_with(|| vocabulary.columns(&relation.text, &scope.with(&relation.text))).clone();
        for (column, name) in columns.iter_mut().zip(&relation.renamed) {
            column.name.clone_from(name);
        }
        columns
    }

    /// Returns all visible columns, those of the query itself first.
    pub fn all(mut self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut hidden: HashSet<String> = HashSet::new();
        for level in &self.scope.levels {
            let columns: Vec<(&Relation, Vec<ColumnEntry>)> =
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
                    let name = names::as_sql(&column.name);
                    let text = match &relation.qualifier {
                        _ if is_one && !hidden.contains(&lower) => name,
                        // Without a qualifier the name would be ambiguous, or mean a column of an inner query.
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

    /// Returns the columns of the relation that a qualifier names.
    pub fn member(mut self, qualifier: &[&str]) -> Vec<Candidate> {
        let Some((last, schema)) = qualifier.split_last() else {
            return vec![];
        };
        let whole = qualifier.join(".");
        let is_named = |relation: &&Relation| match schema {
            [] => relation.qualifier.as_ref().is_some_and(|qualifier| names::same(qualifier, last)),
            _ => names::same(&relation.text, &whole),
        };
        let relation = self.scope.levels.iter().find_map(|level| level.relations.iter().find(is_named));
        let columns = match relation {
            Some(relation) => self.of(relation),
            // There may be no FROM yet: any table can be meant.
            None => match self.vocabulary.tables().iter().find(|table| names::same(&table.name, &whole)) {
                Some(table) => self.vocabulary.columns(&table.name, ""),
                None => vec![],
            },
        };
        columns.into_iter().map(unqualified).collect()
    }

    /// Returns the columns for USING. Those of several relations come first.
    pub fn joined(mut self) -> Vec<Candidate> {
        let Some(level) = self.scope.levels.iter().find(|level| !level.relations.is_empty()) else {
            return vec![];
        };
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut found: Vec<ColumnEntry> = Vec::new();
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
        found.into_iter().map(unqualified).collect()
    }
}

/// Returns the columns that belong to all relations of a level.
fn shared(level: &FromClause, columns: &[(&Relation, Vec<ColumnEntry>)]) -> HashSet<String> {
    let natural = columns.iter().filter(|_| level.natural).flat_map(|(_, columns)| columns);
    level.shared.iter().chain(natural.map(|column| &column.name)).map(|name| name.to_lowercase()).collect()
}

/// Returns a column without qualifier.
pub fn unqualified(column: ColumnEntry) -> Candidate {
    let text = names::as_sql(&column.name);
    candidate(column, text)
}

fn candidate(column: ColumnEntry, text: String) -> Candidate {
    Candidate { key: column.name, text, kind: SuggestionKind::Column, about: column.sql_type }
}
