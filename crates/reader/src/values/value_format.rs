//! The types of columns and the formats of their fields.

use tenure_math::calendar::SECONDS_PER_DAY;

use super::blank::trim;
use super::{DateFormat, DateOrder, NumberFormat};

/// The type of a column's values and the format in which its fields write them.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueFormat {
    /// Text, unchanged.
    Text,
    /// `true` and `false` in any case.
    Boolean,
    /// 64-bit integers.
    Integer(NumberFormat),
    /// 64-bit floats.
    Float(NumberFormat),
    /// Dates without a time of day.
    Date(DateFormat),
    /// Dates with a time of day. A date without one is at midnight.
    Timestamp {
        /// The format of the dates.
        format: DateFormat,
        /// True if every value has a time zone. The values are then instants in UTC.
        zone: bool,
        /// True if the unit is the nanosecond, false if it is the microsecond.
        nanoseconds: bool,
    },
}

/// The type of a column's values, in whatever format they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// Text.
    Text,
    /// Booleans.
    Boolean,
    /// 64-bit integers.
    Integer,
    /// 64-bit floats.
    Float,
    /// Dates.
    Date,
    /// Dates with a time of day.
    Timestamp {
        /// True if they are instants in UTC.
        zone: bool,
        /// True if the unit is the nanosecond, false if it is the microsecond.
        nanoseconds: bool,
    },
}

impl ValueType {
    /// Returns the format for a column of this type whose sample held only NULLs.
    pub fn plain(self) -> ValueFormat {
        self.with_separators(b'.', DateOrder::YearFirst)
    }

    /// Returns the format of this type with the given decimal separator and order of dates.
    pub fn with_separators(self, decimal: u8, order: DateOrder) -> ValueFormat {
        let number = NumberFormat { decimal, ..NumberFormat::PLAIN };
        let format = DateFormat { order, compact: true };
        match self {
            ValueType::Text => ValueFormat::Text,
            ValueType::Boolean => ValueFormat::Boolean,
            ValueType::Integer => ValueFormat::Integer(number),
            ValueType::Float => ValueFormat::Float(number),
            ValueType::Date => ValueFormat::Date(format),
            ValueType::Timestamp { zone, nanoseconds } => {
                ValueFormat::Timestamp { format, zone, nanoseconds }
            }
        }
    }

    /// Returns the narrowest type that can hold the values of both.
    pub fn common(self, other: ValueType) -> ValueType {
        match (self, other) {
            (a, b) if a == b => a,
            (ValueType::Integer, ValueType::Float) | (ValueType::Float, ValueType::Integer) => {
                ValueType::Float
            }
            (ValueType::Date, ValueType::Timestamp { zone: false, nanoseconds })
            | (ValueType::Timestamp { zone: false, nanoseconds }, ValueType::Date) => {
                ValueType::Timestamp { zone: false, nanoseconds }
            }
            (ValueType::Timestamp { zone, .. }, ValueType::Timestamp { zone: other, .. })
                if zone == other =>
            {
                ValueType::Timestamp { zone, nanoseconds: true }
            }
            _ => ValueType::Text,
        }
    }
}

impl ValueFormat {
    /// Returns the type of a column that has one format in one file and another in a second file.
    pub fn common_type(a: &ValueFormat, b: &ValueFormat) -> ValueType {
        a.value_type().common(b.value_type())
    }

    /// Returns the type of the values.
    pub fn value_type(&self) -> ValueType {
        match self {
            ValueFormat::Text => ValueType::Text,
            ValueFormat::Boolean => ValueType::Boolean,
            ValueFormat::Integer(_) => ValueType::Integer,
            ValueFormat::Float(_) => ValueType::Float,
            ValueFormat::Date(_) => ValueType::Date,
            ValueFormat::Timestamp { zone, nanoseconds, .. } => {
                ValueType::Timestamp { zone: *zone, nanoseconds: *nanoseconds }
            }
        }
    }

    /// Returns the format that reads the same fields as values of a wider type, or `None` if the type is not wider.
    pub fn widen(&self, to: ValueType) -> Option<ValueFormat> {
        if self.value_type() == to {
            return Some(self.clone());
        }
        match (self, to) {
            (_, ValueType::Text) => Some(ValueFormat::Text),
            (ValueFormat::Integer(format), ValueType::Float) => Some(ValueFormat::Float(format.clone())),
            (ValueFormat::Date(format), ValueType::Timestamp { zone: false, nanoseconds }) => {
                Some(ValueFormat::Timestamp { format: *format, zone: false, nanoseconds })
            }
            (
                ValueFormat::Timestamp { format, zone, nanoseconds: false },
                ValueType::Timestamp { zone: other, .. },
            ) if *zone == other => {
                Some(ValueFormat::Timestamp { format: *format, zone: *zone, nanoseconds: true })
            }
            _ => None,
        }
    }

