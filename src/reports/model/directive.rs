//! The directives of a script: line comments that begin with `@`.

use std::ops::Range;

use crate::engine::Statement;
use crate::engine::{Item, comments, items};
use crate::errors::{Code, Error};
use crate::errors::{Position, Problem};
use tenure_charts::ChartError;

/// A directive: `-- @chart bar x=segment`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reports) struct Directive {
    /// Its name, without the `@`.
    pub word: String,
    /// The place of its name, `@` included.
    pub at: Position,
    /// The text after the name, trimmed.
    pub text: String,
    /// The column at which the text begins.
    column: usize,
}

impl Directive {
    /// Parses a comment; `None` if it is not a directive.
    fn parse(text: &str, line: usize, column: usize) -> Option<Self> {
        let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
        let rest = text.trim_start().strip_prefix('@')?;
        let word: String = rest.chars().take_while(|c| !c.is_whitespace()).collect();
        let length = word.chars().count();
        let after = &rest[word.len()..];
        let gap = after.chars().take_while(|c| c.is_whitespace()).count();
        let at = Position { line, column: column + blanks, length: length + 1 };
        Some(Self { word, at, text: after.trim().to_owned(), column: column + blanks + 1 + length + gap })
    }

    /// Returns the place in the script of a range of bytes of the text.
    pub fn place(&self, bytes: Range<usize>) -> Position {
        let count = |range: Range<usize>| self.text.get(range).map_or(0, |part| part.chars().count());
        let length = count(bytes.clone()).max(1);
        Position { line: self.at.line, column: self.column + count(0..bytes.start), length }
    }

    /// Returns a problem with the directive as a whole.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(message).at(self.at)
    }

    /// Returns a problem with its text.
    pub fn problem_in_text(&self, message: impl Into<String>) -> Problem {
        Problem::new(message).at(self.place(0..self.text.len()))
    }

    /// Moves the place of an error of a chart from the text to the script.
    pub fn chart(&self, error: ChartError) -> Problem {
        let ChartError { problem, place, .. } = error;
        let position = place.map_or(self.at, |place| self.place(place));
        problem.at(position)
    }
}

/// A statement with the directives that stand above it.
#[derive(Debug)]
pub(in crate::reports) struct Directed {
    pub directives: Vec<Directive>,
    pub statement: Statement,
}

/// Returns the statements of a script with their directives, and the problems of misplaced directives.
pub(in crate::reports) fn directed(script: &str) -> Result<(Vec<Directed>, Vec<Problem>), Error> {
    let mut problems = Vec::new();
    let mut directed: Vec<Directed> = Vec::new();
    for item in items(script)? {
        match item {
            Item::Statement(statement) => directed.push(Directed { directives: Vec::new(), statement }),
            Item::Command { text, line } => {
                let place = Position { line, column: 1, length: text.chars().count() };
                let problem = Problem::new(format!("a report cannot run the command {text}")).at(place);
                return Err(Error::of(Code::Parameter, vec![problem]));
            }
        }
    }
    for comment in comments(script)? {
        let Some(directive) = Directive::parse(&comment.text, comment.line, comment.column) else { continue };
        let at = (comment.line, comment.column);
        let ends_before = |directed: &Directed| end(&directed.statement) <= at;
        let place = directed.partition_point(ends_before);
        let before = place.checked_sub(1).and_then(|before| directed.get(before));
        if before.is_some_and(|before| end(&before.statement).0 == comment.line) {
            problems.push(misplaced(&directive, "follows a statement on the same line"));
            continue;
        }
        match directed.get_mut(place) {
            Some(below) if at < (below.statement.line, below.statement.column) => {
                below.directives.push(directive);
            }
            Some(_) => {
                problems.push(misplaced(&directive, "is inside a statement"));
            }
            None => {
                problems.push(misplaced(&directive, "has no statement below it"));
            }
        }
    }
    Ok((directed, problems))
}

fn misplaced(directive: &Directive, how: &str) -> Problem {
    let problem = directive.problem(format!("@{} {how}", directive.word));
    problem.hint("a directive belongs above its statement")
}

/// Returns the line and column after a statement.
fn end(statement: &Statement) -> (usize, usize) {
    let lines = statement.sql.split('\n').count();
    let last = statement.sql.rsplit('\n').next().unwrap_or_default().chars().count();
    match lines {
        1 => (statement.line, statement.column + last),
        lines => (statement.line + lines - 1, 1 + last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_belong_to_the_statement_below() {
        let script = "-- @report Health\n-- plain\n-- @title 客 one\nSELECT 1;\n\n  --@note two\nSELECT ';',\n '-- @no';";
        let (found, problems) = directed(script).unwrap();
        assert!(problems.is_empty());
        let words: Vec<Vec<(&str, &str)>> = found
            .iter()
            .map(|directed| directed.directives.iter().map(|d| (d.word.as_str(), d.text.as_str())).collect())
            .collect();
        assert_eq!(words, [vec![("report", "Health"), ("title", "客 one")], vec![("note", "two")]]);
        let title = &found[0].directives[1];
        assert_eq!(title.at, Position { line: 3, column: 4, length: 6 });
        assert_eq!(title.place(4..7), Position { line: 3, column: 13, length: 3 });
    }

    #[test]
    fn directives_elsewhere_are_mistakes() {
        let (_, problems) = directed("SELECT 1, -- @title x\n 2;\n-- @note end").unwrap();
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, ["@title is inside a statement", "@note has no statement below it"]);
    }
}
