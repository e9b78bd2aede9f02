//! `rfm(T, customer, time, amount, …)`: a row a customer with recency, frequency, monetary value, scores and segment.
//!
//! ```sql
//! -- before
//! SELECT * FROM rfm(orders, customer_id, ordered_at, amount)
//! -- after, in outline
//! SELECT customer_id, …, rfm_segment(r, f) AS segment
//! FROM (SELECT *, quantile_score(…, 5, true) OVER () AS r, …
//!       FROM (SELECT customer_id, max(ordered_at), count(*), fsum(amount) … GROUP BY customer_id))
//! ```

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, ScalarValue, plan_err};
use datafusion::functions::expr_fn::{coalesce, concat_ws, nullif};
use datafusion::functions_aggregate::count::count_udaf;
use datafusion::functions_aggregate::min_max::{max_udaf, min_udaf};
use datafusion::logical_expr::{Expr, LogicalPlan, cast, lit, when};

use super::quantile_score::quantile_score_udwf;
use super::rfm_segment::rfm_segment_udf;
use crate::call::Call;
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::plan::{
    Rows, day_number, latest, local_date, named, not_negative, udaf, udf, window_udf, with_windows,
};
use crate::sums::{named_sum_udaf, refuse_negative_udaf, summed_as, total_type};

const BINS: Takes = Takes::Whole { min: 2, max: 10 };

pub(crate) const FUNCTION: Function = Function {
    name: "rfm",
    summary: "Recency, frequency and monetary value of each customer, with scores and a segment.",
    arguments: &[
        Argument::required("table", Takes::Relation, "The purchases, a row each."),
        Argument::required("customer", Takes::Key, "Who bought."),
        Argument::required("time", Takes::Time, "When."),
        Argument::required("amount", Takes::Number, "For how much; negative for a refund."),
        Argument::optional(
            "order_id",
            Takes::Key,
            "NULL",
            "What makes rows one purchase: frequency then counts distinct orders. Rows without one are not counted in it.",
        ),
        Argument::optional(
            "as_of",
            Takes::Boundary,
            "the latest time",
            "The day recency is counted to. Rows after it are left out, so that a past state can be rebuilt.",
        ),
        Argument::optional(
            "frequency",
            Takes::Choice(&["rows", "days"]),
            "rows",
            "What is counted: purchases, or distinct days with one. Not both this and order_id.",
        ),
        Argument::optional(
            "monetary",
            Takes::Choice(&["sum", "mean"]),
            "sum",
            "The total of all amounts, or that divided by frequency.",
        ),
        Argument::optional("bins", BINS, "5", "How many scores there are of each kind."),
        Argument::optional("r_bins", BINS, "bins", "How many recency scores."),
        Argument::optional("f_bins", BINS, "bins", "How many frequency scores."),
        Argument::optional("m_bins", BINS, "bins", "How many monetary scores."),
        Argument::optional(
            "method",
            Takes::Choice(&["quantile"]),
            "quantile",
            "How scores are given: by quantiles over customers.",
        ),
        Argument::optional(
            "map",
            Takes::Choice(&["standard"]),
            "standard",
            "How scores become segments: by the map of rfm_segment, which needs 5 bins for r and f; with other bins the segment is NULL.",
        ),
        Argument::optional(
            "negatives",
            Takes::Choice(&["net", "drop", "error"]),
            "net",
            "A negative amount lowers the customer's amount and is no purchase; or its row is left out; or it is an error.",
        ),
        Argument::optional(
            "timezone",
            Takes::TimeZone,
            "the column's zone, else UTC",
            "Whose calendar decides on which day a purchase falls.",
        ),
        Argument::optional(
            "by",
            Takes::Groups,
            "NULL",
            "Scores are given within each group of these; they lead the output.",
        ),
    ],
    returns: "a row a customer (and group)",
    details: "recency_days counts calendar days from the last purchase to as_of. A purchase is a row whose amount is not negative: zero and NULL count, NULL adds nothing. \
              With quantiles, the cuts are the k/bins quantiles over customers with linear interpolation (type 7); f and m are 1 + the number of cuts strictly below the value, \
              r is bins − that number for recency_days, so equal values always get equal scores. cell is the scores as text, `555`, or `5-5-5` when any bins is 10.\n\n\
              Not used: rows without a customer or a time, rows after as_of, and with `negatives => 'drop'` negative rows. A customer without a purchase has no row. \
              No order is promised. Money in DOUBLE is summed so that the order of rows changes no digit (see fsum).",
    reference: "A. M. Hughes, Strategic Database Marketing (1994); R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) for the quantiles",
    example: Example {
        sql: "SELECT customer, recency_days, frequency, monetary, cell, segment
FROM rfm((SELECT * FROM (VALUES
    ('ann', DATE '2024-05-30', 60.0), ('ann', DATE '2024-06-20', 80.0), ('ann', DATE '2024-06-29', 20.0),
    ('bob', DATE '2024-06-01', 35.0), ('bob', DATE '2024-04-11', 25.0),
    ('cid', DATE '2023-11-05', 15.0)) AS orders(customer, day, amount)),
  customer, day, amount, as_of => DATE '2024-06-30')
ORDER BY customer",
        output: "\
+----------+--------------+-----------+----------+------+----------------+
| customer | recency_days | frequency | monetary | cell | segment        |
+----------+--------------+-----------+----------+------+----------------+
| ann      | 1            | 3         | 160.0    | 555  | Champions      |
| bob      | 29           | 2         | 60.0     | 333  | Need Attention |
| cid      | 238          | 1         | 15.0     | 111  | Hibernating    |
+----------+--------------+-----------+----------+------+----------------+",
    },
    make: Make::Table {
        columns: &[
            ("customer", "the customer, called as in the input"),
            ("first_purchase", "time of the first purchase"),
            ("last_purchase", "time of the last purchase"),
            ("recency_days", "days from the last purchase to as_of, BIGINT"),
            ("frequency", "purchases, BIGINT"),
            ("monetary", "their amount, refunds taken off"),
            ("r", "recency score, the highest for the most recent, BIGINT"),
            ("f", "frequency score, BIGINT"),
            ("m", "monetary score, BIGINT"),
            ("cell", "the three scores as text"),
            ("segment", "the segment"),
        ],
        expand,
    },
};

