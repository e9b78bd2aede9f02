//! The dates and times among the texts of a column.

use tenure_reader::values::{DateFormat, DateOrder, ValueFormat};

/// The format of dates: the year comes first. Others stay text.
const ISO: DateFormat = DateFormat { order: DateOrder::YearFirst, compact: false };

/// The dates and times among the texts of a column.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    /// True if a text is neither a date nor a time.
    other: bool,
    dates: bool,
    local: bool,
    zoned: bool,
    /// True if a text has digits beyond microseconds.
    fine: bool,
    /// True if a text is out of the range of nanoseconds.
    far: bool,
}

impl Times {
    /// Adds a text.
    pub fn see(&mut self, text: &str) {
        if self.other {
            return;
        }
        let text = text.as_bytes();
        let moment = if is_iso(text) { ISO.moment(text) } else { None };
        let Some(moment) = moment else {
            self.other = true;
            return;
        };
        match (moment.has_time, moment.offset) {
            (false, _) => self.dates = true,
            (true, None) => self.local = true,
            (true, Some(_)) => self.zoned = true,
        }
        let zone = moment.offset.is_some();
        self.fine |= timestamp(zone, false).timestamp(text).is_none();
        self.far |= timestamp(zone, true).timestamp(text).is_none();
    }

    /// Adds other texts of the column.
    pub fn merge(&mut self, other: &Self) {
        self.other |= other.other;
        self.dates |= other.dates;
        self.local |= other.local;
        self.zoned |= other.zoned;
        self.fine |= other.fine;
        self.far |= other.far;
    }

    /// Returns the one format in which all texts are read.
    pub fn reading(&self) -> ValueFormat {
        match (self.dates, self.local, self.zoned) {
            _ if self.other || self.fine && self.far => ValueFormat::Text,
            (true, false, false) => ValueFormat::Date(ISO),
            (_, true, false) => timestamp(false, self.fine),
            (false, false, true) => timestamp(true, self.fine),
            _ => ValueFormat::Text,
        }
    }
}

fn timestamp(zone: bool, nanoseconds: bool) -> ValueFormat {
    ValueFormat::Timestamp { format: ISO, zone, nanoseconds }
}

/// Checks for `2024-01-31`, `2024-01-31T10:00`, `2024-01-31 10:00:00.5+02:00`: digits at their places, nothing around them.
fn is_iso(text: &[u8]) -> bool {
    let digit = |place: usize| text.get(place).is_some_and(u8::is_ascii_digit);
    let sign = |place: usize, signs: &[u8]| text.get(place).is_some_and(|byte| signs.contains(byte));
    [0, 1, 2, 3, 5, 6, 8, 9].into_iter().all(digit)
        && sign(4, b"-")
        && sign(7, b"-")
        && (text.len() == 10
            || sign(10, b"T ")
                && digit(11)
                && digit(12)
                && sign(13, b":")
                && text.last().is_some_and(|last| last.is_ascii_digit() || *last == b'Z'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> &'static str {
        let mut times = Times::default();
        texts.iter().for_each(|text| times.see(text));
        times.reading().sql_type()
    }

    #[test]
    fn all_texts_must_agree() {
        for (texts, found) in [
            (["2024-01-31", "1999-12-31"], "DATE"),
            (["2024-01-31", "1999-12-31T10:00"], "TIMESTAMP"),
            (["2024-01-31 10:00:00.5", "2024-01-31T10:00:00.123456789"], "TIMESTAMP"),
            (["2024-01-31T10:00:00Z", "2024-01-31T10:00:00.5+02:00"], "TIMESTAMP WITH TIME ZONE"),
            (["2024-01-31T10:00:00Z", "2024-01-31T10:00:00"], "VARCHAR"),
            (["2024-01-31T10:00:00Z", "2024-01-31"], "VARCHAR"),
            (["2024-01-31", "2024-02-30"], "VARCHAR"),
            (["2024-01-31", ""], "VARCHAR"),
            (["2024-01-31", "2024-1-3"], "VARCHAR"),
            (["2024-01-31", "2024/01/31"], "VARCHAR"),
            (["2024-01-31", " 2024-01-31"], "VARCHAR"),
            (["20240131", "20240131"], "VARCHAR"),
            (["31/01/2024", "31/01/2024"], "VARCHAR"),
            (["0001-01-01T00:00", "2024-01-31T10:00:00.123456789"], "VARCHAR"),
        ] {
            assert_eq!(read(&texts), found, "{texts:?}");
        }
    }
}
