//! A report: its script, directives, parameters and blocks; and the same report once it has run.

mod arguments;
mod block;
mod block_options;
mod directive;
mod finished;
mod parameter;
mod parse;
mod report;

pub use arguments::Arguments;
pub use finished::{Expectation, FinishedReport};
pub use parameter::{Parameter, ParameterKind};
pub use report::Report;

pub(in crate::reports) use arguments::Bindings;
pub(in crate::reports) use block::{Block, GoodChange, Kpi, TableOptions, Width};
pub(in crate::reports) use directive::Directive;
pub(in crate::reports) use finished::{BlockTable, FinishedBlock, KpiValue, TableColumn, unwritable};
