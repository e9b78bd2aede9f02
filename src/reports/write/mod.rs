//! Writers of a report that has run: a page, a workbook, Markdown, JSON, and text for a terminal.

mod html;
mod json;
mod markdown;
mod terminal;
mod xlsx;

pub use html::{ECHARTS, ECHARTS_SHA256, failure_page};
