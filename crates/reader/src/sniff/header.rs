//! Finds where a table begins in a text, and whether its first record names the columns.

use super::excerpt::{after_lines, all_fields, beginning, field_count, records};
use super::finding::{Finding, FindingKind};
use super::options::SniffOptions;
use super::preamble::{first_of_table, may_be_prose};
use tenure_diagnostics::counted;

use crate::error::Error;
use crate::records::{Block, Dialect, FieldIndex, line_ends};
use crate::values::{ColumnContext, DateOrder, TypeGuess, ValueFormat};

/// The largest number of records to examine.
const MOST: usize = 1000;

/// The number of bytes to examine, apart from long lines.
const BYTES: usize = 1 << 20;

/// Words that are column names more often than values.
const COLUMN_NAMES: &[&str] = &[
    "id",
    "name",
    "date",
    "time",
    "email",
    "mail",
    "customer",
    "customer_id",
    "customerid",
    "client",
    "user",
    "user_id",
    "order",
    "order_id",
    "orderid",
    "amount",
    "price",
    "total",
    "value",
    "quantity",
    "qty",
    "product",
    "item",
    "sku",
    "category",
    "country",
    "city",
    "state",
    "region",
    "address",
    "zip",
    "code",
    "phone",
    "status",
    "type",
    "score",
    "rating",
    "comment",
    "comments",
    "note",
    "notes",
    "description",
    "title",
    "text",
    "first_name",
    "last_name",
    "firstname",
    "lastname",
    "first name",
    "last name",
    "segment",
    "gender",
    "age",
    "year",
    "month",
    "key",
    "created_at",
    "updated_at",
    "channel",
    "source",
    "label",
    "url",
    "tag",
    "group",
    "currency",
    "store",
];

/// The position of the table in a text.
pub(super) struct Layout {
    /// The number of lines before the table.
    pub skip: u64,
    /// The offset of the first record of data.
    pub offset: usize,
    /// The line of the first record of data.
    pub line: u64,
    /// The fields of the header, if there is one.
    pub header: Option<Vec<String>>,
    /// The number of fields of a record.
    pub fields: usize,
}

/// Finds the beginning of the table and its header.
///
/// # Errors
/// Fails if the file does not show whether it has a header.
pub(super) fn layout(
    text: &[u8],
    dialect: &Dialect,
    fields: usize,
    options: &SniffOptions,
    findings: &mut Vec<Finding>,
) -> Result<Layout, Error> {
    let skipped = options.skip.map_or(0, |lines| after_lines(text, lines));
    let block = beginning(&text[skipped..], BYTES);
    let starts = records(&block, dialect);
    if options.skip.is_some() && starts.is_empty() {
        return Err(Error::no_table("no record follows the skipped lines"));
    }
    let first = match (options.skip, fields) {
        (None, 2..) => first_of_table(&block, &starts, fields, dialect.delimiter, 1)?,
        _ => 0,
    };
    let start = starts.get(first).map_or(block.bytes.len(), |(start, _)| *start as usize);
    let line = 1 + line_ends(&text[..skipped + start]);
    if let Some(skip) = options.skip {
        findings.push(Finding::new("skip", skip.to_string(), "as asked", FindingKind::Changed));
    } else if first > 0 {
        let evidence = format!("the table of {} begins on line {line}", counted(fields as u64, "column"));
        let lines = (line - 1).to_string();
        findings.push(Finding::new("skip", lines, evidence, FindingKind::Changed));
    }
    let fields =
        if options.skip.is_some() { starts.first().map_or(fields, field_count).max(1) } else { fields };

    let prose = options.delimiter.is_none() && may_be_prose(&starts, first, fields, &block);
    let rest = Block { bytes: block.bytes[start..].to_vec(), ..block };
    let index = all_fields(&rest, dialect, fields);
    let mut scratch = Vec::new();
    let mut field = |row: usize, column: usize| {
        let field = index.column(column).nth(row)?;
        let text = field.text(&rest.bytes, dialect, &mut scratch);
        Some(String::from_utf8_lossy(text).into_owned())
    };
    let row: Vec<String> = (0..fields).map_while(|column| field(0, column)).collect();
    let is_header = match options.header {
        Some(header) => {
            let value = if header { "the first record" } else { "none" };
            findings.push(Finding::new("header", value, "as asked", FindingKind::Sure));
            header
        }
        None if row.is_empty() => false,
        None => is_header(&rest, dialect, &index, &row, &options.nulls, findings)?,
    };
    if prose && !(0..fields).any(|column| has_type(&below(&rest, dialect, &index, column, &options.nulls))) {
        return Err(Error::ambiguous(
            "its first line has no delimiter, but the others have one: it may name a single column of text",
            "write delimiter => 'none' for a single column, or skip => 1",
        ));
    }
    let header_end = if is_header { end_of_first(&rest, dialect, fields) } else { 0 };
    Ok(Layout {
        skip: line - 1,
        offset: skipped + start + header_end,
        line: line + line_ends(&rest.bytes[..header_end]),
        header: is_header.then_some(row),
        fields,
    })
}

