//! Decides the types of a file's columns from all values of the sample.

use super::excerpt::all_fields;
use super::file_format::FileFormat;
use super::finding::{Finding, FindingKind};
use super::options::SniffOptions;
use super::sample::{Sample, decode};
use crate::batch::Column;
use crate::error::Error;
use crate::records::{Block, Delimiter, Dialect, Splitter};
use crate::text::TextReader;
use crate::values::{ColumnContext, DateOrder, TypeGuess, ValueFormat, ValueType};

/// The size in bytes of the blocks that are examined.
const BLOCK: usize = 1 << 20;

/// The largest number of threads.
const MOST_THREADS: usize = 4;

/// Decides the columns of a file whose format is otherwise known. `text` is its decoded beginning.
pub(super) fn column_types(
    format: &mut FileFormat,
    text: Vec<u8>,
    sample: &Sample,
    names: &[String],
    options: &SniffOptions,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let mut splitter =
        Splitter::new(TextReader::decoded(text), format.dialect, BLOCK, format.offset, format.line)?;
    let mut blocks = vec![];
    while let Some(block) = splitter.next_block()? {
        blocks.push(block);
    }
    // Pieces end at a byte, and a line end in UTF-16 has two.
    let pieces = if format.encoding.has_single_line_ends() { sample.pieces.as_slice() } else { &[] };
    for piece in pieces {
        blocks.extend(whole_records(decode(piece, format.encoding)?, &format.dialect, names.len()));
    }
    findings.extend(blocks.first().and_then(|block| quotes_after_blanks(block, &format.dialect, names)));
    let guesses = guess_all(&blocks, &format.dialect, &options.nulls, names.len());
    format.decimal = options.decimal.or_else(|| agreed(guesses.iter().map(TypeGuess::decimal_evidence)));
    format.order = options.order.or_else(|| agreed(guesses.iter().map(TypeGuess::order_evidence)));
    format.columns = decide(format, &guesses, names, options, sample.complete, findings)?;
    Ok(())
}

/// Reports a quote behind a blank, where it is an ordinary character.
fn quotes_after_blanks(block: &Block, dialect: &Dialect, names: &[String]) -> Option<Finding> {
    /// The largest number of records to examine.
    const MOST: usize = 1000;
    let quote = dialect.quote?;
    let index = all_fields(block, dialect, names.len());
    let is_one = |column: &usize| {
        let mut fields = index.column(*column).take(MOST).map(|field| field.raw(&block.bytes));
        fields.any(|text| text.first() == Some(&b' ') && text.trim_ascii_start().first() == Some(&quote))
    };
    let name = &names[(0..names.len()).find(is_one)?];
    let evidence = "a quote behind a blank is part of the text, and so is the blank";
    Some(Finding::new(name, "VARCHAR", evidence, FindingKind::Changed))
}

/// Examines all blocks in several threads and merges what they saw.
fn guess_all(blocks: &[Block], dialect: &Dialect, nulls: &[String], columns: usize) -> Vec<TypeGuess> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let share = blocks.len().div_ceil(threads).max(1);
    let examine = |blocks: &[Block]| {
        let mut guesses = vec![TypeGuess::default(); columns];
        blocks.iter().for_each(|block| guess(block, dialect, nulls, &mut guesses));
        guesses
    };
    std::thread::scope(|scope| {
        let mut shares = blocks.chunks(share);
        let own = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|share| scope.spawn(move || examine(share))).collect();
        let mut guesses = examine(own);
        for other in others {
            let seen = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            guesses.iter_mut().zip(&seen).for_each(|(guess, seen)| guess.merge(seen));
        }
        guesses
    })
}

fn guess(block: &Block, dialect: &Dialect, nulls: &[String], guesses: &mut [TypeGuess]) {
    let index = all_fields(block, dialect, guesses.len());
    let mut scratch = Vec::new();
    for (column, guess) in guesses.iter_mut().enumerate() {
        for field in index.column(column) {
            let text = field.text(&block.bytes, dialect, &mut scratch);
            if nulls.is_empty() || !nulls.iter().any(|null| null.as_bytes() == text) {
                guess.see(text, field.is_quoted());
            }
        }
    }
}

