//! The arguments that the functions of this family share, and the reading of those that are constants.

use datafusion::common::{Result, internal_datafusion_err};
use tenure_diagnostics::Problem;
use tenure_math::intervals::net_promoter::Interval;

use super::scale::Scale;
use crate::adapt::Args;
use crate::error::FunctionError;
use crate::takes::{Argument, Takes};

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

/// The arguments of `nps_category`.
pub(super) const OF_CATEGORY: &[Argument] = &[SCORE, SCALE];

/// The arguments of `nps`.
pub(super) const OF_SCORE: &[Argument] = &[SCORE, SCALE, WEIGHT, PROMOTER_MIN, DETRACTOR_MAX];

/// The arguments of `nps_stats`.
pub(super) const OF_STATS: &[Argument] =
    &[SCORE, SCALE, WEIGHT, PROMOTER_MIN, DETRACTOR_MAX, CONFIDENCE, INTERVAL];

/// Returns the scale of a call, with the cuts that it gives.
pub(super) fn scale_of(args: &Args) -> Result<Scale> {
    let (promoter_min, detractor_max) = (args.number("promoter_min")?, args.number("detractor_max")?);
    scale_named(args)?.with_cuts(promoter_min, detractor_max).map_err(|fault| {
        let problem = Problem::new(format!("{}: {fault}", args.function())).about(args.function());
        FunctionError::call(problem).into()
    })
}

/// Returns the scale that a call names, or the default.
pub(super) fn scale_named(args: &Args) -> Result<Scale> {
    let name = args.word("scale")?;
    Scale::named(name).ok_or_else(|| internal_datafusion_err!("there is no scale '{name}'"))
}

/// Returns the interval that a call names, or the default.
pub(super) fn interval_of(args: &Args) -> Result<Interval> {
    let name = args.word("interval")?;
    Interval::from_name(name).ok_or_else(|| internal_datafusion_err!("there is no interval '{name}'"))
}
