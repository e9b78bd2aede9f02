//! What stdout can show.

use std::env;
use std::io::{self, IsTerminal as _};

/// What stdout can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// How many columns and lines it has; None where it is no terminal, and everything is printed in full.
    pub size: Option<(usize, usize)>,
    /// Whether it shows colours, and is wished to.
    pub colour: bool,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

impl Terminal {
    /// None: everything is printed in full, and without colours.
    pub const NONE: Self = Self { size: None, colour: false, unicode: true };

    /// Returns that of this process, if stdout is one, with so many columns and lines. What is piped or written to a
    /// file has neither size nor colours.
    pub fn of_stdout(size: (usize, usize)) -> Self {
        if !io::stdout().is_terminal() {
            return Self::NONE;
        }
        Self { size: Some(size), colour: wants_colour(), unicode: !is_dumb() && is_utf8() }
    }
}

/// Whether colours are wished and understood: <https://no-color.org>, and no colours for a dumb terminal.
pub fn wants_colour() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && !is_dumb()
}

/// Whether the terminal says that it can do nothing but print.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether the locale is one of UTF-8, as it is where nothing is said.
fn is_utf8() -> bool {
    let said =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
    said.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8") || !locale.contains('.')
    })
}
