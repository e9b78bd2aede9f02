//! Counts of what a run did, for `--stats json`.

use std::time::Instant;

use serde_json::json;

/// Counts of what a run did.
#[derive(Debug)]
pub struct RunStats {
    begin: Instant,
    /// Statements that ran, failed ones among them.
    pub statements: u64,
    /// Statements that failed.
    pub failed: u64,
    /// Rows of results.
    pub rows: u64,
    /// Rows read from files and tables.
    pub rows_read: u64,
}

impl RunStats {
    /// Returns the counts of a run that begins now.
    pub fn begin() -> Self {
        Self { begin: Instant::now(), statements: 0, failed: 0, rows: 0, rows_read: 0 }
    }

    /// Returns the counts as one line of JSON; `rejected` is the number of records that could not be read.
    pub fn json(&self, rejected: u64) -> String {
        json!({
            "statements": self.statements,
            "failed": self.failed,
            "rows": self.rows,
            "rows_read": self.rows_read,
            "rows_rejected": rejected,
            "elapsed_seconds": self.begin.elapsed().as_secs_f64(),
            "peak_memory_bytes": peak_memory(),
        })
        .to_string()
    }
}

/// Returns the most memory that this process had at once, in bytes, or `None` where the system does not say.
#[cfg(unix)]
fn peak_memory() -> Option<u64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let peak = getrusage(UsageWho::RUSAGE_SELF).ok()?.max_rss();
    // Linux counts in kilobytes, macOS in bytes.
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    u64::try_from(peak).ok().map(|peak| peak * unit)
}

/// Returns the most memory that this process had at once, in bytes, or `None` where the system does not say.
#[cfg(not(unix))]
fn peak_memory() -> Option<u64> {
    None
}
