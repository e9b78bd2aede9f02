//! The parameters that a report declares: `-- @param since date = 2024-01-01 -- Orders from`.

use chrono::{NaiveDate, NaiveDateTime};
use datafusion::arrow::datatypes::DataType;
use datafusion::scalar::ScalarValue;
use tenure_diagnostics::nearest;

use super::directive::Directive;
use crate::errors::Problem;

/// A parameter that a report declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name, without `$`.
    pub name: String,
    /// What its values are.
    pub kind: ParameterKind,
    /// Whether it is a list of such values: `country = ANY($countries)`.
    pub is_list: bool,
    /// Its value if none is given, as it is written; None if one must be given.
    pub default: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its line in the script.
    pub(in crate::reports) directive: Directive,
}

/// What the values of a parameter are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Double,
    /// A day, as 2024-05-31.
    Date,
    /// A moment, as 2024-05-31 12:00:00.
    Timestamp,
    /// true or false.
    Boolean,
    /// The name of a table, or of a file that is one.
    Table,
    /// The name of a column.
    Column,
}

/// What a parameter stands for.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reports) enum Bound {
    Value(ScalarValue),
    Table(String),
    Column(String),
}

/// The words for the kinds; the first of each kind is the one that is told.
const WORDS: [(&str, ParameterKind); 15] = [
    ("text", ParameterKind::Text),
    ("integer", ParameterKind::Integer),
    ("double", ParameterKind::Double),
    ("date", ParameterKind::Date),
    ("timestamp", ParameterKind::Timestamp),
    ("boolean", ParameterKind::Boolean),
    ("table", ParameterKind::Table),
    ("column", ParameterKind::Column),
    ("varchar", ParameterKind::Text),
    ("string", ParameterKind::Text),
    ("int", ParameterKind::Integer),
    ("bigint", ParameterKind::Integer),
    ("number", ParameterKind::Double),
    ("float", ParameterKind::Double),
    ("bool", ParameterKind::Boolean),
];

impl ParameterKind {
    fn of(word: &str) -> Option<Self> {
        WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, kind)| *kind)
    }

    /// The word for it, as SQL has it.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    fn data_type(self) -> DataType {
        ScalarValue::data_type(&match self {
            Self::Integer => ScalarValue::Int64(None),
            Self::Double => ScalarValue::Float64(None),
            Self::Date => ScalarValue::Date32(None),
            Self::Timestamp => ScalarValue::TimestampMicrosecond(None, None),
            Self::Boolean => ScalarValue::Boolean(None),
            Self::Text | Self::Table | Self::Column => ScalarValue::Utf8(None),
        })
    }

    /// The value that a text is; None if it is none.
    fn value(self, text: &str) -> Option<ScalarValue> {
        match self {
            Self::Text | Self::Table | Self::Column => Some(ScalarValue::from(text)),
            Self::Integer => text.parse::<i64>().ok().map(ScalarValue::from),
            Self::Double => {
                text.parse::<f64>().ok().filter(|number| number.is_finite()).map(ScalarValue::from)
            }
            Self::Date => {
                let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
                let days = day.signed_duration_since(NaiveDate::default()).num_days();
                Some(ScalarValue::Date32(Some(i32::try_from(days).ok()?)))
            }
            Self::Timestamp => {
                let formats =
                    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"];
                let moment = formats.iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok());
                let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
                let micros = moment.or_else(day)?.and_utc().timestamp_micros();
                Some(ScalarValue::TimestampMicrosecond(Some(micros), None))
            }
            Self::Boolean => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Some(ScalarValue::from(true)),
                "false" | "no" | "0" => Some(ScalarValue::from(false)),
                _ => None,
            },
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Integer => "a whole number, as 12",
            Self::Double => "a number, as 0.5",
            Self::Date => "a day, as 2024-05-31",
            Self::Timestamp => "a moment, as 2024-05-31 12:00:00",
            Self::Boolean => "true or false",
            Self::Table => "the name of a table or a file",
            Self::Column => "the name of a column",
        }
    }
}

