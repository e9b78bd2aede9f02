//! A report as a page: one file of HTML that needs no network, and can use none.

mod assets;
mod blocks;
mod document;
mod escape;
mod header_footer;
mod prose;
mod table;

pub use assets::{ECHARTS, ECHARTS_SHA256};

use crate::errors::Error;
use crate::reports::model::FinishedReport;

impl FinishedReport {
    /// The report as one page of HTML, with everything that it needs. Its policy of security forbids it to load
    /// anything. Charts are drawings; where JavaScript is on, they answer to the pointer and tables can be sorted.
    ///
    /// # Errors
    /// If a chart cannot be written.
    pub fn to_html(&self) -> Result<String, Error> {
        document::page(self, None)
    }

    /// The same page for a server on this machine that knows when the report changes: it asks `changes` there for the
    /// version after this one, and loads itself anew when it comes.
    ///
    /// # Errors
    /// As of [`FinishedReport::to_html`].
    pub fn to_watched_html(&self, version: u64) -> Result<String, Error> {
        document::page(self, Some(version))
    }
}

/// A page that says why there is none, for a server on this machine: it asks `changes` as the others do.
pub fn failure_page(title: &str, text: &str, version: u64) -> String {
    document::failure(title, text, version)
}
