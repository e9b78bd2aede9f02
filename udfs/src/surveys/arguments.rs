//! The arguments that the functions of this family share, and the reading of those that are constants.

use datafusion::common::{Result, plan_datafusion_err, plan_err};
use datafusion::logical_expr::function::AccumulatorArgs;
use tenure_math::intervals::net_promoter::Interval;

use super::scale::Scale;
use crate::arguments::{is_given, number, text, unknown};
use crate::catalog::{Argument, Takes};

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

/// Whether an aggregate's call weighs its answers.
pub(super) fn is_weighted(args: &AccumulatorArgs) -> bool {
    is_given(args, 2)
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
        Interval::from_name(&name).ok_or_else(|| unknown(function, "interval", &name, Interval::NAMES))
    })
}