fn expand(call: &Call) -> Result<LogicalPlan> {
    let rows = Rows::new(call, &["amount", "order_id"])?;
    let amount = call.required("amount")?;
    let is_purchase = not_negative(amount)?;
    let day_of = |time: &str| local_date(named(time), call.zone_name());

    let mut plan = rows.plan.clone();
    if call.word("negatives")? == "drop" {
        plan = plan.filter(is_purchase.clone())?;
    }

    // One pass over the rows gives a row for each customer.
    let of_purchases =
        |function, arguments, distinct| udaf(function, arguments, Some(is_purchase.clone()), distinct);
    let frequency = match (call.column("order_id"), call.word("frequency")?) {
        (Some(_), "days") => {
            return plan_err!("rfm counts either days or orders: leave out order_id or frequency => 'days'");
        }
        (Some(_), _) => of_purchases(count_udaf(), vec![named("order_id")], true),
        (None, "days") => of_purchases(count_udaf(), vec![day_of("time")], true),
        (None, _) => of_purchases(count_udaf(), vec![lit(1)], false),
    };
    // Minima and maxima skip NULL, which costs less than a FILTER.
    let purchase_time = when(is_purchase.clone(), named("time")).end()?;
    let mut aggregates = vec![
        udaf(min_udaf(), vec![purchase_time.clone()], None, false).alias("first_purchase"),
        udaf(max_udaf(), vec![purchase_time], None, false).alias("last_purchase"),
        frequency.alias("frequency"),
        udaf(Arc::new(named_sum_udaf()), vec![named("amount"), lit("rfm"), lit("amount")], None, false)
            .alias("total"),
    ];
    let refuses = call.word("negatives")? == "error";
    if refuses {
        let refused = udaf(Arc::new(refuse_negative_udaf()), vec![lit("rfm"), named("amount")], None, false);
        aggregates.push(refused.alias("none_negative"));
    }
    if rows.needs_latest() {
        aggregates.push(udaf(max_udaf(), vec![named("time")], None, false).alias("latest"));
    }
    let mut keys = rows.group_exprs();
    keys.push(named("customer"));
    plan = plan.aggregate(keys, aggregates)?;

    // Customers who have only refunds count for as_of, but not for the scores. They are filtered after the scores, so
    // that one window operator computes both.
    let total_type = total_type(&summed_as(&amount.data_type));
    let total = coalesce(vec![named("total"), lit(ScalarValue::new_zero(&total_type)?)]);
    let monetary = match call.word("monetary")? {
        "mean" => {
            cast(total, DataType::Float64) / nullif(cast(named("frequency"), DataType::Float64), lit(0.0))
        }
        _ => total,
    };
    let mut measures = rows.group_exprs();
    measures.extend(["customer", "first_purchase", "last_purchase", "frequency"].map(named));
    measures.push(monetary.alias("monetary"));
    measures.extend(refuses.then(|| named("none_negative")));
    measures.extend(rows.needs_latest().then(|| named("latest")));
    plan = plan.project(measures)?;

    // Scores compare customers with each other, so recency can be scored by the day itself, from the latest down:
    // no score then waits for as_of.
    let bins = |name: &str| call.whole(name).or_else(|| call.whole("bins")).unwrap_or(5);
    let (r_bins, f_bins, m_bins) = (bins("r_bins"), bins("f_bins"), bins("m_bins"));
    let score = |measure: Expr, bins: i64, descending: bool| {
        let bought = named("last_purchase").is_not_null();
        let measure = when(bought, cast(measure, DataType::Float64)).end()?;
        let arguments = vec![measure, lit(bins), lit(descending)];
        Ok::<_, DataFusionError>(window_udf(quantile_score_udwf(), arguments, rows.group_exprs()))
    };
    let mut windows = vec![
        ("r", score(-day_number(day_of("last_purchase")), r_bins, true)?),
        ("f", score(named("frequency"), f_bins, false)?),
        ("m", score(named("monetary"), m_bins, false)?),
    ];
    windows.extend(rows.needs_latest().then(|| ("as_of_time", latest())));
    let mut kept = named("last_purchase").is_not_null();
    if refuses {
        // The filter uses the check, so that it runs whichever columns the query selects.
        kept = kept.and(named("none_negative"));
    }
    plan = with_windows(plan, windows)?.filter(kept)?;

    let separator = if [r_bins, f_bins, m_bins].contains(&10) { "-" } else { "" };
    let text = |score: &str| cast(named(score), DataType::Utf8);
    // A customer without a purchase has no mean, and so no score.
    let cell = when(named("m").is_not_null(), concat_ws(lit(separator), ["r", "f", "m"].map(text).to_vec()))
        .end()?;
    let segment = if (r_bins, f_bins) == (5, 5) {
        udf(rfm_segment_udf(), vec![named("r"), named("f")])
    } else {
        lit(ScalarValue::Utf8(None))
    };
    let mut outputs = rows.group_outputs(call);
    outputs.extend([
        named("customer").alias(&call.required("customer")?.name),
        named("first_purchase"),
        named("last_purchase"),
        (day_number(rows.as_of_day(call)?) - day_number(day_of("last_purchase"))).alias("recency_days"),
        named("frequency"),
        named("monetary"),
        named("r"),
        named("f"),
        named("m"),
        cell.alias("cell"),
        segment.alias("segment"),
    ]);
    plan.project(outputs)?.build()
}
