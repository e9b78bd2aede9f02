//! Kinds of files: JSON lines and arrays, Parquet, and folders that are columns.

use std::fmt::Write as _;
use std::fs;

use insta::assert_snapshot;

use tenure::Engine;

use crate::Folder;
use crate::compare::ask;

/// Reads a file of this content. Returns its rows as lines of JSON.
fn read(name: &str, text: &str) -> String {
    Folder::new(name).file("x.json", text).tenure(&["--format", "jsonl", "-c", "FROM 'x.json'"])
}

/// Returns the error of a file that cannot be read.
fn refused(name: &str, text: &str) -> String {
    let said = read(name, text);
    let (_, error) = said.split_once("error: ").unwrap_or_else(|| panic!("{text} is read: {said}"));
    let lines = error
        .lines()
        .filter(|line| !line.contains("FROM 'x.json'") && !line.contains("^^^") && !line.contains("at 1:"));
    lines.map(|line| format!("{}\n", line.trim())).collect()
}

const ORDERS: &str = r#"{"id": 1, "name": "Ann \ud83d\ude00", "day": "2024-01-31", "amount": 12.5, "tags": ["a", "b"], "to": {"city": "Berlin"}}

{"name": "Bob", "id": 9007199254740993, "day": "2024-02-01", "amount": 3, "tags": [], "to": {"zip": "01067"}, "at": "2024-02-01T10:00:00.5Z"}
{"id": null, "items": [{"sku": 1}, {"qty": 2, "sku": null}], "none": null}
"#;

#[test]
fn lines_are_rows_and_keys_are_columns() {
    let folder = Folder::new("kinds-lines").file("orders.jsonl", ORDERS);
    assert_snapshot!(folder.tenure(&["-c", "FROM 'orders.jsonl'"]));
    assert_snapshot!(folder.tenure(&["sniff", "orders.jsonl"]));
    assert_snapshot!(folder.tenure(&[
        "--format",
        "csv",
        "-c",
        "SELECT \"to\"['city'] AS city, items[1]['sku'] AS sku FROM 'orders.jsonl'"
    ]));
}

#[test]
fn an_array_is_read_as_lines_are() {
    let array = format!("\u{feff}[\n{}\n]\n", ORDERS.trim().replace("\n\n", "\n").replace("}\n{", "},\n  {"));
    let folder = Folder::new("kinds-array").file("lines.jsonl", ORDERS).file("array.json", &array);
    let read = |name: &str| folder.tenure(&["--format", "jsonl", "-c", &format!("FROM '{name}'")]);
    assert_eq!(read("array.json"), read("lines.jsonl"));
    assert_eq!(read("array.json").lines().count(), 5);
}