    /// Describes a valid field, for the message that a field is not one.
    pub fn expected(&self) -> String {
        match self {
            ValueFormat::Text => "text".to_string(),
            ValueFormat::Boolean => "true or false".to_string(),
            ValueFormat::Integer(format) => number("a whole number", format, false),
            ValueFormat::Float(format) if format.percent => number("a percentage", format, true),
            ValueFormat::Float(format) => number("a number", format, true),
            ValueFormat::Date(format) => date("a date", *format),
            ValueFormat::Timestamp { format, zone: false, .. } => date("a date and time", *format),
            ValueFormat::Timestamp { format, zone: true, .. } => {
                date("a date and time with a time zone", *format)
            }
        }
    }

    /// Returns the SQL name of the type.
    pub fn sql_type(&self) -> &'static str {
        match self {
            ValueFormat::Text => "VARCHAR",
            ValueFormat::Boolean => "BOOLEAN",
            ValueFormat::Integer(_) => "BIGINT",
            ValueFormat::Float(_) => "DOUBLE",
            ValueFormat::Date(_) => "DATE",
            ValueFormat::Timestamp { zone: false, .. } => "TIMESTAMP",
            ValueFormat::Timestamp { zone: true, .. } => "TIMESTAMP WITH TIME ZONE",
        }
    }

    /// Returns a text's date and time in units since 1 January 1970. Returns `None` if the text is not a date and
    /// time, has a time zone where none is expected or lacks one where one is, or is too fine or too distant for the
    /// unit. Only the format of a timestamp returns any.
    #[inline]
    pub fn timestamp(&self, text: &[u8]) -> Option<i64> {
        let ValueFormat::Timestamp { format, zone, nanoseconds } = self else { return None };
        let moment = format.moment(text).filter(|moment| moment.offset.is_some() == *zone)?;
        let seconds = i64::from(moment.days) * SECONDS_PER_DAY - i64::from(moment.offset.unwrap_or(0));
        if *nanoseconds {
            return seconds.checked_mul(1_000_000_000)?.checked_add(moment.nanoseconds);
        }
        let exact = moment.nanoseconds % 1_000 == 0;
        exact.then(|| seconds * 1_000_000 + moment.nanoseconds / 1_000)
    }
}

/// Parses a boolean, in any case.
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
        details.push("a decimal comma".to_string());
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
        // ISO order is what everybody expects, so it is not mentioned.
        (false, DateOrder::YearFirst) => what.to_string(),
        (false, order) => format!("{what}, {}", order.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: DateFormat = DateFormat { order: DateOrder::DayFirst, compact: false };

    fn timestamp(zone: bool, nanoseconds: bool) -> ValueFormat {
        ValueFormat::Timestamp { format: DAYS, zone, nanoseconds }
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
            (ValueFormat::Date(DAYS), "02/01/1970", None),
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
        let (integer, float) =
            (ValueFormat::Integer(NumberFormat::PLAIN), ValueFormat::Float(NumberFormat::PLAIN));
        let date = ValueFormat::Date(DAYS);
        let stamp = |zone, nanoseconds| ValueType::Timestamp { zone, nanoseconds };
        for (a, b, common) in [
            (&integer, &float, ValueType::Float),
            (&date, &timestamp(false, true), stamp(false, true)),
            (&date, &timestamp(true, false), ValueType::Text),
            (&timestamp(true, false), &timestamp(true, true), stamp(true, true)),
            (&timestamp(true, false), &timestamp(false, false), ValueType::Text),
            (&ValueFormat::Boolean, &integer, ValueType::Text),
            (&date, &date, ValueType::Date),
        ] {
            assert_eq!(ValueFormat::common_type(a, b), common);
            assert_eq!(ValueFormat::common_type(b, a), common);
            for reading in [a, b] {
                assert_eq!(reading.widen(common).map(|wide| wide.value_type()), Some(common));
            }
        }
        assert_eq!(float.widen(ValueType::Integer), None);
        assert_eq!(ValueFormat::Text.widen(ValueType::Float), None);
    }

    #[test]
    fn phrases() {
        let euros = NumberFormat { decimal: b',', currency: Some("€".to_string()), ..NumberFormat::PLAIN };
        for (reading, phrase) in [
            (ValueFormat::Integer(NumberFormat::PLAIN), "a whole number"),
            (ValueFormat::Float(euros), "a number with a decimal comma and the currency €"),
            (ValueFormat::Date(DAYS), "a date, day first"),
            (timestamp(true, false), "a date and time with a time zone, day first"),
            (ValueFormat::Boolean, "true or false"),
        ] {
            assert_eq!(reading.expected(), phrase);
        }
    }
}
