//! The command line: formats, streams, exit codes.

use std::fs;
use std::time::Duration;

use insta::assert_snapshot;

use crate::Folder;

/// Values of each kind that a format could get wrong.
const VALUES: &str = r#"
SELECT * FROM (VALUES
    (1, 'plain',                12.5,  true,  [1, NULL], DATE '2024-01-31'),
    (2, 'a "quote", and more',  1e300, false, [],        DATE '1999-12-31'),
    (3, 'two
lines',                         -0.1,  NULL,  NULL,      NULL),
    (4, '👩‍🔬 客户',             NULL,  NULL,  [3],       NULL),
    (5, '',                     NULL,  NULL,  NULL,      NULL),
    (6, NULL,                   NULL,  NULL,  NULL,      NULL)
) AS t(id, text, number, yes, list, day) ORDER BY id"#;

fn values(format: &str) -> String {
    Folder::new(&format!("values-{format}")).tenure(&["--format", format, "-c", VALUES])
}

#[test]
fn values_as_a_table() {
    assert_snapshot!(values("table"), @r#"
    exit 0
    --- stdout
    ┌────────┬─────────────────────┬────────┬─────────┬──────────┬────────────┐
    │     id │ text                │ number │ yes     │ list     │ day        │
    │ BIGINT │ VARCHAR             │ DOUBLE │ BOOLEAN │ BIGINT[] │ DATE       │
    ├────────┼─────────────────────┼────────┼─────────┼──────────┼────────────┤
    │      1 │ plain               │   12.5 │ true    │ [1,null] │ 2024-01-31 │
    │      2 │ a "quote", and more │  1e300 │ false   │ []       │ 1999-12-31 │
    │      3 │ two\nlines          │   -0.1 │ NULL    │ NULL     │ NULL       │
    │      4 │ 👩‍🔬 客户             │   NULL │ NULL    │ [3]      │ NULL       │
    │      5 │                     │   NULL │ NULL    │ NULL     │ NULL       │
    │      6 │ NULL                │   NULL │ NULL    │ NULL     │ NULL       │
    └────────┴─────────────────────┴────────┴─────────┴──────────┴────────────┘
    (6 rows)
    "#);
}

#[test]
fn values_as_csv() {
    assert_snapshot!(values("csv"), @r#"
    exit 0
    --- stdout
    id,text,number,yes,list,day
    1,plain,12.5,true,"[1,null]",2024-01-31
    2,"a ""quote"", and more",1e300,false,[],1999-12-31
    3,"two
    lines",-0.1,,,
    4,👩‍🔬 客户,,,[3],
    5,"",,,,
    6,,,,,
    "#);
}

#[test]
fn values_as_json() {
    assert_snapshot!(values("json"), @r#"
    exit 0
    --- stdout
    [{"id":1,"text":"plain","number":12.5,"yes":true,"list":[1,null],"day":"2024-01-31"},{"id":2,"text":"a \"quote\", and more","number":1.0e300,"yes":false,"list":[],"day":"1999-12-31"},{"id":3,"text":"two\nlines","number":-0.1,"yes":null,"list":null,"day":null},{"id":4,"text":"👩‍🔬 客户","number":null,"yes":null,"list":[3],"day":null},{"id":5,"text":"","number":null,"yes":null,"list":null,"day":null},{"id":6,"text":null,"number":null,"yes":null,"list":null,"day":null}]
    "#);
}

#[test]
fn values_as_json_lines() {
    assert_snapshot!(values("jsonl"), @r#"
    exit 0
    --- stdout
    {"id":1,"text":"plain","number":12.5,"yes":true,"list":[1,null],"day":"2024-01-31"}
    {"id":2,"text":"a \"quote\", and more","number":1.0e300,"yes":false,"list":[],"day":"1999-12-31"}
    {"id":3,"text":"two\nlines","number":-0.1,"yes":null,"list":null,"day":null}
    {"id":4,"text":"👩‍🔬 客户","number":null,"yes":null,"list":[3],"day":null}
    {"id":5,"text":"","number":null,"yes":null,"list":null,"day":null}
    {"id":6,"text":null,"number":null,"yes":null,"list":null,"day":null}
    "#);
}

#[test]
fn values_as_tsv() {
    let folder = Folder::new("values-tsv");
    let sql =
        "SELECT 1 AS a, concat('x', chr(9), 'y', chr(10), 'z', chr(92)) AS b, NULL AS c, {'k': 'v'} AS d";
    assert_eq!(
        folder.tenure(&["--format", "tsv", "-c", sql]),
        "exit 0\n--- stdout\na\tb\tc\td\n1\tx\\ty\\nz\\\\\t\t{\"k\":\"v\"}\n"
    );
}

#[test]
fn types_in_the_words_of_sql() {
    let sql = "SELECT 1::int AS i, 1.5::decimal(10, 2) AS d, TIMESTAMP '2024-01-31 10:00:00.5' AS t, \
               {'a': 1, 'b': 'x'} AS s, MAP {1: 'one', 2: NULL} AS m, \
               arrow_cast('x', 'Dictionary(Int32, Utf8)') AS w, 'NaN'::double AS nan";
    let folder = Folder::new("types");
    assert_snapshot!(folder.tenure(&["-c", sql]), @r#"
    exit 0
    --- stdout
    ┌─────────┬───────────────┬─────────────────────────┬─────────────────────────────┬──────────────────────┬─────────┬────────┐
    │       i │             d │ t                       │ s                           │ m                    │ w       │    nan │
    │ INTEGER │ DECIMAL(10,2) │ TIMESTAMP               │ STRUCT(a BIGINT, b VARCHAR) │ MAP(BIGINT, VARCHAR) │ VARCHAR │ DOUBLE │
    ├─────────┼───────────────┼─────────────────────────┼─────────────────────────────┼──────────────────────┼─────────┼────────┤
    │       1 │          1.50 │ 2024-01-31T10:00:00.500 │ {"a":1,"b":"x"}             │ {"1":"one","2":null} │ x       │    NaN │
    └─────────┴───────────────┴─────────────────────────┴─────────────────────────────┴──────────────────────┴─────────┴────────┘
    (1 row)
    "#);
    assert_snapshot!(folder.tenure(&["--format", "json", "-c", sql]), @r#"
    exit 0
    --- stdout
    [{"i":1,"d":1.50,"t":"2024-01-31T10:00:00.500","s":{"a":1,"b":"x"},"m":{"1":"one","2":null},"w":"x","nan":null}]
    "#);
    assert_snapshot!(folder.tenure(&["--format", "csv", "-c", sql]), @r#"
    exit 0
    --- stdout
    i,d,t,s,m,w,nan
    1,1.50,2024-01-31T10:00:00.500,"{""a"":1,""b"":""x""}","{""1"":""one"",""2"":null}",x,NaN
    "#);
}

#[test]
fn data_cannot_drive_the_terminal() {
    let sql = r#"SELECT concat('a', chr(27), '[31mred', chr(10), chr(9), chr(7)) AS "h""#;
    assert_snapshot!(Folder::new("terminal").tenure(&["-c", sql]), @r"
    exit 0
    --- stdout
    ┌──────────────────────┐
    │ h                    │
    │ VARCHAR              │
    ├──────────────────────┤
    │ a\x1b[31mred\n\t\x07 │
    └──────────────────────┘
    (1 row)
    ");
}

#[test]
fn several_results_follow_each_other() {
    let folder = Folder::new("several").file(
        "three.sql",
        "SELECT 1 AS a; -- the first; with a comment\nCREATE VIEW v AS SELECT ';' AS b; SELECT b, 2 AS c FROM v;\n",
    );
    assert_snapshot!(folder.tenure(&["-f", "three.sql"]), @r"
    exit 0
    --- stdout
    ┌────────┐
    │      a │
    │ BIGINT │
    ├────────┤
    │      1 │
    └────────┘
    (1 row)

    ┌─────────┬────────┐
    │ b       │      c │
    │ VARCHAR │ BIGINT │
    ├─────────┼────────┤
    │ ;       │      2 │
    └─────────┴────────┘
    (1 row)
    ");
    assert_snapshot!(folder.tenure(&["-f", "three.sql", "--format", "csv"]), @r"
    exit 0
    --- stdout
    a
    1

    b,c
    ;,2
    ");
    assert_snapshot!(folder.tenure(&["-f", "three.sql", "--format", "json"]), @r#"
    exit 0
    --- stdout
    [{"a":1}]
    [{"b":";","c":2}]
    "#);
    assert_snapshot!(folder.tenure(&["-f", "three.sql", "--format", "jsonl"]), @r#"
    exit 0
    --- stdout
    {"a":1}
    {"b":";","c":2}
    "#);
}

#[test]
fn an_empty_result_keeps_its_header() {
    let folder = Folder::new("empty");
    let run = |format| folder.tenure(&["-c", "SELECT 1 AS a, 'x' AS b WHERE false", "--format", format]);
    assert_snapshot!(run("table"), @r"
    exit 0
    --- stdout
    ┌────────┬─────────┐
    │      a │ b       │
    │ BIGINT │ VARCHAR │
    ├────────┼─────────┤
    └────────┴─────────┘
    (0 rows)
    ");
    assert_snapshot!(run("csv"), @r"
    exit 0
    --- stdout
    a,b
    ");
    assert_snapshot!(run("tsv").replace('\t', "<tab>"), @r"
    exit 0
    --- stdout
    a<tab>b
    ");
    assert_snapshot!(run("json"), @r"
    exit 0
    --- stdout
    []
    ");
    assert_snapshot!(run("jsonl"), @"exit 0");
}

#[test]
fn every_row_is_printed() {
    let folder = Folder::new("every-row");
    for (format, lines) in [("table", 100_006), ("csv", 100_001), ("tsv", 100_001), ("jsonl", 100_000)] {
        let run = format!("$TENURE --format {format} -c 'SELECT * FROM range(0, 100000)' | wc -l");
        assert_eq!(folder.sh(&run), format!("exit 0\n--- stdout\n{lines}\n"), "{format}");
    }
}

#[test]
fn sql_comes_from_options_files_and_stdin_in_their_order() {
    let folder = Folder::new("sources").file("one.sql", "SELECT 1 AS a").file("two.sql", "SELECT 2 AS b;");
    let args = ["-c", "SELECT 0 AS z", "-f", "one.sql", "--format", "jsonl", "-f", "-", "-f", "two.sql"];
    assert_snapshot!(folder.tenure_stdin(&args, "SELECT 'stdin' AS s"), @r#"
    exit 0
    --- stdout
    {"z":0}
    {"a":1}
    {"s":"stdin"}
    {"b":2}
    "#);
    assert_snapshot!(folder.tenure_stdin(&["--format", "csv"], "SELECT 'stdin' AS s;"), @r"
    exit 0
    --- stdout
    s
    stdin
    ");
    assert_snapshot!(folder.tenure_stdin(&["--format", "csv", "-c", "SELECT 1 AS a"], "SELECT 'not run'"), @r"
    exit 0
    --- stdout
    a
    1
    ");
    assert_snapshot!(folder.tenure(&[]), @"exit 0");
}

#[test]
fn line_ends_and_marks_of_windows() {
    let folder = Folder::new("windows")
        .file("w.sql", "\u{feff}SELECT 1 AS a; -- one\r\n\r\nSELECT\r\n  2 AS b;\r\n-- end\r\nSELEC 3;\r\n");
    assert_snapshot!(folder.tenure(&["--format", "csv", "-f", "w.sql"]), @r"
    exit 1
    --- stdout
    a
    1

    b
    2
    --- stderr
    error: expected an SQL statement, but found 'SELEC'
      at w.sql:6:1
      | SELEC 3
      | ^
      hint: did you mean SELECT?
    ");
}

#[test]
fn files_are_tables_of_their_names() {
    let folder =
        Folder::new("files").file("orders.csv", "id,name\n1,ann\n").file("my-survey 2024.csv", "id\n7\n");
    let sql = "SELECT o.name, s.id FROM orders o, my_survey_2024 s";
    assert_snapshot!(folder.tenure(&["orders.csv", "--format", "csv", "-c", sql, "my-survey 2024.csv"]), @r"
    exit 0
    --- stdout
    name,id
    ann,7
    ");
    assert_snapshot!(folder.tenure_stdin(&["orders.csv", "--format", "csv"], "SELECT name FROM orders"), @r"
    exit 0
    --- stdout
    name
    ann
    ");
    assert_snapshot!(folder.tenure(&["orders.csv", "./orders.csv", "-c", "SELECT 1"]), @r"
    exit 2
    --- stderr
    error: both orders.csv and ./orders.csv would be the table orders
    ");
    assert_snapshot!(folder.tenure(&["order.csv", "-c", "SELECT 1"]), @r"
    exit 3
    --- stderr
    error: no such file: 'order.csv'
      hint: did you mean 'orders.csv'?
    ");
}

#[test]
fn an_error_stops_a_script_or_fails_it_at_its_end() {
    let folder = Folder::new("on-error").file("s.sql", "SELECT 1 AS a;\nSELECT\n  b;\nSELECT 3 AS c;\n");
    assert_snapshot!(folder.tenure(&["--format", "csv", "-f", "s.sql"]), @r"
    exit 1
    --- stdout
    a
    1
    --- stderr
    error: column 'b' not found
      at s.sql:3:3
      |   b
      |   ^
    ");
    assert_snapshot!(folder.tenure(&["--format", "csv", "-f", "s.sql", "--on-error", "continue"]), @r"
    exit 1
    --- stdout
    a
    1

    c
    3
    --- stderr
    error: column 'b' not found
      at s.sql:3:3
      |   b
      |   ^
    ");
}

#[test]
fn scripts_that_cannot_be_read() {
    let folder =
        Folder::new("unreadable").file("ok.sql", "SELECT 1").file("open.sql", "SELECT 1;\nSELECT 'open");
    fs::write(folder.path("latin.sql"), b"SELECT 1;\nSELECT '\xe9'").unwrap();
    assert_snapshot!(folder.tenure(&["-f", "ok.sql", "-f", "x.sql"]), @r"
    exit 3
    --- stderr
    error: no such file: x.sql
    ");
    assert_snapshot!(folder.tenure(&["-f", "."]), @r"
    exit 3
    --- stderr
    error: . is a folder, not a file of SQL
    ");
    assert_snapshot!(folder.tenure(&["-f", "latin.sql"]), @r"
    exit 3
    --- stderr
    error: latin.sql:2: not valid UTF-8
    ");
    assert_snapshot!(folder.tenure(&["-f", "open.sql"]), @r"
    exit 1
    --- stderr
    error: Unterminated string literal
      at open.sql:2:8
      | SELECT 'open
      |        ^
    ");
}

#[test]
fn a_reader_that_hangs_up_is_no_failure() {
    let folder = Folder::new("hang-up");
    for format in ["table", "csv", "tsv", "json", "jsonl"] {
        let tenure =
            format!("$TENURE --format {format} -c 'SELECT * FROM range(0, 300000)'; echo exit $? >code");
        folder.sh(&format!("({tenure}) 2>said | head -c 10"));
        assert_eq!(
            (folder.read("code").as_str(), folder.read("said").as_str()),
            ("exit 0\n", ""),
            "{format}"
        );
    }
    assert_eq!(
        folder.sh("($TENURE --help; echo exit $? >code) | true; cat code"),
        "exit 0\n--- stdout\nexit 0\n"
    );
}

#[test]
fn the_output_file_is_whole_or_as_it_was() {
    let folder = Folder::new("output").file("out.csv", "before\n").file("in.csv", "a\n1\n2\n");
    assert_snapshot!(folder.tenure(&["-o", "out.csv", "--format", "csv", "-c", "SELECT 1 AS a; SELECT nope"]), @r"
    exit 1
    --- stderr
    error: column 'nope' not found
      at 1:23
      | SELECT nope
      |        ^^^^
    ");
    assert_eq!(folder.read("out.csv"), "before\n");
    assert_snapshot!(folder.tenure(&["-o", "out.csv", "--format", "csv", "-c", "SELECT 1 AS a; SELECT 2 AS b"]), @"exit 0");
    assert_eq!(folder.read("out.csv"), "a\n1\n\nb\n2\n");
    let sql = "SELECT a + 1 AS a FROM x";
    folder.sh(&format!("cp in.csv x.csv; $TENURE x.csv -o x.csv --format csv -c '{sql}'"));
    assert_eq!(folder.read("x.csv"), "a\n2\n3\n");
    assert_eq!(folder.names(), ["in.csv", "out.csv", "x.csv"]);
    assert_snapshot!(folder.tenure(&["-o", "none/out.csv", "-c", "SELECT 1"]), @r"
    exit 3
    --- stderr
    error: no such folder to write in: none/out.csv
    ");
    assert_snapshot!(folder.tenure(&["-o", ".", "-c", "SELECT 1"]), @r"
    exit 3
    --- stderr
    error: cannot write .: it is a folder
    ");
    assert_snapshot!(folder.tenure(&["-o", "-", "--format", "csv", "-c", "SELECT 1 AS a"]), @r"
    exit 0
    --- stdout
    a
    1
    ");
    assert_snapshot!(folder.tenure(&["-o", "/dev/full", "-c", "SELECT 1 AS a"]), @r"
    exit 3
    --- stderr
    error: cannot write the output: No space left on device (os error 28)
    ");
}

#[test]
fn wrong_calls() {
    let folder = Folder::new("usage");
    assert_snapshot!(folder.tenure(&["--formt", "csv"]), @r"
    exit 2
    --- stderr
    error: unexpected argument '--formt' found

      tip: a similar argument exists: '--format'

    Usage: tenure --format <FORMAT> [FILES]...

    For more information, try '--help'.
    ");
    assert_snapshot!(folder.tenure(&["--format", "cvs", "-c", "SELECT 1"]), @"
    exit 2
    --- stderr
    error: invalid value 'cvs' for '--format <FORMAT>'
      [possible values: table, csv, tsv, json, jsonl, markdown, parquet, arrow, xlsx]

    For more information, try '--help'.
    ");
    assert_snapshot!(folder.tenure(&["--threads", "0", "-c", "SELECT 1"]), @r"
    exit 2
    --- stderr
    error: invalid value '0' for '--threads <N>': 0 is not in 1..=1024

    For more information, try '--help'.
    ");
    assert_snapshot!(folder.tenure(&["--format", "csv", "functions"]), @r"
    exit 2
    --- stderr
    error: a file or an option cannot stand before a subcommand

    Usage: tenure [OPTIONS] [FILES]... [COMMAND]

    For more information, try '--help'.
    ");
    assert_snapshot!(folder.tenure(&["functions", "rfmm"]), @r"
    exit 2
    --- stderr
    error: no function 'rfmm'
      hint: did you mean 'rfm'?
    ");
    assert_snapshot!(folder.tenure(&["functions", "xyzzy"]), @r"
    exit 2
    --- stderr
    error: no function 'xyzzy'
      hint: 'tenure functions' lists all functions
    ");
}

#[test]
fn functions_are_listed_and_described() {
    let folder = Folder::new("functions");
    assert!(folder.tenure(&["functions"]).contains("\n  rfm "));
    assert!(folder.tenure(&["functions", "RFM"]).contains("`rfm("));
    assert_eq!(folder.sh("$TENURE functions | true"), "exit 0\n");
}

#[test]
fn the_number_of_threads_changes_no_answer() {
    let folder = Folder::new("threads");
    let sql = "SELECT sum(value) AS s FROM range(0, 1000000)";
    let run = |threads| folder.tenure(&["--format", "csv", "-c", sql, "--threads", threads]);
    assert_eq!(run("1"), "exit 0\n--- stdout\ns\n499999500000\n");
    assert_eq!(run("1"), run("3"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_even_a_query_that_never_pauses() {
    let folder = Folder::new("ctrl-c");
    let sql = "SELECT 1 AS a; SELECT count(*) FROM range(0, 300000) a JOIN range(0, 300000) b ON a.value * b.value % 7 = 3";
    let (text, waited) = folder.interrupt_after_first_line(&["--format", "csv", "-c", sql]);
    assert_snapshot!(text, @r"
    exit 130
    --- stderr
    interrupted
    ");
    assert!(waited < Duration::from_secs(1), "{waited:?}");
}