/// Returns the beginning of the line after the first record.
fn end_of_first(block: &Block, dialect: &Dialect, fields: usize) -> usize {
    let index = all_fields(block, dialect, fields);
    let start = if index.rows() > 0 { index.start(0) } else { 0 };
    let end = start + index.record(&block.bytes, start).len();
    match &block.bytes[end..] {
        [b'\r', b'\n', ..] => end + 2,
        [] => end,
        _ => end + 1,
    }
}

/// Returns whether the first record names the columns: its fields differ in kind from those below.
fn is_header(
    block: &Block,
    dialect: &Dialect,
    index: &FieldIndex,
    row: &[String],
    nulls: &[String],
    findings: &mut Vec<Finding>,
) -> Result<bool, Error> {
    let is_word = |field: &String| COLUMN_NAMES.contains(&field.trim().to_lowercase().as_str());
    let words = row.iter().filter(|field| is_word(field)).count() as u32;
    let (mut names, mut values) = (0, 0);
    let mut because = (String::new(), String::new());
    for (column, first) in row.iter().enumerate() {
        let below = below(block, dialect, index, column, nulls);
        match vote(&below, first) {
            Vote::Name(weight, why) => {
                names += weight;
                because.0 = if because.0.is_empty() { why } else { because.0 };
            }
            Vote::Value(weight, why) => {
                values += weight;
                because.1 = if because.1.is_empty() { why } else { because.1 };
            }
            Vote::Nothing => {}
        }
    }
    // Files with headers may have been concatenated.
    if values > names && recurs(block, dialect, index, row) {
        (names, values) = (1, 0);
        because.0 = "the same record occurs again below".to_owned();
    }
    // Years as column names look like the numbers below them.
    if values > names && is_sequence(row) && names + words > 0 {
        values = 0;
    }
    let (is_header, evidence, sure) = if names > values {
        (true, because.0, values == 0)
    } else if values > names {
        (false, because.1, names == 0)
    } else if words > 0 {
        (true, "its words are typical column names".to_owned(), false)
    } else {
        return Err(Error::ambiguous(
            format!("its first record may be the header or data: {}", beginning_of(row)),
            "write header => true or header => false",
        ));
    };
    let value = if is_header { "the first record" } else { "none" };
    let kind = if sure { FindingKind::Sure } else { FindingKind::Likely };
    findings.push(Finding::new("header", value, evidence, kind));
    Ok(is_header)
}

/// Returns the first fields of a record, for a message.
fn beginning_of(row: &[String]) -> String {
    let example: String =
        row.iter().take(5).cloned().collect::<Vec<_>>().join(", ").chars().take(100).collect();
    if row.len() > 5 || example.chars().count() == 100 { format!("{example}…") } else { example }
}

/// Returns whether a record below equals the first one, which has no numbers or dates.
fn recurs(block: &Block, dialect: &Dialect, index: &FieldIndex, first: &[String]) -> bool {
    let is_value = |field: &String| {
        let mut guess = TypeGuess::default();
        guess.see(field.as_bytes(), false);
        has_type(&Below { guess, texts: vec![] })
    };
    if first.iter().any(is_value) {
        return false;
    }
    let mut same = vec![true; index.rows().min(MOST)];
    let mut scratch = Vec::new();
    for (column, name) in first.iter().enumerate() {
        for (field, same) in index.column(column).zip(&mut same) {
            *same &= field.text(&block.bytes, dialect, &mut scratch) == name.as_bytes();
        }
    }
    same.iter().filter(|same| **same).count() > 1
}

