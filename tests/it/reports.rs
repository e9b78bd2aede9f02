//! Reports: what is wrong with them is told before anything runs, and the same inputs give the same bytes.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::Folder;

/// A name, the report, and further arguments of the command line.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("a misspelt directive", "-- @titel Sales\nSELECT 1 AS a;\n", ""),
    ("a directive that is none", "-- @colour red\nSELECT 1 AS a;\n", ""),
    ("a directive without its statement", "SELECT 1 AS a;\n-- @title Sales\n", ""),
    ("a directive within a statement", "SELECT 1 AS a,\n  -- @title Sales\n  2 AS b;\n", ""),
    ("a directive of the report below a statement", "SELECT 1 AS a;\n-- @report Sales\nSELECT 2 AS b;\n", ""),
    ("a title twice", "-- @title One\n-- @title Two\nSELECT 1 AS a;\n", ""),
    ("a title without text", "-- @title\nSELECT 1 AS a;\n", ""),
    ("a misspelt chart", "-- @chart heatmpa x=a y=b\nSELECT 1 AS a, 2 AS b;\n", ""),
    ("a misspelt key", "-- @chart bar x=a ys=b\nSELECT 'x' AS a, 2 AS b;\n", ""),
    ("a key that the chart has not", "-- @chart pie x=a y=b bins=3\nSELECT 'x' AS a, 2 AS b;\n", ""),
    ("a misspelt word", "-- @chart bar staked x=a y=b\nSELECT 'x' AS a, 2 AS b;\n", ""),
    ("a misspelt column", "-- @chart bar x=segmnt y=n\nSELECT 'x' AS segment, 2 AS n;\n", ""),
    ("texts where numbers are needed", "-- @chart bar x=n y=segment\nSELECT 'x' AS segment, 2 AS n;\n", ""),
    ("too few columns", "-- @chart scatter\nSELECT 'x' AS segment, 2 AS n;\n", ""),
    ("a format that is none", "-- @chart bar x=a y=b format=0.0.0\nSELECT 'x' AS a, 2 AS b;\n", ""),
    ("a quote without end", "-- @chart bar title=\"Sales x=a\nSELECT 'x' AS a, 2 AS b;\n", ""),
    ("a number without its column", "-- @kpi label=Sales\nSELECT 1 AS a;\n", ""),
    ("a misspelt column of a number", "-- @kpi value=revenu\nSELECT 1 AS revenue;\n", ""),
    ("a misspelt key of a number", "-- @kpi value=a compair=b\nSELECT 1 AS a, 2 AS b;\n", ""),
    ("one end of an interval", "-- @kpi value=a low=b\nSELECT 1 AS a, 2 AS b;\n", ""),
    ("a misspelt column of a table", "-- @table limit=5 revenu=0,0\nSELECT 1 AS revenue;\n", ""),
    ("a width that is none", "-- @width 1/5\nSELECT 1 AS a;\n", ""),
    ("two blocks of one id", "-- @id a\nSELECT 1 AS a;\n-- @id a\nSELECT 2 AS b;\n", ""),
    ("hide with a word", "-- @hide yes\nSELECT 1 AS a;\n", ""),
    ("a chart of a view", "-- @chart bar\nCREATE VIEW v AS SELECT 1 AS a;\n", ""),
    ("a misspelt type", "-- @param since daet = 2024-01-01\nSELECT $since AS a;\n", ""),
    ("a default of another type", "-- @param since date = soon\nSELECT $since AS a;\n", ""),
    ("a parameter twice", "-- @param n integer = 1\n-- @param n text = 2\nSELECT $n AS a;\n", ""),
    ("a misspelt parameter", "-- @param since date = 2024-01-01\nSELECT\n  $snice AS a, $since AS b;\n", ""),
    ("a parameter that nothing uses", "-- @param since date = 2024-01-01\nSELECT 1 AS a;\n", ""),
    ("a parameter without a value", "-- @param since date -- Orders from\nSELECT $since AS a;\n", ""),
    ("a value of another type", "-- @param n integer\nSELECT $n AS a;\n", "-p n=many"),
    (
        "a misspelt name on the command line",
        "-- @param since date = 2024-01-01\nSELECT $since AS a;\n",
        "-p sinse=2024-02-01",
    ),
    ("a misspelt column in SQL", "-- @title Sales\nSELECT amuont FROM demo.orders;\n", ""),
    ("a misspelt table in SQL", "SELECT 1 AS a;\nSELECT * FROM demo.oders;\n", ""),
    ("two statements with mistakes", "SELECT amuont FROM demo.orders;\nSELECT scoer FROM demo.survey;\n", ""),
    (
        "a misspelt column as a parameter",
        "-- @param who column = custmer_id\nSELECT $who FROM demo.orders;\n",
        "",
    ),
    ("a file that is not there", "-- @use orders = 'none.csv'\nSELECT * FROM orders;\n", ""),
    ("a use without a file", "-- @use orders\nSELECT 1 AS a;\n", ""),
    ("a misspelt column in an expectation", "-- @expect revenu > 0\nSELECT 1 AS revenue;\n", ""),
    ("an expectation that is no condition", "-- @expect sum(revenue)\nSELECT 1 AS revenue;\n", ""),
    ("a command", ".mode csv\nSELECT 1 AS a;\n", ""),
    ("no statement", "-- @report Nothing\n", ""),
];

