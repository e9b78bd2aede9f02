//! `cohort_retention(T, customer, time, …)`: of each cohort, how many came back in each period since their first.
//!
//! ```sql
//! -- before
//! SELECT * FROM cohort_retention(orders, customer_id, ordered_at)
//! -- after, in outline
//! SELECT …, element(active, period) AS active
//! FROM (SELECT *, unnest(periods_until(cohort, as_of, 'month')) AS period
//!       FROM (SELECT cohort, count(*) AS cohort_size, cohort_counts(cohort, periods, 'exact') AS active
//!             FROM (SELECT customer_id, min(month) AS cohort, active_periods(month) AS periods
//!                   FROM orders GROUP BY customer_id) GROUP BY cohort))
//! ```

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::functions::expr_fn::coalesce;
use datafusion::functions_aggregate::count::count_udaf;
use datafusion::functions_aggregate::min_max::{max_udaf, min_udaf};
use datafusion::logical_expr::{Expr, LogicalPlan, cast, lit, when};
use tenure_math::calendar::Unit;
use tenure_math::normal::critical_value;

use super::active_periods::active_periods_udaf;
use super::cohort_amounts::cohort_amounts_udaf;
use super::cohort_counts::{Mode, cohort_counts_udaf};
use super::element::{element_udf, shared_udf};
use super::period_amounts::period_amounts_udaf;
use super::periods_until::periods_until_udf;
use super::wilson_interval::wilson_interval_udf;
use crate::call::Call;
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::plan::{Rows, day_number, latest, named, udaf, udf, with_windows};
use crate::sums::{summed_as, total_type};
use crate::time::{period_number_udf, period_start_udf};

pub(crate) const FUNCTION: Function = Function {
    name: "cohort_retention",
    summary: "Of those whose first activity fell in the same period, how many were active in each period since.",
    arguments: &[
        Argument::required("table", Takes::Relation, "The activity, a row each time."),
        Argument::required("customer", Takes::Key, "Who."),
        Argument::required("time", Takes::Time, "When."),
        Argument::optional(
            "amount",
            Takes::Number,
            "NULL",
            "For how much: adds amount and amount_per_customer to the output.",
        ),
        Argument::optional("unit", Takes::Choice(Unit::NAMES), "month", "What a period is, on the calendar."),
        Argument::optional(
            "mode",
            Takes::Choice(Mode::NAMES),
            "exact",
            "Who counts as active in a period: those with activity in it; in it or later; or in every period up to it.",
        ),
        Argument::optional(
            "starts",
            Takes::Condition,
            "TRUE",
            "Rows that can make one a member: the first of them decides the cohort. Judged on the whole input.",
        ),
        Argument::optional("returns", Takes::Condition, "TRUE", "Rows that count as coming back."),
        Argument::optional(
            "periods",
            Takes::Whole { min: 0, max: 1_000_000 },
            "all",
            "The last period shown.",
        ),
        Argument::optional(
            "as_of",
            Takes::Boundary,
            "the latest time",
            "The end of what is known. Rows after it are left out.",
        ),
        Argument::optional(
            "incomplete",
            Takes::Choice(&["null", "keep", "drop"]),
            "null",
            "A period that is not over by as_of: its figures are NULL, kept as they are, or its row is dropped.",
        ),
        Argument::optional(
            "confidence",
            Takes::Between { above: 0.0, below: 1.0 },
            "0.95",
            "The coverage of ci_low to ci_high.",
        ),
        Argument::optional(
            "week_start",
            Takes::Choice(Unit::WEEK_STARTS),
            "monday",
            "The first day of a week.",
        ),
        Argument::optional(
            "timezone",
            Takes::TimeZone,
            "the column's zone, else UTC",
            "Whose calendar decides in which period an instant falls.",
        ),
        Argument::optional(
            "by",
            Takes::Groups,
            "NULL",
            "Each group of these has cohorts of its own; they lead the output.",
        ),
    ],
    returns: "a row a (group,) cohort and period",
    details: "cohort is the first day of the period of the customer's first row where starts holds. period counts on from it: 0 is the cohort's own. \
              active counts distinct customers with a row where returns holds; retention = active / cohort_size, churn = 1 − retention, \
              ci_low and ci_high are Wilson's interval of retention. Every period up to as_of has a row, zeros included; \
              complete says whether the period is over by as_of (its last day included). With amount, amount is what the cohort spent in the period, \
              and amount_per_customer that divided by cohort_size; amounts are summed as they are, refunds and all.\n\n\
              Not used: rows without a customer or a time, rows after as_of, customers without a start, and what they did in periods before it. No order is promised.",
    reference: "E. B. Wilson, Journal of the American Statistical Association 22 (1927) for the interval",
    example: Example {
        sql: "SELECT cohort, period, cohort_size, active, retention
FROM cohort_retention((SELECT * FROM (VALUES
    ('ann', DATE '2024-01-05'), ('ann', DATE '2024-02-11'), ('ann', DATE '2024-03-31'),
    ('bob', DATE '2024-01-20'), ('bob', DATE '2024-03-02'),
    ('cid', DATE '2024-02-01')) AS visits(customer, day)), customer, day)
ORDER BY cohort, period",
        output: "\
+------------+--------+-------------+--------+-----------+
| cohort     | period | cohort_size | active | retention |
+------------+--------+-------------+--------+-----------+
| 2024-01-01 | 0      | 2           | 2      | 1.0       |
| 2024-01-01 | 1      | 2           | 1      | 0.5       |
| 2024-01-01 | 2      | 2           | 2      | 1.0       |
| 2024-02-01 | 0      | 1           | 1      | 1.0       |
| 2024-02-01 | 1      | 1           | 0      | 0.0       |
+------------+--------+-------------+--------+-----------+",
    },
    make: Make::Table {
        columns: &[
            ("cohort", "first day of the cohort's period, DATE"),
            ("period", "periods since, from 0, BIGINT"),
            ("cohort_size", "customers of the cohort, BIGINT"),
            ("active", "of them active in the period, BIGINT"),
            ("retention", "active / cohort_size, 0 to 1"),
            ("churn", "1 − retention"),
            ("ci_low", "lower end of the interval of retention"),
            ("ci_high", "upper end"),
            ("complete", "whether the period is over, BOOLEAN"),
            ("amount", "with an amount: what the cohort spent in the period"),
            ("amount_per_customer", "with an amount: that divided by cohort_size, DOUBLE"),
        ],
        expand,
    },
};

