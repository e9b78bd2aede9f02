//! The types of a file's columns: those of all values that are looked at.

use super::dialect::all_fields;
use super::finding::{Finding, FindingKind};
use super::sample::Sample;
use super::{FileFormat, SniffOptions, decode};
use crate::Error;
use crate::batch::Column;
use crate::records::{Block, Delimiter, Dialect, Splitter};
use crate::text::TextReader;
use crate::values::{ColumnContext, DateOrder, TypeGuess, ValueFormat, ValueType};

/// Bytes of text that are looked at together.
const BLOCK: usize = 1 << 20;

/// No more threads look at once.
const MOST_THREADS: usize = 4;

/// Finds out the columns of a file of which everything else is known. `text` is the decoded beginning.
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
    // Pieces end at bytes, and in UTF-16 a line end is two.
    let pieces = if format.encoding.has_single_line_ends() { sample.pieces.as_slice() } else { &[] };
    for piece in pieces {
        blocks.extend(understood(decode(piece, format.encoding)?, &format.dialect, names.len()));
    }
    findings.extend(blocks.first().and_then(|block| quotes_after_blanks(block, &format.dialect, names)));
    let guesses = guess_all(&blocks, &format.dialect, &options.nulls, names.len());
    format.decimal = options.decimal.or_else(|| agreed(guesses.iter().map(TypeGuess::decimal_evidence)));
    format.order = options.order.or_else(|| agreed(guesses.iter().map(TypeGuess::order_evidence)));
    format.columns = decide(format, &guesses, names, options, sample.complete, findings)?;
    Ok(())
}

/// That a quote stands after a blank, where it is a letter like any other.
fn quotes_after_blanks(block: &Block, dialect: &Dialect, names: &[String]) -> Option<Finding> {
    /// No more records are looked at.
    const MOST: usize = 1000;
    let quote = dialect.quote?;
    let index = all_fields(block, dialect, names.len());
    let is_one = |column: &usize| {
        let mut fields = index.column(*column).take(MOST).map(|field| field.raw(&block.bytes));
        fields.any(|text| text.first() == Some(&b' ') && text.trim_ascii_start().first() == Some(&quote))
    };
    let name = &names[(0..names.len()).find(is_one)?];
    let evidence = "a quote that follows a blank is a part of the text, and so is the blank";
    Some(Finding::new(name, "VARCHAR", evidence, FindingKind::Changed))
}

/// What the columns are, from all the blocks: several threads look, and what they see is put together.
fn guess_all(blocks: &[Block], dialect: &Dialect, nulls: &[String], columns: usize) -> Vec<TypeGuess> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let share = blocks.len().div_ceil(threads).max(1);
    let look = |blocks: &[Block]| {
        let mut guesses = vec![TypeGuess::default(); columns];
        blocks.iter().for_each(|block| guess(block, dialect, nulls, &mut guesses));
        guesses
    };
    std::thread::scope(|scope| {
        let mut shares = blocks.chunks(share);
        let own = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|share| scope.spawn(move || look(share))).collect();
        let mut guesses = look(own);
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

/// Lines from somewhere in the file, as a block. The first may begin inside quotes; of the two cases the one in which
/// the records are as they should be is right. None if neither is.
fn understood(bytes: Vec<u8>, dialect: &Dialect, columns: usize) -> Option<Block> {
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
        // The last record may be cut off, and a few may be bad; more means that the place was not understood.
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
        let asked = options.types.iter().find(|(column, _)| column.eq_ignore_ascii_case(name));
        let question = decision.notes.iter().find(|note| note.question);
        let format = match asked {
            Some((_, asked)) if is_read_without(*asked, question.is_some()) => {
                as_asked(&decision.format, *asked, decimal, order)
            }
            Some(_) => {
                let why = question.map_or("", |note| note.text.as_str());
                return Err(Error::ambiguous(format!("column \"{name}\": {why}"), "say it beside types"));
            }
            None => decision.format,
        };
        let evidence = if asked.is_some() { "as asked" } else { "all values that were looked at" };
        let kind = if decision.sure || asked.is_some() { FindingKind::Sure } else { FindingKind::Likely };
        findings.push(Finding::new(name, format.sql_type(), evidence, kind));
        if asked.is_none() {
            for note in &decision.notes {
                let kind = if note.question { FindingKind::Question } else { FindingKind::Changed };
                let finding = Finding::new(name, format.sql_type(), note.text.clone(), kind);
                findings.push(Finding { topic: note.topic.clone(), ..finding });
            }
        }
        let is_text = format == ValueFormat::Text && decision.has_values;
        let mut nulls = if is_text || asked.is_some_and(|(_, asked)| *asked == ValueType::Text) {
            vec![]
        } else {
            decision.nulls
        };
        nulls.extend(options.nulls.iter().cloned());
        let has_values = decision.has_values || asked.is_some();
        columns.push(Column { name: name.clone(), format, nulls, has_values });
    }
    Ok(columns)
}

/// Whether a type that was asked for can be read although a question about the column is open.
fn is_read_without(asked: ValueType, question: bool) -> bool {
    !question || matches!(asked, ValueType::Text | ValueType::Boolean)
}

/// The one thing that all say who say anything.
fn agreed<T: PartialEq>(said: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut said = said.flatten();
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// The format of a type that was asked for, as the values are written if they all are of that type.
fn as_asked(
    found: &ValueFormat,
    asked: ValueType,
    decimal: Option<u8>,
    order: Option<DateOrder>,
) -> ValueFormat {
    if let Some(format) = found.widen(asked) {
        return format;
    }
    match (found, asked) {
        // TIMESTAMP says nothing of how fine the times are.
        (ValueFormat::Timestamp { zone, .. }, ValueType::Timestamp { zone: asked, .. }) if *zone == asked => {
            found.clone()
        }
        _ => asked.written(decimal.unwrap_or(b'.'), order.unwrap_or(DateOrder::YearFirst)),
    }
}
