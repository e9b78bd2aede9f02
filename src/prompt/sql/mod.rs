//! Completion and highlighting of SQL as it is typed. Knows neither the line editor nor the engine: what there is to
//! suggest comes through [`Known`].
//!
//! The text is divided into [`tokens`]; [`input`] finds the statement around the cursor and the brackets about it.
//! [`place`] says what may stand there, [`scope`] whose columns can be seen, [`candidates`] gathers both, and [`rank`]
//! chooses. There is no parsing: what is being typed is hardly ever a statement.

mod after;
mod arguments;
mod call;
mod candidates;
mod columns;
mod complete;
mod dot;
mod from;
mod highlight;
mod input;
mod keywords;
mod known;
mod names;
mod paths;
mod phrases;
mod place;
mod rank;
mod row;
mod scope;
mod statement;
#[cfg(test)]
mod tests;
mod tokens;

pub use complete::complete;
pub use highlight::{Class, highlight};
pub use known::{
    Argument, Column, Command, CommandTakes, Entry, Function, FunctionKind, Kind, Known, Suggestion, Table,
    TableKind, Takes,
};
