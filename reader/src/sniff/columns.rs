//! The types of a file's columns: those of all values that are looked at.

use super::dialect::all_fields;
use super::finding::{Finding, Kind};
use super::sample::Sample;
use super::{Format, Options, decode};
use crate::Error;
use crate::batch::Column;
use crate::records::{Block, Delimiter, Splitter};
use crate::text::Text;
use crate::values::{Context, DateFormat, Guess, NumberFormat, Order, Reading, Type};

/// Bytes of text that are looked at together.
const BLOCK: usize = 1 << 20;

/// Finds out the columns of a file of which everything else is known. `text` is the decoded beginning.
pub(super) fn columns(
    format: &mut Format,
    text: Vec<u8>,
    sample: &Sample,
    names: &[String],
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let mut look = Look { format, nulls: &options.nulls, guesses: vec![Guess::default(); names.len()] };
    let text = Text::decoded(text);
    let mut blocks = Splitter::new(text, format.dialect, BLOCK, format.offset, format.line)?;
    while let Some(block) = blocks.next_block()? {
        look.at(&block);
    }
    // Pieces end at bytes, and in UTF-16 a line end is two.
    let pieces = if format.encoding.has_single_line_ends() { sample.pieces.as_slice() } else { &[] };
    for piece in pieces {
        look.at_piece(decode(piece, format.encoding)?);
    }
    let Look { guesses, .. } = look;
    format.decimal = options.decimal.or_else(|| agreed(guesses.iter().map(Guess::decimal_evidence)));
    format.order = options.order.or_else(|| agreed(guesses.iter().map(Guess::order_evidence)));
    format.columns = decide(format, &guesses, names, options, sample.complete, findings);
    Ok(())
}

struct Look<'a> {
    format: &'a Format,
    nulls: &'a [String],
    guesses: Vec<Guess>,
}

impl Look<'_> {
    fn at(&mut self, block: &Block) {
        let dialect = &self.format.dialect;
        let index = all_fields(block, dialect, self.guesses.len());
        let mut scratch = Vec::new();
        for (column, guess) in self.guesses.iter_mut().enumerate() {
            for field in index.column(column) {
                let text = field.text(&block.bytes, dialect, &mut scratch);
                if self.nulls.is_empty() || !self.nulls.iter().any(|null| null.as_bytes() == text) {
                    guess.see(text, field.is_quoted());
                }
            }
        }
    }

    /// Lines from somewhere in the file. The first may begin inside quotes; of the two cases the one in which the
    /// records are as they should be is right.
    fn at_piece(&mut self, bytes: Vec<u8>) {
        let quote = self.format.dialect.quote.unwrap_or(b'"');
        let inside = memchr::memchr(quote, &bytes)
            .and_then(|quote| memchr::memchr2(b'\n', b'\r', &bytes[quote..]).map(|end| quote + end + 1));
        let block = |bytes| Block { bytes, offset: 0, line: 1, quotes: true, malformed: vec![] };
        let faults = |block: &Block| {
            let index = all_fields(block, &self.format.dialect, self.guesses.len());
            (index.faults.len(), index.rows())
        };
        let second = inside.map(|start| block(bytes[start..].to_vec()));
        let first = block(bytes);
        let (wrong, right) = faults(&first);
        let best = match second.map(|second| (faults(&second), second)) {
            Some(((fewer, _), second)) if fewer < wrong => second,
            // The last record may be cut off, and a few may be bad; more means that the place was not understood.
            _ if wrong <= 1 + right / 10 => first,
            _ => return,
        };
        self.at(&best);
    }
}

fn decide(
    format: &Format,
    guesses: &[Guess],
    names: &[String],
    options: &Options,
    complete: bool,
    findings: &mut Vec<Finding>,
) -> Vec<Column> {
    let (decimal, order) = (format.decimal, format.order);
    let delimiter = match format.dialect.delimiter {
        Delimiter::Sign(sign) => sign,
        Delimiter::Blanks => b' ',
    };
    let mut columns = Vec::with_capacity(names.len());
    for (name, guess) in names.iter().zip(guesses) {
        let named = format.header || options.names.is_some();
        let context = Context { name: named.then_some(name.as_str()), decimal, order, delimiter, complete };
        let decision = guess.decide(&context);
        let asked = options.types.iter().find(|(column, _)| column.eq_ignore_ascii_case(name));
        let reading = match asked {
            Some((_, asked)) => as_asked(&decision.reading, *asked, decimal, order),
            None => decision.reading,
        };
        let evidence = if asked.is_some() { "as asked" } else { "all values that were looked at" };
        let kind = if decision.sure || asked.is_some() { Kind::Sure } else { Kind::Likely };
        findings.push(Finding::new(name, reading.sql_type(), evidence, kind));
        if asked.is_none() {
            for note in &decision.notes {
                let kind = if note.question { Kind::Question } else { Kind::Changed };
                findings.push(Finding::new(name, reading.sql_type(), note.text.clone(), kind));
            }
        }
        let mut nulls = if reading == Reading::Text { vec![] } else { decision.nulls };
        nulls.extend(options.nulls.iter().cloned());
        columns.push(Column { name: name.clone(), reading, nulls });
    }
    columns
}

/// The one thing that all say who say anything.
fn agreed<T: PartialEq>(said: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut said = said.flatten();
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// The reading of a type that was asked for, as the values are written if they all are of that type.
fn as_asked(found: &Reading, asked: Type, decimal: Option<u8>, order: Option<Order>) -> Reading {
    if let Some(reading) = found.widen(asked) {
        return reading;
    }
    let number = NumberFormat { decimal: decimal.unwrap_or(b'.'), ..NumberFormat::PLAIN };
    let date = DateFormat { order: order.unwrap_or(Order::YearFirst), compact: true };
    match asked {
        Type::Text => Reading::Text,
        Type::Boolean => Reading::Boolean,
        Type::Integer => Reading::Integer(number),
        Type::Float => Reading::Float(number),
        Type::Date => Reading::Date(date),
        Type::Timestamp { zone, nanoseconds } => Reading::Timestamp { format: date, zone, nanoseconds },
    }
}
