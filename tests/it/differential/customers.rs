//! `rfm`, `quantile_score` and `fsum`.

use super::{Both, LongHand, all_agree, exact_sum, only_agrees, shared};
use crate::data;

/// A long-hand query of recency, frequency and monetary value: the plain one, and where a call differs from it.
#[derive(Clone)]
struct Rfm<'a> {
    customer: &'a str,
    time: &'a str,
    amount: &'a str,
    /// What makes rows one purchase.
    order: &'a str,
    by: &'a str,
    /// Which rows count.
    rows: &'a str,
    /// The day of a time.
    day: &'a str,
    as_of: &'a str,
    frequency: &'a str,
    total: String,
    monetary: &'a str,
    bins: [i64; 3],
    /// How a cut compares with a value that it lies below.
    below: &'a str,
}

impl Default for Rfm<'_> {
    fn default() -> Self {
        Self {
            customer: "customer_id",
            time: "ordered_at",
            amount: "amount",
            order: "order_id",
            by: "''",
            rows: "TRUE",
            day: "CAST($ AS DATE)",
            as_of: "time",
            frequency: "count(CASE WHEN bought THEN 1 END)",
            total: exact_sum("amount"),
            monetary: "total",
            bins: [5, 5, 5],
            below: "<",
        }
    }
}

/// The published map, by recency from 5 down and frequency from 1 up.
const SEGMENTS: [[&str; 5]; 5] = [
    ["New Customers", "Potential Loyalists", "Potential Loyalists", "Champions", "Champions"],
    ["Promising", "Potential Loyalists", "Potential Loyalists", "Loyal Customers", "Loyal Customers"],
    ["About To Sleep", "About To Sleep", "Need Attention", "Loyal Customers", "Loyal Customers"],
    ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can''t Lose Them"],
    ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can''t Lose Them"],
];

impl LongHand for Rfm<'_> {
    /// The call, whose output has the names and the order of the long-hand query.
    fn call(&self, table: &str, options: &str) -> String {
        let Self { customer, time, amount, by, .. } = self;
        format!(
            "SELECT {by} AS g, {customer} AS customer, first_purchase, last_purchase, recency_days, frequency,
                    monetary, r, f, m, cell, segment
             FROM rfm({table}, {customer}, {time}, {amount}{options})"
        )
    }

    fn sql(&self) -> String {
        let Self { customer, time, amount, order, by, rows, as_of, frequency, total, monetary, .. } = self;
        let day = |time: &str| format!("CAST({} AS INT)", self.day.replace('$', time));
        let [r_bins, f_bins, _] = self.bins;
        let (last_day, as_of_day) = (day("last_purchase"), day("as_of"));
        let scores: Vec<String> = [("r", "recency_days"), ("f", "frequency"), ("m", "monetary")]
            .iter()
            .zip(self.bins)
            .map(|((name, measure), bins)| cuts(name, "measured", measure, "g", "customer", bins, self.below))
            .collect();
        let scores = scores.join(",\n");
        let separator = if self.bins.contains(&10) { "-" } else { "" };
        let segments: Vec<String> = (0..25)
            .map(|i| format!("({}, {}, '{}')", 5 - i / 5, 1 + i % 5, SEGMENTS[i / 5][i % 5]))
            .collect();
        let mapped = (r_bins, f_bins) == (5, 5);
        let segments = segments.join(", ");
        format!(
            "WITH counted AS (
  SELECT {customer} AS customer, {time} AS time, {amount} AS amount, {order} AS order_id, {by} AS g,
         {amount} IS NULL OR {amount} >= 0 AS bought
  FROM orders WHERE {customer} IS NOT NULL AND {time} IS NOT NULL AND ({rows})),
end_of_log AS (SELECT max({as_of}) AS as_of FROM counted),
customers AS (
  SELECT g, customer, min(CASE WHEN bought THEN time END) AS first_purchase,
         max(CASE WHEN bought THEN time END) AS last_purchase, {frequency} AS frequency, coalesce({total}, 0) AS total
  FROM counted GROUP BY g, customer HAVING max(CASE WHEN bought THEN time END) IS NOT NULL),
measured AS (
  SELECT g, customer, first_purchase, last_purchase, {as_of_day} - {last_day} AS recency_days,
         frequency, {monetary} AS monetary
  FROM customers CROSS JOIN end_of_log),
{scores},
segments(r, f, segment) AS (VALUES {segments})
SELECT g, customer, first_purchase, last_purchase, recency_days, frequency, monetary, s.r, s.f, s.m,
       concat(s.r, '{separator}', s.f, '{separator}', s.m) AS cell, segment
FROM (SELECT measured.*, {r_bins} - r_below.below AS r, 1 + f_below.below AS f, 1 + m_below.below AS m
      FROM measured
      JOIN r_below ON r_below.g = measured.g AND r_below.id = customer
      JOIN f_below ON f_below.g = measured.g AND f_below.id = customer
      JOIN m_below ON m_below.g = measured.g AND m_below.id = customer) AS s
LEFT JOIN segments ON {mapped} AND segments.r = s.r AND segments.f = s.f"
        )
    }
}

