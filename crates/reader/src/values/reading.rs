//! How the fields of a column become values.

use super::blank::trim;
use super::{DateFormat, NumberFormat, Order};

const DAY: i64 = 86_400;

/// How the fields of a column become values.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// As they are.
    Text,
    /// `true` and `false` in any case.
    Boolean,
    /// Whole numbers of 64 bits.
    Integer(NumberFormat),
    /// Floats of 64 bits.
    Float(NumberFormat),
    /// Dates without a time of day.
    Date(DateFormat),
    /// Dates with a time of day; one without is at midnight.
    Timestamp {
        /// How the dates are written.
        format: DateFormat,
        /// Whether every value has a zone. It is then an instant in UTC.
        zone: bool,
        /// Whether the unit is the nanosecond. Otherwise it is the microsecond.
        nanoseconds: bool,
    },
}

/// What the values of a column are, however they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// True or false.
    Boolean,
    /// Whole numbers of 64 bits.
    Integer,
    /// Floats of 64 bits.
    Float,
    /// Dates.
    Date,
    /// Dates with a time of day.
    Timestamp {
        /// Whether they are instants in UTC.
        zone: bool,
        /// Whether the unit is the nanosecond. Otherwise it is the microsecond.
        nanoseconds: bool,
    },
}

impl Type {
    /// How values of this type are read of which none was seen.
    pub fn plain(self) -> Reading {
        self.written(b'.', Order::YearFirst)
    }

    /// How values of this type are read with this decimal sign, dates in this order.
    pub fn written(self, decimal: u8, order: Order) -> Reading {
        let number = NumberFormat { decimal, ..NumberFormat::PLAIN };
        let format = DateFormat { order, compact: true };
        match self {
            Type::Text => Reading::Text,
            Type::Boolean => Reading::Boolean,
            Type::Integer => Reading::Integer(number),
            Type::Float => Reading::Float(number),
            Type::Date => Reading::Date(format),
            Type::Timestamp { zone, nanoseconds } => Reading::Timestamp { format, zone, nanoseconds },
        }
    }

    /// The type that values of both can have.
    pub fn common(self, other: Type) -> Type {
        match (self, other) {
            (a, b) if a == b => a,
            (Type::Integer, Type::Float) | (Type::Float, Type::Integer) => Type::Float,
            (Type::Date, Type::Timestamp { zone: false, nanoseconds })
            | (Type::Timestamp { zone: false, nanoseconds }, Type::Date) => {
                Type::Timestamp { zone: false, nanoseconds }
            }
            (Type::Timestamp { zone, .. }, Type::Timestamp { zone: other, .. }) if zone == other => {
                Type::Timestamp { zone, nanoseconds: true }
            }
            _ => Type::Text,
        }
    }
}

impl Reading {
    /// The type that a column has which is read so in one file and so in another.
    pub fn common_type(a: &Reading, b: &Reading) -> Type {
        a.type_of_values().common(b.type_of_values())
    }

    /// The type of the values read.
    pub fn type_of_values(&self) -> Type {
        match self {
            Reading::Text => Type::Text,
            Reading::Boolean => Type::Boolean,
            Reading::Integer(_) => Type::Integer,
            Reading::Float(_) => Type::Float,
            Reading::Date(_) => Type::Date,
            Reading::Timestamp { zone, nanoseconds, .. } => {
                Type::Timestamp { zone: *zone, nanoseconds: *nanoseconds }
            }
        }
    }

    /// The same fields read as values of a wider type: `None` if it is not wider.
    pub fn widen(&self, to: Type) -> Option<Reading> {
        if self.type_of_values() == to {
            return Some(self.clone());
        }
        match (self, to) {
            (_, Type::Text) => Some(Reading::Text),
            (Reading::Integer(format), Type::Float) => Some(Reading::Float(format.clone())),
            (Reading::Date(format), Type::Timestamp { zone: false, nanoseconds }) => {
                Some(Reading::Timestamp { format: *format, zone: false, nanoseconds })
            }
            (
                Reading::Timestamp { format, zone, nanoseconds: false },
                Type::Timestamp { zone: other, .. },
            ) if *zone == other => {
                Some(Reading::Timestamp { format: *format, zone: *zone, nanoseconds: true })
            }
            _ => None,
        }
    }

    /// What a field should be, for a sentence that says that it is not.
    pub fn expected(&self) -> String {
        match self {
            Reading::Text => "text".to_string(),
            Reading::Boolean => "true or false".to_string(),
            Reading::Integer(format) => number("a whole number", format, false),
            Reading::Float(format) if format.percent => number("a percentage", format, true),
            Reading::Float(format) => number("a number", format, true),
            Reading::Date(format) => date("a date", *format),
            Reading::Timestamp { format, zone: false, .. } => date("a date and time", *format),
            Reading::Timestamp { format, zone: true, .. } => date("a date and time with a zone", *format),
        }
    }

