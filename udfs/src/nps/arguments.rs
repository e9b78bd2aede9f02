//! The arguments that the functions of this family share, and the reading of those that are constants.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, ScalarValue, plan_datafusion_err, plan_err};
use datafusion::logical_expr::function::AccumulatorArgs;
use datafusion::physical_expr::expressions::Literal;

use super::interval::Interval;
use super::scale::Scale;
use crate::expand::{nearest, type_name};
use crate::fold::constant;
use crate::function::{Argument, Takes};
use crate::numbers::is_number;

const SCORE: Argument = Argument::required("score", Takes::Number, "The answer. NULL is no answer.");

const SCALE: Argument = Argument::optional(
    "scale",
    Takes::Choice(Scale::NAMES),
    "'0-10'",
    "The answers that could be given; a constant. Promoters and detractors are 9 to 10 and 0 to 6 on '0-10', \
     9 to 10 and 1 to 6 on '1-10', 6 to 7 and 1 to 4 on '1-7', 5 and 1 to 3 on '1-5'.",
);

const WEIGHT: Argument = Argument::optional(
    "weight",
    Takes::Number,
    "1",
    "How much the answer counts, from 0. A row whose weight is NULL or 0 is not used.",
);

const PROMOTER_MIN: Argument = Argument::optional(
    "promoter_min",
    Takes::Number,
    "as usual on the scale",
    "The lowest score of a promoter; a constant on the scale and above detractor_max.",
);

const DETRACTOR_MAX: Argument = Argument::optional(
    "detractor_max",
    Takes::Number,
    "as usual on the scale",
    "The highest score of a detractor; a constant on the scale.",
);

const CONFIDENCE: Argument = Argument::optional(
    "confidence",
    Takes::Between { above: 0.0, below: 1.0 },
    "0.95",
    "The confidence of the interval; a constant.",
);

const INTERVAL: Argument = Argument::optional(
    "interval",
    Takes::Choice(Interval::NAMES),
    "'adjusted_wald'",
    "How the interval is computed; a constant.",
);

/// Of a category.
pub(super) const OF_CATEGORY: &[Argument] = &[SCORE, SCALE];

/// Of a score alone.
pub(super) const OF_SCORE: &[Argument] = &[SCORE, SCALE, WEIGHT, PROMOTER_MIN, DETRACTOR_MAX];

/// Of a score and its interval; it begins as [`OF_SCORE`].
pub(super) const OF_STATS: &[Argument] =
    &[SCORE, SCALE, WEIGHT, PROMOTER_MIN, DETRACTOR_MAX, CONFIDENCE, INTERVAL];

/// The types that a function of these arguments casts them to: doubles, and text for the names of choices.
///
/// # Errors
/// If there are too few or too many, or one is of another kind.
pub(super) fn coerce(function: &str, arguments: &[Argument], given: &[DataType]) -> Result<Vec<DataType>> {
    if given.is_empty() || given.len() > arguments.len() {
        return plan_err!(
            "{function}: 1 to {} arguments are expected, but {} are given",
            arguments.len(),
            given.len()
        );
    }
    arguments.iter().zip(given).map(|(argument, given)| cast_to(function, argument, given)).collect()
}

fn cast_to(function: &str, argument: &Argument, given: &DataType) -> Result<DataType> {
    let name = argument.name;
    if let Takes::Choice(_) = argument.takes {
        return match is_text(given) || given.is_null() {
            true => Ok(DataType::Utf8),
            false => {
                plan_err!("{function}: {name} must be text, {}, but is {}", argument.takes, type_name(given))
            }
        };
    }
    if is_number(given) {
        Ok(DataType::Float64)
    } else if is_text(given) {
        plan_err!("{function}: {name} must be a number, but is text; cast it: CAST({name} AS DOUBLE)")
    } else {
        plan_err!("{function}: {name} must be a number, but is {}", type_name(given))
    }
}

fn is_text(given: &DataType) -> bool {
    match given {
        DataType::Dictionary(_, values) => values.is_string(),
        other => other.is_string(),
    }
}

/// The scale of an aggregate's call, with the cuts that it gives.
pub(super) fn scale_of(function: &str, args: &AccumulatorArgs) -> Result<Scale> {
    let scale = scale_named(function, text(function, args, 1, "scale")?.as_deref())?;
    let promoter_min = number(function, args, 3, "promoter_min")?;
    let detractor_max = number(function, args, 4, "detractor_max")?;
    scale.with_cuts(promoter_min, detractor_max).map_err(|fault| plan_datafusion_err!("{function}: {fault}"))
}

/// The scale of that name, or the default.
pub(super) fn scale_named(function: &str, name: Option<&str>) -> Result<Scale> {
    name.map_or(Ok(Scale::default()), |name| {
        Scale::named(name).ok_or_else(|| unknown(function, "scale", name, Scale::NAMES))
    })
}

/// Whether an aggregate's call weighs its answers. The constant NULL means the default, as everywhere.
pub(super) fn is_weighted(args: &AccumulatorArgs) -> bool {
    args.exprs.get(2).is_some_and(|weight| {
        weight.downcast_ref::<Literal>().is_none_or(|constant| !constant.value().is_null())
    })
}

/// The confidence of an aggregate's call.
pub(super) fn confidence_of(function: &str, args: &AccumulatorArgs) -> Result<f64> {
    let confidence = number(function, args, 5, "confidence")?.unwrap_or(0.95);
    if 0.0 < confidence && confidence < 1.0 {
        return Ok(confidence);
    }
    let hint = match 1.0 < confidence && confidence < 100.0 {
        true => format!("; did you mean {}?", confidence / 100.0),
        false => String::new(),
    };
    plan_err!("{function}: confidence must be {}, but is {confidence}{hint}", CONFIDENCE.takes)
}

/// The interval of an aggregate's call.
pub(super) fn interval_of(function: &str, args: &AccumulatorArgs) -> Result<Interval> {
    text(function, args, 6, "interval")?.map_or(Ok(Interval::default()), |name| {
        Interval::named(&name).ok_or_else(|| unknown(function, "interval", &name, Interval::NAMES))
    })
}

fn unknown(function: &str, argument: &str, given: &str, names: &'static [&'static str]) -> DataFusionError {
    let hint = match nearest(given, names.iter().copied()) {
        Some(near) => format!("; did you mean '{near}'?"),
        None => String::new(),
    };
    plan_datafusion_err!("{function}: {argument} must be {}, but is '{given}'{hint}", Takes::Choice(names))
}

fn text(function: &str, args: &AccumulatorArgs, index: usize, name: &str) -> Result<Option<String>> {
    let value = constant(function, args, index, name)?;
    Ok(value.and_then(|value| value.try_as_str().flatten().map(str::to_owned)))
}

fn number(function: &str, args: &AccumulatorArgs, index: usize, name: &str) -> Result<Option<f64>> {
    match constant(function, args, index, name)?.map(|value| value.cast_to(&DataType::Float64)).transpose()? {
        Some(ScalarValue::Float64(number)) => Ok(number),
        _ => Ok(None),
    }
}
