//! `clv(T, customer, time, amount, …)`: what each customer is worth.
//!
//! ```sql
//! -- before
//! SELECT * FROM clv(orders, customer_id, ordered_at, amount)
//! -- after, in outline
//! SELECT customer_id, …, p_alive(model, x, t_x, t), expected_purchases(model, h, x, t_x, t) * expected_spend(spend, x, m), …
//! FROM (SELECT *, mbg_nbd_fit(x, t_x, t) OVER () AS model, gamma_gamma_fit(x, m) OVER () AS spend
//!       FROM (SELECT customer_id, count(DISTINCT day) - 1 AS x, … GROUP BY customer_id))
//! ```

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue};
use datafusion::functions::expr_fn::{coalesce, concat, concat_ws};
use datafusion::functions_aggregate::min_max::min_udaf;
use datafusion::logical_expr::{Expr, LogicalPlan, WindowFunctionDefinition, cast, lit};
use tenure_math::calendar::Unit;

use super::customers::{CUSTOMER, NEGATIVES, OBSERVATION_END, TABLE, TIME, TIMEZONE, UNIT, known_customers};
use super::dert::dert_udf;
use super::discounted_purchases::discounted_purchases_udf;
use super::expected_purchases::expected_purchases_udf;
use super::expected_spend::expected_spend_udf;
use super::fit_aggregate::{Purchasing, days_of_unit};
use super::p_alive::p_alive_udf;
use super::shared_fits::{purchase_model_udaf, spend_model_udaf};
use super::usable_model::{fit_failure_udf, usable_model_udf};
use crate::call::{Call, Column};
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::plan::{named, over, udf, with_windows};
use crate::takes::days_of;

/// The choice of the model of purchases.
pub(super) const MODEL: Argument = Argument::optional(
    "model",
    Takes::Choice(Purchasing::NAMES),
    "mbg_nbd",
    "The model of how customers buy. Under bg_nbd a customer who bought once is alive for certain, however long ago that was.",
);

/// The choice of the model of spend.
pub(super) const SPEND_MODEL: Argument = Argument::optional(
    "spend_model",
    Takes::Choice(&["gamma_gamma"]),
    "gamma_gamma",
    "The model of what they spend on a purchase.",
);

/// The boundary up to which the models see purchases.
pub(super) const CALIBRATION_END: Argument = Argument::optional(
    "calibration_end",
    Takes::Boundary,
    "NULL",
    "To fit and to predict as of this day, as if nothing after it were known.",
);

