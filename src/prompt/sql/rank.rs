//! The rank of a name as an answer to what was typed.

/// The way in which a name answers what was typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The name is the text that was typed.
    Same,
    /// The name begins with that text.
    Prefix,
    /// The name's words begin with parts of that text: `id` and `cid` for customer_id.
    Words,
    /// The name contains that text.
    Inside,
    /// The name has the characters of that text, in that order.
    Scattered,
    /// The name has nearly those characters.
    Near,
}

/// The text that was typed, ready to be compared.
#[derive(Debug)]
pub struct Pattern {
    text: String,
    characters: Vec<char>,
}

impl Pattern {
    /// Prepares what was typed.
    pub fn new(typed: &str) -> Self {
        let text = typed.to_lowercase();
        Self { characters: text.chars().collect(), text }
    }

    /// Tells whether nothing was typed, which any name answers.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the rank of a name, or `None` if it is no answer.
    pub fn rank(&self, name: &str) -> Option<Rank> {
        let lower = name.to_lowercase();
        if lower.starts_with(&self.text) {
            return Some(if lower.len() == self.text.len() { Rank::Same } else { Rank::Prefix });
        }
        let mut rest = lower.chars();
        if self.characters.iter().all(|typed| rest.any(|c| c == *typed)) {
            let characters: Vec<char> = lower.chars().collect();
            if self.begins_words(&starts(name, &characters), &characters) {
                return Some(Rank::Words);
            }
            if lower.contains(&self.text) {
                return Some(Rank::Inside);
            }
            return Some(Rank::Scattered);
        }
        let allowed = match self.characters.len() {
            0..=3 => return None,
            4..=6 => 1,
            _ => 2,
        };
        let beginning: String = lower.chars().take(self.characters.len()).collect();
        (strsim::osa_distance(&beginning, &self.text) <= allowed).then_some(Rank::Near)
    }

    /// Tells whether what was typed consists of beginnings of the name's words. `starts` marks where words begin.
    fn begins_words(&self, starts: &[bool], name: &[char]) -> bool {
        // The places of the name at which the characters typed so far can end.
        let mut ends = vec![false; name.len()];
        for (typed_place, typed) in self.characters.iter().enumerate() {
            let mut next = vec![false; name.len()];
            let mut any_before = typed_place == 0;
            let mut before = false;
            for ((slot, ended), (character, begins)) in
                next.iter_mut().zip(&ends).zip(name.iter().zip(starts))
            {
                *slot = character == typed && (before || (*begins && any_before));
                any_before |= ended;
                before = *ended;
            }
            if !next.contains(&true) {
                return false;
            }
            ends = next;
        }
        true
    }
}

/// Marks where words begin: after a character that is no letter or digit, and at a capital after a small letter.
fn starts(name: &str, lower: &[char]) -> Vec<bool> {
    let mut before = '_';
    let mut starts: Vec<bool> = name
        .chars()
        .map(|character| {
            let begins = !before.is_alphanumeric() || (before.is_lowercase() && character.is_uppercase());
            before = character;
            begins && character.is_alphanumeric()
        })
        .collect();
    // The lower case of a few capitals is two characters.
    starts.resize(lower.len(), false);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(typed: &str, name: &str) -> Option<Rank> {
        Pattern::new(typed).rank(name)
    }

    #[test]
    fn ranks() {
        assert_eq!(rank("ID", "id"), Some(Rank::Same));
        assert_eq!(rank("cus", "Customer ID"), Some(Rank::Prefix));
        assert_eq!(rank("id", "customer_id"), Some(Rank::Words));
        assert_eq!(rank("cid", "customer_id"), Some(Rank::Words));
        assert_eq!(rank("cusid", "CustomerId"), Some(Rank::Words));
        assert_eq!(rank("tomer", "customer_id"), Some(Rank::Inside));
        assert_eq!(rank("cstid", "customer_id"), Some(Rank::Scattered));
        assert_eq!(rank("cutsomer", "customer_id"), Some(Rank::Near));
        assert_eq!(rank("x", "customer_id"), None);
        assert_eq!(rank("", "a"), Some(Rank::Prefix));
        assert_eq!(rank("i̇", "İd"), Some(Rank::Prefix));
        assert_eq!(rank("größe", "GRÖSSE"), None);
    }
}
