//! What is wrong with a file of JSON, and where.

use jiter::{JiterError, JiterErrorType, JsonErrorType};

use crate::errors::{Code, Error};

/// No more of a record is shown.
const SHOWN: usize = 300;

/// What is wrong with a file.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// It cannot be read from the disk, or not be unpacked.
    Io(String),
    /// Something in it is wrong.
    Data {
        line: u64,
        message: String,
        /// The text of that line, as far as it is worth showing.
        raw: Option<String>,
        hint: Option<String>,
    },
}

impl Fault {
    /// A fault of a line.
    pub fn at(line: u64, message: impl Into<String>) -> Self {
        Self::Data { line, message: message.into(), raw: None, hint: None }
    }

    /// What the user is told; `name` is that of the file.
    pub fn told(self, name: &str) -> Error {
        match self {
            Self::Io(reason) => Error::new(Code::Io, format!("'{name}' cannot be read: {reason}"), None),
            Self::Data { line, message, raw, hint } => {
                let raw = raw.map(|raw| format!("\n  | {raw}")).unwrap_or_default();
                Error::new(Code::Data, format!("'{name}', line {line}: {message}{raw}"), hint)
            }
        }
    }
}

/// What is wrong within a record.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    /// Where, in bytes from its beginning.
    pub at: usize,
    pub message: String,
    pub hint: Option<String>,
}

impl Wrong {
    /// Something wrong at this place.
    pub fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), hint: None }
    }

    /// The fault of the file, if the record begins on this line.
    pub fn within(self, record: &[u8], line: u64) -> Fault {
        let at = self.at.min(record.len());
        let before = &record[..at];
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &record[at..]).map_or(record.len(), |length| at + length);
        let text = String::from_utf8_lossy(&record[start..end]);
        let raw = match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.trim_end().to_owned(),
        };
        let line = line + memchr::memchr_iter(b'\n', before).count() as u64;
        let character = String::from_utf8_lossy(&record[start..at]).chars().count() + 1;
        let message = format!("{}, at character {character}", self.message);
        Fault::Data { line, message, raw: Some(raw), hint: self.hint }
    }
}

impl From<JiterError> for Wrong {
    fn from(error: JiterError) -> Self {
        let JiterErrorType::JsonError(kind) = error.error_type else {
            return Self::new(error.index, format!("no valid JSON: {}", error.error_type));
        };
        let (message, hint) = match kind {
            JsonErrorType::EofWhileParsingList
            | JsonErrorType::EofWhileParsingObject
            | JsonErrorType::EofWhileParsingString
            | JsonErrorType::EofWhileParsingValue => (
                "the JSON ends too early".to_owned(),
                Some("an object stands on one line, or all stand in one array".to_owned()),
            ),
            JsonErrorType::TrailingCharacters => {
                ("something follows the object".to_owned(), Some("one object stands on a line".to_owned()))
            }
            JsonErrorType::LoneLeadingSurrogateInHexEscape | JsonErrorType::UnexpectedEndOfHexEscape => {
                ("an escape is half of a character".to_owned(), None)
            }
            JsonErrorType::RecursionLimitExceeded => ("values are nested too deep".to_owned(), None),
            JsonErrorType::ExpectedSomeValue => (
                "no valid JSON: a value is expected".to_owned(),
                Some("NaN, Infinity, comments and single quotes are no JSON".to_owned()),
            ),
            other => (format!("no valid JSON: {other}"), None),
        };
        Self { at: error.index, message, hint }
    }
}
