//! What is to be said about a decision.

use crate::values::{DateOrder, ThousandsSeparator};

/// What is to be said about a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Whether it is a question that only the user can answer. Otherwise it tells what is changed.
    pub question: bool,
    /// A short sentence.
    pub text: String,
    /// The sentence without figures and examples.
    pub topic: String,
}

impl Note {
    pub(super) fn which_order() -> Self {
        let text = "its dates could be day first or month first, so it is text; \
                    say dates => 'day first' or 'month first'";
        Note { question: true, text: text.to_string(), topic: text.to_string() }
    }

    pub(super) fn which_decimal() -> Self {
        let text = "its numbers could have decimals or groups of thousands, so it is text; \
                    say decimal => '.' or decimal => ','";
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
        Note::change("times with a zone are read as UTC")
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
        Note::change("the decimal sign is a comma")
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
        Note::counted("blank fields and empty ones in quotes are read as NULL", count)
    }

    /// Text only for a few of its values, of which one is given.
    pub(super) fn nearly(kind: &str, count: u64, of: u64, example: &[u8]) -> Self {
        let example = String::from_utf8_lossy(example);
        let text =
            format!("text, though {count} of {of} values are {kind}; the first that is not: '{example}'");
        Note { question: false, text, topic: format!("text, though most values are {kind}") }
    }

    fn change(text: impl Into<String>) -> Self {
        let text = text.into();
        Note { question: false, topic: text.clone(), text }
    }

    /// Says of how many values it is true.
    fn counted(topic: &str, count: u64) -> Self {
        let text = format!("{topic} ({})", values(count));
        Note { question: false, text, topic: topic.to_owned() }
    }
}

fn values(count: u64) -> String {
    if count == 1 { "1 value".to_string() } else { format!("{count} values") }
}
