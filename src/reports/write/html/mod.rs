//! A report as a page: one file of HTML that needs no network, and can use none.
//!
//! ```text
//! FinishedReport ──page, articles──> what the templates show ──assets/page/*.html, which escape──> HTML
//! ```

mod articles;
mod assets;
mod escaper;
mod page;
mod prose;

pub use assets::{ECHARTS, ECHARTS_SHA256};

use crate::errors::Error;
use crate::reports::model::FinishedReport;

impl FinishedReport {
    /// Writes the report as one page of HTML, with everything that it needs. Its content security policy forbids it to load
    /// anything. Charts are drawings; where JavaScript is on, they answer to the pointer and tables can be sorted.
    ///
    /// # Errors
    /// Returns an error if the page cannot be written.
    pub fn to_html(&self) -> Result<String, Error> {
        page::page(self, None)
    }

    /// Writes the same page for a server on this machine that knows when the report changes: the page asks `changes` there
    /// for the version after this one, and loads itself anew when it comes.
    ///
    /// # Errors
    /// Returns the errors of [`FinishedReport::to_html`].
    pub fn to_watched_html(&self, version: u64) -> Result<String, Error> {
        page::page(self, Some(version))
    }
}

/// Writes a page that explains why the report failed, for a server on this machine. It asks `changes` as others do.
pub fn failure_page(title: &str, text: &str, version: u64) -> String {
    page::failure(title, text, version)
}
