//! The library as an engineer uses it.

use std::sync::Arc;

use datafusion::arrow::array::{AsArray, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;
use datafusion::scalar::ScalarValue;
use futures::StreamExt;
use tenure::{Code, Connection, Engine, Error, datafusion};

fn numbers(name: &str, values: Vec<i64>) -> RecordBatch {
    RecordBatch::try_from_iter([(name, Arc::new(Int64Array::from(values)) as _)]).unwrap()
}

async fn number(connection: impl Into<Connection>, sql: &str) -> Result<i64, Error> {
    let connection: Connection = connection.into();
    let batches = connection.query(sql).await?.collect().await?;
    let column = batches.iter().find(|batch| batch.num_rows() > 0).unwrap().column(0).clone();
    Ok(datafusion::arrow::compute::cast(&column, &datafusion::arrow::datatypes::DataType::Int64)
        .unwrap()
        .as_primitive::<Int64Type>()
        .value(0))
}

#[tokio::test]
async fn parameters_are_values_wherever_they_stand() {
    let engine = Engine::new().unwrap();
    engine.register("cdnow", "tests/data/cdnow.parquet").await.unwrap();
    let sql =
        "SELECT max(r) FROM rfm(cdnow, customer_id, date, amount + $more, bins => $bins, as_of => $as_of)";
    let query = engine
        .query(sql)
        .bind("bins", 7_i64)
        .bind("more", 0.5)
        .bind("as_of", ScalarValue::Date32(Some(10_300)));
    let batches = query.await.unwrap().collect().await.unwrap();
    assert_eq!(batches[0].column(0).as_primitive::<Int64Type>().value(0), 7);

    // Text is text, whatever it looks like.
    let query = engine
        .query("SELECT count(*) FROM cdnow WHERE CAST(customer_id AS TEXT) = $name")
        .bind("name", "1' OR '1'='1");
    assert_eq!(
        query.await.unwrap().collect().await.unwrap()[0].column(0).as_primitive::<Int64Type>().value(0),
        0
    );

    let list = ScalarValue::List(ScalarValue::new_list_nullable(
        &[1_i64.into(), 2_i64.into()],
        &datafusion::arrow::datatypes::DataType::Int64,
    ));
    let query = engine
        .query("SELECT count(DISTINCT customer_id) FROM cdnow WHERE customer_id = ANY($ids)")
        .bind("ids", list);
    assert_eq!(
        query.await.unwrap().collect().await.unwrap()[0].column(0).as_primitive::<Int64Type>().value(0),
        2
    );

    let error = engine.query("SELECT $since, $until").bind("sinse", 1_i64).await.unwrap_err();
    assert_eq!(error.code(), Code::Parameter);
    assert_eq!(error.problems().len(), 2);
    assert_eq!(error.hint(), Some("did you mean '$sinse'?"));
}

#[tokio::test]
async fn prepared_statements_take_parameters_that_decide_the_shape() {
    let engine = Engine::new().unwrap();
    engine.register("cdnow", "tests/data/cdnow.parquet").await.unwrap();
    let connection = engine.connect();
    connection
        .query("PREPARE best AS SELECT max(f) FROM rfm(cdnow, customer_id, date, amount, bins => $1)")
        .await
        .unwrap();
    assert_eq!(number(&connection, "EXECUTE best(4)").await.unwrap(), 4);
    assert_eq!(number(&connection, "EXECUTE BEST(2 + 1)").await.unwrap(), 3);
    assert!(connection.query("EXECUTE bset(4)").await.unwrap_err().hint().unwrap().contains("best"));
    assert!(engine.query("EXECUTE best(4)").await.is_err(), "it is another connection's");
    connection.query("DEALLOCATE best").await.unwrap();
    assert!(connection.query("EXECUTE best(4)").await.is_err());
}

#[tokio::test]
async fn names_match_regardless_of_case() {
    let engine = Engine::new().unwrap();
    let orders = numbers("CustomerID", vec![1, 2, 2]);
    engine.register_batches("Orders", orders.schema(), vec![orders]).unwrap();
    for sql in [
        "SELECT count(DISTINCT CustomerID) FROM Orders",
        "SELECT count(DISTINCT customerid) FROM orders",
        "SELECT count(DISTINCT o.CUSTOMERID) FROM ORDERS AS O",
        "SELECT count(*) FROM (SELECT customerid FROM orders GROUP BY CustomerId) AS t WHERE t.customerID > 0",
        "WITH Who AS (SELECT customerid AS Id FROM orders) SELECT count(DISTINCT id) FROM who WHERE ID IS NOT NULL",
        "SELECT count(DISTINCT a.customerid) FROM orders a JOIN orders b USING (customerid)",
        "SELECT count(DISTINCT customerid) FROM orders WHERE customerid IN (SELECT customerid FROM orders) ORDER BY 1",
        "SELECT max(CUSTOMERID) FROM (SELECT CustomerID, CustomerId + 1 AS next FROM orders) WHERE CustomerID = NEXT - 1",
        "SELECT count(DISTINCT CUSTOMERID) + 0 * max(CustomerId) FROM orders",
        "SELECT count(*) FROM (SELECT 1 FROM Orders ORDER BY ORDERS.customerid LIMIT 2)",
        "SELECT count(*) FROM (SELECT o.customerid FROM orders o ORDER BY O.CUSTOMERID LIMIT 2)",
        "SELECT count(DISTINCT o.customerid) FROM orders O WHERE EXISTS (SELECT 1 FROM orders u WHERE U.CUSTOMERID = O.customerid)",
        "SELECT max(n) FROM (SELECT customerid, count(*) AS N FROM orders GROUP BY 1 HAVING n > 0 ORDER BY customerid)",
    ] {
        assert_eq!(number(&engine, sql).await.map_err(|e| format!("{sql}: {e}")), Ok(2));
    }
    let both = RecordBatch::try_from_iter([
        ("id", Arc::new(Int64Array::from(vec![1])) as _),
        ("ID", Arc::new(Int64Array::from(vec![2])) as _),
        ("Name", Arc::new(Int64Array::from(vec![3])) as _),
        ("NAME", Arc::new(Int64Array::from(vec![4])) as _),
    ])
    .unwrap();
    engine.register_batches("both", both.schema(), vec![both]).unwrap();
    assert_eq!(number(&engine, "SELECT id FROM both").await.unwrap(), 1);
    assert_eq!(number(&engine, "SELECT ID FROM both").await.unwrap(), 2);
    assert_eq!(number(&engine, "SELECT Name FROM both").await.unwrap(), 3);
    let error = engine.query("SELECT name FROM both").await.unwrap_err();
    assert!(error.to_string().contains("'name' could be any of NAME, Name"), "{error}");
    assert!(engine.query("SELECT \"NamE\" FROM both").await.is_err());
}

#[tokio::test]
async fn output_names_are_as_written() {
    let engine = Engine::new().unwrap();
    let rows = engine
        .query("SELECT 1 AS Total, 2 AS \"x y\", 3 AS plain UNION SELECT 4, 5, 6 ORDER BY total")
        .await
        .unwrap();
    let names: Vec<String> = rows.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(names, ["Total", "x y", "plain"]);
    assert_eq!(rows.collect().await.unwrap()[0].column(0).as_primitive::<Int64Type>().value(0), 1);
}

#[tokio::test]
async fn rows_are_a_stream_and_a_dropped_one_is_no_trouble() {
    let engine = Engine::builder().batch_size(10).build().unwrap();
    let mut rows = engine.query("SELECT * FROM generate_series(1, 1000)").await.unwrap();
    let first = rows.next().await.unwrap().unwrap();
    assert_eq!(first.num_rows(), 10);
    drop(rows);
    let rows = engine.query("SELECT * FROM generate_series(1, 1000)").await.unwrap();
    let batches: Vec<_> = rows.map(Result::unwrap).collect().await;
    assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), 1000);
}

