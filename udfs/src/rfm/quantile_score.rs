//! `quantile_score(x, n [, descending]) OVER (…)`: in which quantile group each row falls.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Int64Type};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::function::{PartitionEvaluatorArgs, WindowUDFFieldArgs};
use datafusion::logical_expr::{
    LimitEffect, PartitionEvaluator, Signature, Volatility, WindowUDF, WindowUDFImpl,
};
use datafusion::physical_expr::PhysicalExpr;

use super::Cuts;
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::numbers::{doubles, is_number};

const NAME: &str = "quantile_score";

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
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

/// The window function `quantile_score`.
pub(crate) fn quantile_score_udwf() -> WindowUDF {
    WindowUDF::new_from_impl(QuantileScore { signature: Signature::user_defined(Volatility::Immutable) })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct QuantileScore {
    signature: Signature,
}

impl WindowUDFImpl for QuantileScore {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        match given {
            [x, n, rest @ ..] if is_number(x) && n.is_integer() && rest.len() <= 1 => {
                let mut types = vec![DataType::Float64, DataType::Int64];
                types.extend(rest.iter().map(|_| DataType::Boolean));
                Ok(types)
            }
            [x, ..] if !is_number(x) => plan_err!("{NAME}: x must be a number, but is {x}"),
            _ => plan_err!(
                "{NAME} takes a number, the number of groups, and perhaps whether to score descending"
            ),
        }
    }

    fn partition_evaluator(&self, _: PartitionEvaluatorArgs) -> Result<Box<dyn PartitionEvaluator>> {
        Ok(Box::new(Evaluator))
    }

    fn field(&self, field: WindowUDFFieldArgs) -> Result<FieldRef> {
        Ok(Arc::new(Field::new(field.name(), DataType::Int64, true)))
    }

    fn limit_effect(&self, _: &[Arc<dyn PhysicalExpr>]) -> LimitEffect {
        LimitEffect::Unknown
    }
}

#[derive(Debug)]
struct Evaluator;

impl PartitionEvaluator for Evaluator {
    fn evaluate_all(&mut self, values: &[ArrayRef], num_rows: usize) -> Result<ArrayRef> {
        let numbers = doubles(NAME, "x", &values[0])?;
        let groups = match values[1].as_primitive::<Int64Type>() {
            n if num_rows > 0 && n.is_valid(0) && (2..=100).contains(&n.value(0)) => n.value(0),
            _ => return exec_err!("{NAME}: n must be a whole number from 2 to 100"),
        };
        let descending = values.get(2).is_some_and(|flag| {
            let flag = flag.as_boolean();
            flag.is_valid(0) && flag.value(0)
        });
        let mut present: Vec<f64> = numbers.iter().flatten().collect();
        let cuts = Cuts::find(&mut present, groups as usize);
        let scores: Int64Array = numbers.unary(|x| {
            let below = cuts.below(x) as i64;
            if descending { groups - below } else { 1 + below }
        });
        Ok(Arc::new(scores))
    }
}
