//! How a column of numbers is read.

use super::decide::{ColumnContext, Outcome};
use super::note::Note;
use super::numbers::{NumberUnit, Numbers};
use crate::values::{DateFormat, DateOrder, NumberFormat, ThousandsSeparator, ValueFormat};

/// Words in the names of columns of dates; other words may end in the longer ones, as orderdate does.
const WORDS: [&str; 12] = [
    "date",
    "datum",
    "day",
    "timestamp",
    "dt",
    "tag",
    "data",
    "fecha",
    "giorno",
    "jour",
    "datetime",
    "dates",
];

/// What other words of such names end in.
const ENDS: [&str; 4] = ["date", "datum", "timestamp", "datetime"];

/// Signs that say so wherever they stand.
const SIGNS: [&str; 3] = ["日期", "时间", "日"];

/// What the numbers of a column come to.
pub fn outcome(numbers: &Numbers, context: &ColumnContext) -> Outcome {
    let Some(wear) = numbers.wear() else { return Outcome::Text };
    if numbers.could_be_dates() && is_of_dates(numbers, context.name) {
        return compact(numbers);
    }
    let (decimal, group) = match written(numbers, context) {
        Written::As(decimal, group) => (decimal, group),
        Written::Either => return Outcome::Undecided(Note::which_decimal()),
        Written::Variously => return Outcome::Text,
    };
    let mut notes = Vec::new();
    let (percent, currency) = match wear {
        NumberUnit::Nothing => (false, None),
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

/// How numbers are written.
enum Written {
    As(u8, Option<ThousandsSeparator>),
    /// One way or another: the numbers do not tell.
    Either,
    /// No one way.
    Variously,
}

fn written(numbers: &Numbers, context: &ColumnContext) -> Written {
    let possible = |decimal, group| numbers.formats().has(decimal, group);
    // The ways with a decimal point and with a decimal comma between which the numbers leave the choice, and the
    // decimal sign that is taken if nothing else is known.
    let (point, comma, usual) = match (possible(b'.', None), possible(b',', None)) {
        // Nothing but digits.
        (true, true) => return Written::As(b'.', None),
        // All with a dot are like `1.234`. Between fields, a semicolon stands where commas are decimal.
        (true, false) => {
            (Some(None), Some(Some(ThousandsSeparator::Dot)), (context.delimiter != b';').then_some(b'.'))
        }
        // All with a comma are like `1,234`. Where commas stand between fields, they are rarely decimal.
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
            // Blanks and apostrophes group thousands whatever the decimal sign, of which there is none.
            (point, comma, (point == comma).then_some(b'.'))
        }
    };
    let point = point.filter(|group| possible(b'.', *group));
    let comma = comma.filter(|group| possible(b',', *group));
    match (point, comma, context.decimal.or(usual)) {
        (None, None, _) => Written::Variously,
        (Some(group), None, _) | (Some(group), Some(_), Some(b'.')) => Written::As(b'.', group),
        (None, Some(group), _) | (Some(_), Some(group), Some(_)) => Written::As(b',', group),
        (Some(_), Some(_), None) => Written::Either,
    }
}

/// Numbers that are dates in digits.
fn compact(numbers: &Numbers) -> Outcome {
    let format = DateFormat { order: DateOrder::YearFirst, compact: true };
    let mut notes = vec![Note::compact_dates()];
    let (moments, dates) = numbers.moments_and_dates();
    if moments == 0 {
        return Outcome::Typed(ValueFormat::Date(format), notes);
    }
    notes.extend((dates > 0).then(|| Note::midnight(dates)));
    Outcome::Typed(ValueFormat::Timestamp { format, zone: false, nanoseconds: false }, notes)
}

/// Whether a column of that name is one of dates, or one without a name has many different ones.
fn is_of_dates(numbers: &Numbers, name: Option<&str>) -> bool {
    name.map_or_else(|| numbers.are_different(), says_date)
}

/// Whether the name of a column says that it is one of dates.
pub fn says_date(name: &str) -> bool {
    // The words of OrderDate are two.
    let mut parted = String::with_capacity(name.len() + 4);
    let mut before = '_';
    for sign in name.chars() {
        if sign.is_uppercase() && before.is_lowercase() {
            parted.push('_');
        }
        parted.extend(sign.to_lowercase());
        before = sign;
    }
    let says = |word: &str| WORDS.contains(&word) || ENDS.iter().any(|end| word.ends_with(end));
    SIGNS.iter().any(|sign| name.contains(sign)) || parted.split(|sign: char| !sign.is_alphabetic()).any(says)
}