/// Returns lines from the middle of the file as a block, or `None` if they cannot be divided into records. The first
/// line may begin inside quotes; of the two cases the one with well-formed records is right.
fn whole_records(bytes: Vec<u8>, dialect: &Dialect, columns: usize) -> Option<Block> {
    let quote = dialect.quote.unwrap_or(b'"');
    let inside = memchr::memchr(quote, &bytes)
        .and_then(|quote| memchr::memchr2(b'\n', b'\r', &bytes[quote..]).map(|end| quote + end + 1));
    let block = |bytes| Block { bytes, offset: 0, line: 1, quotes: true, malformed: vec![] };
    let faults = |block: &Block| {
        let index = all_fields(block, dialect, columns);
        (index.faults.len(), index.rows())
    };
    let second = inside.map(|start| block(bytes[start..].to_vec()));
    let first = block(bytes);
    let (wrong, right) = faults(&first);
    match second.map(|second| (faults(&second), second)) {
        Some(((fewer, _), second)) if fewer < wrong => Some(second),
        // The last record may be cut off and a few may be bad. More faults mean that the position was misunderstood.
        _ if wrong <= 1 + right / 10 => Some(first),
        _ => None,
    }
}

fn decide(
    format: &FileFormat,
    guesses: &[TypeGuess],
    names: &[String],
    options: &SniffOptions,
    complete: bool,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Column>, Error> {
    let (decimal, order) = (format.decimal, format.order);
    let delimiter = match format.dialect.delimiter {
        Delimiter::Byte(sign) => sign,
        Delimiter::Blanks => b' ',
    };
    let mut columns = Vec::with_capacity(names.len());
    for (name, guess) in names.iter().zip(guesses) {
        let context = ColumnContext {
            name: format.has_names.then_some(name.as_str()),
            decimal,
            order,
            delimiter,
            complete,
        };
        let decision = guess.decide(&context);
        let requested = options.types.iter().find(|(column, _)| column.eq_ignore_ascii_case(name));
        let question = decision.notes.iter().find(|note| note.question);
        let format = match requested {
            Some((_, requested)) if needs_no_answer(*requested, question.is_some()) => {
                requested_format(&decision.format, *requested, decimal, order)
            }
            Some(_) => {
                let why = question.map_or("", |note| note.text.as_str());
                return Err(Error::ambiguous(format!("column \"{name}\": {why}"), "write it beside types"));
            }
            None => decision.format,
        };
        let evidence = if requested.is_some() { "as asked" } else { "all values examined" };
        let kind = if decision.sure || requested.is_some() { FindingKind::Sure } else { FindingKind::Likely };
        findings.push(Finding::new(name, format.sql_type(), evidence, kind));
        if requested.is_none() {
            for note in &decision.notes {
                let kind = if note.question { FindingKind::Question } else { FindingKind::Changed };
                let finding = Finding::new(name, format.sql_type(), note.text.clone(), kind);
                findings.push(Finding { topic: note.topic.clone(), ..finding });
            }
        }
        let is_text = format == ValueFormat::Text && decision.has_values;
        let mut nulls = if is_text || requested.is_some_and(|(_, requested)| *requested == ValueType::Text) {
            vec![]
        } else {
            decision.nulls
        };
        nulls.extend(options.nulls.iter().cloned());
        let has_values = decision.has_values || requested.is_some();
        columns.push(Column { name: name.clone(), format, nulls, has_values });
    }
    Ok(columns)
}

/// Returns whether a requested type can be used although a question about the column is open.
fn needs_no_answer(requested: ValueType, question: bool) -> bool {
    !question || matches!(requested, ValueType::Text | ValueType::Boolean)
}

/// Returns the value that all the votes agree on.
fn agreed<T: PartialEq>(votes: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut votes = votes.flatten();
    let first = votes.next()?;
    votes.all(|other| other == first).then_some(first)
}

/// Returns the format of a requested type: the one the values are written in, if all of them are of that type.
fn requested_format(
    found: &ValueFormat,
    requested: ValueType,
    decimal: Option<u8>,
    order: Option<DateOrder>,
) -> ValueFormat {
    if let Some(format) = found.widen(requested) {
        return format;
    }
    match (found, requested) {
        // TIMESTAMP does not say which unit the times need.
        (ValueFormat::Timestamp { zone, .. }, ValueType::Timestamp { zone: requested, .. })
            if *zone == requested =>
        {
            found.clone()
        }
        _ => requested.with_separators(decimal.unwrap_or(b'.'), order.unwrap_or(DateOrder::YearFirst)),
    }
}
