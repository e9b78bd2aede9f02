//! The arguments of scalar and aggregate functions: what they are cast to, and the reading of those that are constants.

use datafusion::arrow::datatypes::{DataType, IntervalUnit};
use datafusion::common::{DataFusionError, Result, ScalarValue, plan_datafusion_err, plan_err};
use datafusion::logical_expr::function::AccumulatorArgs;
use datafusion::physical_expr::expressions::Literal;

use crate::adapt::constant;
use crate::call::{nearest, type_name};
use crate::catalog::{Argument, Takes};
use crate::numbers::is_number;

/// The types that a function of these arguments casts them to: numbers to doubles, words to text.
///
/// # Errors
/// If there are too few or too many, or one is of another kind.
pub(crate) fn coerce(function: &str, arguments: &[Argument], given: &[DataType]) -> Result<Vec<DataType>> {
    let least = arguments.iter().filter(|argument| argument.default.is_none()).count();
    let most = arguments.len();
    if !(least..=most).contains(&given.len()) {
        let expected = if least == most { most.to_string() } else { format!("{least} to {most}") };
        return plan_err!("{function}: {expected} arguments are expected, but {} are given", given.len());
    }
    arguments.iter().zip(given).map(|(argument, given)| cast_to(function, argument, given)).collect()
}

fn cast_to(function: &str, argument: &Argument, given: &DataType) -> Result<DataType> {
    let (name, takes) = (argument.name, argument.takes);
    let must_be = |what: String| plan_err!("{function}: {name} must be {what}, but is {}", type_name(given));
    match takes {
        Takes::Choice(_) if is_text(given) || given.is_null() => Ok(DataType::Utf8),
        Takes::Choice(_) => must_be(format!("text, {takes}")),
        Takes::Model if is_model(given) || given.is_null() => Ok(given.clone()),
        Takes::Model => must_be(takes.to_string()),
        Takes::Duration if matches!(given, DataType::Interval(_) | DataType::Duration(_)) => {
            Ok(DataType::Interval(IntervalUnit::MonthDayNano))
        }
        _ if is_number(given) => Ok(DataType::Float64),
        _ if is_text(given) && takes != Takes::Duration => {
            plan_err!("{function}: {name} must be a number, but is text; cast it: CAST({name} AS DOUBLE)")
        }
        Takes::Duration => must_be(takes.to_string()),
        _ => must_be("a number".to_owned()),
    }
}

fn is_text(given: &DataType) -> bool {
    match given {
        DataType::Dictionary(_, values) => values.is_string(),
        other => other.is_string(),
    }
}

/// Whether it has what a fitted model has: a name, and parameters.
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

/// Whether an argument of an aggregate's call is given. The constant NULL means the default, as everywhere.
pub(crate) fn is_given(args: &AccumulatorArgs, index: usize) -> bool {
    args.exprs.get(index).is_some_and(|given| {
        given.downcast_ref::<Literal>().is_none_or(|constant| !constant.value().is_null())
    })
}

/// The text constant given for an argument of an aggregate; None means the default.
pub(crate) fn text(
    function: &str,
    args: &AccumulatorArgs,
    index: usize,
    name: &str,
) -> Result<Option<String>> {
    let value = constant(function, args, index, name)?;
    Ok(value.and_then(|value| value.try_as_str().flatten().map(str::to_owned)))
}

/// The number given as a constant for an argument of an aggregate; None means the default.
pub(crate) fn number(
    function: &str,
    args: &AccumulatorArgs,
    index: usize,
    name: &str,
) -> Result<Option<f64>> {
    match constant(function, args, index, name)?.map(|value| value.cast_to(&DataType::Float64)).transpose()? {
        Some(ScalarValue::Float64(number)) => Ok(number),
        _ => Ok(None),
    }
}

/// The error of a word that is none of those that can be chosen.
pub(crate) fn unknown(
    function: &str,
    argument: &str,
    given: &str,
    names: &'static [&'static str],
) -> DataFusionError {
    let hint = match nearest(given, names.iter().copied()) {
        Some(near) => format!("; did you mean '{near}'?"),
        None => String::new(),
    };
    plan_datafusion_err!("{function}: {argument} must be {}, but is '{given}'{hint}", Takes::Choice(names))
}
