//! The functions as SQL sees them.

use std::sync::Arc;

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::common::Result;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};

use super::FAMILY;
use super::nps::nps_udaf;
use super::nps_category::nps_category_udf;
use super::nps_stats::nps_stats_udaf;

fn session() -> SessionContext {
    let ctx =
        SessionContext::new_with_config(SessionConfig::new().with_target_partitions(3).with_batch_size(4));
    ctx.register_udaf(nps_udaf());
    ctx.register_udaf(nps_stats_udaf());
    ctx.register_udf(nps_category_udf());
    ctx
}

async fn run(ctx: &SessionContext, sql: &str) -> Result<Vec<RecordBatch>> {
    ctx.sql(sql).await?.collect().await
}

/// The rows, their values separated by blanks and NULL written out; rows separated by '|'.
async fn rows(sql: &str) -> String {
    let options = FormatOptions::default().with_null("NULL");
    let mut rows = Vec::new();
    for batch in run(&session(), sql).await.unwrap() {
        let columns: Vec<_> =
            batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
        for row in 0..batch.num_rows() {
            let values: Vec<String> = columns.iter().map(|column| column.value(row).to_string()).collect();
            rows.push(values.join(" "));
        }
    }
    rows.join("|")
}

/// The function's own message, without what the engine puts around it.
async fn error(sql: &str) -> String {
    let message = run(&session(), sql).await.unwrap_err().strip_backtrace();
    let own = message.split_once(": nps").map(|(_, rest)| format!("nps{rest}"));
    let own = own.unwrap_or_else(|| panic!("{message}"));
    own.split(". No function matches").next().unwrap().to_owned()
}

/// The numbers of a column of doubles.
async fn numbers(ctx: &SessionContext, sql: &str) -> Vec<Option<f64>> {
    let batches = run(ctx, sql).await.unwrap();
    batches
        .iter()
        .flat_map(|batch| batch.column(0).as_primitive::<Float64Type>().iter().collect::<Vec<_>>())
        .collect()
}

const STATS: &str = "s['responses'], s['off_scale'], s['promoters'], s['passives'], s['detractors'], \
                     s['promoter_share'], s['nps'], round(s['std_error'], 5), round(s['ci_low'], 5), round(s['ci_high'], 5)";

async fn stats(call: &str, rows_of: &str) -> String {
    rows(&format!("SELECT {STATS} FROM (SELECT {call} AS s FROM (VALUES {rows_of}) AS t(score, weight))"))
        .await
}

#[tokio::test]
async fn promoters_less_detractors() {
    let of = async |call: &str| {
        rows(&format!("SELECT {call} FROM (VALUES (10), (9), (8), (6), (NULL), (11)) AS t(score)")).await
    };
    assert_eq!(of("nps(score)").await, "25.0");
    assert_eq!(of("nps(CAST(score AS DECIMAL(5, 2)))").await, "25.0");
    assert_eq!(of("nps(CAST(score AS TINYINT UNSIGNED))").await, "25.0");
    assert_eq!(of("nps(score, '1-7')").await, "100.0");
    assert_eq!(of("nps(score, '1-5')").await, "NULL");
    assert_eq!(of("nps(score, NULL, NULL, 10)").await, "0.0");
    assert_eq!(of("nps(score, '0-10', 2.5, 8.0, NULL)").await, "50.0");
    assert_eq!(of("nps(score) FILTER (WHERE score > 8)").await, "100.0");
    assert_eq!(of("nps(NULL)").await, "NULL");
    assert_eq!(rows("SELECT nps(9), nps_stats(9)['nps']").await, "100.0 100.0");
}

#[tokio::test]
async fn groups_and_no_rows() {
    assert_eq!(
        rows(
            "SELECT g, nps(score), nps_stats(score)['responses'], nps_stats(score)['nps'] FROM (VALUES ('a', 10), ('a', 3), \
             ('b', NULL), ('c', 9), ('a', 9), ('c', 99)) AS t(g, score) GROUP BY g ORDER BY g"
        )
        .await,
        "a 33.333333333333336 3 33.333333333333336|b NULL 0 NULL|c 100.0 1 100.0"
    );
    assert_eq!(rows("SELECT nps(score) FROM (VALUES (1)) AS t(score) WHERE score > 1").await, "NULL");
    let none = "0 0 0 0 0 NULL NULL NULL NULL NULL";
    assert_eq!(stats("nps_stats(score) FILTER (WHERE score > 10)", "(1, 1)").await, none);
    assert_eq!(stats("nps_stats(score)", "(CAST(NULL AS INT), 1)").await, none);
    assert_eq!(
        rows("SELECT s['responses'], s['nps'] FROM (SELECT nps_stats(score) AS s FROM (VALUES (1)) AS t(score) WHERE score > 1)")
            .await,
        "0 NULL"
    );
}

