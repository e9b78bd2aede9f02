//! The nearest of the names there are.

use crate::{identifier, listed};

/// Below this similarity a suggestion would mislead.
const NEAR_ENOUGH: f64 = 0.6;

/// Returns the candidate that a misspelt name most likely means: close in spelling, or the same word with another
/// ending. `None` if nothing is near enough to be helpful. Case does not count.
///
/// ```
/// use tenure_diagnostics::nearest;
///
/// assert_eq!(nearest("amont", ["customer_id", "amount"]), Some("amount"));
/// assert_eq!(nearest("customer", ["Customer ID"]), Some("Customer ID"));
/// assert_eq!(nearest("revenue", ["amount"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let similarity = |candidate: &str| {
        let lower = candidate.to_lowercase();
        let similarity = strsim::normalized_damerau_levenshtein(&name, &lower);
        let is_beginning =
            name.len() >= 3 && lower.starts_with(&name) || lower.len() >= 3 && name.starts_with(&lower);
        if is_beginning { similarity.max(0.7) } else { similarity }
    };
    candidates
        .into_iter()
        .map(|candidate| (similarity(candidate), candidate))
        .filter(|(similarity, _)| *similarity >= NEAR_ENOUGH)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Asks whether a name was meant: in single quotes, or in double quotes if SQL needs them.
///
/// ```
/// use tenure_diagnostics::did_you_mean;
///
/// assert_eq!(did_you_mean("amount"), "did you mean 'amount'?");
/// assert_eq!(did_you_mean("Customer ID"), "did you mean \"Customer ID\"?");
/// ```
pub fn did_you_mean(name: &str) -> String {
    let written = identifier(name);
    match written == name {
        true => format!("did you mean '{name}'?"),
        false => format!("did you mean {written}?"),
    }
}

/// Asks for the nearest candidate, or lists all of them where none is near. `None` without candidates.
///
/// ```
/// use tenure_diagnostics::nearest_or_all;
///
/// assert_eq!(nearest_or_all("binz", "options", ["bins", "by"]).as_deref(), Some("did you mean 'bins'?"));
/// assert_eq!(nearest_or_all("zzz", "options", ["bins", "by"]).as_deref(), Some("the options are bins, by"));
/// assert_eq!(nearest_or_all("zzz", "options", []), None);
/// ```
pub fn nearest_or_all<'a>(
    name: &str,
    plural: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match nearest(name, candidates.iter().copied()) {
        Some(near) => Some(did_you_mean(near)),
        None if candidates.is_empty() => None,
        None => Some(format!("the {plural} are {}", listed(candidates.into_iter().map(identifier)))),
    }
}
