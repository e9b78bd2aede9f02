//! A table function reads its input once, and no more of it than is asked for; filters from outside change no row.

use datafusion::arrow::array::{AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;
use tenure::Engine;
use tenure::datafusion;

use crate::compare::ask;
use crate::data::{self, PLAIN};

/// Returns the lines of the physical plan that read a source.
async fn sources(sql: &str) -> Vec<String> {
    let engine = Engine::builder().threads(4).build().unwrap();
    let plan = ask(&engine, &format!("EXPLAIN FORMAT INDENT {sql}")).await.text();
    let (_, physical) = plan.split_once("physical_plan").unwrap();
    physical
        .lines()
        .filter(|line| line.contains("DataSourceExec"))
        .map(|line| line.trim().to_owned())
        .collect()
}

/// Checks that the plan has one source, which reads only these columns.
async fn reads(sql: &str, columns: &str) {
    let sources = sources(sql).await;
    assert_eq!(sources.len(), 1, "{sql}\n{sources:#?}");
    assert!(sources[0].contains(&format!(" projection=[{columns}],")), "{sql}\n{}", sources[0]);
}

#[tokio::test]
async fn the_input_is_read_once_and_in_part() {
    let purchases = "'tests/data/cdnow.parquet', customer_id, date";
    let rfm = format!("rfm({purchases}, amount");
    let cohorts = format!("cohort_retention({purchases}, amount => amount");
    let unbounded = "mode => 'unbounded', as_of => DATE '1998-01-31'";
    let fitted = "model => 'bg_nbd', calibration_end => DATE '1997-09-30'";
    for (query, columns) in [
        (format!("SELECT r, count(*) FROM {rfm}) GROUP BY r"), "customer_id, date, amount"),
        (
            format!("SELECT * FROM {rfm}, by => cds, monetary => 'mean', frequency => 'days')"),
            "customer_id, date, cds, amount",
        ),
        (format!("SELECT cohort, period, retention FROM {cohorts})"), "customer_id, date"),
        (format!("SELECT period, retention FROM {cohorts}, {unbounded})"), "customer_id, date"),
        (format!("SELECT * FROM {cohorts})"), "customer_id, date, amount"),
        (format!("SELECT cohort, amount FROM {cohorts}, by => cds > 1)"), "customer_id, date, cds, amount"),
        ("SUMMARIZE 'tests/data/cdnow.parquet'".to_owned(), "customer_id, date, cds, amount"),
        (
            "SELECT min FROM (SUMMARIZE SELECT amount, cds FROM 'tests/data/cdnow.parquet')".to_owned(),
            "amount, cds",
        ),
        (format!("SELECT * FROM btyd_summary({purchases})"), "customer_id, date"),
        (format!("SELECT * FROM btyd_summary({purchases}, amount)"), "customer_id, date, amount"),
        (format!("SELECT * FROM clv_fit({purchases})"), "customer_id, date"),
        (format!("SELECT * FROM clv_fit({purchases}, amount)"), "customer_id, date, amount"),
        (format!("SELECT * FROM clv({purchases}, amount)"), "customer_id, date, amount"),
        (format!("SELECT * FROM clv({purchases}, amount, by => cds > 1)"), "customer_id, date, cds, amount"),
        // A row of negative amount is a refund and no purchase, so every column depends on the amount.
        (format!("SELECT p_alive FROM clv({purchases}, amount, {fitted})"), "customer_id, date, amount"),
        (format!("SELECT frequency FROM btyd_summary({purchases}, amount)"), "customer_id, date, amount"),
    ] {
        reads(&query, columns).await;
    }
}

#[tokio::test]
async fn lifetime_value_computes_only_what_is_selected() {
    let purchases = "'tests/data/cdnow.parquet', customer_id, date";
    const PARTS: [&str; 7] = [
        "purchase_model",
        "spend_model",
        "p_alive",
        "expected_purchases",
        "expected_spend",
        "discounted_purchases",
        "dert",
    ];
    let engine = Engine::new().unwrap();
    for (columns, parts) in [
        ("p_alive", ["purchase_model", "p_alive"].as_slice()),
        ("expected_spend", &["spend_model", "expected_spend"]),
        ("frequency, recency, t, monetary_value", &[]),
        ("clv", &["purchase_model", "spend_model", "expected_spend", "discounted_purchases"]),
        ("*", &PARTS),
    ] {
        let sql = format!("EXPLAIN FORMAT INDENT SELECT {columns} FROM clv({purchases}, amount)");
        let plan = ask(&engine, &sql).await.text();
        for part in PARTS {
            let computed = plan.contains(&format!("{part}("));
            assert_eq!(computed, parts.contains(&part), "{part} in {sql}\n{plan}");
        }
    }
}

/// A filter outside of the call selects among the rows of the call and changes none.
#[tokio::test]
async fn a_filter_from_outside_changes_no_row() {
    let engine = Engine::builder().threads(4).build().unwrap();
    engine.context().register_table("orders", data::table(&data::orders(7, 3_000), PLAIN)).unwrap();
    let rfm = |options: &str| format!("rfm(orders, customer_id, ordered_at, amount{options})");
    let cohorts =
        |options: &str| format!("cohort_retention(orders, customer_id, ordered_at, amount{options})");
    let as_of = "as_of => DATE '2022-12-31'";
    for (call, columns, filters) in [
        (rfm(""), "*", ["customer_id = 5", "segment = 'At Risk'", "r = 5 AND recency_days > 3"]),
        (rfm(&format!(", {as_of}")), "*", ["customer_id = 5", "customer_id % 7 = 1", "monetary > 100"]),
        (
            rfm(&format!(", {as_of}")),
            "customer_id, frequency, r",
            ["customer_id = 5", "r = 1", "frequency = 1"],
        ),
        // Without the scores, nothing compares the customers any more.
        (
            rfm(&format!(", {as_of}")),
            "customer_id, frequency, monetary",
            ["customer_id = 5", "frequency = 1", "monetary < 0"],
        ),
        (
            rfm(", by => country"),
            "*",
            ["country = 'GB'", "country = 'GB' AND customer_id < 50", "country <> ''"],
        ),
        (
            rfm(&format!(", by => country, {as_of}")),
            "*",
            ["country = 'GB'", "country IS NULL OR m = 5", "f > 3"],
        ),
        (cohorts(""), "*", ["cohort = DATE '2022-03-01'", "period = 3", "active > 2 AND complete"]),
        (cohorts(", by => country"), "*", ["country = 'GB'", "cohort > DATE '2023-06-01'", "active = 0"]),
        (
            cohorts(&format!(", by => country, {as_of}")),
            "*",
            ["country = 'DE'", "cohort_size = 1", "amount < 0"],
        ),
    ] {
        // In memory, so that no filter can pass it.
        let all = format!("CREATE OR REPLACE TABLE everything AS SELECT {columns} FROM {call}");
        engine.query(all).await.unwrap().collect().await.unwrap();
        for filter in filters {
            let expected = ask(&engine, &format!("SELECT * FROM everything WHERE {filter}")).await;
            let sql = format!("SELECT {columns} FROM {call} WHERE {filter}");
            let found = ask(&engine, &sql).await;
            assert!(expected.len() > 0, "nothing to compare: {sql}");
            assert_eq!(found.difference(&expected, 0.0), None, "{sql}");
        }
    }
}

/// Conditions are taken together when a plan is made; still one must not see the rows that another leaves out.
#[tokio::test]
async fn only_rows_that_count_are_refused() {
    let engine = Engine::new().unwrap();
    let rows = "(1, DATE '2024-01-01', 5.0), (2, DATE '2024-02-01', -1.0), (3, NULL, -1.0), (NULL, DATE '2024-01-01', -1.0)";
    engine
        .query(format!("CREATE TABLE orders AS SELECT * FROM (VALUES {rows}) AS orders(c, d, a)"))
        .await
        .unwrap()
        .collect()
        .await
        .unwrap();
    let frequency = |orders: &str, options: &str| {
        format!("SELECT frequency FROM rfm({orders}, c, d, a, negatives => 'error'{options})")
    };
    for sql in [
        frequency("(SELECT * FROM orders WHERE a >= 0)", ""),
        frequency("(SELECT * FROM orders WHERE c <> 2)", ", by => c % 2"),
        frequency("orders", ", as_of => DATE '2024-01-31'"),
    ] {
        assert_eq!(ask(&engine, &sql).await.only(), "1", "{sql}");
    }
    // Whatever of the output is asked for.
    for sql in [frequency("orders", ""), frequency("orders", "") + " WHERE r > 1"] {
        let error = engine.query(&sql).await.unwrap().collect().await.unwrap_err();
        assert!(error.to_string().contains("an amount is negative (-1)"), "{error}");
    }
}

/// The queries of UNION ALL come in their written order, whatever they cost and on however many threads they run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unions_keep_the_order_of_their_queries() {
    let engine = Engine::builder().threads(4).demo().build().unwrap();
    let cases = [
        ("SELECT 1 AS a UNION ALL SELECT 2", vec![1, 2]),
        ("SELECT * FROM (SELECT 3 AS a UNION ALL SELECT 1 UNION ALL SELECT 2) WHERE a <> 1", vec![3, 2]),
        (
            "SELECT a + 1 AS a FROM (SELECT 3 AS a UNION ALL (SELECT 1 UNION ALL SELECT 2)) LIMIT 2",
            vec![4, 2],
        ),
        // The first query takes longest.
        (
            "SELECT count(DISTINCT customer_id) AS a FROM demo.orders UNION ALL SELECT 5 UNION ALL SELECT * FROM (VALUES (7), (6)) AS t(a)",
            vec![2357, 5, 7, 6],
        ),
    ];
    for (sql, expected) in cases {
        for _ in 0..20 {
            let batches = engine.query(sql).await.unwrap().collect().await.unwrap();
            let column = |batch: &RecordBatch| batch.column(0).as_primitive::<Int64Type>().values().to_vec();
            assert_eq!(batches.iter().flat_map(column).collect::<Vec<_>>(), expected, "{sql}");
        }
    }
}
