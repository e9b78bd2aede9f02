//! Mistakes that people make, and what they are told: what is wrong, where, and what was meant.

use std::process::Command;

const MISTAKES: &[(&str, &str)] = &[
    ("a misspelt option", "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, binz => 4)"),
    ("a misspelt column", "SELECT * FROM rfm('cdnow.parquet', custmer_id, date, amount)"),
    ("two at once", "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amont, binz => 4)"),
    ("a misspelt table function", "SELECT * FROM rmf('cdnow.parquet', customer_id, date, amount)"),
    ("a misspelt path", "SELECT * FROM rfm('cdnw.parquet', customer_id, date, amount)"),
    (
        "a misspelt path and a misspelt option",
        "SELECT * FROM rfm('cdnw.parquet', customer_id, date, binz => 4)",
    ),
    ("a missing folder", "SELECT * FROM 'orders/2024.parquet'"),
    ("a path without quotes", "SELECT * FROM cdnow.parquet"),
    ("a table that is not there", "SELECT * FROM orders"),
    ("a misspelt table", "CREATE TABLE orders AS SELECT 1 AS x; SELECT * FROM ordres"),
    (
        "text where a time is needed",
        "SELECT * FROM rfm((SELECT '1997-01-01' AS day, 1 AS id, 2 AS amount), id, day, amount)",
    ),
    ("a number where a time is needed", "SELECT * FROM rfm('cdnow.parquet', customer_id, cds, amount)"),
    ("a value out of range", "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, bins => 0)"),
    ("a missing argument", "SELECT * FROM rfm('cdnow.parquet', customer_id, date)"),
    ("no argument at all", "SELECT * FROM cohort_retention()"),
    ("too many arguments", "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, cds, 5)"),
    (
        "a misspelt word",
        "SELECT * FROM cohort_retention('cdnow.parquet', customer_id, date, unit => 'mounth')",
    ),
    (
        "a word that is no choice",
        "SELECT * FROM cohort_retention('cdnow.parquet', customer_id, date, unit => 'fortnight')",
    ),
    (
        "text where a date is needed",
        "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, as_of => '1998-01-01')",
    ),
    (
        "a column where a constant is needed",
        "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, bins => cds)",
    ),
    (
        "an option twice",
        "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, bins => 4, bins => 5)",
    ),
    ("a position after a name", "SELECT * FROM rfm('cdnow.parquet', customer => customer_id, date, amount)"),
    (
        "a time zone for dates",
        "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, timezone => 'Europe/London')",
    ),
    (
        "a misspelt time zone",
        "SELECT * FROM rfm('cdnow.parquet', customer_id, CAST(date AS TIMESTAMP), amount, timezone => 'Europe/Londn')",
    ),
    ("an aggregate as an argument", "SELECT * FROM rfm('cdnow.parquet', customer_id, date, sum(amount))"),
    (
        "a clash of names",
        "SELECT * FROM rfm((SELECT customer_id AS segment, date, amount FROM 'cdnow.parquet'), segment, date, amount)",
    ),
    (
        "a parameter without a value",
        "SELECT * FROM rfm('cdnow.parquet', customer_id, date, amount, bins => $bins)",
    ),
    ("a misspelt column outside", "SELECT segmnt FROM rfm('cdnow.parquet', customer_id, date, amount)"),
    ("a column of another table", "SELECT o.amount FROM 'cdnow.parquet' AS orders"),
    ("a misspelt function", "SELECT cuont(amount) FROM 'cdnow.parquet'"),
    ("a window function without its window", "SELECT quantile_score(amount, 5) FROM 'cdnow.parquet'"),
    ("a misspelt function of ours", "SELECT npss(amount) FROM 'cdnow.parquet'"),
    ("a table function in SELECT", "SELECT rfm(amount) FROM 'cdnow.parquet'"),
    ("an aggregate in FROM", "SELECT * FROM nps('cdnow.parquet', amount)"),
    ("text as a score", "SELECT nps('ten') FROM 'cdnow.parquet'"),
    ("a scale that is not there", "SELECT nps(cds, '0-11') FROM 'cdnow.parquet'"),
    ("a misspelt argument", "SELECT nps(cds, scale => '0-10', wieght => 2) FROM 'cdnow.parquet'"),
    ("a score that is none", "SELECT rfm_segment(9, 1)"),
    (
        "an option that clv has not",
        "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, discount => 0.1)",
    ),
    ("a misspelt model", "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, model => 'mbg-nbd')"),
    (
        "a model that is not there",
        "SELECT * FROM clv_fit('cdnow.parquet', customer_id, date, model => 'pareto_nbd')",
    ),
    (
        "a misspelt unit of a model",
        "SELECT * FROM btyd_summary('cdnow.parquet', customer_id, date, unit => 'weeks')",
    ),
    ("a horizon of nothing", "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, horizon => 0)"),
    (
        "a horizon that goes back",
        "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, horizon => INTERVAL '-3 months')",
    ),
    (
        "a horizon as text",
        "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, horizon => '12 months')",
    ),
    (
        "a rate in per cent",
        "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, discount_rate => 10)",
    ),
    ("a margin in per cent", "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, margin => 30)"),
    ("a margin below 0", "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, margin => -0.3)"),
    (
        "a confidence in per cent",
        "SELECT * FROM clv_fit('cdnow.parquet', customer_id, date, confidence => 95)",
    ),
    ("clv without an amount", "SELECT * FROM clv('cdnow.parquet', customer_id, date)"),
    (
        "text as an amount",
        "SELECT * FROM clv((SELECT customer_id, date, CAST(amount AS TEXT) AS paid FROM 'cdnow.parquet'), customer_id, date, paid)",
    ),
    ("time and amount swapped", "SELECT * FROM clv('cdnow.parquet', customer_id, amount, date)"),
    (
        "a calibration after the observation",
        "SELECT * FROM btyd_summary('cdnow.parquet', customer_id, date, calibration_end => DATE '1998-01-31', observation_end => DATE '1997-12-31')",
    ),
    (
        "four mistakes about clv",
        "SELECT * FROM clv('cdnow.parquet', customer_id, dat, amount, modell => 'bg_nbd', unit => 'month', horizon => -1, margin => 30)",
    ),
    (
        "customers who never returned",
        "SELECT * FROM clv((SELECT customer_id, min(date) AS first, 9.99 AS paid FROM 'cdnow.parquet' GROUP BY customer_id), customer_id, first, paid)",
    ),
    (
        "a group that is too small",
        "SELECT * FROM clv('cdnow.parquet', customer_id, date, amount, by => customer_id <= 3)",
    ),
    ("the same amount everywhere", "SELECT * FROM clv('cdnow.parquet', customer_id, date, 1)"),
    ("a misspelt function of lifetime value", "SELECT p_alve(1, 2, 3)"),
    ("clv in SELECT", "SELECT customer_id, clv(date, amount) FROM 'cdnow.parquet' GROUP BY customer_id"),
    ("a fit in FROM", "SELECT * FROM mbg_nbd_fit('cdnow.parquet', customer_id, date)"),
    (
        "a fit that did not converge",
        "SELECT p_alive(mbg_nbd_fit(x, 0, t), 1, 2, 3) FROM (VALUES (0, 10), (0, 20)) AS h(x, t)",
    ),
    ("the name of a model instead of one", "SELECT p_alive('mbg_nbd', 1, 2, 3)"),
    (
        "a model of purchases asked for spend",
        "SELECT expected_spend(mbg_nbd_fit(cds, 1, 2), 1, 20) FROM 'cdnow.parquet' WHERE cds = 1",
    ),
    (
        "a model of spend asked for purchases",
        "SELECT expected_purchases(gamma_gamma_fit(cds, amount), 52, 1, 2, 3) FROM 'cdnow.parquet'",
    ),
    ("half a purchase", "SELECT mbg_nbd_fit(1.5, 2, 3)"),
    ("recency after the end", "SELECT mbg_nbd_fit(1, 30, 20)"),
    ("a mean as a frequency", "SELECT gamma_gamma_fit(amount, cds) FROM 'cdnow.parquet'"),
    ("a fit with an argument too few", "SELECT mbg_nbd_fit(cds, 1) FROM 'cdnow.parquet'"),
    (
        "a model without a unit",
        "SELECT dert(named_struct('model', 'bg_nbd', 'parameters', named_struct('r', 1, 'alpha', 9, 'a', 1, 'b', 2)), 0.1, 1, 2, 3)",
    ),
    (
        "a parameter that is missing",
        "SELECT p_alive(named_struct('model', 'bg_nbd', 'parameters', named_struct('r', 1, 'alpha', 9, 'a', 1)), 1, 2, 3)",
    ),
    (
        "a parameter that is negative",
        "SELECT p_alive(named_struct('model', 'bg_nbd', 'parameters', named_struct('r', -1, 'alpha', 9, 'a', 1, 'b', 2)), 1, 2, 3)",
    ),
    ("SUMMARIZE of nothing", "SUMMARIZE"),
    ("SUMMARIZE of a misspelt table", "CREATE TABLE orders AS SELECT 1 AS x;\n\nSUMMARIZE\n  ordres"),
    ("SUMMARIZE of a misspelt path", "SUMMARIZE 'cdnw.parquet'"),
    ("SUMMARIZE of a misspelt column", "SUMMARIZE\nSELECT amuont FROM 'cdnow.parquet'"),
    ("SUMMARIZE of a misspelt keyword", "SUMMARIZE (SELECT * FORM 'cdnow.parquet')"),
    ("SUMMARIZE of half a condition", "SUMMARIZE 'cdnow.parquet' WHERE"),
    ("SUMMARIZE with a parameter without a value", "SUMMARIZE FROM 'cdnow.parquet' WHERE cds > $least"),
    (
        "SUMMARIZE of a call with a misspelt option",
        "SELECT * FROM (SUMMARIZE rfm('cdnow.parquet', customer_id, date, amount, binz => 4))",
    ),
    ("two tables to summarize", "SELECT * FROM summarize('cdnow.parquet', 'cdnow.parquet')"),
    ("a misspelt type", "SELECT CAST(amount AS DUOBLE) FROM 'cdnow.parquet'"),
    ("a sum of texts", "SELECT sum(name) FROM (SELECT 'a' AS name)"),
    ("a text plus a number", "SELECT 'a' + 1"),
    ("a division by zero", "SELECT 1 / 0"),
    ("a cast that fails", "SELECT CAST('abc' AS INT)"),
    ("a window function without OVER", "SELECT row_number() FROM 'cdnow.parquet'"),
    ("a limit that is no number", "SELECT * FROM 'cdnow.parquet' LIMIT 'x'"),
    ("TOP of another dialect", "SELECT TOP 5 * FROM 'cdnow.parquet'"),
    ("a setting that is not there", "SET bogus = 1"),
    ("a column twice in a new table", "CREATE TABLE t (a INT, a INT)"),
    ("too few values", "CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1)"),
    ("a regular expression that is none", "SELECT regexp_match('a', '(')"),
    ("a format that is none", "COPY (SELECT 1 AS a) TO 'x.bogus'"),
    ("the last result before there is one", "SELECT * FROM _"),
    ("a column outside GROUP BY", "SELECT amount FROM 'cdnow.parquet' GROUP BY customer_id"),
    ("a misspelt keyword", "SELECT * FORM 'cdnow.parquet'"),
    ("a parenthesis that stays open", "SELECT (1 + 2 FROM 'cdnow.parquet'"),
    ("a string that stays open", "SELECT 'abc"),
    ("a value that is no date", "SELECT * FROM 'cdnow.parquet' WHERE date > 'yesterday'"),
    (
        "on the third line of the second statement",
        "SELECT 1 AS one;\nSELECT\n  *\n  FROM 'cdnow.parquet' WHERE amuont > 1",
    ),
];

#[test]
fn mistakes_are_answered_helpfully() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let mut text = String::new();
    for (name, sql) in MISTAKES {
        let output = Command::new(env!("CARGO_BIN_EXE_tenure"))
            .args(["--format", "csv", "-c", sql])
            .current_dir(folder)
            .output()
            .unwrap();
        let code = output.status.code().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_ne!(code, 0, "{name} passes for right");
        assert!(!stderr.to_lowercase().contains("internal"), "{name}: {stderr}");
        text.push_str(&format!("## {name} (exit {code})\n{stderr}\n"));
    }
    insta::assert_snapshot!(text);
}
