//! Relations, paths and dot commands.

use super::*;

#[test]
fn paths_in_quotes() {
    assert_eq!(all("SELECT * FROM 'da|"), ["data/"]);
    assert_eq!(all("FROM '|"), ["data/", "orders.csv'", "it''s.csv'"]);
    assert_eq!(all("'|"), ["data/", "orders.csv'", "it''s.csv'"]);
    assert_eq!(done("FROM 'data/o''|"), "FROM 'data/o''brien.csv'");
    assert_eq!(done("FROM 'data/gr|ö"), "FROM 'data/größe.parquet'ö");
    assert_eq!(done("FROM 'data/gr|' WHERE x = 'y'"), "FROM 'data/größe.parquet' WHERE x = 'y'");
    assert_eq!(done("FROM 'or|ders.csv' o"), "FROM 'orders.csv' o");
    assert_eq!(all("FROM 'it''s/|"), ["x.csv'"]);
    assert_eq!(all("FROM '.|"), [".hidden'"]);
    for place in ["read_csv('da|", "rfm('da|", "read_csv(['a.csv', 'da|", "rfm(table => 'da|"] {
        assert_eq!(all(&format!("SELECT * FROM {place}")), ["data/"], "{place}");
    }
    assert_eq!(all("COPY orders TO 'da|"), ["data/"]);
    assert_eq!(all("SUMMARIZE 'da|"), ["data/"]);
    assert_eq!(all("SELECT * FROM orders JOIN 'da|"), ["data/"]);
    assert_eq!(all("CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'da|"), ["data/"]);
}

#[test]
fn files_without_quotes_yet() {
    assert_eq!(all("SELECT * FROM ord|"), ["orders", "'orders.csv'"]);
    assert_eq!(of("FROM |", SuggestionKind::File), ["'orders.csv'", "'it''s.csv'"]);
    assert_eq!(of("FROM |", SuggestionKind::Folder), ["'data/"]);
    assert_eq!(first("COPY orders TO |", 1), ["'data/"]);
}

#[test]
fn relations() {
    for before in [
        "FROM",
        "SELECT * FROM orders JOIN",
        "INSERT INTO",
        "DROP TABLE",
        "DESCRIBE",
        "SUMMARIZE",
        "TABLE",
        "COPY",
    ] {
        assert_eq!(first(&format!("{before} |"), 2), ["orders", "customers"], "{before}");
    }
    assert_eq!(all("DROP VIEW |").len(), 5);
    assert_eq!(all("WITH orders AS (SELECT 1) SELECT * FROM ord|"), ["orders", "'orders.csv'"]);
    assert_eq!(first("FROM demo.|", 1), ["events"]);
    assert_eq!(done("FROM \"Od|"), "FROM \"Odd Table\"");
    assert_eq!(done("FROM odd|"), "FROM \"Odd Table\"");
    assert_eq!(done("FROM ev|"), "FROM demo.events");
    assert_eq!(done("FROM demo.\"ol|\" x"), "FROM demo.\"old events\" x");
}

#[test]
fn dot_commands() {
    assert_eq!(all(".ta|"), [".tables"]);
    assert_eq!(all(".|").len(), 6);
    assert_eq!(done("  .he|lp"), "  .help");
    assert_eq!(first(".help |", 7)[5..], [".read", "rfm"]);
    assert_eq!(all(".help ta|"), [".tables"]);
    assert_eq!(all(".schema cus|"), ["customers"]);
    assert_eq!(all(".example rf|"), ["rfm", "rfm_segment"]);
    assert_eq!(all(".mode |"), ["table", "csv", "json"]);
    assert_eq!(all(".read |"), ["data/", "orders.csv", "it's.csv"]);
    assert_eq!(done(".read data/o|"), ".read data/o'brien.csv");
    assert_eq!(done(".read 'data/o|"), ".read 'data/o''brien.csv'");
    assert!(all(".tables |").is_empty() && all(".nothing |").is_empty());
}