#[tokio::test]
async fn clones_share_tables_and_run_side_by_side() {
    let engine = Engine::new().unwrap();
    engine.query("CREATE TABLE t AS SELECT 1 AS x").await.unwrap().collect().await.unwrap();
    let tasks = (0..8).map(|_| {
        let engine = engine.clone();
        tokio::spawn(async move { number(&engine, "SELECT sum(x) FROM t").await.unwrap() })
    });
    for task in tasks.collect::<Vec<_>>() {
        assert_eq!(task.await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_memory_limit_is_an_error_that_says_so() {
    let engine = Engine::builder().memory_limit("1MB").build().unwrap();
    let sql = "SELECT array_agg(x) FROM generate_series(1, 3000000) t(x)";
    let error = match engine.query(sql).await {
        Ok(rows) => rows.collect().await.unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(error.code(), Code::Limit, "{error}");
}

#[tokio::test]
async fn settings_out_of_range_are_refused() {
    assert_eq!(Engine::builder().threads(0).build().unwrap_err().code(), Code::Parameter);
    assert_eq!(Engine::builder().memory_limit("much").build().unwrap_err().code(), Code::Parameter);
}

#[tokio::test]
async fn csv_is_counted_right_and_files_are_matched_by_name() {
    let folder = std::env::temp_dir().join(format!("tenure-csv-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();

    let rows: String = (0..60_000).map(|i| format!("{i},\"line one\nline two of {i}\"\n")).collect();
    write("breaks.csv", &format!("id,note\n{rows}"));
    let engine = Engine::builder().threads(16).build().unwrap();
    assert_eq!(
        number(&engine, &format!("SELECT count(*) FROM '{}'", path("breaks.csv"))).await.unwrap(),
        60_000
    );

    write("short.csv", "a,b\n1,2\n3\n");
    let short = number(&engine, &format!("SELECT sum(a) FROM '{}'", path("short.csv"))).await;
    assert!(short.is_err(), "a row with too few fields passed: {short:?}");

    write("x1.csv", "a,b\n1,2\n");
    write("x2.csv", "b,a\n1,2\n");
    let swapped = number(&engine, &format!("SELECT sum(a) FROM '{}'", path("x*.csv"))).await.unwrap();
    assert_eq!(swapped, 3);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_bare_session_tells_all_faults_of_a_call_too() {
    let ctx = datafusion::prelude::SessionContext::new();
    tenure::functions::register_all(&ctx).unwrap();
    ctx.sql("CREATE TABLE orders AS SELECT 1 AS id, DATE '2024-01-01' AS day, 5 AS amount").await.unwrap();
    let error =
        ctx.sql("SELECT * FROM rfm(orders, idd, day, amount, binz => 4)").await.unwrap_err().to_string();
    assert!(error.contains("rfm has no option 'binz' (line 1, column 45); did you mean 'bins'?"), "{error}");
    assert!(error.contains("column 'idd' not found"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_is_an_error_of_its_query_alone() {
    use datafusion::arrow::datatypes::DataType;
    use datafusion::logical_expr::{ColumnarValue, Volatility, create_udf};
    let engine = Engine::builder().threads(3).build().unwrap();
    let explode =
        Arc::new(|_: &[ColumnarValue]| -> datafusion::common::Result<ColumnarValue> { panic!("boom") });
    let returns = DataType::Int64;
    engine.context().register_udf(create_udf(
        "explode",
        vec![DataType::Int64],
        returns,
        Volatility::Volatile,
        explode,
    ));
    for sql in [
        "SELECT explode(value) FROM range(0, 10)",
        // In a task of the engine underneath, behind a division among threads.
        "SELECT k, max(explode(value)) FROM (SELECT value % 7 AS k, value FROM range(0, 100000)) GROUP BY k ORDER BY k",
    ] {
        let failed = async { engine.query(sql).await?.collect().await }.await.unwrap_err();
        assert_eq!(failed.code(), Code::Internal, "{sql}: {failed}");
        assert!(failed.to_string().contains("boom"), "{sql}: {failed}");
        assert_eq!(number(&engine, "SELECT 40 + 2").await.unwrap(), 42);
    }
}

#[tokio::test]
async fn a_report_keeps_what_it_makes_to_itself() {
    let engine = Engine::builder().demo().build().unwrap();
    engine.query("CREATE VIEW purchases AS SELECT 1 AS a").await.unwrap().collect().await.unwrap();
    let script = "CREATE OR REPLACE VIEW purchases AS SELECT * FROM demo.orders;
         CREATE TABLE own AS SELECT count(*) AS n FROM purchases;
         -- @id count
         -- @hide
         -- @expect n > $least
         SELECT n FROM own;
         SELECT $who AS who FROM purchases LIMIT 1;";
    let error = tenure::Report::parse(script, None).unwrap_err();
    assert_eq!(error.problems().len(), 2, "{error}");
    let declared = "-- @param least integer = 5\n-- @param who column = customer_id\n";
    let report = tenure::Report::parse(&format!("{declared}{script}"), None).unwrap();
    for least in ["5", "6919"] {
        let finished = report.run(&engine, [("least", least)]).await.unwrap();
        assert_eq!(finished.expectations().map(|e| e.holds).collect::<Vec<_>>(), [least == "5"]);
        assert_eq!(finished.rows("count").unwrap().num_rows(), 1);
        assert!(!finished.to_markdown().contains("| n |"), "it is hidden");
        let inputs: Vec<_> =
            finished.inputs().iter().map(|input| (input.name.as_str(), input.rows)).collect();
        assert_eq!(inputs, [("demo.orders", Some(6919))]);
    }
    assert_eq!(number(&engine, "SELECT a FROM purchases").await.unwrap(), 1);
    assert!(number(&engine, "SELECT n FROM own").await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_that_run_at_once_do_not_mix_their_inputs() {
    let folder = std::env::temp_dir().join(format!("tenure-at-once-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let engine = Engine::builder().threads(2).build().unwrap();
    let report = |file: &str, rows: usize| {
        let path = folder.join(file).display().to_string();
        let lines: String = (0..rows).map(|i| format!("{i};6,5\n")).collect();
        // A comma as the decimal sign is a notice.
        std::fs::write(&path, format!("id;a\n{lines}")).unwrap();
        let script =
            format!("CREATE TABLE own AS SELECT * FROM '{path}';\n-- @id n\nSELECT count(*) AS n FROM own;");
        (tenure::Report::parse(&script, None).unwrap(), path, rows)
    };
    let (few, many) = (report("few.csv", 10), report("many.csv", 10_000));
    let run = async |(report, path, rows): &(tenure::Report, String, usize)| {
        let connection = engine.connect();
        let finished = report.run(&connection, [("", ""); 0]).await.unwrap();
        let inputs: Vec<_> = finished.inputs().iter().map(|input| (&input.name, input.rows)).collect();
        assert_eq!(inputs, [(path, Some(*rows as u64))]);
        let notices = connection.take_notices();
        assert!(!notices.is_empty() && notices.iter().all(|notice| notice.contains(path)), "{notices:?}");
        let counted = finished.rows("n").unwrap().column(0).as_primitive::<Int64Type>().value(0);
        assert_eq!(counted, *rows as i64);
    };
    for _ in 0..20 {
        tokio::join!(run(&few), run(&many), run(&few), run(&many));
    }
    assert!(engine.query("SELECT * FROM own").await.is_err());
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_report_drops_and_makes_tables_for_itself_alone() {
    let engine = Engine::builder().demo().build().unwrap();
    let sql =
        ["CREATE SCHEMA kept", "CREATE TABLE kept.t AS SELECT 1 AS a", "CREATE TABLE t AS SELECT 2 AS a"];
    for sql in sql {
        engine.query(sql).await.unwrap().collect().await.unwrap();
    }
    let script = "DROP TABLE t; DROP TABLE kept.t; CREATE TABLE kept.t AS SELECT 5 AS a; CREATE SCHEMA own;
        CREATE TABLE own.t AS SELECT a + 1 AS a FROM kept.t;
        -- @id a
        SELECT a FROM own.t;";
    let report = tenure::Report::parse(script, None).unwrap();
    for _ in 0..2 {
        let finished = report.run(&engine, [("", ""); 0]).await.unwrap();
        assert_eq!(finished.rows("a").unwrap().column(0).as_primitive::<Int64Type>().value(0), 6);
    }
    assert_eq!(number(&engine, "SELECT a FROM kept.t").await.unwrap(), 1);
    assert_eq!(number(&engine, "SELECT a FROM t").await.unwrap(), 2);
    assert!(number(&engine, "SELECT a FROM own.t").await.is_err());
}

#[tokio::test]
async fn connections_share_tables_and_keep_settings_to_themselves() {
    let engine = Engine::builder().threads(2).build().unwrap();
    let (one, other) = (engine.connect(), engine.connect());
    one.query("CREATE TABLE t AS SELECT 7 AS x").await.unwrap().collect().await.unwrap();
    assert_eq!(number(&other, "SELECT x FROM t").await.unwrap(), 7);
    one.query("SET datafusion.execution.target_partitions = 1").await.unwrap().collect().await.unwrap();
    let partitions = |connection: &Connection| connection.context().copied_config().target_partitions();
    assert_eq!((partitions(&one), partitions(&other), partitions(&engine.connect())), (1, 2, 2));
}

#[tokio::test]
async fn deterministic_answers_are_those_of_the_plain_query() {
    let engine = Engine::builder().demo().threads(4).build().unwrap();
    for sql in [
        "SELECT avg(amount) FILTER (WHERE amount > 10) AS a, sum(amount) AS s FROM demo.orders",
        "SELECT customer_id % 3 AS c, avg(amount) AS a, count(*) AS n FROM demo.orders GROUP BY ROLLUP (customer_id % 3) ORDER BY n, c",
        "SELECT sum(amount) OVER () AS s, avg(amount) OVER (PARTITION BY customer_id) AS a FROM demo.orders ORDER BY customer_id, ordered_at, amount LIMIT 5",
        "SELECT DISTINCT customer_id % 5 AS c FROM demo.orders ORDER BY c DESC",
        "SELECT c, s / sum(s) OVER () AS share FROM (SELECT customer_id % 4 AS c, sum(amount) AS s FROM demo.orders GROUP BY 1) AS t ORDER BY c",
        "SELECT * FROM (VALUES (3), (1), (2)) AS t(a)",
        "SELECT 'b' AS step, 2 AS n UNION ALL SELECT 'a', 1",
        "SELECT avg(x) AS a, sum(x) AS s FROM (SELECT CAST(NULL AS DOUBLE) AS x) AS t",
        "SELECT score FROM demo.survey WHERE score > (SELECT avg(score) FROM demo.survey) ORDER BY score LIMIT 3",
        "SELECT customer_id % 3 AS c, sum(amount) AS s, grouping(customer_id % 3) AS g FROM demo.orders GROUP BY ROLLUP (customer_id % 3) ORDER BY s",
        "SELECT sum(x) AS s, avg(x) AS a FROM (VALUES (CAST('NaN' AS DOUBLE)), (1.0)) AS t(x)",
        "SELECT * FROM demo.orders LIMIT 3",
        "WITH t AS (SELECT 'visit' AS step, 9 AS n UNION ALL SELECT 'buy', 3) SELECT step, n FROM t",
        "SELECT 'z' AS a, count(*) FROM demo.orders UNION ALL SELECT channel, count(*) FROM demo.survey GROUP BY channel LIMIT 1",
        "SELECT a FROM (VALUES (3), (1), (2)) AS t(a) WHERE a > 1",
        "SELECT ordered_at, row_number() OVER (ORDER BY ordered_at, customer_id, amount, quantity) AS n FROM demo.orders ORDER BY n LIMIT 3",
        "SELECT array_agg(a ORDER BY a) AS l, first_value(a ORDER BY a) AS f, string_agg(b, ',' ORDER BY b) AS s FROM (VALUES (2, 'y'), (1, 'x')) AS t(a, b)",
        "SELECT DISTINCT ON (customer_id) customer_id, ordered_at FROM demo.orders ORDER BY customer_id, ordered_at LIMIT 4",
        "SELECT count(*) AS n FROM (SELECT customer_id FROM demo.orders ORDER BY amount LIMIT 10) AS t",
        "SELECT sum(amount) OVER () AS a, avg(amount) OVER () AS b, count(amount) OVER () AS c, row_number() OVER (ORDER BY customer_id, ordered_at, amount) AS n FROM demo.orders ORDER BY n LIMIT 2",
        "SELECT string_agg(a, ',') AS a, string_agg(b, ',') AS b FROM (VALUES ('x', 'p'), ('y', 'q')) AS t(a, b)",
        "SELECT channel, grouping(channel) AS g, count(*) AS c, row_number() OVER (ORDER BY channel) AS r FROM demo.survey GROUP BY ROLLUP(channel) ORDER BY r",
        "SELECT count(*) AS n FROM demo.survey AS a WHERE EXISTS (SELECT 1 FROM demo.orders AS b WHERE b.customer_id = a.customer_id LIMIT 1)",
        "SELECT DISTINCT ON (ordered_at) ordered_at, customer_id FROM demo.orders ORDER BY ordered_at DESC, customer_id LIMIT 3",
        "SELECT 'visit' AS a, 3 AS n UNION ALL SELECT 'cart', 2 UNION ALL SELECT 'buy', 1",
        "WITH t AS (SELECT 3 AS a UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 0) SELECT a * 2 AS b FROM t WHERE a <> 1",
        "SELECT unnest([3, 1, 2]) AS u, 5 AS n LIMIT 2",
        "DESCRIBE demo.orders",
        "SUMMARIZE demo.survey",
        "WITH a AS (SELECT max(ordered_at) AS d FROM demo.orders) SELECT count(*) AS n FROM demo.orders, a WHERE ordered_at < d",
    ] {
        let plain = text(engine.query(sql).await.unwrap().collect().await.unwrap(), Some(6));
        let deterministic =
            text(engine.query(sql).deterministic().await.unwrap().collect().await.unwrap(), Some(6));
        assert_eq!(plain, deterministic, "{sql}");
    }
}

/// Rows as text, doubles with so many decimals, or all of them.
fn text(batches: Vec<RecordBatch>, decimals: Option<usize>) -> Vec<String> {
    let formatter = |column: &datafusion::arrow::array::ArrayRef, row: usize| {
        let text = datafusion::arrow::util::display::array_value_to_string(column, row).unwrap();
        match (decimals.filter(|_| column.data_type().is_floating()), text.parse::<f64>()) {
            (Some(decimals), Ok(number)) => format!("{number:.decimals$}"),
            _ => text,
        }
    };
    let rows = |batch: &RecordBatch| {
        let row =
            |row| batch.columns().iter().map(|column| formatter(column, row)).collect::<Vec<_>>().join(",");
        (0..batch.num_rows()).map(row).collect::<Vec<_>>()
    };
    batches.iter().flat_map(rows).collect()
}

#[tokio::test]
async fn deterministic_answers_do_not_depend_on_threads() {
    let make = "CREATE TABLE t AS SELECT value AS id, value % 7 AS g, (value * 7919 % 1000003) / 977.0 AS x,
        concat('n', value % 11) AS k FROM generate_series(1, 50000)";
    let mut first: Option<Vec<Vec<String>>> = None;
    for threads in [1, 4, 16] {
        let engine = Engine::builder().threads(threads).build().unwrap();
        engine.query(make).deterministic().await.unwrap().collect().await.unwrap();
        engine
            .query("CREATE VIEW top AS SELECT id, g FROM t ORDER BY g LIMIT 50")
            .deterministic()
            .await
            .unwrap()
            .collect()
            .await
            .unwrap();
        let mut answers = Vec::new();
        for sql in [
            "SELECT sum(id) AS s FROM (SELECT id FROM t WHERE id % 2 = 0 LIMIT 10) AS a",
            "SELECT sum(id) AS s FROM (SELECT id FROM t ORDER BY g LIMIT 10) AS a",
            "SELECT sum(id) AS s FROM top",
            "SELECT count(*) AS n FROM t WHERE id IN (SELECT id FROM t ORDER BY g LIMIT 5) AND id < 100",
            "SELECT id, row_number() OVER (PARTITION BY k ORDER BY g) AS n FROM t ORDER BY id LIMIT 100",
            "SELECT id, lag(id) OVER (ORDER BY g) AS before, sum(x) OVER (PARTITION BY k) AS s FROM t ORDER BY id LIMIT 100",
            "SELECT DISTINCT ON (k) k, id FROM t ORDER BY k, g",
            "SELECT k, array_agg(id) AS l, first_value(id) AS f, last_value(id ORDER BY g) AS v FROM t WHERE id < 500 GROUP BY k",
            "SELECT k, string_agg(concat('a', g), ',') AS s FROM t WHERE id < 300 GROUP BY k",
            "SELECT k, sum(x) AS s, avg(x) AS a, sum(sum(x)) OVER () AS o FROM t GROUP BY k",
            "SELECT g, id FROM t ORDER BY g LIMIT 20",
            "SELECT k, g FROM t LIMIT 20",
            "SELECT * FROM t WHERE g = 5 LIMIT 5",
            "SELECT id FROM t WHERE g IN (SELECT g FROM t WHERE id < 3) LIMIT 20",
            "SELECT k, first_value(id) OVER (PARTITION BY k ORDER BY g) AS f, sum(id) OVER (ORDER BY g ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM t WHERE id < 2000 ORDER BY k, f, s LIMIT 50",
        ] {
            let rows = engine.query(sql).deterministic().await;
            let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}")).collect().await.unwrap();
            answers.push(text(rows, None));
        }
        match &first {
            None => first = Some(answers),
            Some(first) => assert_eq!(first, &answers, "{threads} threads"),
        }
    }
}

/// A name in quotes names one prepared statement, and what is told of rejects outlives a statement without any.
#[tokio::test]
async fn connections_keep_names_and_counts() {
    let folder = crate::Folder::new("library-connections").file("t.csv", "id,name\n1,ann\n2\n");
    let connection = Engine::new().unwrap().connect();
    connection.query("PREPARE \"a b\" AS SELECT $1 + 1 AS n").await.unwrap();
    let batches = connection.query("EXECUTE \"a b\"(1)").await.unwrap().collect().await.unwrap();
    assert_eq!(text(batches, None), ["2"]);

    let path = folder.path("t.csv");
    let rejecting = format!("SELECT * FROM read_csv('{}', on_bad_row => 'reject')", path.display());
    let rows = text(connection.query(&rejecting).await.unwrap().collect().await.unwrap(), None);
    assert_eq!(rows.len(), 1);
    let lateral = rejecting.replace("FROM ", "FROM LATERAL ");
    assert_eq!(text(connection.query(lateral).await.unwrap().collect().await.unwrap(), None), rows);
    connection.query("SELECT 1").await.unwrap().collect().await.unwrap();
    let told = connection.take_notices();
    assert!(told.iter().any(|notice| notice.starts_with("1 record of ")), "{told:?}");
    assert!(connection.take_notices().is_empty());
}
