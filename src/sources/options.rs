//! The options of reading text: their names, what they take, and their meaning.

use tenure_diagnostics::{Problem, joined_with, nearest};
use tenure_reader::text::Encoding;
use tenure_reader::values::{DateOrder, ValueType};
use tenure_reader::{Delimiter, Escape, OnBadRow, SniffOptions};
use tenure_udfs::catalog::{Argument, Constant, Takes};

/// The options of reading text files. What they leave open is found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ReadOptions {
    /// The encoding, dialect, header and types, as far as the query says them.
    pub known: SniffOptions,
    /// The treatment of records that cannot be read.
    pub on_bad_row: OnBadRow,
    /// True if there is a column with the name of the file.
    pub filename: bool,
    /// True if there is a column with the number of the record in its file.
    pub row_number: bool,
}

/// The argument that names the files.
pub(super) const PATH: &str = "path";

/// The path and the options, for the reference and for hints.
pub(super) const ARGUMENTS: &[Argument] = &[
    Argument::required(
        PATH,
        Takes::Text,
        "a file, a folder, a pattern as `'orders/*.csv'`, or several: `('a.csv', 'b.csv')`",
    ),
    Argument::optional(
        "delimiter",
        Takes::Text,
        "found out",
        "what stands between fields: one sign, `'tab'`, `'blanks'`, or `'none'` for one column",
    ),
    Argument::optional("quote", Takes::Text, "found out", "what stands around fields: one sign, or `'none'`"),
    Argument::optional(
        "escape",
        Takes::Choice(&["double", "backslash"]),
        "found out",
        "how a quote is written inside quotes",
    ),
    Argument::optional("header", Takes::Condition, "found out", "whether the first record names the columns"),
    Argument::optional(
        "skip",
        Takes::Whole { min: 0, max: i64::MAX },
        "found out",
        "how many lines stand before the table",
    ),
    Argument::optional("names", Takes::Text, "the header's", "names of the columns: `('a', 'b', …)`"),
    Argument::optional(
        "types",
        Takes::Text,
        "found out",
        "types of columns: `{'zip': 'VARCHAR', 'amount': 'DOUBLE'}`",
    ),
    Argument::optional(
        "encoding",
        Takes::Text,
        "found out",
        "the encoding: `'utf-8'`, `'windows-1252'`, `'gbk'`, …",
    ),
    Argument::optional(
        "decimal",
        Takes::Choice(&[".", ","]),
        "found out",
        "the decimal sign, where the values alone do not say",
    ),
    Argument::optional(
        "dates",
        Takes::Choice(&["day first", "month first", "year first"]),
        "found out",
        "the order of dates, where the values alone do not say",
    ),
    Argument::optional(
        "nulls",
        Takes::Text,
        "empty fields",
        "words that stand for no value, also in text: `('NA', '-')`",
    ),
    Argument::optional(
        "on_bad_row",
        Takes::Choice(&["error", "reject", "null"]),
        "error",
        "what to do with a record that cannot be read: stop, leave it out, or read what can be read",
    ),
    Argument::optional("filename", Takes::Condition, "false", "adds a column with the file's name"),
    Argument::optional(
        "row_number",
        Takes::Condition,
        "false",
        "adds a column with the number of the record in its file, from 1",
    ),
];

impl ReadOptions {
    /// Sets an option; `function` is the function that has it.
    ///
    /// # Errors
    /// Returns an error if there is no such option, or it does not take this value.
    pub fn set(&mut self, function: &str, name: &str, value: Constant) -> Result<(), Problem> {
        let name = name.to_lowercase();
        let known = &mut self.known;
        match name.as_str() {
            "delimiter" => known.delimiter = Some(delimiter(&text(&name, value)?)?),
            "quote" => known.quote = Some(quote(&text(&name, value)?)?),
            "escape" => {
                let choices = [("double", Escape::Double), ("backslash", Escape::Backslash)];
                known.escape = Some(choice(&name, value, &choices)?);
            }
            "header" => known.header = Some(boolean(&name, value)?),
            "skip" => known.skip = Some(whole(&name, value)?),
            "names" => known.names = Some(list(&name, value)?),
            "types" => known.types = types(value)?,
            "encoding" => known.encoding = Some(encoding(&text(&name, value)?)?),
            "decimal" => known.decimal = Some(choice(&name, value, &[(".", b'.'), (",", b',')])?),
            "dates" => {
                let choices = [
                    ("day first", DateOrder::DayFirst),
                    ("month first", DateOrder::MonthFirst),
                    ("year first", DateOrder::YearFirst),
                ];
                known.order = Some(choice(&name, value, &choices)?);
            }
            "nulls" => known.nulls = list(&name, value)?,
            "on_bad_row" => {
                let choices =
                    [("error", OnBadRow::Error), ("reject", OnBadRow::Reject), ("null", OnBadRow::Null)];
                self.on_bad_row = choice(&name, value, &choices)?;
            }
            "filename" => self.filename = boolean(&name, value)?,
            "row_number" => self.row_number = boolean(&name, value)?,
            _ => {
                let names = ARGUMENTS.iter().skip(1).map(|option| option.name);
                let problem = Problem::new(format!("{function} has no option '{name}'"));
                return Err(problem.nearest(&name, "options", names));
            }
        }
        Ok(())
    }
}

