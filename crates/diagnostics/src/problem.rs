//! A problem to report, and its text for the user.

use std::fmt;

use unicode_width::UnicodeWidthStr as _;

use crate::{nearest_or_all, visible_lines};

/// A place in a text, counted from 1 in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The number of characters from that column on.
    pub length: usize,
}

/// A problem to report: a message with an optional position and hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The message: the thing that is wrong.
    pub message: String,
    /// The position in the statement, if it is known.
    pub position: Option<Position>,
    /// The likely correction, or the next step.
    pub hint: Option<String>,
    /// Names in the statement that the problem is about, the most telling first. A caller that has the statement
    /// searches it for these names if there is no position.
    pub about: Vec<String>,
}

impl Problem {
    /// Creates a problem without a position or a hint.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), position: None, hint: None, about: Vec::new() }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(self, position: impl Into<Option<Position>>) -> Self {
        Self { position: position.into(), ..self }
    }

    /// Sets the hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Sets the hint, or leaves it out.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<impl Into<String>>) -> Self {
        Self { hint: hint.map(Into::into), ..self }
    }

    /// Adds a name in the statement that the problem is about: a function's, a column's.
    ///
    /// ```
    /// let problem = tenure_diagnostics::Problem::new("weight must not be negative").about("nps").about("weight");
    /// assert_eq!(problem.about, ["nps", "weight"]);
    /// ```
    #[must_use]
    pub fn about(mut self, name: impl Into<String>) -> Self {
        self.about.push(name.into());
        self
    }

    /// Hints at the candidate nearest to `name`, or at all of them where none is near: "the columns are a, b".
    /// Without candidates there is no hint.
    #[must_use]
    pub fn nearest<'a>(
        self,
        name: &str,
        plural: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self { hint: nearest_or_all(name, plural, candidates), ..self }
    }

    /// Returns the full text for a person: message, place, the line of the text with a caret, and hint.
    ///
    /// `text` is the statement that the position refers to, `line` and `column` are its start in the file or input, and
    /// `file` is the name of that file. Control characters are made visible.
    pub fn report(&self, text: &str, file: Option<&str>, line: usize, column: usize) -> String {
        let mut report = format!("error: {}\n", visible_lines(&self.message));
        if let Some(place) = self.position {
            let at_line = line + place.line - 1;
            let at_column = if place.line == 1 { column + place.column - 1 } else { place.column };
            let file = file.map(|file| format!("{file}:")).unwrap_or_default();
            report.push_str(&format!("  at {file}{at_line}:{at_column}\n"));
            if let Some(source) = text.lines().nth(place.line - 1) {
                report.push_str(&caret(source, place));
            }
        }
        if let Some(hint) = &self.hint {
            report.push_str(&format!("  hint: {}\n", visible_lines(hint)));
        }
        report
    }
}

/// Writes message, place and hint on one line.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(place) = self.position {
            write!(f, " (line {}, column {})", place.line, place.column)?;
        }
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<&str> for Problem {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

/// Returns the line with a caret under the place; of a very long line only the neighbourhood.
fn caret(line: &str, place: Position) -> String {
    const MOST: usize = 120;
    let characters: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let at = (place.column - 1).min(characters.len());
    let start = if characters.len() <= MOST { 0 } else { at.saturating_sub(MOST / 2) };
    let end = characters.len().min(start + MOST);
    let excerpt: String = characters[start..end].iter().collect();
    let before: String = characters[start..at].iter().collect();
    let marked: String = characters[at..(at + place.length).min(end).max(at)].iter().collect();
    let dots = if start > 0 { "…" } else { "" };
    let more = if end < characters.len() { "…" } else { "" };
    format!(
        "  | {dots}{excerpt}{more}\n  | {}{}\n",
        " ".repeat(dots.width() + before.width()),
        "^".repeat(marked.width().max(1)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(sql: &str, line: usize, column: usize, length: usize) -> String {
        let problem = Problem::new("wrong").at(Position { line, column, length }).hint("right");
        problem.report(sql, Some("x.sql"), 10, 5)
    }

    #[test]
    fn the_caret_stands_under_the_place_also_after_wide_characters() {
        assert_eq!(
            report("SELECT '客户', x", 1, 14, 1),
            "error: wrong\n  at x.sql:10:18\n  | SELECT '客户', x\n  |                ^\n  hint: right\n"
        );
        assert!(report("SELECT\n  abc", 2, 3, 3).contains("  at x.sql:11:3\n  |   abc\n  |   ^^^\n"));
    }

    #[test]
    fn a_place_past_the_end_and_a_long_line_are_no_trouble() {
        assert!(report("SELECT", 1, 7, 3).contains("|       ^\n"));
        let long = format!("SELECT {}", "x".repeat(1000));
        assert!(report(&long, 1, 500, 3).lines().all(|line| line.chars().count() < 140));
    }

    #[test]
    fn on_one_line() {
        let problem = Problem::new("wrong").at(Position { line: 2, column: 3, length: 1 }).hint("right");
        assert_eq!(problem.to_string(), "wrong (line 2, column 3); right");
        assert_eq!(Problem::new("wrong").maybe_hint(None::<String>).to_string(), "wrong");
    }
}