#[test]
fn what_does_not_go_together_is_text_and_said() {
    for (name, text, found) in [
        (
            "mixed",
            "{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":true}\n{\"a\":{\"k\": [1]}}",
            r#""1" "x" "true" "{\"k\": [1]}""#,
        ),
        (
            "huge",
            "{\"a\":18446744073709551615}\n{\"a\":1e400}\n{\"a\":1}",
            r#""18446744073709551615" "1e400" "1""#,
        ),
        ("rounded", "{\"a\":9007199254740993}\n{\"a\":0.50}", r#""9007199254740993" "0.50""#),
        ("items", "{\"a\":[1,\"x\"]}\n{\"a\":[null]}", r#"["1","x"] [null]"#),
    ] {
        let said = read(&format!("kinds-mixed-{name}"), text);
        let values: Vec<&str> =
            said.lines().filter_map(|line| line.strip_prefix("{\"a\":")?.strip_suffix('}')).collect();
        assert_eq!(values.join(" "), found, "{said}");
        assert!(said.contains("note: 'x.json': column \"a"), "{said}");
        assert!(said.contains("and so is text"), "{said}");
    }
}

#[test]
fn what_is_no_loss_is_not_said() {
    for (name, text, found) in [
        ("exponents", "{\"a\":1E5}\n{\"a\":1e+22}\n{\"a\":-2.5e-7}", "100000.0 1.0e22 -2.5e-7"),
        ("numbers", "{\"a\":1}\n{\"a\":1.5}\n{\"a\":-0.0}", "1.0 1.5 -0.0"),
        (
            "large",
            "{\"a\":-9223372036854775808}\n{\"a\":9223372036854775807}",
            "-9223372036854775808 9223372036854775807",
        ),
        ("null", "{\"a\":null}\n{}", "null null"),
        ("empty", "{\"a\":{}}\n{\"a\":null}", "\"{}\" null"),
        ("digits", "{\"a\":\"1\"}\n{\"a\":\"007\"}", "\"1\" \"007\""),
        ("dates", "{\"a\":\"2024-01-31\"}\n{\"a\":\"NA\"}", "\"2024-01-31\" \"NA\""),
        ("escapes", "{\"a\":\"\\u0000\\n\\ud83d\\ude00\\/\"}", "\"\\u0000\\n😀/\""),
        ("nested", "{\"a\":[[1],[],null]}\r\n{\"a\":[]}\r\n", "[[1],[],null] []"),
        ("objects", "{\"a\":[{\"x\":1},{\"y\":[]}]}", "[{\"x\":1,\"y\":null},{\"x\":null,\"y\":[]}]"),
    ] {
        let said = read(&format!("kinds-plain-{name}"), text);
        let values: Vec<&str> =
            said.lines().filter_map(|line| line.strip_prefix("{\"a\":")?.strip_suffix('}')).collect();
        assert_eq!(values.join(" "), found, "{said}");
        assert!(!said.contains("stderr"), "{said}");
    }
}

/// Keys that are data do not become columns, wherever in the file they are.
#[test]
fn a_mapping_is_text() {
    let mut text = String::new();
    for i in 0..30_000 {
        writeln!(text, "{{\"a\": {i}, \"by\": {{\"user {}\": \"{}\"}}}}", i / 25, "x".repeat(50)).unwrap();
    }
    let folder = Folder::new("kinds-mapping").file("x.jsonl", &text);
    let sql = "SELECT count(DISTINCT \"by\") AS n, min(length(\"by\")) AS m FROM 'x.jsonl'";
    let said = folder.tenure(&["--format", "csv", "-c", sql]);
    assert!(said.starts_with("exit 0\n--- stdout\nn,m\n1200,64\n"), "{said}");
    assert!(said.contains("column \"by\" has objects of more than 1000 different keys"), "{said}");
    let wide: String = (0..10_001).map(|i| format!("{{\"k{i}\": 1}}\n")).collect();
    assert!(refused("kinds-wide", &wide).contains("more than 10000 different keys"));
}

#[test]
fn keys_are_as_they_are_written() {
    assert_snapshot!(read("kinds-keys", "{\"ID\":1,\"id\":2}\n{\"\":3,\"a.b\":4}\n"));
}

#[test]
fn what_is_no_json_is_told_with_its_line() {
    let mut all = String::new();
    for (i, text) in [
        "{\"a\":1}\n\n{\"a\":1,\"a\":2}\n",
        "{\"a\":1}\n{\"a\":{\"b\":1,\"b\":1}}\n",
        "{\"a\":1}\n{\"a\":1} x\n",
        "{\"a\":1}{\"a\":2}\n",
        "{\"a\":1}\n{\"a\":",
        "{\n  \"a\": 1\n}\n",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":012}",
        "{\"a\":1,}",
        "{\"a\":\"\t\"}",
        "[1, 2]",
        "{\"a\":1}\n5\n",
        "[{\"a\":1},\n {\"a\":2,\n  \"b\":x}\n]\n",
        "[{\"a\":1}\n {\"a\":2}]",
        "[{\"a\":1},\n 5]",
        "[{\"a\":1},\n {\"a\":2}",
        "[{\"a\":1}]\n{\"a\":2}",
        "",
        "[]",
    ]
    .into_iter()
    .enumerate()
    {
        writeln!(all, "{text}\n=> {}", refused(&format!("kinds-refused-{i}"), text)).unwrap();
    }
    assert_snapshot!(all);
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(70), "]".repeat(70));
    assert!(refused("kinds-deep", &deep).contains("line 1: values are nested more than 64 deep"));
}

#[test]
fn other_encodings_are_refused() {
    let folder = Folder::new("kinds-encodings");
    for (text, said) in [
        (&b"{\"a\":1}\n{\"a\":\"\xFF\"}\n"[..], "line 2: not valid UTF-8, at character 7"),
        (&b"\xFF\xFE{\0}\0"[..], "line 1: not valid UTF-8: it looks like UTF-16"),
    ] {
        fs::write(folder.path("x.jsonl"), text).unwrap();
        let found = folder.tenure(&["-c", "FROM 'x.jsonl'"]);
        assert!(found.starts_with("exit 3") && found.contains(said), "{found}");
    }
}

/// Enough records for many blocks, some of them long, with a column that comes late.
fn many() -> String {
    let mut text = String::new();
    for i in 0..60_000 {
        let long = if i % 20_000 == 7 { "x".repeat(1 << 21) } else { "y".repeat(i % 50) };
        write!(text, "{{\"id\": {i}, \"text\": \"{long}\", \"half\": {}.5", i / 2).unwrap();
        if i == 59_999 {
            text.push_str(", \"late\": [{\"k\": \"2024-01-31\"}]");
        }
        text.push_str("}\n");
    }
    text
}

#[tokio::test]
async fn threads_and_form_change_nothing() {
    let lines = many();
    let array = format!("[{}]", lines.trim().replace("}\n{", "},\r\n{"));
    let folder = Folder::new("kinds-threads").file("lines.jsonl", &lines).file("array.json", &array);
    for threads in [1, 2, 16] {
        for name in ["lines.jsonl", "array.json"] {
            let engine = Engine::builder().threads(threads).build().unwrap();
            let path = folder.path(name).display().to_string();
            engine.register("t", &path).await.unwrap();
            let sums = "SELECT count(*), sum(id), sum(length(text)), sum(half), count(late) FROM t";
            assert_eq!(
                ask(&engine, sums).await.text(),
                ask(&engine, "SELECT 60000, 1799970000, 7761435, 900000000.0, 1").await.text(),
                "{name} {threads}"
            );
            // Rows come in the order of the file.
            let sql = "SELECT sum(CASE WHEN id = n - 1 THEN 0 ELSE 1 END) \
                       FROM (SELECT id, row_number() OVER () AS n FROM t)";
            assert_eq!(ask(&engine, sql).await.only(), "0", "{name} {threads}");
            assert_eq!(ask(&engine, "SELECT id FROM t LIMIT 1").await.only(), "0");
        }
    }
}

#[test]
fn files_are_matched_by_name() {
    let folder = Folder::new("kinds-several")
        .file("1.jsonl", "{\"a\":1,\"b\":\"x\"}\n")
        .file("2.jsonl", "{\"c\":true,\"b\":2,\"a\":0.5}\n")
        .file("3.jsonl", "\n");
    assert_snapshot!(folder.tenure(&["--format", "jsonl", "-c", "FROM '*.jsonl'"]));
}

#[test]
fn packed_files_are_unpacked() {
    let folder = Folder::new("kinds-packed").file("x.jsonl", "{\"a\":1}\n{\"a\":2}\n");
    folder.sh("gzip -k x.jsonl");
    let sums = folder.tenure(&["--format", "csv", "-c", "SELECT sum(a) AS a FROM 'x.jsonl.gz'"]);
    assert_eq!(sums, "exit 0\n--- stdout\na\n3\n");
}

#[test]
fn what_is_written_reads_back() {
    let folder = Folder::new("kinds-written").file("orders.jsonl", ORDERS);
    let all = "SELECT * FROM 'orders.jsonl'";
    folder.tenure(&["-c", all, "-o", "once.jsonl"]);
    folder.tenure(&["-c", all, "-o", "array.json"]);
    for name in ["copy.jsonl", "copy.json", "copy.ndjson"] {
        let copied = folder.tenure(&["-c", &format!("COPY ({all}) TO '{name}'")]);
        assert!(copied.starts_with("exit 0"), "{copied}");
    }
    let expected = folder.tenure(&["-c", all]);
    for name in ["once.jsonl", "array.json", "copy.jsonl", "copy.json", "copy.ndjson"] {
        assert_eq!(folder.tenure(&["-c", &format!("SELECT * FROM '{name}'")]), expected, "{name}");
    }
    let made = "CREATE EXTERNAL TABLE t STORED AS JSON LOCATION 'copy.jsonl'";
    assert_eq!(folder.tenure(&["-c", made, "-c", "SELECT * FROM t"]), expected);
}

/// Values that folders cannot be called by just so.
const ODD: &str = "SELECT * FROM (VALUES (1, 'GB', 2024), (2, 'a b', 2024), (3, 'x/y', 2023), (4, '50%', 2023), \
    (5, '', 2023), (6, NULL, 2023), (7, 'ünï=1', NULL), (8, '..', 2022)) AS t(id, country, year)";

#[test]
fn folders_give_back_what_was_divided_by_them() {
    let folder = Folder::new("kinds-folders");
    for kind in ["PARQUET", "JSON", "CSV"] {
        let copy = format!("COPY ({ODD}) TO 'out-{kind}/' STORED AS {kind} PARTITIONED BY (country, year)");
        let done = folder.tenure(&["-c", &copy]);
        assert!(done.starts_with("exit 0"), "{done}");
        let back = format!("SELECT * FROM 'out-{kind}' ORDER BY id");
        assert_eq!(
            folder.tenure(&["-c", &back]),
            folder.tenure(&["-c", &format!("{ODD} ORDER BY id")]),
            "{kind}"
        );
        let counts = format!(
            "SELECT count(*) AS n, count(country) AS c, count(year) AS y, min(year) AS a, max(year) AS b FROM 'out-{kind}'"
        );
        let counts = folder.tenure(&["--format", "csv", "-c", &counts]);
        assert_eq!(counts, "exit 0\n--- stdout\nn,c,y,a,b\n8,7,7,2022,2024\n", "{kind}");
        for (filter, found) in [
            ("country IS NULL", "6"),
            ("country = ''", "5"),
            ("year = 2024 AND id > 1", "2"),
            ("year IS NULL", "7"),
            ("country LIKE 'x%' OR year < 2023", "3,8"),
            ("country = 'FR'", ""),
        ] {
            let sql = format!(
                "SELECT string_agg(CAST(id AS TEXT), ',' ORDER BY id) AS ids FROM 'out-{kind}' WHERE {filter}"
            );
            let ids = folder.tenure(&["--format", "tsv", "-c", &sql]);
            assert_eq!(ids, format!("exit 0\n--- stdout\nids\n{found}\n"), "{kind} {filter}");
        }
    }
}

#[tokio::test]
async fn files_of_other_folders_are_not_opened() {
    let folder = Folder::new("kinds-pruned");
    for kind in ["parquet", "json"] {
        let copy = format!("COPY ({ODD}) TO 'out-{kind}/' STORED AS {kind} PARTITIONED BY (year)");
        folder.tenure(&["-c", &copy]);
        let engine = Engine::builder().threads(4).build().unwrap();
        let path = folder.path(&format!("out-{kind}")).display().to_string();
        engine.register("t", &path).await.unwrap();
        // A file that is no longer there cannot be opened.
        fs::remove_dir_all(folder.path(&format!("out-{kind}/year=2022"))).unwrap();
        assert_eq!(ask(&engine, "SELECT sum(id) FROM t WHERE year = 2024").await.only(), "3", "{kind}");
        assert_eq!(ask(&engine, "SELECT count(*) FROM t WHERE year > 2022").await.only(), "6", "{kind}");
        let plan = ask(&engine, "EXPLAIN SELECT id FROM t WHERE year = 2024").await.text();
        assert!(plan.contains("year=2024/") && !plan.contains("year=2023/"), "{plan}");
        assert!(engine.query("SELECT id FROM t").await.is_err(), "{kind}");
    }
}

#[test]
fn parquet_files_are_matched_by_name() {
    let folder = Folder::new("kinds-parquet");
    fs::create_dir(folder.path("p")).unwrap();
    let copy = |name: &str, sql: &str| {
        let done = folder.tenure(&["-c", &format!("COPY ({sql}) TO 'p/{name}.parquet'")]);
        assert!(done.starts_with("exit 0"), "{done}");
    };
    copy("1", "SELECT 1::INT AS a, 'x' AS b");
    copy("2", "SELECT 'y' AS b, 5000000000 AS a, true AS c");
    let sql = "SELECT * FROM 'p' ORDER BY a";
    assert_snapshot!(folder.tenure(&["-c", sql]));
    let sums = "SELECT min(a) AS a, max(a) AS b, count(c) AS c, count(*) AS d FROM 'p'";
    assert!(folder.tenure(&["--format", "csv", "-c", sums]).contains("\n1,5000000000,1,2\n"));
    for (filter, found) in [("a = 1", "x"), ("a = 5000000000", "y"), ("c IS NULL", "x"), ("c", "y")] {
        let sql = format!("SELECT b FROM 'p' WHERE {filter}");
        assert!(
            folder.tenure(&["--format", "csv", "-c", &sql]).contains(&format!("\n{found}\n")),
            "{filter}"
        );
    }
    copy("3", "SELECT 'no' AS a");
    assert_snapshot!(folder.tenure(&["-c", "SELECT * FROM 'p'"]));
}

#[test]
fn a_column_of_the_file_hides_that_of_the_folder() {
    let folder = Folder::new("kinds-hidden");
    fs::create_dir_all(folder.path("g=1")).unwrap();
    let folder = folder.file("g=1/x.jsonl", "{\"g\":7}\n");
    folder.tenure(&["-c", "COPY (SELECT 7 AS g) TO 'g=1/x.parquet'"]);
    for name in ["g=1/x.jsonl", "g=1/x.parquet"] {
        let said = folder.tenure(&["--format", "csv", "-c", &format!("SELECT * FROM '{name}'")]);
        assert!(said.contains("g\n7\n"), "{said}");
        assert!(said.contains("that of the files is used"), "{said}");
    }
}
