//! The reading of constants, and hints about those that do not fit.

use datafusion::arrow::datatypes::{DataType, IntervalUnit};
use datafusion::common::ScalarValue;
use tenure_diagnostics::nearest;

use super::{Takes, days_of};
use crate::zone::Zone;

impl Takes {
    /// Reads a constant that is not NULL as the one type of its kind; `None` if it is out of range or of another type.
    pub(crate) fn read(self, value: &ScalarValue) -> Option<ScalarValue> {
        match self {
            Takes::Whole { min, max } => {
                let number = match value.data_type() {
                    t if t.is_integer() => i64::try_from(value.cast_to(&DataType::Int64).ok()?).ok()?,
                    _ => return None,
                };
                (min..=max).contains(&number).then_some(ScalarValue::Int64(Some(number)))
            }
            Takes::Number => number(value).map(|number| ScalarValue::Float64(Some(number))),
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
            Takes::Text => value.try_as_str()?.map(ScalarValue::from),
            Takes::Condition => match value {
                ScalarValue::Boolean(Some(_)) => Some(value.clone()),
                _ => None,
            },
            Takes::Relation
            | Takes::Key
            | Takes::Time
            | Takes::Feature
            | Takes::Any
            | Takes::Groups
            | Takes::Several(_)
            | Takes::Model
            | Takes::Boundary => Some(value.clone()),
        }
    }

    /// Suggests a correction for a constant that [`read`](Self::read) refuses: the nearest word, per cent as a share,
    /// text as an INTERVAL.
    pub(crate) fn constant_hint(self, value: &ScalarValue) -> Option<String> {
        match self {
            Takes::Range { max: 1.0, .. } | Takes::Between { below: 1.0, .. } => {
                let per_cent = number(value).filter(|number| 1.0 < *number && *number <= 100.0)?;
                Some(format!("write {} for {per_cent} per cent", per_cent / 100.0))
            }
            Takes::Duration => {
                let text = value.try_as_str()??;
                let length = value.cast_to(&DataType::Interval(IntervalUnit::MonthDayNano)).ok()?;
                self.read(&length).map(|_| format!("write INTERVAL '{text}'"))
            }
            Takes::Choice(words) => {
                let near = nearest(value.try_as_str()??, words.iter().copied())?;
                Some(format!("did you mean '{near}'?"))
            }
            Takes::TimeZone => Some("write it as 'Europe/London' or '+01:00'".to_owned()),
            Takes::Boundary => value.try_as_str()?.map(|text| format!("write DATE '{text}'")),
            Takes::Relation
            | Takes::Key
            | Takes::Time
            | Takes::Number
            | Takes::Condition
            | Takes::Text
            | Takes::Feature
            | Takes::Any
            | Takes::Groups
            | Takes::Several(_)
            | Takes::Model
            | Takes::Whole { .. }
            | Takes::Between { .. }
            | Takes::Range { .. } => None,
        }
    }
}

fn number(value: &ScalarValue) -> Option<f64> {
    if !value.data_type().is_numeric() {
        return None;
    }
    f64::try_from(value.cast_to(&DataType::Float64).ok()?).ok()
}
