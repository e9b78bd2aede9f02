//! Notes on the format of a column, for the user.

use tenure_diagnostics::counted;

use crate::values::{DateOrder, ThousandsSeparator};

/// A note on a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// True if the note asks a question that only the user can answer. Otherwise it reports a change.
    pub question: bool,
    /// A short sentence.
    pub text: String,
    /// The sentence without figures and examples.
    pub topic: String,
}

impl Note {
    pub(super) fn which_order() -> Self {
        let text = "its dates could be day first or month first, so it stays text; \
                    write dates => 'day first' or 'month first'";
        Note { question: true, text: text.to_string(), topic: text.to_string() }
    }

    pub(super) fn which_decimal() -> Self {
        let text = "its numbers could have decimals or thousands separators, so it stays text; \
                    write decimal => '.' or decimal => ','";
        Note { question: true, text: text.to_string(), topic: text.to_string() }
    }

    pub(super) fn order(order: DateOrder) -> Self {
        let name = order.name();
        Note::change(format!("its dates could be day first or month first; they are read {name}"))
    }

    pub(super) fn compact_dates() -> Self {
        Note::change("digits are read as dates: 20240103 is 2024-01-03")
    }

    pub(super) fn short_years() -> Self {
        Note::change("two-digit years: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068")
    }

    pub(super) fn midnight(count: u64) -> Self {
        Note::counted("dates without a time are read as midnight", count)
    }

    pub(super) fn zone() -> Self {
        Note::change("times with a time zone are converted to UTC")
    }

    pub(super) fn percent() -> Self {
        Note::change("percent signs: 12% is read as 0.12")
    }

    pub(super) fn currency(sign: &str) -> Self {
        Note::change(format!("numbers have the currency {sign}"))
    }

    pub(super) fn groups(group: ThousandsSeparator) -> Self {
        Note::change(format!("thousands are grouped by {}", group.name()))
    }

    pub(super) fn decimal_comma() -> Self {
        Note::change("the decimal separator is a comma")
    }

    pub(super) fn leading_zeros() -> Self {
        Note::change("leading zeros: kept as text")
    }

    pub(super) fn telephones() -> Self {
        Note::change("long numbers that begin with +: kept as text")
    }

    pub(super) fn null(word: &str, count: u64) -> Self {
        Note::counted(&format!("{word} is read as NULL"), count)
    }

    pub(super) fn blank(count: u64) -> Self {
        Note::counted("blank fields and quoted empty ones are read as NULL", count)
    }

    /// Reports a column that is text because of only a few values, and names one of them.
    pub(super) fn nearly(kind: &str, count: u64, of: u64, example: &[u8]) -> Self {
        let example = String::from_utf8_lossy(example);
        let text = format!(
            "kept as text, though {count} of {of} values are {kind}; the first that is not: '{example}'"
        );
        Note { question: false, text, topic: format!("kept as text, though most values are {kind}") }
    }

    fn change(text: impl Into<String>) -> Self {
        let text = text.into();
        Note { question: false, topic: text.clone(), text }
    }

    /// Creates a note with the number of values that it is about.
    fn counted(topic: &str, count: u64) -> Self {
        let text = format!("{topic} ({})", counted(count, "value"));
        Note { question: false, text, topic: topic.to_owned() }
    }
}
