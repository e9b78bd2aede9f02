//! Reports: one script of SQL, shown in a terminal, as a page, a workbook, Markdown or JSON.
//!
//! ```text
//! script ──parse──> Report ──check──> planned, compared with its columns ──run──> Finished ──> page, workbook, text
//! ```

mod arguments;
mod block;
mod block_content;
mod block_options;
mod byte_size;
mod check;
mod directive;
mod expect;
mod finished;
mod html;
mod json;
mod markdown;
mod parameter;
mod parse;
mod report;
mod run;
mod table;
mod terminal;
mod workbook;

pub use arguments::Arguments;
pub use expect::Expectation;
pub use finished::Finished;
pub use html::{ECHARTS, ECHARTS_SHA256, failure_page};
pub use parameter::{Parameter, ParameterKind};
pub use report::Report;
