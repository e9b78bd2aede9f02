//! Placeholders of a statement: `$name`, `$1`, `:name` and `?`.

use tenure_diagnostics::nearest;

use crate::errors::{Position, Problem};

/// The names of one statement's placeholders, given in their order: the first `?` is called `1`.
#[derive(Debug, Default)]
pub(crate) struct PlaceholderNames {
    /// The number of `?` so far.
    questions: usize,
}

impl PlaceholderNames {
    /// Returns the name of the next placeholder: `name` for `$name` and `:name`, its number for `?`.
    pub fn name(&mut self, placeholder: &str) -> String {
        match placeholder {
            "?" => {
                self.questions += 1;
                self.questions.to_string()
            }
            placeholder => placeholder.trim_start_matches(['$', ':', '?']).to_owned(),
        }
    }
}

/// Returns the problem of a parameter without a value, with the nearest name that has one.
pub(crate) fn without_value<'a>(
    name: &'a str,
    position: Option<Position>,
    bound: impl Iterator<Item = &'a str>,
) -> Problem {
    let near = nearest(name, bound).map(|near| format!("did you mean '${near}'?"));
    Problem::new(format!("parameter ${name} has no value")).at(position).maybe_hint(near)
}