#[tokio::test]
async fn figures_of_the_field() {
    let ten = "(10, 1), (10, 1), (9, 1), (9, 1), (9, 1), (9, 1), (9, 1), (8, 1), (7, 1), (0, 1)";
    assert_eq!(stats("nps_stats(score)", ten).await, "10 0 7 2 1 0.7 60.0 20.97618 7.03941 85.26828");
    assert_eq!(
        stats("nps_stats(score, NULL, NULL, NULL, NULL, NULL, 'wald')", ten).await,
        "10 0 7 2 1 0.7 60.0 20.97618 18.88745 100.0"
    );
    assert_eq!(
        stats("nps_stats(score, NULL, NULL, NULL, NULL, 0.95, 'score')", ten).await,
        "10 0 7 2 1 0.7 60.0 20.97618 4.89242 85.88583"
    );
    assert_eq!(
        stats("nps_stats(score)", "(0, 1), (0, 1), (1, 1), (6, 1), (3, 1)").await,
        "5 0 0 0 5 0.0 -100.0 0.0 -100.0 -17.49145"
    );
}

#[tokio::test]
async fn weights() {
    // Two detractors of weight a half weigh as much as one promoter. A weight of NULL or 0 is no answer at all.
    let weighed =
        "(10, 1.0), (2, 0.5), (3, 0.5), (8, 2.0), (9, NULL), (9, 0), (NULL, 1.0), (12, 1.0), (12, NULL)";
    // Kish: 4² / 5.5 answers.
    assert_eq!(
        stats("nps_stats(score, NULL, weight, NULL, NULL, NULL, 'wald')", weighed).await,
        format!("4 1 1 1 2 0.25 0.0 {} {} {}", 41.45781, -81.25581, 81.25581)
    );
    assert_eq!(
        stats("nps_stats(score, NULL, NULL, NULL, NULL, NULL, 'wald')", weighed).await.split(' ').next(),
        Some("6")
    );
    // A weight that is the same everywhere changes nothing.
    let plain = "(10, 3), (2, 3), (8, 3), (9, 3)";
    assert_eq!(stats("nps_stats(score, NULL, weight)", plain).await, stats("nps_stats(score)", plain).await);
}

#[tokio::test]
async fn the_answer_does_not_depend_on_windows_or_partitions() {
    let ctx = session();
    let values: Vec<String> = (0..60)
        .map(|i: i64| {
            let score = if i % 11 == 3 { "NULL".to_owned() } else { (i * 7919 % 13 - 1).to_string() };
            let weight = if i % 7 == 5 { "NULL".to_owned() } else { format!("{}.{}", i * 31 % 5, i % 10) };
            format!("({i}, {score}, {weight})")
        })
        .collect();
    let batches = run(&ctx, &format!("SELECT * FROM (VALUES {}) AS t(i, score, weight)", values.join(", ")))
        .await
        .unwrap();
    let parts = batches.iter().map(|batch| vec![batch.clone()]).collect();
    ctx.register_table("answers", Arc::new(MemTable::try_new(batches[0].schema(), parts).unwrap())).unwrap();
    for call in [
        "nps(score, '1-10', weight)",
        "nps_stats(score, '1-10', weight)['ci_low']",
        "nps_stats(score)['ci_high']",
    ] {
        for frame in [(0, 0), (4, 0), (2, 3), (-2, 4)] {
            let (before, after) = frame;
            let bound = |offset: i32| {
                if offset < 0 { format!("{} FOLLOWING", -offset) } else { format!("{offset} PRECEDING") }
            };
            let (function, field) =
                call.split_once('[').map_or((call, String::new()), |(f, rest)| (f, format!("[{rest}")));
            let over = format!("(ORDER BY i ROWS BETWEEN {} AND {after} FOLLOWING)", bound(before));
            let sliding =
                numbers(&ctx, &format!("SELECT ({function} OVER {over}){field} FROM answers ORDER BY i"))
                    .await;
            let joined = numbers(
                &ctx,
                &format!(
                    "SELECT {} FROM answers AS a LEFT JOIN answers AS b ON b.i BETWEEN a.i - ({before}) AND a.i + {after} \
                     GROUP BY a.i ORDER BY a.i",
                    call.replace("score", "b.score").replace("weight", "b.weight")
                ),
            )
            .await;
            assert_eq!(sliding.len(), 60);
            assert_eq!(sliding, joined, "{call} {frame:?}");
        }
    }
}

