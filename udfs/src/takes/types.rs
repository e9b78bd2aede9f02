//! The types that an argument accepts, and the types that its values are cast to.

use datafusion::arrow::datatypes::{DataType, IntervalUnit};
use datafusion::common::Result;
use tenure_diagnostics::{Problem, agree};

use super::{Argument, Signature, Takes};
use crate::error::FunctionError;

impl Takes {
    /// Tells whether an expression of this type fits. NULL fits every value of a call, but no relation.
    pub(crate) fn accepts(self, given: &DataType) -> bool {
        match self {
            Takes::Key => !given.is_nested(),
            Takes::Time | Takes::Boundary => is_time(given),
            Takes::Number | Takes::Between { .. } | Takes::Range { .. } => is_number(given),
            Takes::Whole { .. } => given.is_integer() || given.is_null(),
            Takes::Condition => matches!(given, DataType::Boolean | DataType::Null),
            Takes::Text | Takes::Choice(_) | Takes::TimeZone => is_text(given) || given.is_null(),
            Takes::Feature => is_number(given) || is_text(given) || matches!(given, DataType::Boolean),
            Takes::Any | Takes::Groups => true,
            Takes::Several(item) => match given {
                DataType::Struct(fields) => fields.iter().all(|field| item.accepts(field.data_type())),
                other => other.is_null(),
            },
            Takes::Model => is_model(given) || given.is_null(),
            Takes::Duration => is_interval(given) || is_number(given),
            Takes::Relation => false,
        }
    }

    /// Returns the type that a value of an accepted type is cast to before a function reads it.
    fn cast_to(self, given: &DataType) -> DataType {
        match self {
            Takes::Number | Takes::Between { .. } | Takes::Range { .. } => DataType::Float64,
            Takes::Whole { .. } => DataType::Int64,
            Takes::Condition => DataType::Boolean,
            Takes::Text | Takes::Choice(_) | Takes::TimeZone => DataType::Utf8,
            Takes::Duration if is_interval(given) => DataType::Interval(IntervalUnit::MonthDayNano),
            Takes::Duration => DataType::Float64,
            Takes::Key
            | Takes::Time
            | Takes::Boundary
            | Takes::Feature
            | Takes::Any
            | Takes::Groups
            | Takes::Several(_)
            | Takes::Model
            | Takes::Relation => given.clone(),
        }
    }

    /// Returns a hint how to convert an expression to the type that is needed.
    pub(crate) fn cast_hint(self, given: &DataType, written: &str) -> Option<String> {
        let is_text = is_text(given);
        match self {
            Takes::Time | Takes::Boundary if is_text => Some(format!(
                "cast it: CAST({written} AS TIMESTAMP), or to_timestamp({written}, '%d/%m/%Y') for other formats"
            )),
            Takes::Time | Takes::Boundary if given.is_integer() => Some(format!(
                "convert it: to_timestamp_seconds({written}), or to_date(CAST({written} AS TEXT), '%Y%m%d')"
            )),
            Takes::Number | Takes::Between { .. } | Takes::Range { .. } if is_text => {
                Some(format!("cast it: CAST({written} AS DOUBLE)"))
            }
            Takes::Whole { .. } if is_text => Some(format!("cast it: CAST({written} AS BIGINT)")),
            Takes::Condition => Some("write a condition, such as event = 'purchase'".to_owned()),
            Takes::Several(item) => match given {
                // The first field that does not fit.
                DataType::Struct(fields) => fields
                    .iter()
                    .find(|field| !item.accepts(field.data_type()))
                    .map(|field| format!("'{}' is {}", field.name(), type_name(field.data_type()))),
                _ => Some("write {name: expression, …}".to_owned()),
            },
            Takes::Time
            | Takes::Boundary
            | Takes::Number
            | Takes::Between { .. }
            | Takes::Range { .. }
            | Takes::Whole { .. }
            | Takes::Key
            | Takes::Text
            | Takes::Choice(_)
            | Takes::TimeZone
            | Takes::Feature
            | Takes::Any
            | Takes::Groups
            | Takes::Model
            | Takes::Duration
            | Takes::Relation => None,
        }
    }

