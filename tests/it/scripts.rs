//! Scripts one can trust: exit code, stdout and stderr of many small ones, in one snapshot.

use std::fs;

use insta::assert_snapshot;

use crate::Folder;

/// A name, the script, and further arguments of the command line.
const SCRIPTS: &[(&str, &str, &str)] = &[
    ("nothing", "", ""),
    ("blanks and comments only", " \n-- nothing\n/* nothing */\n", ""),
    ("no semicolon at the end", "SELECT 1 AS a", ""),
    ("semicolons without statements", ";;SELECT 1 AS a;;\n;", ""),
    ("the first fails", "SELECT x;\nSELECT 2 AS b;\n", ""),
    ("the middle fails", "SELECT 1 AS a;\nSELECT x;\nSELECT 3 AS c;\n", ""),
    ("the last fails", "SELECT 1 AS a;\nSELECT x;\n", ""),
    (
        "the middle fails and the rest goes on",
        "SELECT 1 AS a;\nSELECT x;\nSELECT 3 AS c;\n",
        "--on-error continue",
    ),
    (
        "two fail and the first decides the code",
        "SELECT * FROM 'none.csv';\nSELECT x;\n",
        "--on-error continue",
    ),
    ("a comment after a semicolon", "SELECT 1 AS a; -- the first\nSELECT 2 AS b; /* the second; */\n", ""),
    ("semicolons in strings and names", "SELECT ';' AS \"a;b\"; SELECT 'it''s;' AS c;\n", ""),
    ("a semicolon in a dollar string", "SELECT $$a;b$$ AS c;\n", ""),
    ("a string without end", "SELECT 1 AS a;\nSELECT 'open;\nSELECT 2 AS b;\n", ""),
    ("a comment without end", "SELECT 1 AS a;\n/* open\nSELECT 2 AS b;\n", ""),
    ("line ends of Windows", "SELECT 1 AS a;\r\n-- note\r\nSELECT\r\n  2 AS b;\r\n", ""),
    ("line ends of old Macs", "SELECT 1 AS a;\rSELECT 2 AS b;\r", ""),
    ("a mark of the byte order", "\u{feff}SELECT 1 AS a;\n", ""),
    ("a name in another script", "SELECT 1 AS \"客户\"; SELECT x FROM (SELECT 1 AS \"客户\");\n", ""),
    ("commands between statements", ".mode jsonl\nSELECT 1 AS a;\n.mode csv\nSELECT 2 AS b;\n", ""),
    ("a misspelt command, found before anything runs", "SELECT 1 AS a;\n.tabels\n", ""),
    ("a command with a wrong word", "SELECT 1 AS a;\n  .mode cvs\n", ""),
    ("a line that only looks like a command", "SELECT 1 +\n.5 AS a;\nSELECT '\n.quit' AS b;\n", ""),
    ("quit ends a script", "SELECT 1 AS a;\n.quit\nSELECT 2 AS b;\n", ""),
    ("the last result", "SELECT 1 AS a UNION ALL SELECT 2;\nSELECT sum(a) AS s FROM _;\n", ""),
    ("no last result yet", "SELECT * FROM _;\n", ""),
    ("a view and a table", "CREATE VIEW v AS SELECT 1 AS a;\nCREATE TABLE t AS FROM v;\nFROM t;\n", ""),
    ("a parameter", "SELECT $n + 1 AS a, $name AS b;\n", "-p n=41 -p name=Ann"),
    ("a parameter as text", "SELECT $code AS code, $quoted AS quoted;\n", "-p code=007 -p quoted=\"'12'\""),
    ("a parameter without a value, found before anything runs", "SELECT 1 AS a;\nSELECT\n  $start;\n", ""),
    ("a misspelt parameter", "SELECT $start AS a;\n", "-p strat=1"),
    ("a parameter that nothing uses", "SELECT $start AS a;\n", "-p start=1 -p end=2"),
    ("a parameter without an equals sign", "SELECT 1;\n", "-p start"),
    ("a prepared statement", "PREPARE p AS SELECT $1 + 1 AS a;\nEXECUTE p(41);\n", ""),
    ("division by zero", "SELECT 1 / 0;\n", ""),
    ("a cast that fails", "SELECT CAST('abc' AS INT);\n", ""),
    (
        "a timeout",
        "SELECT count(*) FROM range(0, 900000) a JOIN range(0, 900000) b ON a.value * b.value % 7 = 3;\nSELECT 1 AS a;\n",
        "--timeout 300ms",
    ),
    (
        "a timeout of one statement of two",
        "SELECT count(*) FROM range(0, 900000) a JOIN range(0, 900000) b ON a.value * b.value % 7 = 3;\nSELECT 1 AS a;\n",
        "--timeout 300ms --on-error continue",
    ),
    ("a limit that is no time", "SELECT 1;\n", "--timeout soon"),
    ("a limit that is no size", "SELECT 1;\n", "--memory much"),
    ("editing is for the prompt", ".edit\n", ""),
    (
        "a chart",
        "SELECT * FROM (VALUES ('a', 3), ('b', 5)) AS t(name, amount);\n.chart bar\n",
        "--format table",
    ),
    ("a chart of a column that is not there", "SELECT 1 AS amount;\n.chart histogram x=amuont\n", ""),
    ("a chart of nothing", ".chart\n", ""),
    (
        "the definition of a table",
        "CREATE TABLE t AS SELECT 1 AS \"a b\", 'x' AS c;\n.schema t\n.tables t\n",
        "",
    ),
];