#[test]
fn mistakes_are_told_before_anything_runs() {
    let folder = Folder::new("report_mistakes");
    let mut text = String::new();
    for (name, report, arguments) in MISTAKES {
        // It would leave a trace if anything ran.
        let trace = "COPY (SELECT 1 AS a) TO 'ran.csv';\n";
        let needs_nothing_below = ["no statement", "a directive without its statement"].contains(name);
        let report = if needs_nothing_below { (*report).to_owned() } else { format!("{report}{trace}") };
        fs::write(folder.path("report.sql"), report).unwrap();
        let shown = folder.sh(&format!("\"$TENURE\" report report.sql --html out.html {arguments}"));
        assert!(!shown.starts_with("exit 0"), "{name} passes for right");
        assert!(
            !shown.contains("--- stdout") && !shown.to_lowercase().contains("internal"),
            "{name}: {shown}"
        );
        assert_eq!(folder.names(), ["report.sql"], "{name}");
        text.push_str(&format!("## {name}\n{shown}\n"));
    }
    assert_snapshot!(text);
}

/// A report with most of what there is, on a file of 60,000 rows in no order.
const LARGE: &str = "-- @report Large
-- @use orders = 'orders.csv'

CREATE VIEW big AS SELECT * FROM orders WHERE amount > 1;

-- @kpi value=revenue format=0,0.00
-- @expect rows = 1
SELECT sum(amount) AS revenue, avg(amount) AS mean FROM big;

-- @title Without an order
-- @chart bar horizontal x=shop y=revenue
SELECT shop, sum(amount) AS revenue, avg(amount) AS mean, count(*) AS orders FROM big GROUP BY shop;

-- @title Ties
SELECT shop, day FROM orders ORDER BY shop LIMIT 20;

-- @title Any rows
SELECT * FROM orders WHERE customer % 7 = 0 LIMIT 10;

-- @title One after the other
-- @chart funnel x=step y=n
SELECT 'visits' AS step, count(*) AS n FROM orders
UNION ALL SELECT 'buyers', count(DISTINCT customer) FROM orders
UNION ALL SELECT 'big buyers', count(DISTINCT customer) FROM big WHERE amount > 50;

-- @title Segments
SELECT segment, count(*) AS customers, sum(monetary) AS revenue
FROM rfm(orders, customer, day, amount) GROUP BY segment ORDER BY customers DESC;

