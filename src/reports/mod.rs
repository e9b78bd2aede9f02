//! Reports: one script of SQL, shown in a terminal, as a page, a workbook, Markdown or JSON.
//!
//! ```text
//! script ──model──> Report ──check──> planned, compared with its columns ──run──> FinishedReport ──write──> page, workbook, text
//! ```

mod check;
mod model;
mod run;
mod write;

pub use model::{Arguments, Expectation, FinishedReport, Parameter, ParameterKind, Report};
pub use write::{ECHARTS, ECHARTS_SHA256, failure_page};
