//! `nps(score, …)`: the net promoter score.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::AggregateUDF;
use tenure_math::intervals::net_promoter::Sample;

use super::arguments::OF_SCORE;
use super::survey_aggregate::{Figures, survey_aggregate};
use super::tally::Tally;
use crate::adapt::Args;
use crate::catalog::{Example, Function, Make};
use crate::takes::Signature;

pub(crate) const FUNCTION: Function = Function {
    name: "nps",
    summary: "The net promoter score: promoters less detractors, in per cent of all answers.",
    arguments: OF_SCORE,
    returns: "DOUBLE from -100 to 100; NULL without an answer on the scale",
    details: "100 · (P − D) / N, where P, D and N are the numbers of promoters, of detractors and of all \
              answers on the scale, or their weights where a weight is given. What lies between \
              detractor_max and promoter_min is passive, fractions included.\n\n\
              Not used: a NULL score, a score off the scale, and a row whose weight is NULL or 0. A negative \
              weight is an error, and so is a score or a weight that is infinite or not a number. A weight \
              that is not 0 lies between 1e-100 and 1e100.\n\n\
              It can be used over any window, sliding ones included. For the counts and an interval see \
              `nps_stats`.",
    reference: "F. F. Reichheld, The One Number You Need to Grow, Harvard Business Review 81 (12), 2003",
    example: Example {
        sql: "SELECT shop, nps(score) AS nps \
              FROM (VALUES ('north', 10), ('north', 9), ('north', 7), ('north', 3), ('south', 6), ('south', 8), \
              ('south', NULL)) AS t(shop, score) \
              GROUP BY shop ORDER BY shop",
        output: "\
+-------+-------+
| shop  | nps   |
+-------+-------+
| north | 25.0  |
| south | -50.0 |
+-------+-------+",
    },
    make: Make::Aggregate(nps_udaf),
};

/// Creates the aggregate function `nps`.
pub(crate) fn nps_udaf() -> AggregateUDF {
    survey_aggregate::<Nps>()
}

#[derive(Debug)]
struct Nps;

impl Figures for Nps {
    const SIGNATURE: Signature = FUNCTION.signature();

    fn returns() -> DataType {
        DataType::Float64
    }

    fn from_args(_: &Args) -> Result<Self> {
        Ok(Nps)
    }

    fn of(&self, tallies: &[Tally]) -> Result<ArrayRef> {
        let scores = tallies.iter().map(|tally| tally.sample().as_ref().map(Sample::nps));
        Ok(Arc::new(scores.collect::<Float64Array>()))
    }
}
