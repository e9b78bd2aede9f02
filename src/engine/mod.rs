//! An engine and the connections to it: a statement becomes a plan, and the plan rows.
//!
//! ```text
//! Engine (catalogue, runtime, limits) ──connect──> Connection (prepared statements, settings, read log)
//!
//! SQL ──rewrite──> syntax tree ──prepared──> ──resolve──> names and files found ──plan──> ──deterministic──> ──run──> Rows
//! ```

mod builder;
mod clock;
mod connection;
mod deterministic;
mod engine;
#[cfg(feature = "reports")]
mod isolated;
mod open_workspace;
mod plan;
mod prepared;
mod progress;
mod query;
#[cfg(feature = "reports")]
mod rehearse;
mod resolve;
mod rewrite;
mod row_order;
mod run;
mod syntax;
mod workspace;

pub use builder::EngineBuilder;
pub use connection::Connection;
pub use engine::Engine;
pub use progress::{Operator, Progress, Running};
pub use query::{Query, Rows};
pub use syntax::statements::{Comment, Item, Statement, comments, is_complete, items, statements};
#[cfg(feature = "reports")]
pub(crate) use syntax::tokens::tokenize;