fn expand(call: &Call) -> Result<LogicalPlan> {
    let rows = Rows::new(call, &["amount", "starts", "returns"])?;
    let (unit, week_start) = (call.word("unit")?, call.word("week_start")?);
    let zone = || lit(ScalarValue::from(call.zone_name()));
    let period_of =
        |time: Expr, zone: Expr| udf(period_number_udf(), vec![time, lit(unit), lit(week_start), zone]);
    let first_day = |period: Expr| udf(period_start_udf(), vec![period, lit(unit), lit(week_start)]);
    let given = |name: &str| call.column(name).map(|_| named(name));
    let amount = call.column("amount");

    // One row for each customer: the cohort, and the periods with activity.
    let mut plan = rows.plan.clone();
    let mut inputs: Vec<Expr> = plan.schema().columns().into_iter().map(Expr::Column).collect();
    inputs.push(period_of(named("time"), zone()).alias("activity"));
    plan = plan.project(inputs)?;
    let mut aggregates = vec![
        udaf(min_udaf(), vec![named("activity")], given("starts"), false).alias("cohort"),
        udaf(Arc::new(active_periods_udaf()), vec![named("activity")], given("returns"), false)
            .alias("periods"),
    ];
    if amount.is_some() {
        let amounts =
            udaf(Arc::new(period_amounts_udaf()), vec![named("activity"), named("amount")], None, false);
        aggregates.push(amounts.alias("amounts"));
    }
    if rows.needs_latest() {
        aggregates.push(udaf(max_udaf(), vec![named("time")], None, false).alias("latest"));
    }
    let mut keys = rows.group_exprs();
    keys.push(named("customer"));
    plan = plan.aggregate(keys, aggregates)?;

    // One row for each cohort: its size, and the counts by period.
    let counts = vec![named("cohort"), named("periods"), lit(call.word("mode")?)];
    let mut aggregates = vec![
        udaf(count_udaf(), vec![lit(1)], None, false).alias("cohort_size"),
        udaf(Arc::new(cohort_counts_udaf()), counts, None, false).alias("counts"),
    ];
    if amount.is_some() {
        let amounts = vec![named("cohort"), named("amounts")];
        aggregates.push(udaf(Arc::new(cohort_amounts_udaf()), amounts, None, false).alias("amounts"));
    }
    if rows.needs_latest() {
        aggregates.push(udaf(max_udaf(), vec![named("latest")], None, false).alias("latest"));
    }
    let mut keys = rows.group_exprs();
    keys.push(named("cohort"));
    plan = plan.aggregate(keys, aggregates)?;
    // Customers who never started form no cohort, but their times count for the default of as_of.
    if rows.needs_latest() {
        plan = with_windows(plan, vec![("as_of_time", latest())])?;
    }
    plan = plan.filter(named("cohort").is_not_null())?;

    // One row for each cohort and period.
    let as_of = rows.as_of_day(call)?;
    let limit = lit(ScalarValue::Int64(call.whole("periods")));
    let periods =
        udf(periods_until_udf(), vec![named("cohort"), as_of.clone(), lit(unit), lit(week_start), limit]);
    let mut outputs = rows.group_exprs();
    outputs.extend([
        named("cohort"),
        named("cohort_size"),
        udf(shared_udf(), vec![named("counts")]).alias("counts"),
        as_of.alias("as_of"),
        periods.alias("period"),
    ]);
    outputs.extend(amount.map(|_| udf(shared_udf(), vec![named("amounts")]).alias("amounts")));
    plan = plan.project(outputs)?.unnest_column("period")?;

    let next = first_day(named("cohort") + named("period") + lit(1_i32));
    let over = day_number(next).lt_eq(day_number(named("as_of")) + lit(1_i64));
    let mut outputs = rows.group_exprs();
    outputs.extend(["cohort", "period", "cohort_size"].map(named));
    let keep = call.word("incomplete")? == "keep";
    let shown = |value: Expr| match keep {
        true => Ok(value),
        false => when(named("complete"), value).end(),
    };
    outputs.push(over.alias("complete"));
    outputs.push(udf(element_udf(), vec![named("counts"), named("period")]).alias("active"));
    outputs
        .extend(amount.map(|_| udf(element_udf(), vec![named("amounts"), named("period")]).alias("amount")));
    plan = plan.project(outputs)?;
    if call.word("incomplete")? == "drop" {
        plan = plan.filter(named("complete"))?;
    }

    let double = |expr: Expr| cast(expr, DataType::Float64);
    let retention = || double(named("active")) / double(named("cohort_size"));
    let z = critical_value(call.number("confidence").unwrap_or(0.95));
    let mut outputs = rows.group_exprs();
    outputs.extend(["cohort", "period", "cohort_size", "complete"].map(named));
    outputs.push(shown(coalesce(vec![named("active"), lit(0_i64)]))?.alias("active"));
    if let Some(amount) = amount {
        let zero = ScalarValue::new_zero(&total_type(&summed_as(&amount.data_type)))?;
        outputs.push(shown(coalesce(vec![named("amount"), lit(zero)]))?.alias("amount"));
    }
    plan = plan.project(outputs)?;
    let interval = || udf(wilson_interval_udf(), vec![named("active"), named("cohort_size"), lit(z)]);
    let mut outputs = rows.group_outputs(call);
    outputs.extend([
        first_day(named("cohort")).alias("cohort"),
        cast(named("period"), DataType::Int64).alias("period"),
        named("cohort_size"),
        named("active"),
        retention().alias("retention"),
        (lit(1.0) - retention()).alias("churn"),
        get_field(interval(), "low").alias("ci_low"),
        get_field(interval(), "high").alias("ci_high"),
        named("complete"),
    ]);
    if amount.is_some() {
        let per_customer = double(named("amount")) / double(named("cohort_size"));
        outputs.extend([named("amount"), per_customer.alias("amount_per_customer")]);
    }
    plan.project(outputs)?.build()
}