-- @title By month
-- @chart area stacked x=month y=revenue by=shop
SELECT date_trunc('month', day) AS month, shop, sum(amount) AS revenue, now() AS made FROM big GROUP BY 1, 2;
";

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let mut csv = String::from("customer,shop,day,amount\n");
    let mut random = 1_u64;
    for _ in 0..60_000 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = random >> 33;
        let day = number % 28 + 1;
        let (customer, shop, month) = (number % 5_003, number % 7, number / 31 % 12 + 1);
        let amount = (number % 100_003) as f64 / 997.0;
        csv.push_str(&format!("{customer},shop {shop},2024-{month:02}-{day:02},{amount}\n"));
    }
    let formats = ["html", "xlsx", "markdown", "json"];
    let mut first: Option<Vec<Vec<u8>>> = None;
    for (checkout, threads) in [("one", "1"), ("two", "16"), ("three", "3")] {
        let folder = Folder::new(&format!("report_bytes_{checkout}"))
            .file("orders.csv", &csv)
            .file("large.sql", LARGE);
        let files = formats.map(|format| format!("--{format} out.{format}")).join(" ");
        let shown = folder
            .sh(&format!("\"$TENURE\" report large.sql {files} --as-of 2024-06-01 --threads {threads}"));
        assert_eq!(shown, "exit 0\n");
        let bytes = formats.map(|format| fs::read(folder.path(&format!("out.{format}"))).unwrap()).to_vec();
        for (format, bytes) in formats.iter().zip(&bytes) {
            assert!(bytes.len() > 1_000, "{format} is nearly empty");
        }
        match &first {
            None => first = Some(bytes),
            Some(first) => {
                for ((format, one), other) in formats.iter().zip(first).zip(&bytes) {
                    assert!(one == other, "{format} differs with {threads} threads");
                }
            }
        }
    }
    let json = String::from_utf8(first.unwrap().pop().unwrap()).unwrap();
    assert!(
        json.contains("{\"name\":\"orders.csv\",\"bytes\":")
            && json.contains("\"rows\":60000,\"rejected\":0}")
    );
    assert!(json.contains("2024-06-01T00:00:00"), "now() is as of the day that was given");
}

