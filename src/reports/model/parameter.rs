//! The parameters that a report declares: `-- @param since date = 2024-01-01 -- Orders from`.

use chrono::{NaiveDate, NaiveDateTime};
use datafusion::arrow::datatypes::DataType;
use datafusion::scalar::ScalarValue;
use tenure_diagnostics::{did_you_mean, nearest};

use super::directive::Directive;
use crate::errors::Problem;

/// A parameter that a report declares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name, without `$`.
    pub name: String,
    /// The type of its values.
    pub kind: ParameterKind,
    /// True if it is a list of such values: `country = ANY($countries)`.
    pub is_list: bool,
    /// The text of its default; `None` if a value is required.
    pub default: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its declaration in the script.
    pub(in crate::reports) directive: Directive,
}

/// The type of a parameter's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Double,
    /// A day, as 2024-05-31.
    Date,
    /// A day and a time, as 2024-05-31 12:00:00.
    Timestamp,
    /// True or false.
    Boolean,
    /// The name of a table, or of a file that is one.
    Table,
    /// The name of a column.
    Column,
}

/// A parameter's value, parsed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reports) enum BoundValue {
    Scalar(ScalarValue),
    Table(String),
    Column(String),
}

/// The names of types; the first of each type is the one that messages use.
const TYPES: [(&str, ParameterKind); 15] = [
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
    fn of(name: &str) -> Option<Self> {
        TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
    }

    /// Returns the name of the type.
    pub fn word(self) -> &'static str {
        TYPES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
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

    /// Parses a value.
    fn parse(self, text: &str) -> Option<ScalarValue> {
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
            Self::Text => "text",
            Self::Integer => "a whole number such as 12",
            Self::Double => "a number such as 0.5",
            Self::Date => "a date such as 2024-05-31",
            Self::Timestamp => "a timestamp such as 2024-05-31 12:00:00",
            Self::Boolean => "true or false",
            Self::Table => "the name of a table or a file",
            Self::Column => "the name of a column",
        }
    }
}

impl Parameter {
    /// Parses a declaration.
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
            let problem = directive.problem("@param needs a name of letters, digits and _");
            return Err(problem.hint(FORM));
        }
        let Some(type_word) = words.next() else {
            return Err(directive.problem(format!("parameter {name} has no type")).hint(FORM));
        };
        if let Some(more) = words.next() {
            let message = format!("expected = and the default of {name}, but found '{more}'");
            return Err(Problem::new(message).at(directive.place(place(more))).hint(FORM));
        }
        let (bare, is_list) = match type_word.strip_suffix("[]") {
            Some(bare) => (bare, true),
            None => (type_word, false),
        };
        let Some(kind) = ParameterKind::of(bare) else {
            let hint = match nearest(bare, TYPES.iter().map(|(name, _)| *name)) {
                Some(near) => did_you_mean(near),
                None => {
                    let names: Vec<&str> = TYPES[..8].iter().map(|(name, _)| *name).collect();
                    format!("the types are {}, and lists such as text[]", names.join(", "))
                }
            };
            let problem = Problem::new(format!("there is no type '{bare}'"));
            return Err(problem.at(directive.place(place(type_word))).hint(hint));
        };
        if is_list && matches!(kind, ParameterKind::Table | ParameterKind::Column) {
            let message = format!("a parameter cannot be a list of {}s", kind.word());
            return Err(Problem::new(message).at(directive.place(place(type_word))));
        }
        let name = name.to_owned();
        let parameter = Self { name, kind, is_list, default, description, directive: directive.clone() };
        if let Some(default) = &parameter.default {
            parameter.parse_value(default).map_err(|message| directive.problem(message))?;
        }
        Ok(parameter)
    }

    /// Parses a value; the items of a list are separated by commas.
    pub(in crate::reports) fn parse_value(&self, text: &str) -> Result<BoundValue, String> {
        let whole = unquoted(text);
        let text = if self.is_list { text } else { &whole };
        match self.is_list {
            true => self.parse_list(items(text).iter().map(String::as_str)),
            false if matches!(self.kind, ParameterKind::Table | ParameterKind::Column) => match text.trim() {
                "" => Err(self.refuse(text)),
                name if self.kind == ParameterKind::Table => Ok(BoundValue::Table(name.to_owned())),
                name => Ok(BoundValue::Column(name.to_owned())),
            },
            false => self.kind.parse(text).map(BoundValue::Scalar).ok_or_else(|| self.refuse(text)),
        }
    }

    /// Parses the items of a list.
    pub(in crate::reports) fn parse_list<'a>(
        &self,
        items: impl Iterator<Item = &'a str>,
    ) -> Result<BoundValue, String> {
        if !self.is_list {
            return Err(format!("parameter {} is not a list", self.name));
        }
        let value = |item: &str| self.kind.parse(item).ok_or_else(|| self.refuse(item));
        let values = items.map(value).collect::<Result<Vec<_>, _>>()?;
        let list = ScalarValue::new_list_nullable(&values, &self.kind.data_type());
        Ok(BoundValue::Scalar(ScalarValue::List(list)))
    }

    fn refuse(&self, text: &str) -> String {
        format!("parameter {} must be {}, but is '{text}'", self.name, self.kind.example())
    }
}

/// Returns the first place of a text outside single quotes. A quote opens only where a value begins, so not in O'Brien.
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

/// Splits at commas outside single quotes, and drops the quotes and empty items.
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

/// Drops the single quotes around a text; a quote within them is written twice.
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
