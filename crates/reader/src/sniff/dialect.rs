//! Finds the dialect under which a text looks most like a table.

use super::excerpt::{all_fields, beginning, field_count, is_typed, records};
use super::finding::{Finding, FindingKind};
use super::options::SniffOptions;
use crate::error::Error;
use tenure_diagnostics::counted;

use crate::records::{Block, Delimiter, Dialect, Escape};

/// The delimiters to try, the most usual first.
const DELIMITERS: [u8; 7] = [b',', b';', b'\t', b'|', b'^', b'~', 1];

/// The number of bytes to examine, apart from long lines.
const MOST: usize = 256 << 10;

/// The largest number of fields to examine for a dialect.
const MOST_FIELDS: usize = 3000;

/// The share of the best score from which on a second dialect counts as equally likely.
const ABOUT_AS_LIKELY: f64 = 0.95;

/// The dialect of a text, with the number of fields of most records.
pub(super) struct Found {
    pub dialect: Dialect,
    pub fields: usize,
}

/// Finds the dialect of the beginning of a text.
///
/// # Errors
/// Fails if two dialects are about equally likely.
pub(super) fn dialect(
    text: &[u8],
    ending: &str,
    options: &SniffOptions,
    findings: &mut Vec<Finding>,
) -> Result<Found, Error> {
    let block = beginning(text, MOST);
    let delimiters: Vec<Option<Delimiter>> = match options.delimiter {
        Some(delimiter) => vec![Some(delimiter)],
        None => {
            let signs = DELIMITERS.iter().map(|sign| Some(Delimiter::Byte(*sign)));
            signs.chain([Some(Delimiter::Blanks), None]).collect()
        }
    };
    let mut candidates: Vec<Candidate> = delimiters
        .into_iter()
        .filter_map(|delimiter| Candidate::of(&block, delimiter, ending, options))
        .collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let Some(best) = candidates.first() else {
        return Ok(Found { dialect: one_column(options), fields: 1 });
    };
    if let Some(second) = candidates.get(1)
        && second.score >= best.score * ABOUT_AS_LIKELY
    {
        return Err(Error::ambiguous(
            format!(
                "divided by {} into {}, or by {} into {}",
                delimiter_name(best.delimiter),
                counted(best.fields as u64, "column"),
                delimiter_name(second.delimiter),
                counted(second.fields as u64, "column")
            ),
            format!("write {} or {}", delimiter_option(best.delimiter), delimiter_option(second.delimiter)),
        ));
    }
    let evidence = match (options.delimiter, best.delimiter) {
        (Some(_), _) => "as asked".to_owned(),
        (_, None) => "no character divides the lines consistently".to_owned(),
        _ => {
            let fields = counted(best.fields as u64, "field");
            format!("{} of {} have {fields}", best.agree, counted(best.records as u64, "record"))
        }
    };
    let sure = options.delimiter.is_some() || best.agree == best.records && best.fields > 1;
    let kind = if sure { FindingKind::Sure } else { FindingKind::Likely };
    findings.push(Finding::new("delimiter", delimiter_name(best.delimiter), evidence, kind));
    findings.push(Finding::new("quote", quote_name(best.dialect.quote), best.quoting(), FindingKind::Sure));
    Ok(Found { dialect: best.dialect, fields: best.fields })
}

/// Returns a dialect of a single column: the delimiter is a byte that occurs in no text.
fn one_column(options: &SniffOptions) -> Dialect {
    let quote = options.quote.unwrap_or(Some(b'"'));
    Dialect { delimiter: Delimiter::NONE, quote, escape: options.escape.unwrap_or(Escape::Double) }
}

struct Candidate {
    dialect: Dialect,
    /// `None` means a single column.
    delimiter: Option<Delimiter>,
    fields: usize,
    agree: usize,
    records: usize,
    quoted: usize,
    score: f64,
}

impl Candidate {
    fn of(block: &Block, delimiter: Option<Delimiter>, ending: &str, options: &SniffOptions) -> Option<Self> {
        let dialect = match delimiter {
            Some(delimiter) => quoting(block, delimiter, options),
            None => one_column(options),
        };
        let counts = counts(block, &dialect);
        let records = counts.len();
        let fields = most_frequent(&counts)?;
        let asked = options.delimiter.is_some();
        if fields < 2 && delimiter.is_some() && !asked {
            return None;
        }
        let agree = counts.iter().filter(|count| **count == fields).count();
        let cells = Cells::of(block, &dialect, fields);
        let share = agree as f64 / records as f64;
        let first = counts.first() == Some(&fields);
        let mut score = share * share * cells.score;
        score *= match delimiter {
            // A single column is plausible if all its values are numbers or dates, unless a delimiter also divides its
            // first line, which would be its name.
            None if cells.typed => 0.55,
            None => 0.2,
            Some(Delimiter::Blanks) if share < 1.0 || !cells.has_typed_column => return None,
            Some(Delimiter::Blanks) => 0.6 * (1.0 - 1.0 / fields as f64),
            Some(_) => (1.0 - 0.5 / fields as f64) * if first { 1.0 } else { 0.7 },
        };
        let usual = matches!(
            (ending, delimiter),
            ("csv", Some(Delimiter::Byte(b',' | b';'))) | ("tsv" | "tab", Some(Delimiter::Byte(b'\t')))
        );
        score *= if usual { 1.02 } else { 1.0 };
        Some(Self { dialect, delimiter, fields, agree, records, quoted: cells.quoted, score })
    }