enum Vote {
    Name(u32, String),
    Value(u32, String),
    Nothing,
}

/// The fields below the first one of a column.
struct Below {
    guess: TypeGuess,
    /// All fields that are not empty.
    texts: Vec<Vec<u8>>,
}

fn below(block: &Block, dialect: &Dialect, index: &FieldIndex, column: usize, nulls: &[String]) -> Below {
    let mut below = Below { guess: TypeGuess::default(), texts: vec![] };
    let mut scratch = Vec::new();
    for field in index.column(column).skip(1).take(MOST) {
        let text = field.text(&block.bytes, dialect, &mut scratch);
        if nulls.iter().any(|null| null.as_bytes() == text) {
            continue;
        }
        below.guess.see(text, field.is_quoted());
        if !text.is_empty() {
            below.texts.push(text.to_vec());
        }
    }
    below
}

/// Returns whether the values are numbers, dates or booleans.
fn has_type(Below { guess, .. }: &Below) -> bool {
    format(guess) != ValueFormat::Text
}

/// Decides the format of the values. Which order of dates or which decimal separator they have does not matter here.
fn format(guess: &TypeGuess) -> ValueFormat {
    let (decimal, order) = (Some(b'.'), Some(DateOrder::DayFirst));
    guess.decide(&ColumnContext { name: None, decimal, order, delimiter: 0, complete: true }).format
}

/// Compares the first field of a column with those below it.
fn vote(Below { guess, texts: below }: &Below, first: &str) -> Vote {
    let first = first.trim();
    let of_first = {
        let mut guess = TypeGuess::default();
        guess.see(first.as_bytes(), false);
        format(&guess)
    };
    let of_all = format(guess);
    if first.is_empty() {
        return Vote::Nothing;
    }
    if below.is_empty() {
        return match of_first {
            ValueFormat::Text => Vote::Name(1, format!("'{first}' has no values below it")),
            _ => Vote::Value(1, format!("'{first}' is a value")),
        };
    }
    let example = String::from_utf8_lossy(&below[0]).into_owned();
    if of_all != ValueFormat::Text {
        let mut both = guess.clone();
        both.see(first.as_bytes(), false);
        return match format(&both) {
            ValueFormat::Text => Vote::Name(3, format!("'{first}' stands above values like '{example}'")),
            _ => Vote::Value(2, format!("'{first}' is a value like '{example}' below it")),
        };
    }
    if of_first != ValueFormat::Text {
        return Vote::Value(1, format!("'{first}' is not a name"));
    }
    if below.iter().any(|value| value == first.as_bytes()) {
        return Vote::Value(2, format!("'{first}' occurs again below"));
    }
    let mut different = below.clone();
    different.sort_unstable();
    different.dedup();
    if below.len() >= 4 && different.len() * 2 <= below.len() {
        return Vote::Name(1, format!("'{first}' is not among the values below, which repeat"));
    }
    // Addresses, codes and other texts may look alike below and different in the first record.
    let shape = shape(&below[0]);
    if below.len() >= 2
        && shape != self::shape(first.as_bytes())
        && below.iter().all(|value| self::shape(value) == shape)
    {
        return Vote::Name(2, format!("'{first}' looks unlike the values below, such as '{example}'"));
    }
    Vote::Nothing
}

/// Returns the kinds of characters in a text: letters, digits, and each other character for itself.
fn shape(text: &[u8]) -> Vec<u8> {
    let kind = |byte: &u8| match byte {
        b'0'..=b'9' => b'9',
        b'a'..=b'z' | b'A'..=b'Z' | 128.. => b'a',
        other => *other,
    };
    let mut kinds: Vec<u8> = text.iter().map(kind).collect();
    kinds.dedup();
    kinds
}

/// Returns whether the numbers among the fields increase evenly, as years do.
fn is_sequence(row: &[String]) -> bool {
    let numbers: Vec<i64> = row.iter().filter_map(|field| field.trim().parse().ok()).collect();
    numbers.len() > 1
        && numbers.windows(2).all(|pair| pair[1] - pair[0] == numbers[1] - numbers[0] && pair[1] > pair[0])
}
