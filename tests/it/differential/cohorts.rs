//! `cohort_retention` and `retention`.

use super::{Both, LongHand, all_agree, exact_sum, only_agrees, shared};
use crate::data;

/// A long-hand query of cohorts: the plain one, by month, and where a call differs from it.
#[derive(Clone)]
struct Cohorts<'a> {
    customer: &'a str,
    time: &'a str,
    /// The time by the local clock.
    local: &'a str,
    amount: &'a str,
    by: &'a str,
    /// Which rows count.
    rows: &'a str,
    unit: &'a str,
    /// The first of the periods of that unit that are looked at.
    begin: &'a str,
    /// Days from which the start of the period is off from where DataFusion has it.
    shift: &'a str,
    as_of: &'a str,
    starts: &'a str,
    returns: &'a str,
    mode: Mode,
    total: String,
    periods: i64,
    incomplete: &'a str,
    /// Where periods are counted from.
    first_period: i64,
}

#[derive(Clone, Copy)]
enum Mode {
    Exact,
    Unbounded,
    Consecutive,
}

impl Default for Cohorts<'_> {
    fn default() -> Self {
        Self {
            customer: "customer_id",
            time: "ordered_at",
            local: "time",
            amount: "amount",
            by: "''",
            rows: "TRUE",
            unit: "month",
            begin: "2010-01-01",
            shift: "0 days",
            as_of: "time",
            starts: "TRUE",
            returns: "TRUE",
            mode: Mode::Exact,
            total: exact_sum("amount"),
            periods: 1_000_000,
            incomplete: "null",
            first_period: 0,
        }
    }
}

impl LongHand for Cohorts<'_> {
    /// The call, whose output has the names and the order of the long-hand query.
    fn call(&self, table: &str, options: &str) -> String {
        let Self { customer, time, amount, by, .. } = self;
        format!(
            "SELECT {by} AS g, cohort, period, cohort_size, active, retention, churn, ci_low, ci_high, complete,
                    amount, amount_per_customer
             FROM cohort_retention({table}, {customer}, {time}, {amount}{options})"
        )
    }

    fn sql(&self) -> String {
        let Self { customer, time, local, amount, by, rows, unit, begin, shift, as_of, .. } = self;
        let Self { starts, returns, total, periods, first_period, .. } = self;
        // A row for each customer who counts as active in a period.
        let active = match self.mode {
            Mode::Exact => "SELECT DISTINCT g, cohort, customer, n FROM since WHERE returns".to_owned(),
            Mode::Unbounded => "SELECT g, cohort, customer, c.n
  FROM (SELECT g, cohort, customer, max(n) AS last FROM since WHERE returns GROUP BY g, cohort, customer) AS l
  JOIN calendar AS c ON c.n BETWEEN l.cohort AND l.last"
                .to_owned(),
            // Up to a gap the periods and their places in the row run alongside.
            Mode::Consecutive => "SELECT g, cohort, customer, n FROM (
    SELECT g, cohort, customer, n, row_number() OVER (PARTITION BY g, customer ORDER BY n) AS place
    FROM (SELECT DISTINCT g, cohort, customer, n FROM since WHERE returns)) WHERE place = n - cohort + 1"
                .to_owned(),
        };
        let shown = |value: &str| match self.incomplete {
            "null" => format!("CASE WHEN complete THEN {value} END"),
            _ => value.to_owned(),
        };
        let (shown_active, shown_amount) = (shown("coalesce(active, 0)"), shown("coalesce(amount, 0)"));
        let step = if *unit == "quarter" { "3 months".to_owned() } else { format!("1 {unit}") };
        let kept = if self.incomplete == "drop" { "complete" } else { "TRUE" };
        format!(
            "WITH calendar AS (
  SELECT CAST(value AS DATE) AS start, CAST(row_number() OVER (ORDER BY value) AS BIGINT) AS n,
         CAST(lead(value) OVER (ORDER BY value) AS DATE) AS next
  FROM generate_series(TIMESTAMP '{begin}', TIMESTAMP '2026-01-01', INTERVAL '{step}')),
counted AS (
  SELECT {customer} AS customer, {time} AS time, {amount} AS amount, {by} AS g,
         coalesce({starts}, FALSE) AS starts, coalesce({returns}, FALSE) AS returns
  FROM orders WHERE {customer} IS NOT NULL AND {time} IS NOT NULL AND ({rows})),
