//! Customers are grouped in one phase, and what stands around that does not mind.

use tenure::Engine;

use crate::compare::ask;

const LOG: &str = "'tests/data/cdnow.parquet', customer_id, date, amount";

async fn answer(sql: &str, threads: usize) -> String {
    let engine = Engine::builder().threads(threads).build().unwrap();
    ask(&engine, sql).await.text()
}

/// The same as with one thread, which groups as ever.
async fn is_the_same(sql: &str) {
    let expected = answer(sql, 1).await;
    assert!(expected.lines().count() > 0, "{sql}");
    for threads in [2, 3, 8] {
        assert_eq!(answer(sql, threads).await, expected, "{threads} threads: {sql}");
    }
}

#[tokio::test]
async fn outputs_are_joined_and_put_together() {
    let summary = format!("btyd_summary({LOG}, observation_end => DATE '1998-06-30')");
    let rfm = format!("rfm({LOG}, as_of => DATE '1998-06-30')");
    for sql in [
        // Each side is divided by customer, into as many parts as the other.
        format!(
            "SELECT count(*), sum(a.frequency * b.frequency) FROM {summary} a JOIN {rfm} b USING (customer_id)"
        ),
        format!(
            "SELECT count(*), sum(a.frequency), count(b.date) FROM {summary} a
             LEFT JOIN 'tests/data/cdnow.parquet' b ON a.customer_id = b.customer_id"
        ),
        format!(
            "SELECT count(*), sum(a.frequency) FROM {summary} a FULL JOIN {rfm} b ON a.customer_id = b.customer_id + 5"
        ),
        format!(
            "SELECT count(*) FROM {rfm} WHERE customer_id IN (SELECT customer_id FROM {summary} WHERE frequency > 2)"
        ),
        format!(
            "SELECT count(*), sum(n) FROM (SELECT customer_id, sum(frequency) AS n FROM
             (SELECT customer_id, frequency FROM {summary} UNION ALL SELECT customer_id, frequency FROM {rfm})
             GROUP BY customer_id)"
        ),
        format!(
            "SELECT max(n) FROM (SELECT row_number() OVER (PARTITION BY frequency ORDER BY customer_id) AS n FROM {summary})"
        ),
        format!("SELECT customer_id, frequency FROM {summary} ORDER BY frequency DESC, customer_id LIMIT 5"),
        format!("SELECT frequency, count(*) FROM {summary} GROUP BY frequency"),
    ] {
        is_the_same(&sql).await;
    }
}

#[tokio::test]
async fn the_rows_are_divided_once() {
    let engine = Engine::builder().threads(4).build().unwrap();
    for call in [format!("rfm({LOG})"), format!("clv({LOG})"), format!("cohort_retention({LOG})")] {
        let plan = ask(&engine, &format!("EXPLAIN FORMAT INDENT SELECT * FROM {call}")).await.text();
        let by_customer = |line: &&str| line.contains("gby=[customer@");
        let modes: Vec<&str> = plan.lines().filter(by_customer).map(str::trim).collect();
        assert_eq!(modes.len(), 1, "{call}\n{modes:#?}");
        assert!(modes[0].contains("SinglePartitioned"), "{call}\n{modes:#?}");
    }
}
