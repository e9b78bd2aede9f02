//! The work of dot commands, a function for each. Those that run statements are in [`run`](super::run).

mod help;
mod paths;
mod results;
mod tables;
mod timing;

pub use help::help;
pub use paths::unquoted;
pub use results::{chart, last, mode, output};
pub use tables::{ListedTable, list_tables, open, schema, tables};
pub use timing::{profile, timer};