/// Common table expressions that end in `{name}_below`: for each row the number of quantile cuts below its value.
///
/// The k-th of n cuts over values in places 0 … last lies at the place last·k/n, in whole numbers: between two values
/// where that leaves a rest.
fn cuts(name: &str, table: &str, value: &str, g: &str, id: &str, bins: i64, below: &str) -> String {
    let steps: Vec<String> = (1..bins).map(|k| format!("({k})")).collect();
    let steps = steps.join(", ");
    format!(
        "{name}_steps(k) AS (VALUES {steps}),
{name}_values AS (
  SELECT {g} AS g, {id} AS id, CAST({value} AS DOUBLE) AS x FROM {table} WHERE {value} IS NOT NULL),
{name}_places AS (
  SELECT g, x, CAST(row_number() OVER (PARTITION BY g ORDER BY x) AS BIGINT) - 1 AS place,
         count(*) OVER (PARTITION BY g) - 1 AS last
  FROM {name}_values),
{name}_cuts AS (
  SELECT low.g, low.x + (coalesce(high.x, low.x) - low.x) * (low.last * k % {bins}) / {bins} AS cut
  FROM {name}_places AS low JOIN {name}_steps ON low.place = low.last * k / {bins}
  LEFT JOIN {name}_places AS high ON high.g = low.g AND high.place = low.place + 1),
{name}_below AS (
  SELECT v.g, v.id, count(cut) AS below
  FROM {name}_values AS v LEFT JOIN {name}_cuts AS c ON c.g = v.g AND cut {below} x GROUP BY v.g, v.id)"
    )
}

async fn orders(seed: u64) -> Both {
    Both::new().with("orders", &data::orders(seed, 3_000))
}

#[tokio::test]
async fn rfm_is_what_one_would_write() {
    let plain = Rfm::default;
    let cases = [
        ("", plain()),
        ("", Rfm { customer: "customer", amount: "price", total: "sum(amount)".to_owned(), ..plain() }),
        ("", Rfm { amount: "cents", total: "sum(amount)".to_owned(), ..plain() }),
        (
            ", frequency => 'days'",
            Rfm { frequency: "count(DISTINCT CASE WHEN bought THEN CAST(time AS DATE) END)", ..plain() },
        ),
        (
            ", order_id => order_id",
            Rfm { frequency: "count(DISTINCT CASE WHEN bought THEN order_id END)", ..plain() },
        ),
        (", monetary => 'mean'", Rfm { monetary: "CAST(total AS DOUBLE) / frequency", ..plain() }),
        (", bins => 4", Rfm { bins: [4, 4, 4], ..plain() }),
        (", bins => 10", Rfm { bins: [10, 10, 10], ..plain() }),
        (", r_bins => 3, f_bins => 2, m_bins => 7", Rfm { bins: [3, 2, 7], ..plain() }),
        (", m_bins => 10", Rfm { bins: [5, 5, 10], ..plain() }),
        (", by => country", Rfm { by: "country", ..plain() }),
        (
            ", by => (country, channel), bins => 3",
            Rfm { by: "concat(country, '/', coalesce(channel, 'none'))", bins: [3, 3, 3], ..plain() },
        ),
        (", negatives => 'drop'", Rfm { rows: "amount IS NULL OR amount >= 0", ..plain() }),
        (
            ", as_of => DATE '2022-06-30'",
            Rfm { rows: "ordered_at < DATE '2022-07-01'", as_of: "DATE '2022-06-30'", ..plain() },
        ),
        (
            ", as_of => TIMESTAMP '2022-06-30T12:00:00', by => channel, negatives => 'drop'",
            Rfm {
                rows: "ordered_at <= TIMESTAMP '2022-06-30T12:00:00' AND coalesce(amount, 0) >= 0",
                as_of: "DATE '2022-06-30'",
                by: "coalesce(channel, 'none')",
                ..plain()
            },
        ),
        (", as_of => DATE '9999-12-31'", Rfm { as_of: "DATE '9999-12-31'", ..plain() }),
        (
            ", timezone => 'Europe/London'",
            Rfm {
                day: "CAST(to_local_time(arrow_cast(arrow_cast($, 'Timestamp(Microsecond, Some(\"UTC\"))'),
                                                    'Timestamp(Microsecond, Some(\"Europe/London\"))')) AS DATE)",
                ..plain()
            },
        ),
    ];
    all_agree(orders, &cases).await;
}

