//! The terminal: its size, and messages on stderr.

use std::io::{self, Write as _};

use tenure::output::Terminal;
use tenure_diagnostics::visible;

/// Returns what stdout can show. The size is the current one; a terminal that reports none has 80 columns and 24 lines.
pub fn stdout_terminal() -> Terminal {
    let size = crossterm::terminal::size().ok().filter(|(columns, _)| *columns > 0);
    let (columns, lines) = size.unwrap_or((80, 24));
    Terminal::of_stdout((columns.into(), lines.into()))
}

/// Prints a message on stderr. Messages quote data, so characters that would act on the terminal are escaped, but for
/// line ends and tabs.
pub fn print_message(text: &str) {
    for line in text.trim_end().lines() {
        // If stderr cannot be written, there is nowhere left to report that.
        let _ = writeln!(io::stderr(), "{}", visible_but_tabs(line));
    }
}

/// Escapes every character that would act on a terminal, but for tabs.
pub fn visible_but_tabs(line: &str) -> String {
    line.split('\t').map(visible).collect::<Vec<_>>().join("\t")
}
