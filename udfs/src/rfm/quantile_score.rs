//! `quantile_score(x, n [, descending]) OVER (…)`: in which quantile group each row falls.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue, plan_err};
use datafusion::logical_expr::function::{PartitionEvaluatorArgs, WindowUDFFieldArgs};
use datafusion::logical_expr::{
    LimitEffect, PartitionEvaluator, Signature, Volatility, WindowUDF, WindowUDFImpl,
};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Literal;
use tenure_math::quantiles::Cuts;

use crate::call::type_name;
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

    // What is said here is buried in the planner's own words, so the refusal is left to `field`.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(coerce(given).unwrap_or_else(|_| given.to_vec()))
    }

    fn partition_evaluator(&self, args: PartitionEvaluatorArgs) -> Result<Box<dyn PartitionEvaluator>> {
        let groups = match constant(&args, 1, "n")? {
            Some(ScalarValue::Int64(Some(n))) if (2..=100).contains(&n) => n,
            _ => return plan_err!("{NAME}: n must be a whole number from 2 to 100"),
        };
        let descending = matches!(constant(&args, 2, "descending")?, Some(ScalarValue::Boolean(Some(true))));
        Ok(Box::new(Evaluator { groups, descending }))
    }

    fn field(&self, field: WindowUDFFieldArgs) -> Result<FieldRef> {
        let given: Vec<DataType> = field.input_fields().iter().map(|f| f.data_type().clone()).collect();
        coerce(&given)?;
        Ok(Arc::new(Field::new(field.name(), DataType::Int64, true)))
    }

    fn limit_effect(&self, _: &[Arc<dyn PhysicalExpr>]) -> LimitEffect {
        LimitEffect::Unknown
    }
}

fn coerce(given: &[DataType]) -> Result<Vec<DataType>> {
    match given {
        [x, n, rest @ ..] if is_number(x) && (n.is_integer() || n.is_null()) && rest.len() <= 1 => {
            let mut types = vec![DataType::Float64, DataType::Int64];
            types.extend(rest.iter().map(|_| DataType::Boolean));
            Ok(types)
        }
        [x, ..] if !is_number(x) => plan_err!("{NAME}: x must be a number, but is {}", type_name(x)),
        _ => {
            plan_err!("{NAME} takes a number, the number of groups, and perhaps whether to score descending")
        }
    }
}

/// The constant given for an argument, if it was given.
fn constant(args: &PartitionEvaluatorArgs, index: usize, name: &str) -> Result<Option<ScalarValue>> {
    match args.input_exprs().get(index).map(|given| given.downcast_ref::<Literal>()) {
        None => Ok(None),
        Some(Some(constant)) => Ok(Some(constant.value().clone())),
        Some(None) => plan_err!("{NAME}: {name} must be a constant"),
    }
}

#[derive(Debug)]
struct Evaluator {
    groups: i64,
    descending: bool,
}

impl PartitionEvaluator for Evaluator {
    fn evaluate_all(&mut self, values: &[ArrayRef], _: usize) -> Result<ArrayRef> {
        let numbers = doubles(NAME, "x", &values[0])?;
        let mut present: Vec<f64> = numbers.iter().flatten().collect();
        let cuts = Cuts::find(&mut present, self.groups as usize);
        let scores: Int64Array = numbers.unary(|x| {
            let below = cuts.below(x) as i64;
            if self.descending { self.groups - below } else { 1 + below }
        });
        Ok(Arc::new(scores))
    }
}