impl Parameter {
    /// Reads what stands after `@param`.
    pub(in crate::reports) fn parse(directive: &Directive) -> Result<Self, Problem> {
        const FORM: &str = "write it as @param since date = 2024-01-01 -- what it is for";
        let text = directive.text.as_str();
        let (text, description) = match outside_quotes(text, " -- ") {
            Some(at) => (text[..at].trim_end(), Some(text[at + 4..].trim().to_owned())),
            None => (text, None),
        };
        let (head, default) = match text.split_once('=') {
            Some((head, default)) => (head.trim_end(), Some(default.trim().to_owned())),
            None => (text, None),
        };
        let mut words = head.split_whitespace();
        let name = words.next().unwrap_or_default();
        let place = |word: &str| {
            let start = word.as_ptr() as usize - directive.text.as_ptr() as usize;
            start..start + word.len()
        };
        let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !is_name {
            return Err(directive.wrong("a parameter has a name of letters, digits and _", Some(FORM)));
        }
        let Some(type_word) = words.next() else {
            return Err(directive.wrong(format!("parameter {name} has no type"), Some(FORM)));
        };
        if let Some(more) = words.next() {
            let message = format!("'{more}' stands where the value of {name} is expected");
            return Err(directive.wrong_at(place(more), message, Some(FORM.to_owned())));
        }
        let (bare, is_list) = match type_word.strip_suffix("[]") {
            Some(bare) => (bare, true),
            None => (type_word, false),
        };
        let Some(kind) = ParameterKind::of(bare) else {
            let hint = match nearest(bare, WORDS.iter().map(|(word, _)| *word)) {
                Some(near) => format!("did you mean '{near}'?"),
                None => {
                    let words: Vec<&str> = WORDS[..8].iter().map(|(word, _)| *word).collect();
                    format!("types are {}, and lists of them, as text[]", words.join(", "))
                }
            };
            return Err(directive.wrong_at(
                place(type_word),
                format!("there is no type '{bare}'"),
                Some(hint),
            ));
        };
        if is_list && matches!(kind, ParameterKind::Table | ParameterKind::Column) {
            let message = format!("a list of {}s cannot be a parameter", kind.word());
            return Err(directive.wrong_at(place(type_word), message, None));
        }
        let name = name.to_owned();
        let parameter = Self { name, kind, is_list, default, description, directive: directive.clone() };
        if let Some(default) = &parameter.default {
            let wrong = |message| directive.wrong(message, None);
            parameter.read(default).map_err(wrong)?;
        }
        Ok(parameter)
    }

    /// What a text stands for: of a list its values, separated by commas.
    pub(in crate::reports) fn read(&self, text: &str) -> Result<Bound, String> {
        let whole = unquoted(text);
        let text = if self.is_list { text } else { &whole };
        match self.is_list {
            true => self.read_list(items(text).iter().map(String::as_str)),
            false if matches!(self.kind, ParameterKind::Table | ParameterKind::Column) => match text.trim() {
                "" => Err(self.refuse(text)),
                name if self.kind == ParameterKind::Table => Ok(Bound::Table(name.to_owned())),
                name => Ok(Bound::Column(name.to_owned())),
            },
            false => self.kind.value(text).map(Bound::Value).ok_or_else(|| self.refuse(text)),
        }
    }

    /// What a list of texts stands for.
    pub(in crate::reports) fn read_list<'a>(
        &self,
        items: impl Iterator<Item = &'a str>,
    ) -> Result<Bound, String> {
        if !self.is_list {
            return Err(format!("parameter {} is one {}, and no list", self.name, self.kind.word()));
        }
        let value = |item: &str| self.kind.value(item).ok_or_else(|| self.refuse(item));
        let values = items.map(value).collect::<Result<Vec<_>, _>>()?;
        let list = ScalarValue::new_list_nullable(&values, &self.kind.data_type());
        Ok(Bound::Value(ScalarValue::List(list)))
    }

    fn refuse(&self, text: &str) -> String {
        format!("parameter {} is {}, and '{text}' is not", self.name, self.kind.example())
    }
}

/// Where this stands in a text, but not within single quotes. A quote opens where a value begins: that of O'Brien is none.
fn outside_quotes(text: &str, sought: &str) -> Option<usize> {
    let mut quoted = false;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if !quoted && text[at..].starts_with(sought) {
            return Some(at);
        }
        if c != '\'' {
            continue;
        }
        let begins =
            text[..at].trim_end().chars().next_back().is_none_or(|before| matches!(before, '=' | ','));
        if quoted && characters.next_if(|(_, next)| *next == '\'').is_none() {
            quoted = false;
        } else if !quoted && begins {
            quoted = true;
        }
    }
    None
}

/// The parts of a list, without the single quotes around them: commas within quotes part nothing, and what is nothing is
/// no part.
fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut rest = Some(text);
    while let Some(part) = rest {
        let (item, after) = match outside_quotes(part, ",") {
            Some(at) => (&part[..at], Some(&part[at + 1..])),
            None => (part, None),
        };
        if !item.trim().is_empty() {
            items.push(unquoted(item));
        }
        rest = after;
    }
    items
}

/// The text without the single quotes around it; one within them is written twice.
fn unquoted(text: &str) -> String {
    let trimmed = text.trim();
    match trimmed.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => trimmed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_commas_dashes_and_themselves() {
        assert_eq!(items("DE, FR"), ["DE", "FR"]);
        assert_eq!(items("'a,b', 'it''s',c"), ["a,b", "it's", "c"]);
        assert_eq!(items("don't, '', b,"), ["don't", "", "b"]);
        assert_eq!(outside_quotes("= O'Brien -- who", " -- "), Some(9));
        assert_eq!(unquoted("'it''s'"), "it's");
        assert_eq!(outside_quotes("'a -- b' -- c", " -- "), Some(8));
    }
}
