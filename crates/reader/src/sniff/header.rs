//! Where a table begins in a text, and whether its first record names the columns.

use super::SniffOptions;
use super::dialect::{all_fields, beginning};
use super::finding::{Finding, FindingKind};
use super::preamble::{count, first_of_table, may_be_prose};
use crate::Error;
use crate::records::{Block, Dialect, FieldIndex, Projection, line_ends};
use crate::values::{ColumnContext, DateOrder, TypeGuess, ValueFormat};

/// No more records are looked at.
const MOST: usize = 1000;

/// No more of a text is looked at, but for long lines.
const BYTES: usize = 1 << 20;

/// Words that name columns more often than they are values.
const WORDS: &[&str] = &[
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

/// Where the table begins.
pub(super) struct Layout {
    /// How many lines stand before it.
    pub skip: u64,
    /// Where its first record of data begins.
    pub offset: usize,
    /// On which line that is.
    pub line: u64,
    /// The fields of the header, if it has one.
    pub header: Option<Vec<String>>,
    /// How many fields a record has.
    pub fields: usize,
}

/// Finds the beginning of the table and its header.
///
/// # Errors
/// If it cannot be told whether there is a header.
pub(super) fn layout(
    text: &[u8],
    dialect: &Dialect,
    fields: usize,
    options: &SniffOptions,
    findings: &mut Vec<Finding>,
) -> Result<Layout, Error> {
    let skipped = options.skip.map_or(0, |lines| after_lines(text, lines));
    let block = beginning(&text[skipped..], BYTES);
    let starts =
        FieldIndex::new(&block, dialect, &Projection { count: usize::MAX, fields: vec![], lenient: false })
            .faults;
    if options.skip.is_some() && starts.is_empty() {
        return Err(Error::no_table("no record follows the lines that are skipped"));
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
        let evidence = format!("the table of {fields} columns begins on line {line}");
        let lines = (line - 1).to_string();
        findings.push(Finding::new("skip", lines, evidence, FindingKind::Changed));
    }
    let fields = if options.skip.is_some() { starts.first().map_or(fields, count).max(1) } else { fields };

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
    if prose && !(0..fields).any(|column| is_typed(&below(&rest, dialect, &index, column, &options.nulls))) {
        return Err(Error::ambiguous(
            "its first line has no delimiter, and the others have one: that may be a name and texts",
            "say delimiter => 'none' for one column, or skip => 1",
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

/// Where the text goes on after so many lines.
pub(super) fn after_lines(text: &[u8], lines: u64) -> usize {
    let mut at = 0;
    for _ in 0..lines {
        let Some(end) = memchr::memchr2(b'\n', b'\r', &text[at..]) else {
            return text.len();
        };
        at += end + 1;
        at += usize::from(text[at - 1] == b'\r' && text.get(at) == Some(&b'\n'));
    }
    at
}

/// Where the line after the first record begins.
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

/// Whether the first record names the columns: its fields differ from those below in kind.
fn is_header(
    block: &Block,
    dialect: &Dialect,
    index: &FieldIndex,
    row: &[String],
    nulls: &[String],
    findings: &mut Vec<Finding>,
) -> Result<bool, Error> {
    let is_word = |field: &String| WORDS.contains(&field.trim().to_lowercase().as_str());
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
    // Files with headers that were put together.
    if values > names && is_there_again(block, dialect, index, row) {
        (names, values) = (1, 0);
        because.0 = "the same record is there again below".to_owned();
    }
    // Years as names of columns look like the numbers below them.
    if values > names && is_sequence(row) && names + words > 0 {
        values = 0;
    }
    let (is_header, evidence, sure) = if names > values {
        (true, because.0, values == 0)
    } else if values > names {
        (false, because.1, names == 0)
    } else if words > 0 {
        (true, "its words are names of columns".to_owned(), false)
    } else {
        return Err(Error::ambiguous(
            format!("whether its first record names the columns cannot be told: {}", beginning_of(row)),
            "say header => true or header => false".to_owned(),
        ));
    };
    let value = if is_header { "the first record" } else { "none" };
    let kind = if sure { FindingKind::Sure } else { FindingKind::Likely };
    findings.push(Finding::new("header", value, evidence, kind));
    Ok(is_header)
}

/// The first fields of a record, for a message.
fn beginning_of(row: &[String]) -> String {
    let shown: String =
        row.iter().take(5).cloned().collect::<Vec<_>>().join(", ").chars().take(100).collect();
    if row.len() > 5 || shown.chars().count() == 100 { format!("{shown}…") } else { shown }
}

/// Whether a record below is the same as the first, which has no numbers or dates.
fn is_there_again(block: &Block, dialect: &Dialect, index: &FieldIndex, first: &[String]) -> bool {
    let is_value = |field: &String| {
        let mut guess = TypeGuess::default();
        guess.see(field.as_bytes(), false);
        is_typed(&Below { guess, texts: vec![] })
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

/// What stands below the first field of a column.
struct Below {
    guess: TypeGuess,
    /// All but what is empty.
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

/// Whether the values are numbers, dates or such.
fn is_typed(Below { guess, .. }: &Below) -> bool {
    reading(guess) != ValueFormat::Text
}

/// How values are read; which of two orders of dates or signs of decimals they are in does not matter here.
fn reading(guess: &TypeGuess) -> ValueFormat {
    let (decimal, order) = (Some(b'.'), Some(DateOrder::DayFirst));
    guess.decide(&ColumnContext { name: None, decimal, order, delimiter: 0, complete: true }).format
}

/// What the first field of a column says: whether it is of the kind of those below.
fn vote(Below { guess, texts: below }: &Below, first: &str) -> Vote {
    let first = first.trim();
    let of_first = {
        let mut guess = TypeGuess::default();
        guess.see(first.as_bytes(), false);
        reading(&guess)
    };
    let of_all = reading(guess);
    if first.is_empty() {
        return Vote::Nothing;
    }
    if below.is_empty() {
        return match of_first {
            ValueFormat::Text => Vote::Name(1, format!("'{first}' stands above nothing")),
            _ => Vote::Value(1, format!("'{first}' is a value")),
        };
    }
    let shown = String::from_utf8_lossy(&below[0]).into_owned();
    if of_all != ValueFormat::Text {
        let mut both = guess.clone();
        both.see(first.as_bytes(), false);
        return match reading(&both) {
            ValueFormat::Text => Vote::Name(3, format!("'{first}' stands above values like '{shown}'")),
            _ => Vote::Value(2, format!("'{first}' is a value like '{shown}' below it")),
        };
    }
    if of_first != ValueFormat::Text {
        return Vote::Value(1, format!("'{first}' is no name"));
    }
    if below.iter().any(|value| value == first.as_bytes()) {
        return Vote::Value(2, format!("'{first}' is there again below"));
    }
    let mut different = below.clone();
    different.sort_unstable();
    different.dedup();
    if below.len() >= 4 && different.len() * 2 <= below.len() {
        return Vote::Name(1, format!("'{first}' is not among the values below, which come again and again"));
    }
    // Addresses, codes and other texts that look alike below, and not in the first record.
    let shape = shape(&below[0]);
    if below.len() >= 2
        && shape != self::shape(first.as_bytes())
        && below.iter().all(|value| self::shape(value) == shape)
    {
        return Vote::Name(2, format!("'{first}' looks unlike the values below, as '{shown}'"));
    }
    Vote::Nothing
}

/// What kinds of signs a text is made of: letters, digits, and each other sign by itself.
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

/// Whether the numbers among the fields count up evenly, as years do.
fn is_sequence(row: &[String]) -> bool {
    let numbers: Vec<i64> = row.iter().filter_map(|field| field.trim().parse().ok()).collect();
    numbers.len() > 1
        && numbers.windows(2).all(|pair| pair[1] - pair[0] == numbers[1] - numbers[0] && pair[1] > pair[0])
}
