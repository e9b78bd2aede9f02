//! The shell: a session runs statements and dot commands one after the other, at the prompt and in scripts alike.
//!
//! ```text
//! command line, files, stdin, prompt ──> script ──> run ──┬──> statement ──> engine ──> output
//!                                                         └──> commands ──> session, output
//! ```
//!
//! [`run`] is on top: it tells a statement from a command and runs either on a [`Session`], which knows neither.

mod commands;
mod dot_command;
pub mod duration;
mod exit;
mod failure;
mod interrupt;
mod last_result;
mod output;
mod parameters;
mod progress;
mod run;
mod script;
mod session;
mod start_tables;
mod statement;
mod stats;
mod target;
mod terminal;
mod walk;
mod workers;

pub use commands::{ListedTable, list_tables};
pub use dot_command::{CommandArgument, DotCommand, chart_kinds, is_command};
pub use exit::Exit;
pub use failure::Failure;
pub use interrupt::{Interrupt, SecondPress};
pub use output::Output;
pub use parameters::{Parameters, name_value_pairs};
pub use progress::ProgressLine;
pub use run::Next;
pub use script::{Script, ScriptSource, read_text};
pub use session::Session;
pub use start_tables::StartTables;
pub use target::Target;
pub use terminal::{print_message, stdout_terminal};
pub use walk::Walk;
pub use workers::{Workers, cannot_start};