#[tokio::test]
async fn rfm_is_not_what_is_nearly_right() {
    let plain = Rfm::default;
    let wrong = [
        Rfm { bins: [4, 5, 5], ..plain() },
        Rfm { bins: [5, 5, 4], ..plain() },
        Rfm { below: "<=", ..plain() },
        Rfm { rows: "amount >= 0 OR amount IS NULL", ..plain() },
        Rfm { rows: "amount IS NOT NULL", ..plain() },
        Rfm { as_of: "CASE WHEN bought THEN time END", ..plain() },
        Rfm { frequency: "count(*)", ..plain() },
        Rfm { frequency: "count(DISTINCT CASE WHEN bought THEN time END)", ..plain() },
    ];
    only_agrees(orders, "", plain(), wrong).await;
}

#[tokio::test]
async fn quantile_score_is_what_one_would_write() {
    for seed in [1, 2, 3] {
        let both = orders(seed).await;
        for (n, group) in [(2, "''"), (4, "country"), (100, "coalesce(channel, 'none')")] {
            let below = cuts("x", "orders", "cents", group, "line", n, "<");
            both.agree(
                &format!(
                    "SELECT line, quantile_score(cents, {n}) OVER (PARTITION BY {group}) AS up,
                            quantile_score(cents, {n}, true) OVER (PARTITION BY {group}) AS down FROM orders"
                ),
                &format!(
                    "WITH {below} SELECT line, 1 + below AS up, {n} - below AS down
                     FROM orders LEFT JOIN x_below ON id = line"
                ),
            )
            .await;
        }
    }
}

#[tokio::test]
async fn fsum_is_the_exact_sum() {
    for seed in [1, 2, 3] {
        let both = orders(seed).await;
        let sums = |a: &str, b: &str, c: &str| {
            format!(
                "SELECT country, channel, {a} AS a, {b} AS b, {c} AS c FROM orders GROUP BY country, channel"
            )
        };
        let (found, expected) = both
            .answers(
                &sums("fsum(amount)", "fsum(price)", "fsum(cents)"),
                &sums(&exact_sum("amount"), "sum(price)", "sum(cents)"),
            )
            .await;
        assert_eq!(found.difference(&expected, 0.0), None);
    }
}

/// A log as it is: cancellations, rows without a customer, repeated rows.
#[tokio::test]
async fn the_segments_of_a_real_shop() {
    let Some(path) = shared("online_retail/online_retail.parquet") else {
        return;
    };
    let both = Both::new().with_parquet("orders", &path).await;
    let long = Rfm {
        customer: "\"CustomerID\"",
        time: "\"InvoiceDate\"",
        amount: "\"Quantity\" * \"UnitPrice\"",
        order: "\"InvoiceNo\"",
        frequency: "count(DISTINCT CASE WHEN bought THEN order_id END)",
        ..Rfm::default()
    };
    let short = long.call(&format!("'{path}'"), ", order_id => \"InvoiceNo\"");
    both.agree(&short, &long.sql()).await;
}
