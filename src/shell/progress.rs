//! The progress line of a query: after a second, on stderr, and only on a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use tenure::Running;
use tenure::output::is_dumb;
use tenure_diagnostics::grouped;

use super::duration;

/// The time before the line appears.
const DELAY: Duration = Duration::from_secs(1);
/// The width of the bar in characters.
const BAR_WIDTH: usize = 24;

/// The progress line of a query.
#[derive(Debug)]
pub struct ProgressLine {
    begin: Instant,
    running: Option<Running>,
    is_enabled: bool,
    is_drawn: bool,
}

impl ProgressLine {
    /// Returns the line of a statement that begins now.
    pub fn begin() -> Self {
        let is_enabled = io::stderr().is_terminal() && !is_dumb();
        Self { begin: Instant::now(), running: None, is_enabled, is_drawn: false }
    }

    /// Follows the query that runs now.
    pub fn follow(&mut self, running: Running) {
        self.running = Some(running);
    }

    /// Draws the line anew, once the delay is over.
    pub fn draw(&mut self) {
        let elapsed = self.begin.elapsed();
        if !self.is_enabled || elapsed < DELAY {
            return;
        }
        let text = match &self.running {
            Some(running) => text(&running.progress(), elapsed),
            None => format!("preparing, {}", duration::text(elapsed)),
        };
        self.is_drawn = true;
        let _ = write!(io::stderr(), "\r\x1b[2K{text}");
        let _ = io::stderr().flush();
    }

    /// Removes the line from the screen.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            let _ = write!(io::stderr(), "\r\x1b[2K");
            let _ = io::stderr().flush();
        }
    }
}

fn text(progress: &tenure::Progress, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    let speed = grouped((progress.rows_read as f64 / seconds) as u64);
    let mut text = match progress.read {
        Some(read) => {
            let full = ((read * BAR_WIDTH as f64) as usize).min(BAR_WIDTH);
            let bar = "█".repeat(full) + &"░".repeat(BAR_WIDTH - full);
            format!("{bar} {:3.0} %, {speed} rows a second", (read * 100.0).floor())
        }
        None => format!("{} rows, {speed} a second", grouped(progress.rows_read)),
    };
    match (progress.read, progress.doing) {
        (Some(read), _) if read < 1.0 && read > 0.02 => {
            let left = Duration::from_secs_f64(seconds * (1.0 - read) / read);
            text.push_str(&format!(", {} left", duration::text(left)));
        }
        (_, Some(doing)) => text.push_str(&format!(", {doing}, {}", duration::text(elapsed))),
        _ => text.push_str(&format!(", {}", duration::text(elapsed))),
    }
    if progress.spilled_bytes > 0 {
        text.push_str(&format!(", {} MB on disk", progress.spilled_bytes >> 20));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line() {
        let progress =
            tenure::Progress { rows_read: 5_000_000, read: Some(0.25), spilled_bytes: 0, doing: None };
        assert_eq!(
            text(&progress, Duration::from_secs(5)),
            "██████░░░░░░░░░░░░░░░░░░  25 %, 1,000,000 rows a second, 15.0 s left"
        );
        let sorting =
            tenure::Progress { read: Some(1.0), doing: Some("sorting"), spilled_bytes: 3 << 20, ..progress };
        assert!(
            text(&sorting, Duration::from_secs(5)).ends_with("rows a second, sorting, 5.0 s, 3 MB on disk")
        );
        let unknown = tenure::Progress { read: None, spilled_bytes: 0, doing: None, ..progress };
        assert_eq!(text(&unknown, Duration::from_secs(5)), "5,000,000 rows, 1,000,000 a second, 5.0 s");
    }
}
