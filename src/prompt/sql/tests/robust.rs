//! Completion and highlighting accept any text and any cursor.

use super::super::{complete, highlight};
use super::session::Session;

const STATEMENTS: &[&str] = &[
    "SELECT customer_id, count(*) AS n FROM orders o JOIN customers c USING (customer_id) GROUP BY 1 ORDER BY n DESC",
    "WITH a AS (SELECT 1 AS x), b AS (SELECT * FROM a) SELECT b.x FROM b WHERE x IN (SELECT x FROM a)",
    "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT * FROM t LIMIT 5 OFFSET 2",
    "SELECT * FROM rfm(orders, customer_id, ordered_at, amount, bins => 4, unit => 'week', by => (city, 1)) r",
    "SELECT * FROM rfm((SELECT * FROM 'data/o''brien.csv' WHERE x), a, b, c);\r\nSELECT 2",
    "FROM read_csv(['a.csv', 'b.csv'], dates => 'day first') SELECT odd",
    "SELECT \"Customer Name\" FROM \"Odd Table\" AS \"o\"\"t\" WHERE \"o\"\"t\".odd = 'größe'",
    "SELECT '客户', x -- größe\r\nFROM demo.events /* ä */ e WHERE e.event = $event",
    "SELECT row_number() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders",
    "SELECT CASE WHEN a = 1 THEN 'x' ELSE NULL END, a::DATE, CAST(b AS BIGINT) FROM orders",
    "COPY (SELECT * FROM orders) TO 'out.csv' STORED AS CSV OPTIONS ('format.has_header' 'true')",
    "CREATE OR REPLACE TABLE t AS SELECT * FROM orders; DROP TABLE t;",
    "INSERT INTO orders (order_id, amount) VALUES (1, 2.5), (3, .5)",
    "SUMMARIZE 'orders.csv'",
    "DESCRIBE SELECT * FROM (orders o CROSS JOIN customers) WHERE x IS NOT DISTINCT FROM y",
    "SELECT extract(year FROM ordered_at) FROM orders WHERE ordered_at > DATE '2024-01-01'",
    ".help rfm",
    ".read 'data/größe",
    "SELECT {'a': 1, 'b': [1, 2]} AS s, $$a b$$, $t$x$t$, e'\\n', x'ff', 1e10, 10 // 3",
    "SELECT a FROM x UNION ALL SELECT b FROM y EXCEPT SELECT c FROM z",
    "SELECT ((((((((1 + 2) * 3)))))) FROM orders)",
    "UPDATE orders SET amount = amount * 2 WHERE order_id = 1",
    "SELECT * FROM a, LATERAL (SELECT * FROM b WHERE b.x = a.x) c, d",
    "SELECT count(*) FILTER (WHERE a), string_agg(x, ',' ORDER BY x) WITHIN GROUP (ORDER BY y) FROM orders",
    "EXPLAIN ANALYZE SELECT o.* FROM orders AS o(a, b) NATURAL JOIN customers",
    "CREATE EXTERNAL TABLE t (a BIGINT, b VARCHAR) STORED AS PARQUET LOCATION 'data/'",
    "SELECT İ, ß FROM ǅ WHERE ﬁ = 'İ'",
    "\u{feff}SELECT\u{a0}1\u{2028}; \0 # ~ ` ? @ \\ !",
    "U&'\\00' N'x' q'[a]' B'0' '''",
    "))) ]]] ((( [[[ ... ,,, ;;; => :: || $ $$",
];

/// Completes at every place, and checks what must hold anywhere.
fn everywhere(text: &str, session: &Session) {
    for cursor in 0..=text.len() + 1 {
        let completion = complete(text, cursor, session);
        let range = completion.range;
        assert!(text.get(range.clone()).is_some(), "{text:?} {cursor} {range:?}");
        assert!(completion.suggestions.len() <= 200);
    }
}

fn covers(text: &str) {
    let mut end = 0;
    for (range, _) in highlight(text) {
        assert_eq!(range.start, end, "{text:?}");
        assert!(range.end > end && text.is_char_boundary(range.end), "{text:?}");
        end = range.end;
    }
    assert_eq!(end, text.len(), "{text:?}");
}

#[test]
fn statements_with_the_cursor_everywhere() {
    let session = Session::default();
    for text in STATEMENTS {
        everywhere(text, &session);
        covers(text);
    }
}

#[test]
fn cut_and_changed_at_every_place() {
    let session = Session::default();
    for text in STATEMENTS {
        for place in (0..=text.len()).filter(|place| text.is_char_boundary(*place)) {
            let (before, after) = text.split_at(place);
            for cursor in (place % 7..place).step_by(7) {
                complete(before, cursor, &session);
            }
            let mut rest = after.chars();
            rest.next();
            let mut changed = vec![before.to_owned(), after.to_owned(), format!("{before}{}", rest.as_str())];
            // All of them at every place would take too long for each run; these come by at all places in turn.
            let pieces = ["'", "\"", "(", ")", ";", ".", "/*", "--", "é", "$", " FROM "];
            let pieces = pieces.iter().cycle().skip(place).take(4);
            changed.extend(pieces.map(|put| format!("{before}{put}{after}")));
            for text in changed {
                covers(&text);
                for cursor in [place, place + 1, text.len()] {
                    complete(&text, cursor, &session);
                }
            }
        }
    }
}

#[test]
fn deep_brackets() {
    let session = Session::default();
    for text in [
        "(".repeat(5000),
        "f(".repeat(2500),
        "SELECT * FROM (".repeat(300),
        "[{(".repeat(1000),
        ")".repeat(5000),
        format!("SELECT 1 FROM {}", "(a,".repeat(20_000)),
    ] {
        complete(&text, text.len(), &session);
        complete(&text, text.len() / 2, &session);
        complete(&text, "SELECT ".len().min(text.len()), &session);
        covers(&text);
    }
}
