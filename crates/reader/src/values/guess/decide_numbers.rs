//! Decides the format of a column of numbers.

use super::context::{ColumnContext, Outcome};
use super::date_names::means_dates;
use super::note::Note;
use super::numbers::{NumberUnit, Numbers};
use crate::values::{DateFormat, DateOrder, NumberFormat, ThousandsSeparator, ValueFormat};

/// Decides the format of a column of numbers.
pub fn decide_numbers(numbers: &Numbers, context: &ColumnContext) -> Outcome {
    let Some(unit) = numbers.unit() else { return Outcome::Text };
    if numbers.could_be_dates() && is_of_dates(numbers, context.name) {
        return decide_compact_dates(numbers);
    }
    let (decimal, group) = match separators(numbers, context) {
        Separators::Known(decimal, group) => (decimal, group),
        Separators::Ambiguous => return Outcome::Undecided(Note::which_decimal()),
        Separators::Inconsistent => return Outcome::Text,
    };
    let mut notes = Vec::new();
    let (percent, currency) = match unit {
        NumberUnit::None => (false, None),
        NumberUnit::Percent => (true, None),
        NumberUnit::Currency(sign) => (false, Some(sign.to_string())),
    };
    notes.extend(percent.then(Note::percent));
    notes.extend(currency.as_deref().map(Note::currency));
    notes.extend(group.map(Note::groups));
    let format = NumberFormat { decimal, group, currency, percent };
    if numbers.are_integers(decimal, group) {
        Outcome::Typed(ValueFormat::Integer(format), notes)
    } else if numbers.are_floats(decimal, group) {
        notes.extend((decimal == b',').then(Note::decimal_comma));
        Outcome::Typed(ValueFormat::Float(format), notes)
    } else {
        Outcome::Text
    }
}

/// The decimal and thousands separators of a column.
enum Separators {
    Known(u8, Option<ThousandsSeparator>),
    /// Several separators are possible: the numbers leave the choice open.
    Ambiguous,
    /// Numbers that no single choice of separators fits.
    Inconsistent,
}

fn separators(numbers: &Numbers, context: &ColumnContext) -> Separators {
    let possible = |decimal, group| numbers.formats().has(decimal, group);
    // The formats with a decimal point and with a decimal comma that the numbers leave open, and the decimal separator
    // to take if nothing else decides.
    let (point, comma, usual) = match (possible(b'.', None), possible(b',', None)) {
        // Only digits.
        (true, true) => return Separators::Known(b'.', None),
        // All numbers with a dot look like `1.234`. A semicolon between fields suggests that commas are decimal.
        (true, false) => {
            (Some(None), Some(Some(ThousandsSeparator::Dot)), (context.delimiter != b';').then_some(b'.'))
        }
        // All numbers with a comma look like `1,234`. Where commas separate fields, they are rarely decimal.
        (false, true) => {
            (Some(Some(ThousandsSeparator::Comma)), Some(None), (context.delimiter == b',').then_some(b'.'))
        }
        (false, false) => {
            let grouped = |decimal, signs: [ThousandsSeparator; 3]| {
                signs.into_iter().map(Some).find(|group| possible(decimal, *group))
            };
            let point = grouped(
                b'.',
                [ThousandsSeparator::Comma, ThousandsSeparator::Space, ThousandsSeparator::Apostrophe],
            );
            let comma = grouped(
                b',',
                [ThousandsSeparator::Dot, ThousandsSeparator::Space, ThousandsSeparator::Apostrophe],
            );
            // Blanks and apostrophes group thousands with either decimal separator, and no number has one.
            (point, comma, (point == comma).then_some(b'.'))
        }
    };
    let point = point.filter(|group| possible(b'.', *group));
    let comma = comma.filter(|group| possible(b',', *group));
    match (point, comma, context.decimal.or(usual)) {
        (None, None, _) => Separators::Inconsistent,
        (Some(group), None, _) | (Some(group), Some(_), Some(b'.')) => Separators::Known(b'.', group),
        (None, Some(group), _) | (Some(_), Some(group), Some(_)) => Separators::Known(b',', group),
        (Some(_), Some(_), None) => Separators::Ambiguous,
    }
}

/// Decides the format of dates that are written as numbers.
fn decide_compact_dates(numbers: &Numbers) -> Outcome {
    let format = DateFormat { order: DateOrder::YearFirst, compact: true };
    let mut notes = vec![Note::compact_dates()];
    let (moments, dates) = numbers.moments_and_dates();
    if moments == 0 {
        return Outcome::Typed(ValueFormat::Date(format), notes);
    }
    notes.extend((dates > 0).then(|| Note::midnight(dates)));
    Outcome::Typed(ValueFormat::Timestamp { format, zone: false, nanoseconds: false }, notes)
}

/// Returns whether a column of this name holds dates. A column without a name does if it has many different values.
fn is_of_dates(numbers: &Numbers, name: Option<&str>) -> bool {
    name.map_or_else(|| numbers.are_different(), means_dates)
}
