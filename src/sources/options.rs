//! The options of reading text: their names, what they take, and their meaning.

use tenure_reader::text::Encoding;
use tenure_reader::values::{DateOrder, ValueType};
use tenure_reader::{Delimiter, Escape, OnBadRow, SniffOptions};

use tenure_udfs::call::nearest;
use tenure_udfs::catalog::{Argument, Constant, Takes};

/// How text files are to be read, as far as it is not found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ReadOptions {
    /// What is known of the files.
    pub known: SniffOptions,
    /// What is done with a record that cannot be read.
    pub on_bad_row: OnBadRow,
    /// Whether there is a column with the name of the file.
    pub filename: bool,
    /// Whether there is a column with the number of the record in its file.
    pub row_number: bool,
}

/// What is wrong with an option, and what to do.
pub(crate) type Wrong = (String, Option<String>);

/// The argument that names the files.
pub(super) const PATH: &str = "path";

/// The path and the options, for the reference and for whoever misspells one.
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
    /// Sets an option; `function` is what has it.
    ///
    /// # Errors
    /// If there is no such option, or it does not take this value.
    pub fn set(&mut self, function: &str, name: &str, value: Constant) -> Result<(), Wrong> {
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
                let hint = match nearest(&name, names.clone()) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => format!("its options are {}", names.collect::<Vec<_>>().join(", ")),
                };
                return Err((format!("{function} has no option '{name}'"), Some(hint)));
            }
        }
        Ok(())
    }
}

fn takes(name: &str, what: &str) -> Wrong {
    (format!("{name} takes {what}"), None)
}

fn text(name: &str, value: Constant) -> Result<String, Wrong> {
    match value {
        Constant::Text(text) => Ok(text),
        _ => Err(takes(name, "text in single quotes")),
    }
}

fn boolean(name: &str, value: Constant) -> Result<bool, Wrong> {
    match value {
        Constant::Boolean(value) => Ok(value),
        Constant::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Constant::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(takes(name, "true or false")),
    }
}

fn whole(name: &str, value: Constant) -> Result<u64, Wrong> {
    let wrong = || takes(name, "a whole number from 0");
    match value {
        Constant::Whole(value) => Ok(value),
        Constant::Text(text) => text.trim().parse().map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

fn list(name: &str, value: Constant) -> Result<Vec<String>, Wrong> {
    match value {
        Constant::List(values) => Ok(values),
        Constant::Text(text) => Ok(vec![text]),
        _ => Err(takes(name, "texts in parentheses: ('…', '…')")),
    }
}

fn choice<T: Copy>(name: &str, value: Constant, choices: &[(&str, T)]) -> Result<T, Wrong> {
    let words: Vec<String> = choices.iter().map(|(word, _)| format!("'{word}'")).collect();
    let wrong = |hint| (format!("{name} takes {}", words.join(" or ")), hint);
    let Constant::Text(text) = value else {
        return Err(wrong(None));
    };
    let written = text.to_lowercase().replace(['_', '-'], " ");
    match choices.iter().find(|(word, _)| *word == written) {
        Some((_, choice)) => Ok(*choice),
        None => {
            let near = nearest(&written, choices.iter().map(|(word, _)| *word));
            Err(wrong(near.map(|near| format!("did you mean '{near}'?"))))
        }
    }
}

fn delimiter(text: &str) -> Result<Delimiter, Wrong> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(Delimiter::Byte(b'\t')),
        ("blanks", _) => Ok(Delimiter::Blanks),
        ("none", _) => Ok(Delimiter::NONE),
        (_, [b'\n' | b'\r' | b'"']) => Err(("a line end or a quote cannot divide fields".to_owned(), None)),
        (_, [sign]) if sign.is_ascii() => Ok(Delimiter::Byte(*sign)),
        _ => Err(takes("delimiter", "one sign, 'tab', 'blanks' or 'none'")),
    }
}

fn quote(text: &str) -> Result<Option<u8>, Wrong> {
    match text.as_bytes() {
        b"none" | b"" => Ok(None),
        [sign] if sign.is_ascii_punctuation() => Ok(Some(*sign)),
        _ => Err(takes("quote", "one sign or 'none'")),
    }
}

fn encoding(label: &str) -> Result<Encoding, Wrong> {
    Encoding::from_label(label).ok_or_else(|| {
        let near = nearest(&label.to_lowercase(), Encoding::names());
        let hint = near.map(|near| format!("did you mean '{near}'?"));
        (format!("there is no encoding '{label}'"), hint)
    })
}

fn types(value: Constant) -> Result<Vec<(String, ValueType)>, Wrong> {
    let Constant::Pairs(pairs) = value else {
        return Err(takes(
            "types",
            "a type for each of some columns: {'zip': 'VARCHAR', 'amount': 'DOUBLE'}",
        ));
    };
    pairs.into_iter().map(|(column, name)| Ok((column, named_type(&name)?))).collect()
}

/// The type of a name that SQL has for it.
pub(crate) fn named_type(name: &str) -> Result<ValueType, Wrong> {
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
        (format!("a column of a text file cannot be {}", name.to_uppercase()), Some(hint))
    })
}