end_of_log AS (SELECT CAST(max({as_of}) AS DATE) AS as_of FROM counted),
dated AS (
  SELECT counted.*, n FROM counted JOIN calendar
  ON start = CAST(date_trunc('{unit}', {local} + INTERVAL '{shift}') - INTERVAL '{shift}' AS DATE)),
members AS (SELECT g, customer, min(n) AS cohort FROM dated WHERE starts GROUP BY g, customer),
cohorts AS (SELECT g, cohort, count(*) AS cohort_size FROM members GROUP BY g, cohort),
since AS (
  SELECT d.*, cohort FROM dated AS d JOIN members AS m ON m.g = d.g AND m.customer = d.customer WHERE d.n >= cohort),
active AS (SELECT g, cohort, n, count(*) AS active FROM ({active}) GROUP BY g, cohort, n),
spent AS (SELECT g, cohort, n, {total} AS amount FROM since GROUP BY g, cohort, n),
grid AS (
  SELECT cohorts.*, c.n, c.n - cohort + {first_period} AS period, CAST(next AS INT) - 1 <= CAST(as_of AS INT) AS complete
  FROM cohorts JOIN calendar AS c ON c.n >= cohort CROSS JOIN end_of_log
  WHERE start <= as_of AND c.n - cohort <= {periods}),
filled AS (
  SELECT grid.*, {shown_active} AS active, {shown_amount} AS amount
  FROM grid LEFT JOIN active AS a ON a.g = grid.g AND a.cohort = grid.cohort AND a.n = grid.n
  LEFT JOIN spent AS s ON s.g = grid.g AND s.cohort = grid.cohort AND s.n = grid.n WHERE {kept}),
shares AS (
  SELECT filled.*, CAST(active AS DOUBLE) / cohort_size AS retention, power(1.959963984540054, 2) / cohort_size AS z
  FROM filled)
SELECT g, c.start AS cohort, period, cohort_size, active, retention, 1 - retention AS churn,
       (retention + z / 2 - sqrt(z * retention * (1 - retention) + z * z / 4)) / (1 + z) AS ci_low,
       (retention + z / 2 + sqrt(z * retention * (1 - retention) + z * z / 4)) / (1 + z) AS ci_high,
       complete, amount, CAST(amount AS DOUBLE) / cohort_size AS amount_per_customer
FROM shares JOIN calendar AS c ON c.n = cohort"
        )
    }
}

async fn orders(seed: u64) -> Both {
    Both::new().with("orders", &data::orders(seed, 3_000))
}

/// As of 2023-08-16, on which no period is over.
fn midway() -> Cohorts<'static> {
    Cohorts { rows: "ordered_at < DATE '2023-08-17'", as_of: "DATE '2023-08-16'", ..Cohorts::default() }
}