    /// Describes the type that is needed, where the words of a choice would not.
    fn type_wanted(self) -> String {
        match self {
            Takes::Choice(_) => format!("text, {self}"),
            Takes::Between { .. } | Takes::Range { .. } => "a number".to_owned(),
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
            | Takes::Duration
            | Takes::Boundary
            | Takes::TimeZone => self.to_string(),
        }
    }
}

/// Returns the types that the arguments of a scalar, aggregate or window function are cast to.
///
/// # Errors
/// Returns an error if there are too few or too many arguments, or one is of another type.
pub(crate) fn coerce(signature: Signature, given: &[DataType]) -> Result<Vec<DataType>> {
    let least = signature.arguments.iter().filter(|argument| argument.is_required()).count();
    let most: usize = signature.arguments.iter().map(|argument| argument.most).sum();
    if !(least..=most).contains(&given.len()) {
        return Err(wrong_count(signature, least, most, given.len()).into());
    }
    let mut types = Vec::with_capacity(given.len());
    for argument in signature.arguments {
        let mut number = 0;
        while number < argument.most
            && let Some(next) = given.get(types.len())
        {
            if !argument.takes.accepts(next) {
                // A repeated argument ends where the next one begins.
                if number > 0 && accepts_later(signature, argument, next) {
                    break;
                }
                return Err(wrong_type(signature, argument, number, next).into());
            }
            types.push(argument.takes.cast_to(next));
            number += 1;
        }
        if number == 0 && argument.is_required() {
            return Err(wrong_count(signature, least, most, given.len()).into());
        }
    }
    match given.get(types.len()) {
        Some(_) => Err(wrong_count(signature, least, most, given.len()).into()),
        None => Ok(types),
    }
}

/// Tells whether an argument behind this one accepts the type.
fn accepts_later(signature: Signature, argument: &Argument, given: &DataType) -> bool {
    let later = signature.arguments.iter().skip_while(|other| other.name != argument.name).skip(1);
    later.into_iter().any(|later| later.takes.accepts(given))
}

fn wrong_count(signature: Signature, least: usize, most: usize, given: usize) -> FunctionError {
    let counted = match most - least {
        0 => most.to_string(),
        1 => format!("{least} or {most}"),
        _ => format!("{least} to {most}"),
    };
    // A list of a single kind is called by the name of that kind.
    let noun = match signature.arguments {
        [argument] if argument.is_repeated() => argument.takes.plural().to_owned(),
        _ => agree(most as u64, "argument"),
    };
    let verb = if given == 1 { "is" } else { "are" };
    let message = format!("{} takes {counted} {noun}, but {given} {verb} given", signature.name);
    FunctionError::call(
        Problem::new(message).hint(format!("write {}", signature.call())).about(signature.name),
    )
}

fn wrong_type(signature: Signature, argument: &Argument, number: usize, given: &DataType) -> FunctionError {
    let name = match argument.is_repeated() {
        true => format!("{}{}", argument.name, number + 1),
        false => argument.name.to_owned(),
    };
    let takes = argument.takes;
    let message =
        format!("{}: {name} must be {}, but is {}", signature.name, takes.type_wanted(), type_name(given));
    FunctionError::call(Problem::new(message).maybe_hint(takes.cast_hint(given, &name)).about(signature.name))
}

/// Returns the name of a type that users know.
pub fn type_name(data_type: &DataType) -> String {
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

/// Tells whether a column of this type can be read as numbers. NULL can: all its values are missing.
pub(crate) fn is_number(data_type: &DataType) -> bool {
    data_type.is_numeric() || *data_type == DataType::Null
}

/// Tells whether it is text, however stored.
pub(crate) fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Dictionary(_, values) => is_text(values),
        other => other.is_string(),
    }
}

fn is_time(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _) | DataType::Null)
}

fn is_interval(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Interval(_) | DataType::Duration(_))
}

/// Tells whether a type has what a fitted model has: a name, and parameters that are numbers.
fn is_model(given: &DataType) -> bool {
    match given {
        DataType::Dictionary(_, values) => is_model(values),
        DataType::Struct(fields) => {
            let field =
                |name: &str| fields.iter().find(|field| field.name() == name).map(|field| field.data_type());
            field("model").is_some_and(is_text)
                && matches!(field("parameters"), Some(DataType::Struct(parameters))
                    if parameters.iter().all(|parameter| is_number(parameter.data_type())))
        }
        _ => false,
    }
}