pub(crate) const FUNCTION: Function = Function {
    name: "clv",
    summary: "What each customer is worth: the probability to be alive, purchases and revenue to expect, and their discounted value.",
    arguments: &[
        TABLE,
        CUSTOMER,
        TIME,
        Argument::required("amount", Takes::Number, "For how much; negative for a refund."),
        Argument::optional(
            "horizon",
            Takes::Duration,
            "INTERVAL '12 months'",
            "How far expected_purchases, expected_revenue and clv look ahead: an INTERVAL, or a number of units.",
        ),
        Argument::optional(
            "discount_rate",
            Takes::Range { min: 0.0, max: 1.0 },
            "0.10",
            "The yearly rate that money to come is discounted at: 0.10 for ten per cent.",
        ),
        Argument::optional(
            "margin",
            Takes::Range { min: 0.0, max: 1.0 },
            "1.0",
            "The share of revenue that is profit.",
        ),
        MODEL,
        SPEND_MODEL,
        UNIT,
        OBSERVATION_END,
        CALIBRATION_END,
        Argument::optional(
            "not_converged",
            Takes::Choice(&["error", "null"]),
            "error",
            "Where a model cannot be fitted, as to a group that is too small: an error that says why, or figures that are NULL. clv_fit has the reason of each.",
        ),
        NEGATIVES,
        TIMEZONE,
        Argument::optional("by", Takes::Groups, "NULL", "The models are fitted to each group of these; they lead the output."),
    ],
    returns: "a row a customer (and group)",
    details: "Reads the log once: btyd_summary, the fits of both models, and the predictions together. The end of observation is calibration_end where it is \
              given, else observation_end.\n\n\
              expected_spend is that of the Gamma-Gamma model for one purchase day; a customer without a repeat purchase, or whose mean is not above 0, gets the \
              population's. expected_revenue = expected_purchases · expected_spend. clv = margin · expected_spend · ∫₀ʰ e^(−δs) dE[X(s)], with the horizon h and \
              δ = ln(1 + discount_rate) divided by the units a year, of 365.25 days; residual_clv is the same without a horizon, and NULL where that has no bound \
              (a discount_rate of 0, unless a > 1). All figures but the history include p_alive. What is spent is taken not to depend on how often one buys.\n\n\
              Not used: what btyd_summary does not use. A model that cannot be fitted is an error. No order is promised.",
    reference: "P. S. Fader, B. G. S. Hardie and K. L. Lee, RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, Journal of Marketing Research 42 (2005) 415–430",
    example: Example {
        sql: "SELECT customer, frequency AS x, round(p_alive, 3) AS p_alive, round(expected_purchases, 2) AS purchases, \
              round(expected_spend, 2) AS spend, round(clv, 2) AS clv, round(residual_clv, 2) AS residual
FROM clv((SELECT c AS customer, DATE '2024-01-01' + c * 3 % 50 + gap * n AS day, 10.0 + 7 * (c % 5) + (c * n) % 9 AS amount
          FROM (VALUES (1, 7, 0), (2, 30, 3), (3, 5, 4), (4, 50, 1), (5, 2, 3), (6, 5, 30), (7, 90, 0), (8, 40, 4), (9, 2, 1), (10, 25, 1), (11, 1, 0), (12, 3, 2)) AS t(c, gap, times)
          CROSS JOIN generate_series(0, 30) AS s(n) WHERE n <= times),
  customer, day, amount, observation_end => DATE '2024-07-31', margin => 0.3)
WHERE customer <= 4 ORDER BY customer",
        output: "\
+----------+---+---------+-----------+-------+------+----------+
| customer | x | p_alive | purchases | spend | clv  | residual |
+----------+---+---------+-----------+-------+------+----------+
| 1        | 0 | 0.108   | 0.12      | 26.73 | 0.9  | 2.91     |
| 2        | 3 | 0.167   | 0.66      | 27.17 | 5.2  | 11.03    |
| 3        | 4 | 0.0     | 0.0       | 29.75 | 0.01 | 0.02     |
| 4        | 1 | 0.218   | 0.48      | 29.03 | 4.02 | 10.3     |
+----------+---+---------+-----------+-------+------+----------+",
    },
    make: Make::Table {
        columns: &[
            ("customer", "the customer, called as in the input"),
            ("frequency", "purchase days after the first, BIGINT"),
            ("recency", "time from the first purchase to the last"),
            ("t", "time from the first purchase to the end"),
            ("monetary_value", "mean of the sums of the days after the first"),
            ("p_alive", "probability to be alive at the end"),
            ("expected_purchases", "purchases to expect within the horizon"),
            ("expected_spend", "amount to expect of a purchase"),
            ("expected_revenue", "their product"),
            ("clv", "what it is worth now: discounted, times margin"),
            ("residual_clv", "the same of all purchases to come"),
        ],
        expand,
    },
};

/// Returns the arguments of a fit of spend. A missing mean is passed as 0, which the fit leaves out. If all means were
/// NULL, the fit would see no rows and could not report the reason.
pub(super) fn spent() -> Vec<Expr> {
    vec![named("frequency"), coalesce(vec![named("monetary_value"), lit(0.0)])]
}

/// Returns the horizon in units of time.
fn horizon_of(call: &Call, days_a_unit: f64) -> f64 {
    match call.duration("horizon") {
        Some(ScalarValue::IntervalMonthDayNano(Some(interval))) => days_of(*interval) / days_a_unit,
        Some(ScalarValue::Float64(Some(units))) => *units,
        _ => Unit::Year.days() / days_a_unit,
    }
}