#[tokio::test]
async fn categories() {
    assert_eq!(
        rows("SELECT nps_category(score) FROM (VALUES (-1), (0), (6), (7), (8), (9), (10), (11), (NULL)) AS t(score)").await,
        "NULL|detractor|detractor|passive|passive|promoter|promoter|NULL|NULL"
    );
    assert_eq!(
        rows("SELECT nps_category(5, '1-5'), nps_category(4.5, '1-5'), nps_category(0, '1-10'), nps_category(6), nps_category(NULL, NULL)")
            .await,
        "promoter passive NULL detractor NULL"
    );
    assert_eq!(
        error("SELECT nps_category(score, 'five') FROM (VALUES (1)) AS t(score)").await,
        "nps_category: scale must be '0-10', '1-10', '1-7' or '1-5', but is 'five'"
    );
    assert_eq!(
        error("SELECT nps_category('9')").await,
        "nps_category: score must be a number, but is text; cast it: CAST(score AS DOUBLE)"
    );
    assert_eq!(
        error("SELECT nps_category(score) FROM (VALUES (CAST('NaN' AS DOUBLE))) AS t(score)").await,
        "nps_category: score must be a finite number, but one value is NaN"
    );
}

#[tokio::test]
async fn faults_name_the_function_the_argument_and_what_was_expected() {
    let of = async |call: &str| {
        error(&format!("SELECT {call} FROM (VALUES (9, 1.0, 'x')) AS t(score, weight, word)")).await
    };
    assert_eq!(
        of("nps(word)").await,
        "nps: score must be a number, but is text; cast it: CAST(score AS DOUBLE)"
    );
    assert_eq!(
        of("nps(score, NULL, word)").await,
        "nps: weight must be a number, but is text; cast it: CAST(weight AS DOUBLE)"
    );
    assert_eq!(of("nps(score > 8)").await, "nps: score must be a number, but is true or false");
    assert_eq!(
        of("nps(score, 5)").await,
        "nps: scale must be text, '0-10', '1-10', '1-7' or '1-5', but is a whole number"
    );
    assert_eq!(
        of("nps(score, '0-5')").await,
        "nps: scale must be '0-10', '1-10', '1-7' or '1-5', but is '0-5'; did you mean '1-5'?"
    );
    assert!(of("nps(score, word)").await.starts_with("nps: scale must be a constant, but is word"));
    assert_eq!(
        of("nps(score, '1-5', 1, 9)").await,
        "nps: promoter_min must lie on the scale '1-5', but is 9"
    );
    assert!(
        of("nps(score, NULL, 1, 5)")
            .await
            .starts_with("nps: promoter_min must be above detractor_max, but they are 5 and 6")
    );
    assert_eq!(
        of("nps(score, NULL, 1, 9, 6, 0.95)").await,
        "nps takes 1 to 5 arguments, but 6 are given; write nps(score, …)"
    );
    assert_eq!(of("nps(score, NULL, -weight)").await, "nps: weight must not be negative, but one is -1");
    assert_eq!(
        of("nps(score, NULL, 1e200)").await,
        "nps: weight must be 0 or from 1e-100 to 1e100, but one is 1e200"
    );
    assert_eq!(
        of("nps(CAST('inf' AS DOUBLE))").await,
        "nps: score must be a finite number, but one value is inf"
    );
    assert_eq!(
        of("nps_stats(score, NULL, CAST('NaN' AS DOUBLE))").await,
        "nps_stats: weight must be a finite number, but one value is NaN"
    );
    assert_eq!(
        of("nps_stats(score, NULL, NULL, NULL, NULL, 95)").await,
        "nps_stats: confidence must be a number between 0 and 1, both excluded, but is 95; write 0.95 for 95 per cent"
    );
    assert_eq!(
        of("nps_stats(score, NULL, NULL, NULL, NULL, NULL, 'adjusted wald')").await,
        "nps_stats: interval must be 'adjusted_wald', 'wald' or 'score', but is 'adjusted wald'; did you mean 'adjusted_wald'?"
    );
}

#[tokio::test]
async fn examples_run() {
    for function in FAMILY.functions {
        assert_ne!(rows(function.example.sql).await, "", "{}", function.name);
    }
}