    fn quoting(&self) -> String {
        match self.quoted {
            0 => "no field examined is quoted".to_owned(),
            1 => "1 of the fields examined is quoted".to_owned(),
            quoted => format!("{quoted} of the fields examined are quoted"),
        }
    }
}

/// Finds the quote and the escape that go with a delimiter.
fn quoting(block: &Block, delimiter: Delimiter, options: &SniffOptions) -> Dialect {
    let faults = |dialect: &Dialect| {
        let faults = records(block, dialect);
        faults.into_iter().filter(|(_, fault)| !fault.is_count()).count()
    };
    let mut dialect =
        Dialect { delimiter, quote: Some(b'"'), escape: options.escape.unwrap_or(Escape::Double) };
    match options.quote {
        Some(quote) => dialect.quote = quote,
        None => {
            let single = Dialect { quote: Some(b'\''), ..dialect };
            let has_double = memchr::memchr(b'"', &block.bytes).is_some();
            if !has_double && encloses(block, &single) && faults(&single) == 0 {
                dialect = single;
            }
        }
    }
    if options.escape.is_none() && memchr::memmem::find(&block.bytes, b"\\\"").is_some() {
        let backslash = Dialect { escape: Escape::Backslash, ..dialect };
        if faults(&backslash) < faults(&dialect) {
            dialect = backslash;
        }
    }
    dialect
}

/// Returns whether this quote encloses fields, and does not merely occur in names like O'Brien.
fn encloses(block: &Block, dialect: &Dialect) -> bool {
    let Some(fields) = most_frequent(&counts(block, dialect)) else {
        return false;
    };
    let index = all_fields(block, dialect, fields);
    (0..fields).any(|column| {
        let mut values = index.column(column).skip(1).filter(|field| !field.range().is_empty());
        let first = values.next();
        first.is_some_and(|first| first.is_quoted()) && values.all(|field| field.is_quoted())
    })
}

/// Returns the number of fields of each record, or 0 where its quotes are wrong.
fn counts(block: &Block, dialect: &Dialect) -> Vec<usize> {
    records(block, dialect).iter().map(field_count).collect()
}

/// Returns the most frequent number, of several the largest.
fn most_frequent(counts: &[usize]) -> Option<usize> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|equal| equal.len())
        .map(|equal| equal[0])
        .filter(|most| *most > 0)
}

/// Statistics over the fields under a dialect.
struct Cells {
    /// Close to one if fields are numbers, dates, or text without other delimiters.
    score: f64,
    /// True if all fields below the first record are numbers or dates.
    typed: bool,
    has_typed_column: bool,
    quoted: usize,
}

impl Cells {
    fn of(block: &Block, dialect: &Dialect, fields: usize) -> Self {
        let index = all_fields(block, dialect, fields);
        let rows = index.rows().min((MOST_FIELDS / fields).max(20));
        let (mut sum, mut seen, mut quoted, mut typed) = (0.0, 0_usize, 0, 0);
        let mut has_typed_column = false;
        for column in 0..fields {
            let mut all_typed = rows > 1;
            for (row, field) in index.column(column).take(rows).enumerate() {
                let text = field.raw(&block.bytes);
                let is_typed = text.is_empty() || is_typed(text);
                let is_divided = DELIMITERS.iter().any(|sign| {
                    !dialect.delimiter.matches(*sign)
                        && !field.is_quoted()
                        && memchr::memchr(*sign, text).is_some()
                });
                sum += match (is_typed, is_divided) {
                    (true, _) => 1.0,
                    (_, false) => 0.9,
                    (_, true) => 0.4,
                };
                seen += 1;
                typed += usize::from(is_typed && row > 0);
                quoted += usize::from(field.is_quoted());
                all_typed &= is_typed || row == 0;
            }
            has_typed_column |= all_typed;
        }
        Self {
            score: sum / seen.max(1) as f64,
            typed: rows > 1 && typed == seen - fields,
            has_typed_column,
            quoted,
        }
    }
}

/// Names a delimiter for a message.
fn delimiter_name(delimiter: Option<Delimiter>) -> String {
    match delimiter {
        None | Some(Delimiter::NONE) => "none".to_owned(),
        Some(Delimiter::Blanks) => "blanks".to_owned(),
        Some(Delimiter::Byte(b'\t')) => "tab".to_owned(),
        Some(Delimiter::Byte(sign)) => format!("'{}'", (sign as char).escape_default()),
    }
}

fn quote_name(quote: Option<u8>) -> String {
    quote.map_or_else(|| "none".to_owned(), |quote| (quote as char).to_string())
}

/// Writes a delimiter as an option of `read_csv`.
fn delimiter_option(delimiter: Option<Delimiter>) -> String {
    let text = match delimiter {
        None | Some(Delimiter::NONE) => "none".to_owned(),
        Some(Delimiter::Blanks) => "blanks".to_owned(),
        Some(Delimiter::Byte(b'\t')) => "tab".to_owned(),
        Some(Delimiter::Byte(sign)) => (sign as char).to_string(),
    };
    format!("delimiter => '{text}'")
}
