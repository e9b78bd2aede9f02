//! `summarize`.

use super::Both;
use crate::data;

/// What is said of a column of numbers in the orders.
fn long_hand(column: &str) -> String {
    let double = format!("CAST({column} AS DOUBLE)");
    let quartile = |part: &str| format!("percentile_cont({part}) WITHIN GROUP (ORDER BY {double})");
    format!(
        "SELECT '{column}' AS name, count(*) AS rows, count(*) - count({column}) AS nulls,
       CAST(count(*) - count({column}) AS DOUBLE) / count(*) AS null_share, count(DISTINCT {column}) AS values,
       CAST(min({column}) AS DOUBLE) AS min, CAST(max({column}) AS DOUBLE) AS max, avg({double}) AS mean, stddev_samp({double}) AS std,
       {} AS q25, {} AS median, {} AS q75
FROM orders",
        quartile("0.25"),
        quartile("0.5"),
        quartile("0.75"),
    )
}

#[tokio::test]
async fn numbers() {
    for (seed, rows) in [(1, 1), (2, 2), (3, 7), (4, 1_000), (5, 3_001)] {
        let both = Both::new().with("orders", &data::orders(seed, rows));
        for column in ["customer_id", "amount", "price", "cents", "line"] {
            let short = format!(
                "SELECT \"column\" AS name, rows, nulls, null_share, \"distinct\" AS values, CAST(min AS DOUBLE) AS min,
                        CAST(max AS DOUBLE) AS max, mean, std, CAST(q25 AS DOUBLE) AS q25, CAST(median AS DOUBLE) AS median,
                        CAST(q75 AS DOUBLE) AS q75
                 FROM (SUMMARIZE orders) WHERE \"column\" = '{column}'"
            );
            both.agree(&short, &long_hand(column)).await;
        }
        both.differ(
            "SELECT rows, mean FROM (SUMMARIZE SELECT line FROM orders)",
            "SELECT count(*) AS rows, avg(line) + 1 AS mean FROM orders",
        )
        .await;
    }
}

/// Three values that are the most frequent, with their counts, of texts and of times.
#[tokio::test]
async fn values() {
    let both = Both::new().with("orders", &data::orders(6, 2_000));
    for column in ["customer", "country", "channel", "ordered_at"] {
        let long = format!(
            "WITH counted AS (SELECT {column} AS x, count(*) AS n FROM orders WHERE {column} IS NOT NULL GROUP BY {column}),
first AS (SELECT CASE WHEN x = '' THEN chr(39) || chr(39) ELSE x END || ' (' || CAST(n AS TEXT) || ')' AS text, n, x
          FROM (SELECT CAST(c.x AS TEXT) AS x, c.n FROM (SELECT * FROM counted ORDER BY n DESC, x LIMIT 3) AS c))
SELECT (SELECT count(*) FROM counted) AS values, (SELECT CAST(min(x) AS TEXT) FROM counted) AS min,
       (SELECT CAST(max(x) AS TEXT) FROM counted) AS max, string_agg(text, ', ' ORDER BY n DESC, x) AS most_frequent
FROM first"
        );
        let short = format!(
            "SELECT \"distinct\" AS values, min, max, most_frequent FROM (SUMMARIZE SELECT {column} FROM orders)"
        );
        both.agree(&short, &long).await;
    }
}
