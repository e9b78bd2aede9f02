//! A report that has run, in each format: a page, a workbook, Markdown, JSON, or text for a terminal.

mod html;
mod json;
mod markdown;
mod terminal;
mod xlsx;

pub use html::{ECHARTS, ECHARTS_SHA256, failure_page};