fn expand(call: &Call) -> Result<LogicalPlan> {
    let (rows, plan) = known_customers(call)?;

    let (model, unit) = (call.word("model")?, call.word("unit")?);
    let fit = |function, arguments| {
        over(WindowFunctionDefinition::AggregateUDF(Arc::new(function)), arguments, rows.group_exprs())
    };
    let history = || vec![named("frequency"), named("recency"), named("t")];
    let purchases = [vec![lit(model), lit(unit)], history()].concat();
    let plan = with_windows(
        plan,
        vec![
            ("purchase_model", fit(purchase_model_udaf(), purchases)),
            ("spend_model", fit(spend_model_udaf(), spent())),
        ],
    )?;

    let group = match rows.groups.is_empty() {
        true => lit(ScalarValue::Utf8(None)),
        false => {
            let named_value = |(group, of): (&String, &Column)| {
                let value = coalesce(vec![cast(named(group), DataType::Utf8), lit("NULL")]);
                concat(vec![lit(format!("{} = ", of.name)), value])
            };
            concat_ws(lit(", "), rows.groups.iter().zip(&call.groups).map(named_value).collect())
        }
    };
    let known = ["customer", "frequency", "recency", "t", "monetary_value"].map(named);
    let known = [rows.group_exprs(), known.to_vec()].concat();

    // A model that cannot be used becomes NULL, and the reason is kept.
    let models = [("purchase_model", "purchase_failure"), ("spend_model", "spend_failure")];
    let mut outputs = known.clone();
    for (model, failure) in models {
        let reason = || udf(fit_failure_udf(), vec![named(model), group.clone()]);
        outputs.push(udf(usable_model_udf(), vec![named(model), lit("null"), reason()]).alias(model));
        outputs.push(reason().alias(failure));
    }
    let mut plan = plan.project(outputs)?;

    // If a failure is an error, the report names the first group by name, whichever thread finds one first.
    if call.word("not_converged")? == "error" {
        let mut told = models.map(|(_, failure)| failure);
        if !rows.groups.is_empty() {
            let first = |failure: &str| {
                let least = WindowFunctionDefinition::AggregateUDF(min_udaf());
                over(least, vec![named(failure)], vec![])
            };
            let names = ["first_purchase_failure", "first_spend_failure"];
            plan = with_windows(plan, names.into_iter().zip(told.map(first)).collect())?;
            told = names;
        }
        let mut outputs = known;
        for ((model, _), failure) in models.into_iter().zip(told) {
            let terms = vec![named(model), lit("error"), named(failure)];
            outputs.push(udf(usable_model_udf(), terms).alias(model));
        }
        plan = plan.project(outputs)?;
    }

    let predicted = |function, terms: Vec<Expr>| {
        udf(function, [vec![named("purchase_model")], terms, history()].concat())
    };
    let horizon = horizon_of(call, days_of_unit(FUNCTION.name, unit)?);
    let horizon = || lit(horizon);
    let rate = || lit(call.number("discount_rate").unwrap_or(0.1));
    let spend = vec![named("spend_model"), named("frequency"), named("monetary_value")];
    let mut outputs = rows.group_exprs();
    outputs.extend(["customer", "frequency", "recency", "t", "monetary_value"].map(named));
    outputs.extend([
        predicted(p_alive_udf(), vec![]).alias("p_alive"),
        predicted(expected_purchases_udf(), vec![horizon()]).alias("expected_purchases"),
        udf(expected_spend_udf(), spend).alias("expected_spend"),
        predicted(discounted_purchases_udf(), vec![horizon(), rate()]).alias("discounted_purchases"),
        predicted(dert_udf(), vec![rate()]).alias("dert"),
    ]);
    let plan = plan.project(outputs)?;

    let margin = || lit(call.number("margin").unwrap_or(1.0));
    let mut outputs = rows.group_outputs(call);
    outputs.push(named("customer").alias(&call.required("customer")?.name));
    outputs.extend(["frequency", "recency", "t", "monetary_value"].map(named));
    outputs.extend(["p_alive", "expected_purchases", "expected_spend"].map(named));
    outputs.extend([
        (named("expected_purchases") * named("expected_spend")).alias("expected_revenue"),
        (margin() * named("expected_spend") * named("discounted_purchases")).alias("clv"),
        (margin() * named("expected_spend") * named("dert")).alias("residual_clv"),
    ]);
    plan.project(outputs)?.build()
}
