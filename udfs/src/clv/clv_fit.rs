//! `clv_fit(T, customer, time [, amount], …)`: the parameters of the models behind `clv`.

use std::sync::Arc;

use datafusion::common::{Result, ScalarValue};
use datafusion::functions::core::expr_ext::FieldAccessor as _;
use datafusion::functions::core::expr_fn::named_struct;
use datafusion::logical_expr::{Expr, LogicalPlan, lit};

use super::clv::{CALIBRATION_END, MODEL, SPEND_MODEL, spent};
use super::customers::{CUSTOMER, NEGATIVES, OBSERVATION_END, TABLE, TIME, TIMEZONE, UNIT, known_customers};
use super::parameter_rows::{GROUPS, fields, parameter_rows_udf};
use super::shared_fits::{purchase_model_udaf, spend_model_udaf};
use crate::call::{Call, Column};
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::plan::{named, udaf, udf};

pub(crate) const FUNCTION: Function = Function {
    name: "clv_fit",
    summary: "The models behind clv: parameters with standard errors and intervals, how likely they make the log, and whether the fits converged.",
    arguments: &[
        TABLE,
        CUSTOMER,
        TIME,
        Argument::optional(
            "amount",
            Takes::Number,
            "NULL",
            "For how much; negative for a refund. Adds the rows of the model of spend.",
        ),
        MODEL,
        SPEND_MODEL,
        Argument::optional(
            "confidence",
            Takes::Between { above: 0.0, below: 1.0 },
            "0.95",
            "The coverage of ci_low to ci_high.",
        ),
        UNIT,
        OBSERVATION_END,
        CALIBRATION_END,
        NEGATIVES,
        TIMEZONE,
        Argument::optional("by", Takes::Groups, "NULL", "The models are fitted to each group of these; they lead the output."),
    ],
    returns: "a row a (group,) model and parameter",
    details: "Fitted as by mbg_nbd_fit or bg_nbd_fit, and gamma_gamma_fit, to what btyd_summary gives. The interval is that of the parameter's logarithm, \
              estimate · e^(± z · std_error / estimate), so that it stays above 0. aic = 2k − 2 ln L and bic = k ln n − 2 ln L, with k parameters and n customers who \
              took part; likelihoods can be compared within the same unit and customers only. Where a fit does not converge its numbers are NULL, and \
              reason says why.\n\n\
              Not used: what btyd_summary does not use; by the model of spend customers with frequency 0, or with a monetary_value not above 0. \
              No order is promised.",
    reference: "those of mbg_nbd_fit, bg_nbd_fit and gamma_gamma_fit",
    example: Example {
        sql: "SELECT model, parameter, round(estimate, 3) AS estimate, customers, converged
FROM clv_fit((SELECT c AS customer, DATE '2024-01-01' + c * 3 % 50 + gap * n AS day, 10.0 + 7 * (c % 5) + (c * n) % 9 AS amount
              FROM (VALUES (1, 7, 0), (2, 30, 3), (3, 5, 4), (4, 50, 1), (5, 2, 3), (6, 5, 30), (7, 90, 0), (8, 40, 4), (9, 2, 1), (10, 25, 1), (11, 1, 0), (12, 3, 2)) AS t(c, gap, times)
              CROSS JOIN generate_series(0, 30) AS s(n) WHERE n <= times),
  customer, day, amount, observation_end => DATE '2024-07-31')
ORDER BY model, parameter",
        output: "\
+-------------+-----------+----------+-----------+-----------+
| model       | parameter | estimate | customers | converged |
+-------------+-----------+----------+-----------+-----------+
| gamma_gamma | p         | 3.769    | 9         | true      |
| gamma_gamma | q         | 22.182   | 9         | true      |
| gamma_gamma | v         | 150.188  | 9         | true      |
| mbg_nbd     | a         | 1.778    | 12        | true      |
| mbg_nbd     | alpha     | 0.876    | 12        | true      |
| mbg_nbd     | b         | 4.567    | 12        | true      |
| mbg_nbd     | r         | 0.86     | 12        | true      |
+-------------+-----------+----------+-----------+-----------+",
    },
    make: Make::Table {
        columns: &[
            ("model", "'mbg_nbd', 'bg_nbd' or 'gamma_gamma'"),
            ("parameter", "its name in the literature"),
            ("estimate", "the most likely value; alpha in the unit of time, v in that of money"),
            ("std_error", "its standard error"),
            ("ci_low", "lower end of its interval"),
            ("ci_high", "upper end"),
            ("log_likelihood", "of the model"),
            ("aic", "Akaike's criterion"),
            ("bic", "the Bayesian one"),
            ("customers", "who took part, BIGINT"),
            ("converged", "whether there is a maximum, BOOLEAN"),
            ("iterations", "steps taken, BIGINT"),
            ("reason", "why there is none"),
        ],
        expand,
    },
};

fn expand(call: &Call) -> Result<LogicalPlan> {
    let (rows, plan) = known_customers(call)?;
    let history = ["frequency", "recency", "t"].map(named).to_vec();
    let purchases = [vec![lit(call.word("model")?), lit(call.word("unit")?)], history].concat();
    let mut fits =
        vec![udaf(Arc::new(purchase_model_udaf()), purchases, None, false).alias("purchase_model")];
    let groups = match rows.groups.is_empty() {
        true => lit(ScalarValue::Null),
        false => named_struct(rows.groups.iter().flat_map(|name| [lit(name), named(name)]).collect()),
    };
    let confidence = lit(call.number("confidence").unwrap_or(0.95));
    let mut terms = vec![confidence, groups, named("purchase_model")];
    if call.column("amount").is_some() {
        fits.push(udaf(Arc::new(spend_model_udaf()), spent(), None, false).alias("spend_model"));
        terms.push(named("spend_model"));
    }
    let lists = udf(parameter_rows_udf(), terms).alias("row");
    let plan = plan.aggregate(rows.group_exprs(), fits)?.project(vec![lists])?.unnest_column("row")?;
    let group = |(name, group): (&String, &Column)| {
        named("row").field(GROUPS).field(name.as_str()).alias(group.name.as_str())
    };
    let mut outputs: Vec<Expr> = rows.groups.iter().zip(&call.groups).map(group).collect();
    outputs.extend(fields().iter().map(|field| named("row").field(field.name()).alias(field.name())));
    plan.project(outputs)?.build()
}
