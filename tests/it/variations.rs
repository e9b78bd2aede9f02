//! No answer depends on the order of rows, on how they are divided, on the size of batches, or on how text is stored.

use std::time::Instant;

use tenure::Engine;
use tenure::arrow::array::{AsArray, RecordBatch};
use tenure::datafusion::prelude::{SessionConfig, SessionContext};
use tenure::functions::Catalog;

use crate::compare::{Answer, ask, ask_datafusion};
use crate::data::{self, Layout, PLAIN, Text};

/// For each function, queries that are to have one answer.
const QUERIES: &[(&str, &[&str])] = &[
    (
        "summarize",
        &[
            "SELECT * FROM summarize(orders)",
            "SELECT * FROM summarize((SELECT *, amount * 1e300 AS large, arrow_cast(amount, 'Float32') AS short FROM loyal))",
            "SELECT * FROM summarize((SELECT * FROM answers WHERE weight < 1))",
        ],
    ),
    (
        "rfm",
        &[
            "SELECT * FROM rfm(orders, customer, ordered_at, amount)",
            "SELECT * FROM rfm(orders, customer_id, ordered_at, price, order_id => order_id, by => (country, channel), bins => 3)",
            "SELECT * FROM rfm(orders, customer, ordered_at, amount, frequency => 'days', monetary => 'mean', by => channel,
                               negatives => 'drop', timezone => 'Europe/London')",
            "SELECT * FROM rfm((SELECT * FROM orders WHERE cents >= 0), customer, ordered_at, cents, bins => 10,
                               negatives => 'error', as_of => TIMESTAMP '2022-06-30T12:00:00')",
            "SELECT segment, count(*), fsum(monetary) AS spent FROM rfm(orders, customer, ordered_at, amount) GROUP BY segment",
        ],
    ),
    (
        "rfm_segment",
        &["SELECT line, rfm_segment(1 + line % 5, 1 + order_id % 5) AS segment FROM orders WHERE line % 3 = 0"],
    ),
    (
        "quantile_score",
        &[
            "SELECT line, quantile_score(amount, 7) OVER () AS score FROM orders",
            "SELECT line, quantile_score(price, 4, true) OVER (PARTITION BY country, channel ORDER BY line) AS score FROM orders",
        ],
    ),
    (
        "nps",
        &[
            "SELECT nps(score) AS nps FROM answers",
            "SELECT segment, nps(score, '0-10', weight) AS nps, nps(score, '1-7') AS of_seven FROM answers GROUP BY segment",
            "SELECT id, nps(score, '0-10', weight) OVER (PARTITION BY segment ORDER BY id ROWS BETWEEN 30 PRECEDING AND CURRENT ROW) AS nps FROM answers",
        ],
    ),
    (
        "nps_stats",
        &[
            "SELECT nps_stats(score, '0-10', weight) AS s FROM answers",
            "SELECT segment, nps_stats(score, '0-10', weight, 8, 5, 0.9, 'score') AS s FROM answers GROUP BY segment",
            "SELECT segment, nps_stats(score) FILTER (WHERE weight > 1) AS s FROM answers GROUP BY segment",
        ],
    ),
    ("nps_category", &["SELECT id, nps_category(score) AS c, nps_category(score, '1-5') AS five FROM answers"]),
    (
        "cohort_retention",
        &[
            "SELECT * FROM cohort_retention(orders, customer, ordered_at, amount)",
            "SELECT * FROM cohort_retention(orders, customer, ordered_at, price, by => (country, channel), mode => 'unbounded', unit => 'quarter')",
            "SELECT * FROM cohort_retention(orders, customer_id, ordered_at, cents, mode => 'consecutive', unit => 'week',
                                            starts => cents > 0, returns => channel = 'web', incomplete => 'keep', periods => 20)",
            "SELECT * FROM cohort_retention(orders, customer, ordered_at, unit => 'year', incomplete => 'drop', timezone => 'Europe/London',
                                            as_of => DATE '2023-06-30')",
        ],
    ),
    (
        "retention",
        &[
            "SELECT customer, retention(channel = 'web', amount > 50, country = 'GB') AS met FROM orders GROUP BY customer",
            "SELECT retention(channel = 'web', cents < 0) AS met FROM orders",
        ],
    ),
    ("local_date", &["SELECT line, local_date(ordered_at, 'Europe/London') AS day FROM orders"]),
    (
        "btyd_summary",
        &[
            "SELECT * FROM btyd_summary(orders, customer, ordered_at, amount)",
            "SELECT * FROM btyd_summary(orders, customer_id, ordered_at, price, by => (country, channel), unit => 'month', negatives => 'drop',
                                        calibration_end => DATE '2022-12-31', timezone => 'Europe/London')",
            "SELECT * FROM btyd_summary(orders, customer, ordered_at, cents, observation_end => TIMESTAMP '2023-06-30T12:00:00')",
        ],
    ),
    (
        "clv",
        &[
            "SELECT * FROM clv(loyal, customer, ordered_at, amount)",
            "SELECT * FROM clv(loyal, customer_id, ordered_at, price, by => country, model => 'bg_nbd', unit => 'day', horizon => 100,
                               not_converged => 'null', calibration_end => DATE '2023-06-30')",
            "SELECT country, count(*), fsum(clv) AS worth FROM clv(loyal, customer, ordered_at, cents, by => country, not_converged => 'null', discount_rate => 0.2)
             GROUP BY country",
        ],
    ),
    (
        "clv_fit",
        &[
            "SELECT * FROM clv_fit(loyal, customer, ordered_at, amount, confidence => 0.9)",
            "SELECT * FROM clv_fit(loyal, customer_id, ordered_at, price, by => country, model => 'bg_nbd', negatives => 'drop')",
        ],
    ),
    (
        "mbg_nbd_fit",
        &[
            "SELECT mbg_nbd_fit(frequency, recency, t) AS m FROM btyd_summary(loyal, customer, ordered_at)",
            "SELECT country, mbg_nbd_fit(line % 9, CASE WHEN line % 9 = 0 THEN 0 ELSE line % 70 END, 80, 'day', amount) FILTER (WHERE amount > 0) AS m
             FROM orders GROUP BY country",
        ],
    ),
    (
        "bg_nbd_fit",
        &[
            "SELECT country, bg_nbd_fit(frequency, recency, t) AS m FROM btyd_summary(loyal, customer, ordered_at, by => country) GROUP BY country",
            "SELECT line, bg_nbd_fit(line % 4, CASE WHEN line % 4 = 0 THEN 0 ELSE line % 7 END, 9, 'day', 1 + order_id % 3)
                          OVER (ORDER BY line ROWS BETWEEN 20 PRECEDING AND CURRENT ROW) AS m
             FROM orders WHERE line < 60",
        ],
    ),
    (
        "gamma_gamma_fit",
        &[
            "SELECT country, gamma_gamma_fit(frequency, monetary_value) AS m FROM btyd_summary(loyal, customer, ordered_at, amount, by => country) GROUP BY country",
            "SELECT gamma_gamma_fit(line % 5, amount, price) FILTER (WHERE price > 0) AS m FROM orders",
        ],
    ),
    (
        "p_alive",
        &["SELECT customer, p_alive(m, frequency, recency, t) AS p FROM btyd_summary(orders, customer, ordered_at)
           CROSS JOIN (SELECT named_struct('model', 'mbg_nbd', 'parameters', named_struct('r', 0.5, 'alpha', 6.0, 'a', 0.9, 'b', 1.6)) AS m)"],
    ),
    (
        "expected_purchases",
        &["SELECT customer, expected_purchases(m, INTERVAL '1 year', frequency, recency, t) AS n FROM btyd_summary(orders, customer, ordered_at)
           CROSS JOIN (SELECT named_struct('model', 'bg_nbd', 'unit', 'week', 'parameters', named_struct('r', 0.5, 'alpha', 6.0, 'a', 0.9, 'b', 1.6)) AS m)"],
    ),
    (
        "expected_purchases_new",
        &["SELECT line, expected_purchases_new(named_struct('model', 'bg_nbd', 'parameters', named_struct('r', 0.5, 'alpha', 6.0, 'a', 0.9, 'b', 1.6)), line) AS n
           FROM orders WHERE line < 200"],
    ),
    (
        "expected_spend",
        &["SELECT line, expected_spend(named_struct('model', 'gamma_gamma', 'parameters', named_struct('p', 6, 'q', 4, 'v', 15)), line % 7, amount) AS s FROM orders"],
    ),
    (
        "dert",
        &["SELECT customer, dert(m, 0.1, frequency, recency, t) AS n FROM btyd_summary(orders, customer, ordered_at, unit => 'day')
           CROSS JOIN (SELECT named_struct('model', 'mbg_nbd', 'unit', 'day', 'parameters', named_struct('r', 0.5, 'alpha', 40.0, 'a', 0.9, 'b', 1.6)) AS m)"],
    ),
    (
        "fsum",
        &[
            "SELECT fsum(amount) AS a, fsum(price) AS p, fsum(cents) AS c, fsum(amount * 1e9) AS large FROM orders",
            "SELECT customer, channel, fsum(amount) AS a, fsum(price) AS p, fsum(cents) AS c FROM orders GROUP BY customer, channel",
            "SELECT line, fsum(amount) OVER (PARTITION BY country ORDER BY line) AS a FROM orders WHERE line < 300",
        ],
    ),
];

/// Not every combination, which would be 108: each value of each dimension several times, and the extremes together.
const LAYOUTS: &[Layout] = &[
    Layout { partitions: 1, batch: 1, seed: Some(1), text: Text::Utf8View },
    Layout { partitions: 1, batch: 7, seed: Some(2), text: Text::Dictionary },
    Layout { partitions: 1, batch: 8_192, seed: Some(3), text: Text::LargeUtf8 },
    Layout { partitions: 2, batch: 1, seed: Some(3), text: Text::Utf8 },
    Layout { partitions: 2, batch: 7, seed: Some(1), text: Text::LargeUtf8 },
    Layout { partitions: 2, batch: 8_192, seed: Some(2), text: Text::Dictionary },
    Layout { partitions: 16, batch: 1, seed: Some(2), text: Text::Dictionary },
    Layout { partitions: 16, batch: 7, seed: Some(3), text: Text::Utf8View },
    Layout { partitions: 16, batch: 8_192, seed: Some(1), text: Text::Utf8 },
];

/// Every function that is a query away, with the queries to send.
fn queries() -> impl Iterator<Item = &'static str> {
    QUERIES.iter().flat_map(|(_, queries)| queries.iter().copied())
}

struct Tables {
    orders: RecordBatch,
    loyal: RecordBatch,
    answers: RecordBatch,
}

impl Tables {
    fn register(&self, context: &SessionContext, layout: Layout) {
        for (name, rows) in [("orders", &self.orders), ("loyal", &self.loyal), ("answers", &self.answers)] {
            context.register_table(name, data::table(rows, layout)).unwrap();
        }
    }

    fn engine(&self, layout: Layout) -> Engine {
        let engine = Engine::builder().threads(layout.partitions).batch_size(layout.batch).build().unwrap();
        self.register(engine.context(), layout);
        engine
    }

    /// A DataFusion session that has the functions and nothing else of the engine.
    fn bare(&self, layout: Layout) -> SessionContext {
        let config =
            SessionConfig::new().with_target_partitions(layout.partitions).with_batch_size(layout.batch);
        let context = SessionContext::new_with_config(config);
        tenure::functions::register_all(&context).unwrap();
        self.register(&context, layout);
        context
    }
}

fn tables() -> Tables {
    Tables {
        orders: data::orders(11, 1_000),
        loyal: data::loyal_orders(11, 250),
        answers: data::answers(11, 600),
    }
}

#[test]
fn every_function_has_a_query() {
    for function in Catalog::standard().functions() {
        let listed = QUERIES.iter().find(|(name, _)| *name == function.name);
        let (_, queries) = listed.unwrap_or_else(|| panic!("no query of {} to vary", function.name));
        let call = format!("{}(", function.name);
        assert!(queries.iter().all(|query| query.contains(&call)), "a query that does not call {call}…)");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn answers_do_not_depend_on_the_layout() {
    let tables = tables();
    let mut expected: Vec<Answer> = Vec::new();
    let plain = tables.engine(PLAIN);
    for sql in queries() {
        expected.push(ask(&plain, sql).await);
        assert!(expected.last().is_some_and(|answer| answer.len() > 0), "no rows: {sql}");
    }
    let check = |layout: &str, sql: &str, found: Answer, expected: &Answer| {
        if let Some(difference) = found.difference(expected, 0.0) {
            panic!("{layout} gives another answer: {difference}\n{sql}");
        }
    };
    for layout in LAYOUTS {
        let begin = Instant::now();
        let engine = tables.engine(*layout);
        for (sql, expected) in queries().zip(&expected) {
            check(&format!("{layout:?}"), sql, ask(&engine, sql).await, expected);
        }
        println!("{layout:?}: {:?}", begin.elapsed());
    }
    for layout in [PLAIN, LAYOUTS[7]] {
        let bare = tables.bare(layout);
        for (sql, expected) in queries().zip(&expected) {
            check(&format!("bare {layout:?}"), sql, ask_datafusion(&bare, sql).await, expected);
        }
    }
    // Where groups are too many, rows skip the first phase of a grouping and become states one by one.
    let skipping = tables.engine(LAYOUTS[5]).connect();
    for (setting, value) in [("rows_threshold", "1"), ("ratio_threshold", "0.0")] {
        let set = format!("SET datafusion.execution.skip_partial_aggregation_probe_{setting} = {value}");
        skipping.query(set).await.unwrap();
    }
    for (sql, expected) in queries().zip(&expected) {
        check("skipping the first phase", sql, ask(&skipping, sql).await, expected);
    }
}

/// The rows of a summary come in the order of the columns.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn columns_stay_in_their_order() {
    let tables = tables();
    for layout in LAYOUTS {
        let engine = tables.engine(*layout);
        for (sql, by) in
            [("SUMMARIZE orders", 1), ("SUMMARIZE SELECT o.*, a.* FROM orders AS o, answers AS a LIMIT 9", 2)]
        {
            let batches = engine.query(sql).await.unwrap().collect().await.unwrap();
            let names = batches.iter().flat_map(|batch| {
                let names = batch.column(0).as_string::<i32>();
                names.iter().map(|name| name.unwrap().to_owned()).collect::<Vec<_>>()
            });
            let (orders, answers) = (tables.orders.schema(), tables.answers.schema());
            let fields = [orders, answers].into_iter().take(by).flat_map(|schema| schema.fields().to_vec());
            let expected: Vec<String> = fields.map(|field| field.name().clone()).collect();
            assert_eq!(names.collect::<Vec<_>>(), expected, "{layout:?} {sql}");
        }
    }
}

/// The comparison sees what it is there for.
#[tokio::test]
async fn a_plain_sum_depends_on_the_layout() {
    let tables = tables();
    let sql = "SELECT sum(weight) AS total FROM answers";
    let expected = ask(&tables.engine(PLAIN), sql).await;
    let mut differences = Vec::new();
    for layout in LAYOUTS {
        differences.extend(ask(&tables.engine(*layout), sql).await.difference(&expected, 0.0));
    }
    assert!(!differences.is_empty());
}
