//! The sample, its tour, and the reports of the project, as their users run them.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use tenure::demo::WALK;

use crate::Folder;

/// Splits a CSV text into its results, each with its rows.
fn results(text: &str) -> Vec<Vec<&str>> {
    let csv = text.strip_prefix("exit 0\n--- stdout\n").unwrap_or_else(|| panic!("{text}"));
    assert!(!csv.contains("--- stderr"), "{text}");
    csv.split("\n\n").map(|result| result.lines().skip(1).collect()).collect()
}

#[test]
fn every_statement_of_the_walk_gives_rows() {
    let folder = Folder::new("walk");
    for step in WALK {
        let text = folder.tenure(&["demo", "--format", "csv", "-c", step.sql]);
        assert!(results(&text).iter().all(|rows| !rows.is_empty()), "{}", step.question);
    }
    let all: String = WALK.iter().map(|step| format!("-- {}\n{}\n", step.question, step.sql)).collect();
    assert_eq!(results(&folder.tenure_stdin(&["demo", "--format", "csv"], &all)).len(), WALK.len());
}

fn reports() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 3, "{files:?}");
    files
}

#[test]
fn every_statement_of_the_reports_gives_rows() {
    let folder = Folder::new("reports");
    for file in reports() {
        let name = file.to_str().unwrap();
        let sql = fs::read_to_string(&file).unwrap();
        let statements = tenure::statements(&sql).unwrap();
        let asked = statements.iter().filter(|statement| !statement.sql.contains("CREATE")).count();
        let text = folder.tenure(&["report", name, "--json", "-"]);
        let json = text.strip_prefix("exit 0\n--- stdout\n").unwrap_or_else(|| panic!("{name}: {text}"));
        let report: serde_json::Value = serde_json::from_str(json).unwrap();
        let blocks = report["blocks"].as_array().unwrap();
        assert_eq!(blocks.len(), asked, "{name}");
        assert!(blocks.iter().all(|block| !block["rows"].as_array().unwrap().is_empty()), "{name}");
    }
}

#[test]
fn the_answers_of_the_reports_do_not_depend_on_threads() {
    let folder = Folder::new("reports-threads");
    for file in reports() {
        let run = |threads| {
            let file = file.to_str().unwrap();
            folder.tenure(&["report", file, "--json", "-", "--as-of", "2024-05-31", "--threads", threads])
        };
        let one = run("1");
        assert!(one.starts_with("exit 0\n--- stdout\n{"), "{one}");
        assert!(one == run("3"), "{}", file.display());
    }
}

#[test]
fn the_sample_is_there_in_every_session() {
    let folder = Folder::new("sample").file("q.sql", "SELECT count(*) AS n FROM events");
    let run = |args: &[&str]| folder.tenure(&[args, &["--format", "csv"]].concat());
    assert_snapshot!(run(&["-c", "SELECT count(*) AS n, count(DISTINCT customer_id) AS who, fsum(amount) AS spent FROM demo.orders"]), @r"
    exit 0
    --- stdout
    n,who,spent
    6919,2357,244091.94
    ");
    assert_snapshot!(run(&["-c", "SELECT Orders.quantity FROM DEMO.Orders JOIN demo.survey USING (customer_id) WHERE Score IS NULL ORDER BY 1 DESC LIMIT 1"]), @r"
    exit 0
    --- stdout
    quantity
    18
    ");
    assert_snapshot!(run(&["-c", "SELECT max(frequency) AS most FROM rfm(demo.orders, customer_id, ordered_at, amount)"]), @r"
    exit 0
    --- stdout
    most
    56
    ");
    assert_snapshot!(run(&["demo", "-f", "q.sql", "-c", "FROM demo.orders LIMIT 1"]), @r"
    exit 0
    --- stdout
    n
    26041

    customer_id,ordered_at,quantity,amount
    1,1997-01-01,2,29.33
    ");
    assert_snapshot!(run(&["-c", "DESCRIBE demo.events"]), @"
    exit 0
    --- stdout
    column_name,data_type,is_nullable
    customer_id,INTEGER,NO
    occurred_at,TIMESTAMP,NO
    event,VARCHAR,NO
    source,VARCHAR,NO
    ");
}

#[test]
fn a_misspelt_name_of_the_sample_is_told() {
    let folder = Folder::new("sample-mistakes");
    let run = |sql| folder.tenure(&["-c", sql]);
    assert_snapshot!(run("SELECT * FROM demo.ordes"), @r"
    exit 1
    --- stderr
    error: table 'demo.ordes' not found
      at 1:15
      | SELECT * FROM demo.ordes
      |               ^^^^^^^^^^
      hint: did you mean 'demo.orders'?
    ");
    assert_snapshot!(run("SELECT * FROM rfm(dmo.orders, customer_id, ordered_at, amount)"), @r"
    exit 1
    --- stderr
    error: table 'dmo.orders' not found
      at 1:19
      | SELECT * FROM rfm(dmo.orders, customer_id, ordered_at, amount)
      |                   ^^^^^^^^^^
      hint: did you mean 'demo.orders'?
    ");
    assert_snapshot!(run("CREATE TABLE demo.x AS SELECT 1 AS a"), @r"
    exit 1
    --- stderr
    error: table 'x' cannot be created in the schema 'demo', which is read-only
      at 1:19
      | CREATE TABLE demo.x AS SELECT 1 AS a
      |                   ^
    ");
    assert_snapshot!(folder.tenure(&["demo", "orders.csv"]), @r"
    exit 2
    --- stderr
    error: unexpected argument 'orders.csv' found

    Usage: tenure demo [OPTIONS]

    For more information, try '--help'.
    ");
}

#[test]
fn an_engine_has_the_sample_only_when_asked() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let rows = |engine: tenure::Engine| {
        runtime.block_on(async move { engine.query("FROM demo.survey").await?.collect().await })
    };
    assert!(rows(tenure::Engine::new().unwrap()).is_err());
    let batches = rows(tenure::Engine::builder().demo().build().unwrap()).unwrap();
    assert_eq!(batches.iter().map(|batch| batch.num_rows()).sum::<usize>(), 2_678);
}

#[test]
fn shells_accept_their_completions() {
    let folder = Folder::new("completions");
    assert_eq!(folder.sh("$TENURE completions bash > tenure.bash && bash -n tenure.bash"), "exit 0\n");
    assert_eq!(
        folder.sh("bash -c '. ./tenure.bash; COMP_WORDS=(tenure de); COMP_CWORD=1; _tenure tenure de tenure; echo $COMPREPLY'"),
        "exit 0\n--- stdout\ndemo\n"
    );
    for shell in ["zsh", "fish"] {
        let script = folder.tenure(&["completions", shell]);
        assert!(script.starts_with("exit 0\n--- stdout\n") && script.contains("demo"), "{script}");
    }
    assert_eq!(folder.sh("$TENURE completions zsh | true"), "exit 0\n");
}