    /// The type's name in SQL.
    pub fn sql_type(&self) -> &'static str {
        match self {
            Reading::Text => "VARCHAR",
            Reading::Boolean => "BOOLEAN",
            Reading::Integer(_) => "BIGINT",
            Reading::Float(_) => "DOUBLE",
            Reading::Date(_) => "DATE",
            Reading::Timestamp { zone: false, .. } => "TIMESTAMP",
            Reading::Timestamp { zone: true, .. } => "TIMESTAMP WITH TIME ZONE",
        }
    }

    /// The date and time that the text is, in units since 1 January 1970: `None` if it is none, has a zone where
    /// none is expected or none where one is, or is finer or further away than the unit can tell. Only a
    /// timestamp's reading has any.
    #[inline]
    pub fn timestamp(&self, text: &[u8]) -> Option<i64> {
        let Reading::Timestamp { format, zone, nanoseconds } = self else { return None };
        let moment = format.moment(text).filter(|moment| moment.offset.is_some() == *zone)?;
        let seconds = i64::from(moment.days) * DAY - i64::from(moment.offset.unwrap_or(0));
        if *nanoseconds {
            return seconds.checked_mul(1_000_000_000)?.checked_add(moment.nanoseconds);
        }
        let exact = moment.nanoseconds % 1_000 == 0;
        exact.then(|| seconds * 1_000_000 + moment.nanoseconds / 1_000)
    }
}

/// The truth value that the text is, in any case.
#[inline]
pub fn boolean(text: &[u8]) -> Option<bool> {
    let text = trim(text);
    if text.eq_ignore_ascii_case(b"true") {
        Some(true)
    } else if text.eq_ignore_ascii_case(b"false") {
        Some(false)
    } else {
        None
    }
}

fn number(what: &str, format: &NumberFormat, fractional: bool) -> String {
    let mut details = Vec::new();
    if fractional && format.decimal == b',' {
        details.push("decimal comma".to_string());
    }
    if let Some(group) = format.group {
        details.push(format!("thousands grouped by {}", group.name()));
    }
    if let Some(currency) = &format.currency {
        details.push(format!("the currency {currency}"));
    }
    if details.is_empty() { what.to_string() } else { format!("{what} with {}", details.join(" and ")) }
}

fn date(what: &str, format: DateFormat) -> String {
    match (format.compact, format.order) {
        (true, _) => format!("{what} in digits"),
        // The ordinary way: nothing to say.
        (false, Order::YearFirst) => what.to_string(),
        (false, order) => format!("{what}, {}", order.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: DateFormat = DateFormat { order: Order::DayFirst, compact: false };

    fn timestamp(zone: bool, nanoseconds: bool) -> Reading {
        Reading::Timestamp { format: DAYS, zone, nanoseconds }
    }

    #[test]
    fn timestamps() {
        for (reading, text, value) in [
            (timestamp(false, false), "02/01/1970 00:00:01.5", Some(86_401_500_000)),
            (timestamp(false, false), "02/01/1970", Some(86_400_000_000)),
            (timestamp(false, true), "01/01/1970 00:00:00.123456789", Some(123_456_789)),
            (timestamp(false, false), "01/01/1970 00:00:00.123456789", None),
            (timestamp(true, false), "01/01/1970 02:00:00+02:00", Some(0)),
            (timestamp(true, false), "01/01/1970 02:00:00", None),
            (timestamp(false, false), "01/01/1970 02:00:00Z", None),
            (timestamp(false, true), "01/01/1500 00:00", None),
            (timestamp(false, false), "31/12/1969 23:59:59.999999", Some(-1)),
            (Reading::Date(DAYS), "02/01/1970", None),
        ] {
            assert_eq!(reading.timestamp(text.as_bytes()), value, "{text}");
        }
    }

    #[test]
    fn truth() {
        for (text, value) in [("true", Some(true)), (" FALSE ", Some(false)), ("yes", None), ("", None)] {
            assert_eq!(boolean(text.as_bytes()), value);
        }
    }

    #[test]
    fn types_in_common() {
        let (integer, float) = (Reading::Integer(NumberFormat::PLAIN), Reading::Float(NumberFormat::PLAIN));
        let date = Reading::Date(DAYS);
        let stamp = |zone, nanoseconds| Type::Timestamp { zone, nanoseconds };
        for (a, b, common) in [
            (&integer, &float, Type::Float),
            (&date, &timestamp(false, true), stamp(false, true)),
            (&date, &timestamp(true, false), Type::Text),
            (&timestamp(true, false), &timestamp(true, true), stamp(true, true)),
            (&timestamp(true, false), &timestamp(false, false), Type::Text),
            (&Reading::Boolean, &integer, Type::Text),
            (&date, &date, Type::Date),
        ] {
            assert_eq!(Reading::common_type(a, b), common);
            assert_eq!(Reading::common_type(b, a), common);
            for reading in [a, b] {
                assert_eq!(reading.widen(common).map(|wide| wide.type_of_values()), Some(common));
            }
        }
        assert_eq!(float.widen(Type::Integer), None);
        assert_eq!(Reading::Text.widen(Type::Float), None);
    }

    #[test]
    fn phrases() {
        let euros = NumberFormat { decimal: b',', currency: Some("€".to_string()), ..NumberFormat::PLAIN };
        for (reading, phrase) in [
            (Reading::Integer(NumberFormat::PLAIN), "a whole number"),
            (Reading::Float(euros), "a number with decimal comma and the currency €"),
            (Reading::Date(DAYS), "a date, day first"),
            (timestamp(true, false), "a date and time with a zone, day first"),
            (Reading::Boolean, "true or false"),
        ] {
            assert_eq!(reading.expected(), phrase);
        }
    }
}
