//! The line that says how far a query is: after a second, on stderr, and only on a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use tenure::Running;

use super::duration::shown;
use tenure::output::{grouped, is_dumb};

/// Before this much time nothing is said.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many characters the bar has.
const BAR: usize = 24;

/// The line that says how far a query is.
#[derive(Debug)]
pub struct ProgressLine {
    begin: Instant,
    running: Option<Running>,
    wanted: bool,
    drawn: bool,
}

impl ProgressLine {
    /// For a statement that begins now.
    pub fn begin() -> Self {
        let wanted = io::stderr().is_terminal() && !is_dumb();
        Self { begin: Instant::now(), running: None, wanted, drawn: false }
    }

    /// The query that runs now.
    pub fn follow(&mut self, running: Running) {
        self.running = Some(running);
    }

    /// Draws it anew, if it is time.
    pub fn look(&mut self) {
        let elapsed = self.begin.elapsed();
        if !self.wanted || elapsed < PATIENCE {
            return;
        }
        let text = match &self.running {
            Some(running) => text(&running.progress(), elapsed),
            None => format!("preparing, {}", shown(elapsed)),
        };
        self.drawn = true;
        let _ = write!(io::stderr(), "\r\x1b[2K{text}");
        let _ = io::stderr().flush();
    }

    /// Takes it away.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = write!(io::stderr(), "\r\x1b[2K");
            let _ = io::stderr().flush();
        }
    }
}

fn text(progress: &tenure::Progress, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    let speed = grouped((progress.rows_read as f64 / seconds) as usize);
    let mut text = match progress.read {
        Some(read) => {
            let full = ((read * BAR as f64) as usize).min(BAR);
            let bar = "█".repeat(full) + &"░".repeat(BAR - full);
            format!("{bar} {:3.0} %, {speed} rows a second", (read * 100.0).floor())
        }
        None => format!("{} rows, {speed} a second", grouped(progress.rows_read as usize)),
    };
    match (progress.read, progress.doing) {
        (Some(read), _) if read < 1.0 && read > 0.02 => {
            let left = Duration::from_secs_f64(seconds * (1.0 - read) / read);
            text.push_str(&format!(", {} left", shown(left)));
        }
        (_, Some(doing)) => text.push_str(&format!(", {doing}, {}", shown(elapsed))),
        _ => text.push_str(&format!(", {}", shown(elapsed))),
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
    fn what_is_said() {
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
