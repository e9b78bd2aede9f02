//! `quantile_score(x, n [, descending]) OVER (…)`: in which quantile group each row falls.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::WindowUDF;
use tenure_math::quantiles::Cuts;

use crate::adapt::{Args, Partition, Window, window};
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::takes::Signature;

pub(crate) const FUNCTION: Function = Function {
    name: "quantile_score",
    summary: "The quantile group of each row among the rows of its window, 1 to n; equal values share a score.",
    arguments: &[
        Argument::required("x", Takes::Number, "What is scored."),
        Argument::required("n", Takes::Whole { min: 2, max: 100 }, "How many groups."),
        Argument::optional("descending", Takes::Condition, "false", "Whether low values score high."),
    ],
    returns: "BIGINT",
    details: "The cuts are the k/n quantiles with linear interpolation (type 7, the default of R and numpy). \
              The score is 1 + the number of cuts strictly below x, or n − that number when descending. \
              Rows whose x is NULL take no part and score NULL. ORDER BY and a frame in OVER change nothing: \
              all rows of the partition are looked at.",
    reference: "R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996)",
    example: Example {
        sql: "SELECT x, quantile_score(x, 2) OVER () AS half FROM (VALUES (1.0), (2.0), (2.0), (9.0)) AS t(x) ORDER BY x",
        output: "\
+-----+------+
| x   | half |
+-----+------+
| 1.0 | 1    |
| 2.0 | 1    |
| 2.0 | 1    |
| 9.0 | 2    |
+-----+------+",
    },
    make: Make::Window(quantile_score_udwf),
};

/// Creates the window function `quantile_score`.
pub(crate) fn quantile_score_udwf() -> WindowUDF {
    window(QuantileScore)
}

#[derive(Debug)]
struct QuantileScore;

impl Window for QuantileScore {
    const SIGNATURE: Signature = FUNCTION.signature();

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn partition(&self, args: &Args) -> Result<Box<dyn Partition>> {
        let Some(groups) = args.whole("n")? else {
            return internal_err!("{} was called without n", args.function());
        };
        Ok(Box::new(Scores { groups, descending: args.flag("descending")? }))
    }
}

#[derive(Debug)]
struct Scores {
    groups: i64,
    descending: bool,
}

impl Partition for Scores {
    fn evaluate(&self, args: &Args) -> Result<ArrayRef> {
        let numbers = args.doubles("x")?;
        let mut present: Vec<f64> = numbers.iter().flatten().collect();
        let cuts = Cuts::find(&mut present, self.groups as usize);
        let scores: Int64Array = numbers.unary(|x| {
            let below = cuts.below(x) as i64;
            if self.descending { self.groups - below } else { 1 + below }
        });
        Ok(Arc::new(scores))
    }
}