#[test]
fn parameters_come_from_four_places() {
    let report = "-- @param since date = 2024-01-01 -- Orders from
-- @param countries text[] = DE, FR
-- @param least double = 0.5
-- @param shop table = demo.orders
-- @param who column = customer_id
-- @table since=0
SELECT $since AS day, $least AS least, array_to_string($countries, '+') AS countries, 'FR' = ANY($countries) AS fr,
    count(DISTINCT $who) AS customers FROM $shop AS s WHERE $who > 0;
";
    let folder = Folder::new("report_parameters")
        .file("report.sql", &report.replace("-- @table since=0\n", ""))
        .file("given.json", r#"{"since": "2024-02-02", "countries": ["AT", "a,b"], "least": 2}"#)
        .file("people.csv", "Customer ID,x\n7,1\n7,2\n9,3\n");
    let line = |arguments: &str| {
        folder.sh(&format!(
            "{arguments} \"$TENURE\" report report.sql --json - $MORE | grep -o '\"rows\":[[].*'"
        ))
    };
    assert_snapshot!(line(""), @r#"
    exit 0
    --- stdout
    "rows":[{"day":"2024-01-01","least":0.5,"countries":"DE+FR","fr":true,"customers":2357}]}
    "#);
    assert_snapshot!(line("TENURE_PARAM_SINCE=2024-03-03"), @r#"
    exit 0
    --- stdout
    "rows":[{"day":"2024-03-03","least":0.5,"countries":"DE+FR","fr":true,"customers":2357}]}
    "#);
    assert_snapshot!(line("MORE='--params given.json'; TENURE_PARAM_SINCE=2024-03-03"), @r#"
    exit 0
    --- stdout
    "rows":[{"day":"2024-02-02","least":2.0,"countries":"AT+a,b","fr":false,"customers":2357}]}
    "#);
    let own = folder.tenure(&[
        "report",
        "report.sql",
        "--json",
        "-",
        "--params",
        "given.json",
        "-p",
        "since=2024-04-04",
        "-p",
        "shop=people.csv",
        "-p",
        "who=Customer ID",
        "-p",
        "countries=IT",
    ]);
    assert!(
        own.contains(
            r#""rows":[{"day":"2024-04-04","least":2.0,"countries":"IT","fr":false,"customers":2}]"#
        ),
        "{own}"
    );
}

#[test]
fn what_is_not_as_expected_is_told_when_all_is_written() {
    let report = "-- @expect rows > 5
-- @expect a < 3
-- @expect sum(a) = 6
-- @expect sum(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > 0 AND 'it''s rows' <> 'rows'
SELECT * FROM (VALUES (1), (2), (3)) AS t(a);
";
    let folder = Folder::new("report_expectations").file("report.sql", report);
    assert_snapshot!(folder.tenure(&["report", "report.sql", "--markdown", "out.md"]), @"
    exit 5
    --- stderr
    error: not as expected: rows > 5
      at report.sql:1
      the block has 3 rows
    error: not as expected: a < 3
      at report.sql:2
      it does not hold for 1 of 3 rows
    ");
    assert!(folder.read("out.md").contains("**Not as expected:** rows > 5 (the block has 3 rows)"));
}

#[test]
fn a_run_that_fails_leaves_the_old_files() {
    let report = "SELECT CAST(a AS INTEGER) AS n FROM (VALUES ('1'), ('x')) AS t(a);\n";
    let folder = Folder::new("report_failure").file("report.sql", report).file("out.html", "old");
    let shown = folder.tenure(&["report", "report.sql", "--html", "out.html", "--json", "out.json"]);
    assert!(shown.starts_with("exit 1\n--- stderr\nerror: "), "{shown}");
    assert!(shown.contains("at report.sql:1:53"), "{shown}");
    assert_eq!(folder.names(), ["out.html", "report.sql"]);
    assert_eq!(folder.read("out.html"), "old");
}

#[test]
fn reports_are_checked_in_folders() {
    let folder = Folder::new("report_check")
        .file("good.sql", "-- @param n integer = 1\n-- @title One\nSELECT $n AS a;\n")
        .file("bad.sql", "-- @titel One\nSELECT 1 AS a;\n")
        .file("writes.sql", "CREATE TABLE t AS SELECT 1 AS a;\nCOPY t TO 'out.csv';\nSELECT a FROM t;\n");
    assert_snapshot!(folder.sh("\"$TENURE\" check . -p n=5"), @"
    exit 2
    --- stdout
    ./good.sql: ok
    ./writes.sql: ok
    --- stderr
    error: there is no directive @titel
      at ./bad.sql:1:4
      | -- @titel One
      |    ^^^^^^
      hint: did you mean '@title'?
    ");
    assert_eq!(folder.names(), ["bad.sql", "good.sql", "writes.sql"]);
    assert_snapshot!(folder.tenure(&["check", "good.sql", "-p", "m=5"]), @"
    exit 2
    --- stderr
    error: no report has the parameter 'm'
    ");
}

#[test]
fn the_reports_that_come_along_have_all_formats() {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let mut count = 0;
    for entry in fs::read_dir(reports).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let folder = Folder::new(&format!("report_sql_{name}"));
        let shown = folder.tenure(&[
            "report",
            path.to_str().unwrap(),
            "--html",
            "r.html",
            "--xlsx",
            "r.xlsx",
            "--markdown",
            "r.md",
            "--json",
            "r.json",
        ]);
        assert_eq!(shown, "exit 0\n", "{name}");
        let page = folder.read("r.html");
        assert!(page.contains("default-src 'none'") && page.contains("<svg"), "{name}");
        let (written, _) = page.split_once("<script>").unwrap();
        assert!(!written.contains(" style="), "{name}");
        let text = folder.tenure(&["report", path.to_str().unwrap()]);
        assert!(text.lines().count() > 40, "{name}: {text}");
        count += 1;
    }
    assert_eq!(count, 5);
}

#[test]
fn a_report_comes_from_stdin() {
    let report = "-- @id first\nCREATE TABLE t AS SELECT 1 AS a;\nSELECT a FROM t;\n";
    let folder = Folder::new("report_stdin");
    let shown = folder.tenure_stdin(&["report", "-"], "-- @title From stdin\nSELECT 1 AS a;\n");
    assert_snapshot!(shown, @"
    exit 0
    --- stdout
    Report
    ══════

    From stdin
    ┌────────┐
    │      a │
    │ BIGINT │
    ├────────┤
    │      1 │
    └────────┘
    (1 row)
    ");
    let wrong = folder.tenure_stdin(&["report", "-"], report);
    assert_snapshot!(wrong, @"
    exit 1
    --- stderr
    error: the statement below @id returns no rows
      at 1:4
      | -- @id first
      |    ^^^
    ");
}
