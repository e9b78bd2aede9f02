//! `nps_stats(score, …)`: the net promoter score with its counts, shares and interval.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::AggregateUDF;
use tenure_math::intervals::net_promoter::{Interval, Sample};

use super::arguments::{OF_STATS, interval_of};
use super::scale::Category::{Detractor, Passive, Promoter};
use super::survey_aggregate::{Figures, survey_aggregate};
use super::tally::Tally;
use crate::adapt::Args;
use crate::catalog::{Example, Function, Make};
use crate::takes::Signature;

pub(crate) const FUNCTION: Function = Function {
    name: "nps_stats",
    summary: "The net promoter score with its counts, shares, standard error and confidence interval.",
    arguments: OF_STATS,
    returns: "STRUCT(responses, off_scale, promoters, passives, detractors BIGINT, promoter_share, \
              passive_share, detractor_share, nps, std_error, ci_low, ci_high DOUBLE)",
    details: "A field is read as `nps_stats(score)['nps']`. responses are the answers on the scale, \
              off_scale those off it; both, and promoters, passives and detractors, are numbers of answers \
              whatever their weight. The shares, from 0 to 1, and all that follows are weighted where a \
              weight is given. nps, std_error and the interval are in points, from -100 to 100. Without an \
              answer on the scale the counts are 0 and the rest is NULL.\n\n\
              With the shares p⁺ of promoters and p⁻ of detractors, nps is 100 · (p⁺ − p⁻), and std_error is \
              100 · √((p⁺ + p⁻ − (p⁺ − p⁻)²) / n), where n is the number of answers on the scale, or, with \
              weights w, Kish's effective one, (Σw)² / Σw².\n\n\
              The interval is one of these, cut off at -100 and 100:\n\n\
              - 'adjusted_wald': the normal interval after ¾ of a promoter, 1½ passives and ¾ of a detractor \
              are added, so n + 3 answers; nps and std_error stay as they are. It keeps its confidence in \
              small samples too.\n\
              - 'wald': nps and std_error times the normal quantile. Too short in small samples.\n\
              - 'score': all scores that a score test does not reject, with the most likely shares under \
              each (Tango).\n\n\
              Not used: a NULL score, and a row whose weight is NULL or 0; a score off the scale is only \
              counted in off_scale. A negative weight is an error, and so is a score or a weight that is \
              infinite or not a number. A weight that is not 0 lies between 1e-100 and 1e100.",
    reference: "B. Rocks, Interval Estimation for the \"Net Promoter Score\", The American Statistician 70 (2016) \
                365–372; T. Tango, Statistics in Medicine 17 (1998) 891–908; L. Kish, Survey Sampling (1965)",
    example: Example {
        sql: "SELECT s['responses'] AS responses, s['nps'] AS nps, s['ci_low'] AS ci_low, s['ci_high'] AS ci_high \
              FROM (SELECT nps_stats(score) AS s \
              FROM (VALUES (10), (9), (9), (10), (9), (10), (9), (8), (7), (2)) AS t(score))",
        output: "\
+-----------+------+-------------------+-------------------+
| responses | nps  | ci_low            | ci_high           |
+-----------+------+-------------------+-------------------+
| 10        | 60.0 | 7.039408655596979 | 85.26828365209533 |
+-----------+------+-------------------+-------------------+",
    },
    make: Make::Aggregate(nps_stats_udaf),
};

/// Creates the aggregate function `nps_stats`.
pub(crate) fn nps_stats_udaf() -> AggregateUDF {
    survey_aggregate::<NpsStats>()
}

const COUNTS: [&str; 5] = ["responses", "off_scale", "promoters", "passives", "detractors"];

const MEASURES: [&str; 7] =
    ["promoter_share", "passive_share", "detractor_share", "nps", "std_error", "ci_low", "ci_high"];

fn fields() -> Fields {
    let counts = COUNTS.map(|name| Field::new(name, DataType::Int64, true));
    let measures = MEASURES.map(|name| Field::new(name, DataType::Float64, true));
    counts.into_iter().chain(measures).collect()
}

#[derive(Debug)]
struct NpsStats {
    confidence: f64,
    interval: Interval,
}

impl NpsStats {
    /// Computes the measures in the order of [`MEASURES`].
    fn measures(&self, sample: &Sample) -> [f64; 7] {
        let (low, high) = sample.interval(self.interval, self.confidence);
        [
            sample.promoter_share(),
            sample.passive_share(),
            sample.detractor_share(),
            sample.nps(),
            sample.std_error(),
            low,
            high,
        ]
    }
}

/// Returns the counts in the order of [`COUNTS`].
fn counts(tally: &Tally) -> [i64; 5] {
    let [promoters, passives, detractors] = [Promoter, Passive, Detractor].map(|kind| tally.count(kind));
    [tally.responses(), tally.off_scale(), promoters, passives, detractors]
}

impl Figures for NpsStats {
    const SIGNATURE: Signature = FUNCTION.signature();

    fn returns() -> DataType {
        DataType::Struct(fields())
    }

    fn from_args(args: &Args) -> Result<Self> {
        Ok(Self { confidence: args.number("confidence")?.unwrap_or(0.95), interval: interval_of(args)? })
    }

    fn empty() -> Result<ScalarValue> {
        let stats = Self { confidence: 0.95, interval: Interval::default() };
        ScalarValue::try_from_array(&stats.of(&[Tally::default()])?, 0)
    }

    fn of(&self, tallies: &[Tally]) -> Result<ArrayRef> {
        let measures: Vec<_> =
            tallies.iter().map(|tally| tally.sample().map(|sample| self.measures(&sample))).collect();
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(COUNTS.len() + MEASURES.len());
        for i in 0..COUNTS.len() {
            columns.push(Arc::new(tallies.iter().map(|tally| counts(tally)[i]).collect::<Int64Array>()));
        }
        for i in 0..MEASURES.len() {
            columns
                .push(Arc::new(measures.iter().map(|row| row.map(|row| row[i])).collect::<Float64Array>()));
        }
        Ok(Arc::new(StructArray::try_new(fields(), columns, None)?))
    }
}
