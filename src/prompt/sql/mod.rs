//! Completion and highlighting of SQL as it is typed. Knows neither the line editor nor the engine: the names that can be
//! suggested come through [`Vocabulary`].
//!
//! ```text
//! text ──> tokens ──> input: the statement around the cursor, and its brackets
//!                       ├──> place: what may stand at the cursor ──┐
//!                       └──> scope: whose columns are visible ─────┴──> candidates ──> rank ──> suggestions
//! ```
//!
//! There is no parsing: a text that is being typed is hardly ever a statement.

mod call;
mod candidate;
mod candidates;
mod columns;
mod complete;
mod continuations;
mod dot_command;
mod expected;
mod from_clause;
mod highlight;
mod input;
mod keywords;
mod names;
mod paths;
mod phrases;
mod place;
mod preceding;
mod rank;
mod scope;
#[cfg(test)]
mod tests;
mod tokens;
mod vocabulary;

pub use complete::complete;
pub use highlight::{TokenClass, highlight};
pub use vocabulary::{
    ArgumentEntry, ArgumentTakes, ColumnEntry, CommandEntry, CommandTakes, FolderEntry, FunctionEntry,
    FunctionKind, Suggestion, SuggestionKind, TableEntry, TableKind, Vocabulary,
};
