//! What is wrong with a chart, where, and what was perhaps meant.

use std::fmt;
use std::ops::Range;

/// A chart that cannot be drawn. Texts of the data stand in it as they are; who prints it escapes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartError {
    /// What is wrong.
    pub message: String,
    /// The bytes of the specification that are meant, if it is about words in it.
    pub place: Option<Range<usize>>,
    /// What was perhaps meant, or what to do.
    pub hint: Option<String>,
    /// Whether nothing is wrong but that the rows have nothing to draw.
    pub is_empty: bool,
}

impl ChartError {
    /// An error about the data as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, hint: None, is_empty: false }
    }

    /// The same, of rows that have nothing to draw.
    pub fn empty(self) -> Self {
        Self { is_empty: true, ..self }
    }

    /// The same with the place that is meant.
    pub fn at(self, place: Option<Range<usize>>) -> Self {
        Self { place, ..self }
    }

    /// The same with what to do.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The same with the nearest of what there is as a hint, or all of it if nothing is near.
    pub fn nearest(self, name: &str, what: &str, candidates: &[&str]) -> Self {
        match nearest(name, candidates) {
            Some(near) => self.hint(format!("did you mean '{near}'?")),
            None if candidates.is_empty() => self,
            None => self.hint(format!("{what}: {}", listed(candidates))),
        }
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ChartError {}

/// The candidate a misspelt name most likely means: close to it, or beginning as it does.
pub(super) fn nearest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let score = |candidate: &str| {
        let lower = candidate.to_lowercase();
        let score = strsim::normalized_damerau_levenshtein(&name, &lower);
        let begins =
            name.len() >= 3 && lower.starts_with(&name) || lower.len() >= 3 && name.starts_with(&lower);
        if begins { score.max(0.7) } else { score }
    };
    candidates
        .iter()
        .map(|candidate| (score(candidate), *candidate))
        .filter(|(score, _)| *score >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Names in a row, of very many only the first.
pub fn listed(names: &[&str]) -> String {
    const MOST: usize = 15;
    let mut text = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(&format!(" and {} more", names.len() - MOST));
    }
    text
}
