//! The relations and queries of WITH that are visible at the cursor.

use super::call::TypedCall;
use super::from_clause::{self, FromClause};
use super::input::{Input, Level};
use super::names;
use super::preceding::clause;
use super::vocabulary::{ArgumentTakes, Vocabulary};

/// The relations and queries that are visible at a place.
#[derive(Debug, Default)]
pub struct Scope {
    /// The relations of the query at the cursor, then those of the queries around it.
    pub levels: Vec<FromClause>,
    /// The queries of WITH, in the order of their definitions.
    pub ctes: Vec<Cte>,
}

/// A query of WITH.
#[derive(Debug)]
pub struct Cte {
    /// Its name as written.
    pub name: String,
    /// Its definition, with the name.
    pub text: String,
    /// True if the query needs RECURSIVE.
    pub recursive: bool,
}

impl Scope {
    /// Returns what is visible from the gap before a token.
    pub fn at(input: &Input, vocabulary: &dyn Vocabulary, at: usize) -> Self {
        let mut scope = Self::default();
        let mut place = at;
        let mut is_visible = true;
        loop {
            let level = input.level(place);
            let flat = input.flat(level.first, level.end);
            scope.outer_ctes(input, &flat, place);
            let before = level.open.map_or("", |open| input.key_before(open));
            let in_from = matches!(before, "FROM" | "JOIN" | ",")
                && level.open.is_some_and(|open| matches!(clause(input, open), "FROM" | "JOIN"));
            if is_visible {
                is_visible = scope.relations(input, vocabulary, level, &flat, place, in_from);
            }
            // A query in FROM or WITH does not see the relations beside it.
            is_visible &= !in_from && before != "AS";
            match level.open {
                Some(open) => place = open,
                None => return scope,
            }
        }
    }

    /// Adds the relations of a level. Returns whether those around it are visible, too.
    fn relations(
        &mut self,
        input: &Input,
        vocabulary: &dyn Vocabulary,
        level: Level,
        flat: &[usize],
        place: usize,
        in_from: bool,
    ) -> bool {
        if let Some(call) = TypedCall::around(input, vocabulary, level, place).filter(TypedCall::is_table) {
            if !matches!(call.takes(), Some(ArgumentTakes::Relation | ArgumentTakes::Path)) {
                let relations = call.relation(input).into_iter().collect();
                self.levels.push(FromClause { relations, ..FromClause::default() });
            }
            return false;
        }
        let keys = input.keys(flat);
        let begins = matches!(keys.first(), Some(&("SELECT" | "FROM" | "WITH" | "UPDATE")));
        let joins = !begins && in_from;
        if begins || joins || !level.closed || level.open.is_none() {
            self.levels.push(from_clause::read(input, part(&keys, flat, place), place, usize::from(joins)));
        }
        true
    }

    /// Adds the queries of a WITH at this level that are visible from the gap.
    fn outer_ctes(&mut self, input: &Input, flat: &[usize], place: usize) {
        let keys = input.keys(flat);
        let Some(with) = keys.iter().position(|key| *key == "WITH") else {
            return;
        };
        let recursive = keys.get(with + 1) == Some(&"RECURSIVE");
        let mut at = with + 1 + usize::from(recursive);
        let mut found = Vec::new();
        while let Some(name) =
            flat.get(at).and_then(|name| input.tokens.get(*name)).filter(|token| token.is_name())
        {
            let rest = keys.get(at + 1..).unwrap_or_default();
            let length = match rest {
                ["AS", "(", ..] => 2,
                ["AS", "MATERIALIZED", "(", ..] | ["(", "AS", "(", ..] => 3,
                ["AS", "NOT", "MATERIALIZED", "(", ..] | ["(", "AS", "MATERIALIZED", "(", ..] => 4,
                _ => break,
            };
            let (Some(first), Some(open)) = (flat.get(at).copied(), flat.get(at + length).copied()) else {
                break;
            };
            let end = input.inside(open).end;
            if end < place || (recursive && open <= place) {
                found.push(Cte {
                    name: name.text.to_owned(),
                    text: input.text_of(first, end + 1),
                    recursive,
                });
            }
            at += length + 1;
            if keys.get(at) != Some(&",") {
                break;
            }
            at += 1;
        }
        // An inner definition hides an outer one of the same name.
        found.retain(|cte| !self.ctes.iter().any(|inner| names::same(&inner.name, &cte.name)));
        self.ctes.splice(0..0, found);
    }

    /// Returns the definitions that a relation needs, with the word WITH; empty if it needs none.
    pub fn with(&self, relation: &str) -> String {
        let is_query = relation.contains('(');
        let needs = |cte: &Cte| match is_query {
            true => relation.to_lowercase().contains(&names::unquoted(&cte.name).to_lowercase()),
            false => names::same(&cte.name, relation),
        };
        let Some(last) = self.ctes.iter().rposition(needs) else {
            return String::new();
        };
        let ctes = self.ctes.get(..=last).unwrap_or_default();
        let texts: Vec<&str> = ctes.iter().map(|cte| cte.text.as_str()).collect();
        let word = if ctes.iter().any(|cte| cte.recursive) { "WITH RECURSIVE" } else { "WITH" };
        format!("{word} {}", texts.join(", "))
    }
}

/// Returns the tokens of the query that the gap is in. UNION and its like separate the queries of a level.
pub fn part<'a>(keys: &[&str], flat: &'a [usize], place: usize) -> &'a [usize] {
    let divides = |at: &usize| matches!(keys.get(*at), Some(&("UNION" | "EXCEPT" | "INTERSECT")));
    let gap = flat.partition_point(|token| *token < place);
    let first = (0..gap).rev().find(divides).map_or(0, |at| at + 1);
    let end = (gap..flat.len()).find(divides).unwrap_or(flat.len());
    flat.get(first..end).unwrap_or_default()
}
