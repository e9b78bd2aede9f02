//! One error for all that can go wrong, with what, where, and what was perhaps meant.

mod datafusion_messages;
mod from_datafusion;
mod memory;

use std::fmt;

pub(crate) use from_datafusion::{field_not_found, from_diagnostics, from_span, listed, position};

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// The text is no SQL.
    Syntax,
    /// The query asks for something that is not there or does not fit.
    Query,
    /// A parameter has no value, or one that cannot be bound.
    Parameter,
    /// The data do not allow the answer.
    Data,
    /// A file or another source cannot be read or written.
    Io,
    /// A limit of memory was reached.
    Limit,
    /// The engine itself failed; a report of it is welcome.
    Internal,
}

/// A place in the SQL of a statement, counted from 1 in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// How many characters on that line are meant.
    pub length: usize,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// Where in the statement, if it can be said.
    pub position: Option<Position>,
    /// What was perhaps meant, or what to do.
    pub hint: Option<String>,
}

impl Problem {
    /// That the engine failed where it should not have, for this reason.
    pub(crate) fn of_panic(reason: &str) -> Self {
        let hint = "this is a defect of the engine; the query may work when written differently";
        Self {
            message: format!("the engine failed on this query: {reason}"),
            position: None,
            hint: Some(hint.to_owned()),
        }
    }
}

/// The error of this library: a kind, and one or more problems found together.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Error {
    code: Code,
    problems: Vec<Problem>,
}

impl Error {
    /// An error with one problem and no place.
    pub(crate) fn new(code: Code, message: impl Into<String>, hint: Option<String>) -> Self {
        Self::of(code, vec![Problem { message: message.into(), position: None, hint }])
    }

    /// An error of problems found together.
    pub(crate) fn of(code: Code, problems: Vec<Problem>) -> Self {
        Self { code, problems }
    }

    /// What kind of thing went wrong.
    pub fn code(&self) -> Code {
        self.code
    }

    /// All that is wrong, at least one.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The place of the first problem that has one.
    pub fn position(&self) -> Option<Position> {
        self.problems.iter().find_map(|problem| problem.position)
    }

    /// The hint of the first problem that has one.
    pub fn hint(&self) -> Option<&str> {
        self.problems.iter().find_map(|problem| problem.hint.as_deref())
    }

    /// The full text for a person: each problem with its line of SQL and a caret under the place.
    ///
    /// `sql` is the statement, `line` and `column` the place where it begins in its file or input, and `name` that
    /// file's name.
    pub fn report(&self, sql: &str, name: Option<&str>, line: usize, column: usize) -> String {
        let mut text = String::new();
        for problem in &self.problems {
            text.push_str(&format!("error: {}\n", visible(&problem.message)));
            if let Some(place) = problem.position {
                let first = place.line == 1;
                let at_line = line + place.line - 1;
                let at_column = if first { column + place.column - 1 } else { place.column };
                let file = name.map(|name| format!("{name}:")).unwrap_or_default();
                text.push_str(&format!("  at {file}{at_line}:{at_column}\n"));
                if let Some(source) = sql.lines().nth(place.line - 1) {
                    text.push_str(&caret(source, place));
                }
            }
            if let Some(hint) = &problem.hint {
                text.push_str(&format!("  hint: {}\n", visible(hint)));
            }
        }
        text
    }
}

/// The line with a caret under the place; of a very long line only the neighbourhood.
fn caret(line: &str, place: Position) -> String {
    use unicode_width::UnicodeWidthStr;
    const MOST: usize = 120;
    let characters: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let at = (place.column - 1).min(characters.len());
    let start = if characters.len() <= MOST { 0 } else { at.saturating_sub(MOST / 2) };
    let end = characters.len().min(start + MOST);
    let shown: String = characters[start..end].iter().collect();
    let before: String = characters[start..at].iter().collect();
    let marked: String = characters[at..(at + place.length).min(end).max(at)].iter().collect();
    let dots = if start > 0 { "…" } else { "" };
    let more = if end < characters.len() { "…" } else { "" };
    format!(
        "  | {dots}{shown}{more}\n  | {}{}\n",
        " ".repeat(dots.width() + before.width()),
        "^".repeat(marked.width().max(1)),
    )
}

/// Text with control characters made visible, so that data in a message cannot drive the terminal.
fn visible(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let escaped = c.is_control() && c != '\n';
            let text = if escaped { c.escape_default().to_string() } else { c.to_string() };
            text.chars().collect::<Vec<_>>()
        })
        .collect()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.problems.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&problem.message)?;
            if let Some(place) = problem.position {
                write!(f, " (line {}, column {})", place.line, place.column)?;
            }
            if let Some(hint) = &problem.hint {
                write!(f, "; {hint}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(sql: &str, line: usize, column: usize, length: usize) -> String {
        let problem = Problem {
            message: "wrong".into(),
            position: Some(Position { line, column, length }),
            hint: Some("right".into()),
        };
        Error::of(Code::Query, vec![problem]).report(sql, Some("x.sql"), 10, 5)
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
}
