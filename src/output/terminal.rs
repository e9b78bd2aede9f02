//! The capabilities of the terminal, and the lines and colours drawn on it.

use std::env;
use std::io::{self, IsTerminal as _};

/// The capabilities of stdout.
///
/// ```
/// use tenure::output::Terminal;
///
/// assert_eq!(Terminal::NONE.size, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// The number of columns and lines. `None` if stdout is not a terminal, so that everything is printed in full.
    pub size: Option<(usize, usize)>,
    /// True if it shows colours and the user wants them.
    pub colour: bool,
    /// True if it shows characters outside ASCII.
    pub unicode: bool,
}

impl Terminal {
    /// No terminal: everything is printed in full, without colours.
    pub const NONE: Self = Self { size: None, colour: false, unicode: true };

    /// Returns the terminal of this process with the given number of columns and lines, or [`Terminal::NONE`] if stdout
    /// is a pipe or a file.
    pub fn of_stdout(size: (usize, usize)) -> Self {
        if !io::stdout().is_terminal() {
            return Self::NONE;
        }
        Self { size: Some(size), colour: wants_colour(), unicode: !is_dumb() && is_utf8() }
    }
}

/// Returns whether to use colours: not with `NO_COLOR` (<https://no-color.org>), nor on a dumb terminal.
pub fn wants_colour() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && !is_dumb()
}

/// Returns whether `TERM` is `dumb`: the terminal can do nothing but print.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Returns whether the locale is UTF-8, which is also the default.
fn is_utf8() -> bool {
    let said =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
    said.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8") || !locale.contains('.')
    })
}

/// The style of a text in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A value.
    Plain,
    /// The name of a column.
    Strong,
    /// Types and NULL, which recede.
    Faint,
}

/// The corners and crossings of a horizontal line.
#[derive(Debug, Clone, Copy)]
pub struct Border([&'static str; 3]);

impl Border {
    /// The line above the names.
    pub const TOP: Self = Self(["┌", "┬", "┐"]);
    /// The line between names and rows.
    pub const MIDDLE: Self = Self(["├", "┼", "┤"]);
    /// The line below the rows.
    pub const BOTTOM: Self = Self(["└", "┴", "┘"]);
}

/// Draws lines and colours for a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    colour: bool,
    unicode: bool,
}

impl Paint {
    /// Creates a painter for a terminal.
    pub fn of(terminal: Terminal) -> Self {
        Self { colour: terminal.colour, unicode: terminal.unicode }
    }

    /// Returns the mark for something left out.
    pub fn dots(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    /// Returns the separator of columns.
    pub fn bar(self) -> String {
        self.style(if self.unicode { "│" } else { "|" }, Style::Faint)
    }

    /// Returns a horizontal line over columns of these widths.
    pub fn rule(self, Border([left, middle, right]): Border, widths: &[usize]) -> String {
        let (line, [left, middle, right]) =
            if self.unicode { ("─", [left, middle, right]) } else { ("-", ["+"; 3]) };
        let parts: Vec<String> = widths.iter().map(|width| line.repeat(width + 2)).collect();
        self.style(&format!("{left}{}{right}", parts.join(middle)), Style::Faint)
    }

    /// Returns the text in a style.
    pub fn style(self, text: &str, style: Style) -> String {
        match style {
            _ if !self.colour || text.is_empty() => text.to_owned(),
            Style::Plain => text.to_owned(),
            Style::Strong => format!("\x1b[1m{text}\x1b[0m"),
            Style::Faint => format!("\x1b[2m{text}\x1b[0m"),
        }
    }
}
