//! Lines and colours of a table.

use super::terminal::Terminal;

/// How a text of a table looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A value.
    Plain,
    /// The name of a column.
    Strong,
    /// What stands back: types, NULL.
    Faint,
}

/// The corners and crossings of a line.
#[derive(Debug, Clone, Copy)]
pub struct Border([&'static str; 3]);

impl Border {
    /// Above the names.
    pub const TOP: Self = Self(["┌", "┬", "┐"]);
    /// Between names and rows.
    pub const MIDDLE: Self = Self(["├", "┼", "┤"]);
    /// Below the rows.
    pub const BOTTOM: Self = Self(["└", "┴", "┘"]);
}

/// Lines and colours as a terminal shows them.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    colour: bool,
    unicode: bool,
}

impl Paint {
    /// For a terminal.
    pub fn of(terminal: Terminal) -> Self {
        Self { colour: terminal.colour, unicode: terminal.unicode }
    }

    /// What stands for what is not shown.
    pub fn dots(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    /// What stands between two columns.
    pub fn bar(self) -> String {
        self.style(if self.unicode { "│" } else { "|" }, Style::Faint)
    }

    /// A line over columns of these widths.
    pub fn rule(self, Border([left, middle, right]): Border, widths: &[usize]) -> String {
        let (line, [left, middle, right]) =
            if self.unicode { ("─", [left, middle, right]) } else { ("-", ["+"; 3]) };
        let parts: Vec<String> = widths.iter().map(|width| line.repeat(width + 2)).collect();
        self.style(&format!("{left}{}{right}", parts.join(middle)), Style::Faint)
    }

    /// The text in a style.
    pub fn style(self, text: &str, style: Style) -> String {
        match style {
            _ if !self.colour || text.is_empty() => text.to_owned(),
            Style::Plain => text.to_owned(),
            Style::Strong => format!("\x1b[1m{text}\x1b[0m"),
            Style::Faint => format!("\x1b[2m{text}\x1b[0m"),
        }
    }
}