#[test]
fn small_scripts() {
    let mut text = String::new();
    for (name, script, options) in SCRIPTS {
        let folder = Folder::new("scripts").file("s.sql", script);
        let format = if options.contains("--format") { "" } else { "--format csv" };
        let shown = folder.sh(&format!("$TENURE -f s.sql {format} {options}"));
        text.push_str(&format!("## {name}\n{shown}\n"));
    }
    assert_snapshot!(text);
}

#[test]
fn scripts_from_anywhere_are_run_alike() {
    let folder = Folder::new("alike").file("s.sql", "SELECT 1 AS a;\n.mode jsonl\nSELECT 2 AS b;\n");
    let expected = "exit 0\n--- stdout\na\n1\n{\"b\":2}\n";
    assert_eq!(folder.sh("$TENURE --format csv -f s.sql"), expected);
    assert_eq!(folder.sh("$TENURE --format csv < s.sql"), expected);
    assert_eq!(folder.sh("$TENURE --format csv -c \"$(cat s.sql)\""), expected);
    assert_eq!(folder.sh("echo '.read s.sql' | $TENURE --format csv"), expected);
}

#[test]
fn scripts_that_read_each_other() {
    let folder = Folder::new("reading")
        .file("a.sql", ".read b.sql\nSELECT 1 AS a;\n")
        .file("b.sql", "SELECT 2 AS b;\n")
        .file("loop.sql", ".read loop.sql\n")
        .file("wrong.sql", "SELECT 1 AS a;\nSELECT\n  x;\n");
    assert_eq!(folder.sh("$TENURE --format csv -f a.sql"), "exit 0\n--- stdout\nb\n2\n\na\n1\n");
    assert_snapshot!(folder.sh("$TENURE -f loop.sql"), @"
    exit 2
    --- stderr
    error: loop.sql reads itself
    ");
    assert_snapshot!(folder.sh("$TENURE --format csv -c '.read wrong.sql'"), @"
    exit 1
    --- stdout
    a
    1
    --- stderr
    error: column 'x' not found
      at wrong.sql:3:3
      |   x
      |   ^
    ");
    assert_snapshot!(folder.sh("$TENURE -c '.read none.sql'"), @"
    exit 3
    --- stderr
    error: no such file: none.sql
    ");
}

#[test]
fn formats_that_keep_types_are_files_of_one_result() {
    let folder = Folder::new("columnar");
    let sql = "SELECT 1 AS a, 'x' AS b, DATE '2024-01-31' AS c, NULL AS d, [1, 2] AS e";
    for file in ["out.parquet", "out.arrow"] {
        assert_eq!(folder.tenure(&["-o", file, "-c", sql]), "exit 0\n", "{file}");
    }
    let again = folder.tenure(&["--format", "csv", "-c", "FROM 'out.parquet'"]);
    assert_eq!(again, "exit 0\n--- stdout\na,b,c,d,e\n1,x,2024-01-31,,\"[1,2]\"\n");
    assert!(fs::read(folder.path("out.arrow")).unwrap().starts_with(b"ARROW1"));
    assert_snapshot!(folder.tenure(&["-o", "two.parquet", "-c", "SELECT 1 AS a; SELECT 2 AS b"]), @"
    exit 2
    --- stderr
    error: a file of format parquet holds one result, and this is the second
    ");
    assert_snapshot!(folder.tenure(&["-o", "none.parquet", "-c", "CREATE VIEW v AS SELECT 1 AS a"]), @"
    exit 1
    --- stderr
    error: no statement gave a result, so there is no file
    ");
    assert_eq!(folder.names(), ["out.arrow", "out.parquet"]);
    let piped = folder.sh(&format!("$TENURE --format parquet -c \"{sql}\" > piped.parquet && $TENURE --format csv -c \"FROM 'piped.parquet'\""));
    assert_eq!(piped, again);
    let empty = folder.sh("$TENURE --format parquet -c 'SELECT 1 AS a WHERE false' > e.parquet && $TENURE --format csv -c \"FROM 'e.parquet'\"");
    assert_eq!(empty, "exit 0\n--- stdout\na\n");
}

#[test]
fn a_workbook_has_a_sheet_a_result() {
    let folder = Folder::new("workbook");
    let sql = "SELECT 1 AS a, '=1+1' AS b, DATE '2024-01-31' AS c; SELECT 2 AS d";
    assert_eq!(folder.tenure(&["-o", "out.xlsx", "-c", sql]), "exit 0\n");
    let bytes = fs::read(folder.path("out.xlsx")).unwrap();
    assert!(bytes.starts_with(b"PK"));
    let python = "import zipfile\nz = zipfile.ZipFile('out.xlsx')\nprint(sum(n.startswith('xl/worksheets/sheet') for n in z.namelist()))\nprint('<f>' in z.read('xl/worksheets/sheet1.xml').decode(), '=1+1' in z.read('xl/sharedStrings.xml').decode())";
    fs::write(folder.path("look.py"), python).unwrap();
    assert_eq!(folder.sh("python3 look.py"), "exit 0\n--- stdout\n2\nFalse True\n");
    assert_snapshot!(folder.tenure(&["-o", "long.xlsx", "-c", "SELECT repeat('x', 40000) AS a"]), @"
    exit 3
    --- stderr
    error: a text is longer than the 32,767 characters of an Excel cell: write it as Parquet or CSV
    ");
}

#[test]
fn markdown_is_escaped() {
    let sql = "SELECT 1.5 AS n, 'a|b <c> *d*' AS t UNION ALL SELECT NULL, concat('two', chr(10), 'lines') ORDER BY n";
    assert_snapshot!(Folder::new("markdown").tenure(&["--format", "markdown", "-c", sql]), @r"
    exit 0
    --- stdout
    | n | t |
    | ---: | --- |
    | 1.5 | a\|b &lt;c> \*d\* |
    | | two<br>lines |
    ");
}

#[test]
fn statistics_say_what_was_done() {
    let folder = Folder::new("stats").file("o.csv", "a,b\n1,2\n3,x\n5,6\n");
    let sql = "SELECT * FROM read_csv('o.csv', types => {b: 'BIGINT'}, on_bad_row => 'reject'); SELECT nope";
    let shown =
        folder.sh(&format!("$TENURE --format csv --stats json -c \"{sql}\" 2> said; tail -n 1 said > line"));
    assert!(shown.starts_with("exit 0"), "{shown}");
    let line: serde_json::Value = serde_json::from_str(&folder.read("line")).unwrap();
    let of = |name: &str| line[name].as_u64();
    assert_eq!(
        [of("statements"), of("failed"), of("rows"), of("rows_read"), of("rows_rejected")],
        [Some(2), Some(1), Some(2), Some(2), Some(1)],
        "{line}"
    );
    assert!(of("peak_memory_bytes").unwrap() > 1_000_000 && line["elapsed_seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn output_goes_where_a_command_says() {
    let folder = Folder::new("redirect");
    let script = "SELECT 1 AS a;\n.output 'my file.csv'\nSELECT 2 AS b;\n.output\nSELECT 3 AS c;\n";
    assert_eq!(folder.tenure_stdin(&["--format", "csv"], script), "exit 0\n--- stdout\na\n1\n\nc\n3\n");
    assert_eq!(folder.read("my file.csv"), "b\n2\n");
    let script = ".output x.csv\nSELECT 2 AS b;\nSELECT nope;\n";
    assert!(folder.tenure_stdin(&[], script).starts_with("exit 1"));
    assert_eq!(folder.names(), ["my file.csv"]);
}

#[test]
fn an_ending_says_the_format_and_an_unknown_one_is_no_guess() {
    let folder = Folder::new("endings");
    let script = ".mode csv\n.output x.jsonl\nSELECT 1 AS a;\n.mode tsv\nSELECT 2 AS b;\n";
    assert_eq!(folder.tenure_stdin(&[], script), "exit 0\n");
    assert_eq!(folder.read("x.jsonl"), "{\"a\":1}\n\nb\n2\n");
    assert_snapshot!(folder.tenure(&["-o", "a.csv.gz", "-c", "SELECT 1 AS a"]), @"
    exit 2
    --- stderr
    error: no format has the ending of a.csv.gz
      hint: choose one: --format csv, or .mode csv
    ");
    assert_eq!(folder.tenure(&["-o", "a.dat", "--format", "csv", "-c", "SELECT 1 AS a"]), "exit 0\n");
    assert_eq!(folder.read("a.dat"), "a\n1\n");
}

#[test]
fn columns_of_one_name_are_not_lost() {
    let folder = Folder::new("twice");
    let sql = "SELECT * FROM (SELECT 1 AS a) x, (SELECT 2 AS a) y";
    assert_eq!(folder.tenure(&["-o", "x.parquet", "-c", sql]), "exit 0\n");
    let shown = folder.tenure(&[
        "--format",
        "csv",
        "-c",
        "FROM 'x.parquet'; SELECT 1 AS a, 2 AS A, count(*), count(*)",
    ]);
    assert_eq!(shown, "exit 0\n--- stdout\na,a_1\n1,2\n\na,A_1,count(*),count(*)_1\n1,2,1,1\n");
}

#[test]
fn a_workspace_keeps_tables_and_views() {
    let folder = Folder::new("workspace").file("o.csv", "id,amount\n1,2.5\n2,4\n");
    let run = |sql: &str| folder.tenure(&["--workspace", "w", "--format", "csv", "-c", sql]);
    assert_eq!(
        run("CREATE VIEW big AS\n  SELECT * FROM 'o.csv' -- a note; kept\n  WHERE amount > 3"),
        "exit 0\n"
    );
    assert_eq!(run("CREATE TABLE t AS SELECT 1 AS a, 'x' AS b; CREATE VIEW tv AS FROM t"), "exit 0\n");
    assert_eq!(run("INSERT INTO t VALUES (2, 'y')"), "exit 0\n--- stderr\n1 row written\n");
    assert_eq!(run("SELECT id FROM big; FROM tv ORDER BY a"), "exit 0\n--- stdout\nid\n2\n\na,b\n1,x\n2,y\n");
    // From elsewhere, too.
    fs::create_dir(folder.path("sub")).unwrap();
    let there = folder.sh("cd sub && $TENURE --workspace ../w --format csv -c 'SELECT id FROM big'");
    assert_eq!(there, "exit 0\n--- stdout\nid\n2\n");
    let here = folder.path("").display().to_string();
    let catalog = folder.read("w/catalog.sql").replace(here.trim_end_matches('/'), "<here>");
    assert_snapshot!(catalog, @"
    -- The tables and views of this workspace. Paths are taken from this folder.

    CREATE VIEW big AS
      SELECT * FROM '<here>/o.csv' -- a note; kept
      WHERE amount > 3;
    CREATE TABLE t AS SELECT * FROM 'tables/t.parquet';
    CREATE VIEW tv AS FROM t;
    ");
    assert_eq!(run("DROP VIEW tv; DROP TABLE t"), "exit 0\n");
    assert!(!folder.read("w/catalog.sql").contains("CREATE TABLE t"), "{}", folder.read("w/catalog.sql"));
    // Names as they are, and nothing that the next session does not know.
    assert_eq!(
        run("CREATE TABLE \"Mixed Case\" AS SELECT 1 AS a; CREATE VIEW \"Vw\" AS FROM \"Mixed Case\""),
        "exit 0\n"
    );
    assert_eq!(run("FROM \"Vw\""), "exit 0\n--- stdout\na\n1\n");
    let parameters = folder.sh("$TENURE --workspace w -p n=2 -c 'CREATE VIEW p AS SELECT $n AS x'");
    assert_snapshot!(parameters, @"
    exit 1
    --- stderr
    error: a workspace cannot keep p: the next session does not know the parameter $n
      at 1:25
      | CREATE VIEW p AS SELECT $n AS x
      |                         ^^
      hint: make it a table, which keeps the rows: CREATE TABLE … AS SELECT …
    ");
    // What cannot be made is said, and stays until it is dropped.
    fs::remove_file(folder.path("o.csv")).unwrap();
    let broken = run("SELECT 1 AS a").replace(here.trim_end_matches('/'), "<here>");
    assert_snapshot!(broken, @"
    exit 0
    --- stdout
    a
    1
    --- stderr
    warning: <here>/w/catalog.sql:3: no such file: '<here>/o.csv'
    ");
    assert!(run("CREATE VIEW other AS SELECT 1 AS a").contains("warning"));
    assert!(folder.read("w/catalog.sql").contains("VIEW big"), "{}", folder.read("w/catalog.sql"));
    run("DROP VIEW big");
    assert_eq!(run("SELECT 1 AS a"), "exit 0\n--- stdout\na\n1\n");
}

#[test]
fn what_is_spilled_is_removed() {
    let folder = Folder::new("spill");
    fs::create_dir(folder.path("tmp")).unwrap();
    let sql = "SELECT max(n) FROM (SELECT row_number() OVER (ORDER BY value % 1000, value) AS n FROM range(0, 3000000))";
    let line = format!("TMPDIR=tmp $TENURE --memory 40MB -c '.profile {sql}' > profile; ls -A tmp | wc -l");
    assert_eq!(folder.sh(&line), "exit 0\n--- stdout\n0\n");
    let profile = folder.read("profile");
    let sort = profile.lines().find(|line| line.contains("SortExec")).unwrap();
    assert!(sort.contains(" MB on disk)"), "it did not spill, so there was nothing to remove:\n{profile}");
}

#[test]
fn a_signal_leaves_nothing_behind() {
    let folder = Folder::new("signal");
    fs::create_dir(folder.path("tmp")).unwrap();
    let sql = "SELECT count(*) FROM range(0, 900000) a JOIN range(0, 900000) b ON a.value * b.value % 7 = 3";
    let line = format!(
        "TMPDIR=tmp $TENURE -o out.csv -c '{sql}' & sleep 1; kill -TERM $!; wait $!; echo code $?; ls -A . tmp"
    );
    assert_snapshot!(folder.sh(&line), @"
    exit 0
    --- stdout
    code 130
    .:
    tmp

    tmp:
    --- stderr
    interrupted
    ");
}

#[test]
fn the_reference_of_the_command_is_not_stale() {
    let shown = Folder::new("manual").tenure(&["manual", "--markdown"]);
    let expected = concat!("exit 0\n--- stdout\n", include_str!("../../docs/command.md"));
    assert!(shown == expected, "cargo run -- manual --markdown > docs/command.md");
}

#[test]
fn completions_and_the_manual_name_every_option() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish"] {
        let script = folder.tenure(&["completions", shell]);
        assert!(script.contains("on-error") && script.contains("workspace"), "{shell}");
    }
    let page = folder.tenure(&["manual"]);
    for part in ["memory", "DOT COMMANDS", ".chart", "EXIT STATUS", "TENURE DEMO"] {
        assert!(page.contains(part), "{part}");
    }
}