#[tokio::test]
async fn cohort_retention_is_what_one_would_write() {
    let plain = Cohorts::default;
    let sum = || "sum(amount)".to_owned();
    let cases = [
        ("", plain()),
        (", mode => 'unbounded'", Cohorts { mode: Mode::Unbounded, ..plain() }),
        (", mode => 'consecutive'", Cohorts { mode: Mode::Consecutive, ..plain() }),
        ("", Cohorts { customer: "customer", amount: "price", total: sum(), ..plain() }),
        ("", Cohorts { amount: "cents", total: sum(), ..plain() }),
        (", by => country", Cohorts { by: "country", ..plain() }),
        (
            ", by => (country, channel), mode => 'unbounded', unit => 'year'",
            Cohorts {
                by: "concat(country, '/', coalesce(channel, 'none'))",
                mode: Mode::Unbounded,
                unit: "year",
                ..plain()
            },
        ),
        // From a Monday, and from a Sunday.
        (
            ", unit => 'week', periods => 30",
            Cohorts { unit: "week", begin: "2010-01-04", periods: 30, ..plain() },
        ),
        (
            ", unit => 'week', week_start => 'sunday', mode => 'consecutive'",
            Cohorts { unit: "week", begin: "2010-01-03", shift: "1 day", mode: Mode::Consecutive, ..plain() },
        ),
        (", unit => 'quarter'", Cohorts { unit: "quarter", ..plain() }),
        (", unit => 'day', periods => 14", Cohorts { unit: "day", periods: 14, ..plain() }),
        (", periods => 0", Cohorts { periods: 0, ..plain() }),
        (", as_of => DATE '2023-08-16'", midway()),
        (", as_of => DATE '2023-08-16', incomplete => 'keep'", Cohorts { incomplete: "keep", ..midway() }),
        (", as_of => DATE '2023-08-16', incomplete => 'drop'", Cohorts { incomplete: "drop", ..midway() }),
        (
            ", as_of => DATE '2023-08-16', incomplete => 'keep', returns => channel = 'web', mode => 'consecutive'",
            Cohorts { returns: "channel = 'web'", mode: Mode::Consecutive, incomplete: "keep", ..midway() },
        ),
        (
            ", starts => channel = 'web', returns => amount > 0",
            Cohorts { starts: "channel = 'web'", returns: "amount > 0", ..plain() },
        ),
        // On its last day a month is over.
        (
            ", as_of => DATE '2022-06-30'",
            Cohorts { rows: "ordered_at < DATE '2022-07-01'", as_of: "DATE '2022-06-30'", ..plain() },
        ),
        (
            ", as_of => TIMESTAMP '2022-06-29T23:59:59', incomplete => 'drop', unit => 'quarter'",
            Cohorts {
                rows: "ordered_at <= TIMESTAMP '2022-06-29T23:59:59'",
                as_of: "DATE '2022-06-29'",
                incomplete: "drop",
                unit: "quarter",
                ..plain()
            },
        ),
        // After the log the months go on, with nobody in them.
        (
            ", as_of => DATE '2025-03-15', mode => 'unbounded'",
            Cohorts { as_of: "DATE '2025-03-15'", mode: Mode::Unbounded, ..plain() },
        ),
        (
            ", timezone => 'Asia/Tokyo'",
            Cohorts { local: "time + INTERVAL '9 hours'", as_of: "time + INTERVAL '9 hours'", ..plain() },
        ),
    ];
    all_agree(orders, &cases).await;
}

#[tokio::test]
async fn cohort_retention_is_not_what_is_nearly_right() {
    let wrong = [
        Cohorts { first_period: 1, ..midway() },
        Cohorts { mode: Mode::Unbounded, ..midway() },
        Cohorts { mode: Mode::Consecutive, ..midway() },
        Cohorts { unit: "quarter", ..midway() },
        Cohorts { incomplete: "keep", ..midway() },
        Cohorts { incomplete: "drop", ..midway() },
        Cohorts { rows: "TRUE", ..midway() },
        Cohorts { as_of: "DATE '2023-08-31'", ..midway() },
        Cohorts { starts: "amount >= 0", ..midway() },
        Cohorts { returns: "amount >= 0", ..midway() },
        Cohorts { total: exact_sum("abs(amount)"), ..midway() },
    ];
    only_agrees(orders, ", as_of => DATE '2023-08-16'", midway(), wrong).await;
}

#[tokio::test]
async fn retention_is_what_one_would_write() {
    for seed in [1, 2, 3] {
        let both = orders(seed).await;
        for group in ["''", "country", "customer_id"] {
            let any = |condition: &str| format!("coalesce(bool_or({condition}), FALSE)");
            let (web, dear, gb) = (any("channel LIKE 'web'"), any("amount > 150"), any("country LIKE 'GB'"));
            both.agree(
                &format!(
                    "SELECT {group} AS g, retention(channel LIKE 'web', amount > 150, country LIKE 'GB') AS met
                     FROM orders GROUP BY {group}"
                ),
                &format!(
                    "SELECT {group} AS g, [{web}, {web} AND {dear}, {web} AND {gb}] AS met
                     FROM orders GROUP BY {group}"
                ),
            )
            .await;
        }
    }
}

/// A log as it is, with a last month that is cut off.
#[tokio::test]
async fn the_cohorts_of_a_real_shop() {
    let Some(path) = shared("online_retail/online_retail.parquet") else {
        return;
    };
    let both = Both::new().with_parquet("orders", &path).await;
    let long = Cohorts {
        customer: "\"CustomerID\"",
        time: "\"InvoiceDate\"",
        amount: "\"Quantity\" * \"UnitPrice\"",
        ..Cohorts::default()
    };
    both.agree(&long.call(&format!("'{path}'"), ""), &long.sql()).await;
}