fn takes(name: &str, what: &str) -> Problem {
    Problem::new(format!("{name} takes {what}"))
}

fn text(name: &str, value: Constant) -> Result<String, Problem> {
    match value {
        Constant::Text(text) => Ok(text),
        _ => Err(takes(name, "text in single quotes")),
    }
}

fn boolean(name: &str, value: Constant) -> Result<bool, Problem> {
    match value {
        Constant::Boolean(value) => Ok(value),
        Constant::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Constant::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(takes(name, "true or false")),
    }
}

fn whole(name: &str, value: Constant) -> Result<u64, Problem> {
    let wrong = || takes(name, "a whole number from 0");
    match value {
        Constant::Whole(value) => Ok(value),
        Constant::Text(text) => text.trim().parse().map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

fn list(name: &str, value: Constant) -> Result<Vec<String>, Problem> {
    match value {
        Constant::List(values) => Ok(values),
        Constant::Text(text) => Ok(vec![text]),
        _ => Err(takes(name, "texts in parentheses: ('…', '…')")),
    }
}

fn choice<T: Copy>(name: &str, value: Constant, choices: &[(&str, T)]) -> Result<T, Problem> {
    let quoted = choices.iter().map(|(choice, _)| format!("'{choice}'"));
    let problem = Problem::new(format!("{name} takes {}", joined_with("or", quoted)));
    let Constant::Text(text) = value else {
        return Err(problem);
    };
    let text = text.to_lowercase().replace(['_', '-'], " ");
    match choices.iter().find(|(choice, _)| *choice == text) {
        Some((_, choice)) => Ok(*choice),
        None => {
            let near = nearest(&text, choices.iter().map(|(choice, _)| *choice));
            Err(problem.maybe_hint(near.map(|near| format!("did you mean '{near}'?"))))
        }
    }
}

fn delimiter(text: &str) -> Result<Delimiter, Problem> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(Delimiter::Byte(b'\t')),
        ("blanks", _) => Ok(Delimiter::Blanks),
        ("none", _) => Ok(Delimiter::NONE),
        (_, [b'\n' | b'\r' | b'"']) => Err(Problem::new("a line end or a quote cannot divide fields")),
        (_, [sign]) if sign.is_ascii() => Ok(Delimiter::Byte(*sign)),
        _ => Err(takes("delimiter", "one sign, 'tab', 'blanks' or 'none'")),
    }
}

fn quote(text: &str) -> Result<Option<u8>, Problem> {
    match text.as_bytes() {
        b"none" | b"" => Ok(None),
        [sign] if sign.is_ascii_punctuation() => Ok(Some(*sign)),
        _ => Err(takes("quote", "one sign or 'none'")),
    }
}

fn encoding(label: &str) -> Result<Encoding, Problem> {
    Encoding::from_label(label).ok_or_else(|| {
        let near = nearest(&label.to_lowercase(), Encoding::names());
        let hint = near.map(|near| format!("did you mean '{near}'?"));
        Problem::new(format!("there is no encoding '{label}'")).maybe_hint(hint)
    })
}

fn types(value: Constant) -> Result<Vec<(String, ValueType)>, Problem> {
    let Constant::Pairs(pairs) = value else {
        return Err(takes(
            "types",
            "a type for each of some columns: {'zip': 'VARCHAR', 'amount': 'DOUBLE'}",
        ));
    };
    pairs.into_iter().map(|(column, name)| Ok((column, named_type(&name)?))).collect()
}

/// Returns the type of a name that SQL has for it.
pub(crate) fn named_type(name: &str) -> Result<ValueType, Problem> {
    const NAMES: &[(&str, ValueType)] = &[
        ("text", ValueType::Text),
        ("varchar", ValueType::Text),
        ("string", ValueType::Text),
        ("boolean", ValueType::Boolean),
        ("bool", ValueType::Boolean),
        ("bigint", ValueType::Integer),
        ("integer", ValueType::Integer),
        ("int", ValueType::Integer),
        ("double", ValueType::Float),
        ("double precision", ValueType::Float),
        ("float", ValueType::Float),
        ("real", ValueType::Float),
        ("date", ValueType::Date),
        ("timestamp", ValueType::Timestamp { zone: false, nanoseconds: false }),
        ("datetime", ValueType::Timestamp { zone: false, nanoseconds: false }),
        ("timestamp with time zone", ValueType::Timestamp { zone: true, nanoseconds: false }),
        ("timestamptz", ValueType::Timestamp { zone: true, nanoseconds: false }),
    ];
    let written = name.trim().to_lowercase();
    let found = NAMES.iter().find(|(known, _)| *known == written);
    found.map(|(_, known)| *known).ok_or_else(|| {
        let hint = match nearest(&written, NAMES.iter().map(|(known, _)| *known)) {
            Some(near) => format!("did you mean {}?", near.to_uppercase()),
            None => "a file's columns are VARCHAR, BOOLEAN, BIGINT, DOUBLE, DATE or TIMESTAMP".to_owned(),
        };
        Problem::new(format!("a column of a text file cannot be {}", name.to_uppercase())).hint(hint)
    })
}
