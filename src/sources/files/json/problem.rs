//! Problems of a JSON file, with their places.

use jiter::{JiterError, JiterErrorType, JsonErrorType};
use tenure_diagnostics::Problem;

use crate::errors::{Code, Error};

/// The most characters of a line that an error quotes.
const QUOTED: usize = 300;

/// Returns the error of a file that cannot be read from its store or decompressed.
pub(super) fn unreadable(file: &str, error: &std::io::Error) -> Error {
    Error::new(Code::Io, format!("'{file}' cannot be read: {error}"), None)
}

/// Returns the error of a line, with its text if that is worth quoting.
pub(super) fn at_line(file: &str, line: u64, problem: Problem, text: Option<&str>) -> Error {
    let text = text.map(|text| format!("\n  | {text}")).unwrap_or_default();
    Error::new(Code::Data, format!("'{file}', line {line}: {}{text}", problem.message), problem.hint)
}

/// A problem within a record.
#[derive(Debug, Clone)]
pub(super) struct RecordProblem {
    /// The place, in bytes from the beginning of the record.
    pub at: usize,
    pub problem: Problem,
}

impl RecordProblem {
    /// Makes a problem at this place.
    pub fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, problem: Problem::new(message) }
    }

    /// Sets the hint.
    pub fn hint(self, hint: &str) -> Self {
        Self { problem: self.problem.hint(hint), ..self }
    }

    /// Returns the error of the file, if the record begins on this line.
    pub fn of_file(self, file: &str, record: &[u8], line: u64) -> Error {
        let at = self.at.min(record.len());
        let before = &record[..at];
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &record[at..]).map_or(record.len(), |length| at + length);
        let text = String::from_utf8_lossy(&record[start..end]);
        let quoted = match text.char_indices().nth(QUOTED) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.trim_end().to_owned(),
        };
        let line = line + memchr::memchr_iter(b'\n', before).count() as u64;
        let character = String::from_utf8_lossy(&record[start..at]).chars().count() + 1;
        let message = format!("{}, at character {character}", self.problem.message);
        at_line(file, line, Problem { message, ..self.problem }, Some(&quoted))
    }
}

impl From<JiterError> for RecordProblem {
    fn from(error: JiterError) -> Self {
        let JiterErrorType::JsonError(kind) = error.error_type else {
            return Self::new(error.index, format!("not valid JSON: {}", error.error_type));
        };
        let (message, hint) = match kind {
            JsonErrorType::EofWhileParsingList
            | JsonErrorType::EofWhileParsingObject
            | JsonErrorType::EofWhileParsingString
            | JsonErrorType::EofWhileParsingValue => (
                "the JSON ends too early".to_owned(),
                Some("write each object on one line, or all in one array".to_owned()),
            ),
            JsonErrorType::TrailingCharacters => {
                ("something follows the object".to_owned(), Some("write one object on each line".to_owned()))
            }
            JsonErrorType::LoneLeadingSurrogateInHexEscape | JsonErrorType::UnexpectedEndOfHexEscape => {
                ("an escape is half of a character".to_owned(), None)
            }
            JsonErrorType::RecursionLimitExceeded => ("values are nested too deep".to_owned(), None),
            JsonErrorType::ExpectedSomeValue => (
                "not valid JSON: a value is expected".to_owned(),
                Some("JSON has no NaN, Infinity, comments or single quotes".to_owned()),
            ),
            other => (format!("not valid JSON: {other}"), None),
        };
        Self { at: error.index, problem: Problem::new(message).maybe_hint(hint) }
    }
}
