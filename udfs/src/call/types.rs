//! What an argument takes, held against the types and values that were given.

use datafusion::arrow::datatypes::{DataType, IntervalUnit, TimeUnit};
use datafusion::common::ScalarValue;

use super::Boundary;
use crate::catalog::Takes;
use crate::time::{Zone, days_of, ticks_a_second};

/// Whether an expression of this type will do.
pub(super) fn accepts(takes: Takes, data_type: &DataType) -> bool {
    match takes {
        Takes::Key => !data_type.is_nested(),
        Takes::Time => matches!(data_type, DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _)),
        Takes::Number => data_type.is_numeric(),
        Takes::Condition => *data_type == DataType::Boolean,
        Takes::Text => data_type.is_string(),
        _ => true,
    }
}

/// How to make a value of the type that is needed.
pub(super) fn cast_help(takes: Takes, data_type: &DataType, written: &str) -> Option<String> {
    let is_text = is_text(data_type);
    match takes {
        Takes::Time if is_text => Some(format!(
            "cast it: CAST({written} AS TIMESTAMP), or to_timestamp({written}, '%d/%m/%Y') for other formats"
        )),
        Takes::Time if data_type.is_integer() => Some(format!(
            "convert it: to_timestamp_seconds({written}), or to_date(CAST({written} AS TEXT), '%Y%m%d')"
        )),
        Takes::Number if is_text => Some(format!("cast it: CAST({written} AS DOUBLE)")),
        Takes::Condition => Some("write a condition, such as event = 'purchase'".to_owned()),
        _ => None,
    }
}

/// Whether it is text, however stored.
pub(super) fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Dictionary(_, values) => is_text(values),
        other => other.is_string(),
    }
}

/// A type as its users say it.
pub(crate) fn type_name(data_type: &DataType) -> String {
    match data_type {
        t if is_text(t) => "text".to_owned(),
        DataType::Boolean => "true or false".to_owned(),
        t if t.is_integer() => "a whole number".to_owned(),
        t if t.is_numeric() => "a number".to_owned(),
        DataType::Date32 | DataType::Date64 => "a DATE".to_owned(),
        DataType::Timestamp(_, _) => "a TIMESTAMP".to_owned(),
        DataType::Interval(_) => "an INTERVAL".to_owned(),
        other => format!("{other}"),
    }
}

/// The constant in the one type that its kind is read as; None if it is out of range or of another type.
pub(super) fn checked(takes: Takes, value: &ScalarValue) -> Option<ScalarValue> {
    match takes {
        Takes::Whole { min, max } => {
            let number = match value.data_type() {
                t if t.is_integer() => i64::try_from(value.cast_to(&DataType::Int64).ok()?).ok()?,
                _ => return None,
            };
            (min..=max).contains(&number).then_some(ScalarValue::Int64(Some(number)))
        }
        Takes::Between { above, below } => {
            let number = number(value)?;
            (above < number && number < below).then_some(ScalarValue::Float64(Some(number)))
        }
        Takes::Range { min, max } => {
            let number = number(value)?;
            (min <= number && number <= max).then_some(ScalarValue::Float64(Some(number)))
        }
        Takes::Duration => match value.data_type() {
            DataType::Interval(_) | DataType::Duration(_) => {
                let interval = value.cast_to(&DataType::Interval(IntervalUnit::MonthDayNano)).ok()?;
                match interval {
                    ScalarValue::IntervalMonthDayNano(Some(length)) => {
                        (days_of(length) > 0.0).then_some(interval)
                    }
                    _ => None,
                }
            }
            _ => {
                let number = number(value)?;
                (number > 0.0 && number.is_finite()).then_some(ScalarValue::Float64(Some(number)))
            }
        },
        Takes::Choice(words) => {
            let word = value.try_as_str()??.to_ascii_lowercase();
            words.contains(&word.as_str()).then(|| ScalarValue::from(word))
        }
        Takes::TimeZone => {
            let name = value.try_as_str()??;
            Zone::from_name(name).ok()?;
            Some(ScalarValue::from(name))
        }
        _ => Some(value.clone()),
    }
}

/// How to write what a value that is refused was perhaps meant to be: per cent as a share, and text as an INTERVAL.
pub(super) fn written_otherwise(takes: Takes, value: &ScalarValue) -> Option<String> {
    match takes {
        Takes::Range { max: 1.0, .. } | Takes::Between { below: 1.0, .. } => {
            let per_cent = number(value).filter(|number| 1.0 < *number && *number <= 100.0)?;
            Some(format!("write {} for {per_cent} per cent", per_cent / 100.0))
        }
        Takes::Duration => {
            let text = value.try_as_str()??;
            let length = value.cast_to(&DataType::Interval(IntervalUnit::MonthDayNano)).ok()?;
            checked(takes, &length).map(|_| format!("write INTERVAL '{text}'"))
        }
        _ => None,
    }
}

fn number(value: &ScalarValue) -> Option<f64> {
    if !value.data_type().is_numeric() {
        return None;
    }
    f64::try_from(value.cast_to(&DataType::Float64).ok()?).ok()
}

/// The boundary that a constant is; None if it is no time.
pub(super) fn boundary_of(value: &ScalarValue) -> Option<Boundary> {
    let (ticks, unit) = match value {
        ScalarValue::Date32(Some(day)) => return Some(Boundary::Day(*day)),
        ScalarValue::TimestampSecond(Some(t), _) => (*t, TimeUnit::Second),
        ScalarValue::TimestampMillisecond(Some(t), _) => (*t, TimeUnit::Millisecond),
        ScalarValue::TimestampMicrosecond(Some(t), _) => (*t, TimeUnit::Microsecond),
        ScalarValue::TimestampNanosecond(Some(t), _) => (*t, TimeUnit::Nanosecond),
        _ => return None,
    };
    Some(Boundary::Instant(i128::from(ticks) * i128::from(1_000_000_000 / ticks_a_second(unit))))
}
