//! Guesses the type of a column from its fields.
//!
//! ```text
//! fields ──TypeGuess::see──> Numbers, Dates, counts ──decide, with a ColumnContext──> Decision: format, notes
//! ```

mod context;
mod date_names;
mod dates;
mod decide_numbers;
mod format_set;
mod note;
mod numbers;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod type_guess;

pub use context::ColumnContext;
pub use note::Note;
pub use type_guess::{Decision, TypeGuess};
