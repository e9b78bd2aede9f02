//! The files that are read and those that are refused.

use std::fs;

use insta::assert_snapshot;
use tenure::Engine;

use super::{folder, read};

#[test]
fn paths_with_signs_that_mean_something_elsewhere() {
    for name in [
        "it's.csv",
        "a b.csv",
        "100%.csv",
        "a%20b.csv",
        "#1.csv",
        "x[1].csv",
        "a,b.csv",
        "ü 订单.csv",
        "a?b.csv",
        "a*b.csv",
        "a&b=c.csv",
        "deep/er/f.csv",
    ] {
        let folder = folder("paths").bytes(name, "id,a\n1,5\n");
        let written = name.replace('\'', "''");
        assert_eq!(folder.table(&format!("read_csv('{written}')")), "id BIGINT | a BIGINT\n1 | 5", "{name}");
        assert_eq!(
            folder.rows(&format!("SELECT * FROM '{written}'")),
            "id BIGINT | a BIGINT\n1 | 5",
            "{name}"
        );
    }
}

#[test]
fn what_is_no_text_is_refused_by_what_it_is() {
    let parquet = fs::read("tests/data/cdnow.parquet").unwrap();
    assert_snapshot!(read("no-text-parquet", "t.csv", parquet), @"
    exit 3
    error: 't.csv' cannot be read: this is a Parquet file, not delimited text
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
    ");
    let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\0\0\0\0", name.as_bytes()].concat();
    assert_snapshot!(read("no-text-xlsx", "t.csv", zip("[Content_Types].xml xl/workbook.xml")), @"
    exit 3
    error: 't.csv' cannot be read: this is an Excel workbook (.xlsx), not delimited text
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
    ");
    assert_snapshot!(read("no-text-zip", "t.csv", zip("orders.csv")), @"
    exit 3
    error: 't.csv' cannot be read: this is a ZIP archive, not delimited text
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
    ");
    let noise: Vec<u8> = (0..5_000_u32).map(|i| (i * i / 7) as u8).collect();
    assert_snapshot!(read("no-text-binary", "t.csv", noise), @"
    exit 3
    error: 't.csv' cannot be read: this is not a text file: it has many control characters, the first at byte 1
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
    ");
}

#[test]
fn files_that_are_not_there() {
    let folder = folder("missing").bytes("orders.csv", "id\n1\n").bytes("sub/.keep", "");
    assert_snapshot!(folder.table("order.csv"), @"
    exit 3
    error: no such file: 'order.csv'
      at 1:15
      | SELECT * FROM 'order.csv'
      |               ^^^^^^^^^^^
      hint: did you mean 'orders.csv'?
    ");
    assert_snapshot!(folder.table("read_csv(('orders.csv', 'ordres.csv'))"), @"
    exit 3
    error: no such file: 'ordres.csv'
      at 1:15
      | SELECT * FROM read_csv(('orders.csv', 'ordres.csv'))
      |               ^^^^^^^^
      hint: did you mean 'orders.csv'?
    ");
    assert_snapshot!(folder.table("sub/*.csv"), @"
    exit 3
    error: no file matches 'sub/*.csv'
      at 1:15
      | SELECT * FROM 'sub/*.csv'
      |               ^^^^^^^^^^^
    ");
    assert_snapshot!(folder.table("sub/"), @"
    exit 3
    error: the folder 'sub/' has no files
      at 1:15
      | SELECT * FROM 'sub/'
      |               ^^^^^^
    ");
    assert_snapshot!(folder.table("nowhere/orders.csv"), @"
    exit 3
    error: no such file: 'nowhere/orders.csv'
      at 1:15
      | SELECT * FROM 'nowhere/orders.csv'
      |               ^^^^^^^^^^^^^^^^^^^^
      hint: there is no folder 'nowhere'
    ");
    assert_snapshot!(folder.table("orders.dat"), @"
    exit 3
    error: no such file: 'orders.dat'
      at 1:15
      | SELECT * FROM 'orders.dat'
      |               ^^^^^^^^^^^^
      hint: did you mean 'orders.csv'?
    ");
}

#[test]
fn a_file_of_another_ending_is_read_by_read_csv() {
    let folder = folder("ending").bytes("orders.dat", "id,a\n1,5\n");
    assert_snapshot!(folder.table("read_csv('orders.dat')"), @"
    id BIGINT | a BIGINT
    1 | 5
    ");
    assert!(folder.table("orders.dat").contains("read_csv('orders.dat') reads any text"));
}

#[test]
fn a_list_of_paths() {
    let folder = folder("list").bytes("a.csv", "id,a\n1,5\n").bytes("b.csv", "a;id\n6,5;2\n");
    assert_snapshot!(folder.table("read_csv(('a.csv', 'b.csv'), filename => true)"), @r#"
    id BIGINT | a DOUBLE | filename VARCHAR
    1 | 5.0 | a.csv
    2 | 6.5 | b.csv
    note: 'b.csv': column "a": the decimal separator is a comma
    "#);
    assert_snapshot!(folder.table("read_csv(['b.csv', 'a.csv'])"), @r#"
    a DOUBLE | id BIGINT
    6.5 | 2
    5.0 | 1
    note: 'b.csv': column "a": the decimal separator is a comma
    "#);
}

#[tokio::test]
async fn a_file_that_changes_after_it_was_opened() {
    let folder = folder("changes").bytes("t.csv", "id\n1\n2\n");
    let path = folder.path("t.csv").display().to_string();
    let engine = Engine::new().unwrap();
    engine.register("t", &path).await.unwrap();
    let sum = async |sql: &str| -> Result<String, tenure::Error> {
        let batches = engine.query(sql).await?.collect().await?;
        Ok(format!("{:?}", batches[0].column(0)))
    };
    assert!(sum("SELECT sum(id) FROM t").await.unwrap().contains('3'));
    fs::write(&path, "id\n1\n2\n10\n").unwrap();
    // It is read as it is now, or refused; never as it was, nor half of each.
    match sum("SELECT sum(id) FROM t").await {
        Ok(sum) => assert!(sum.contains("13"), "{sum}"),
        Err(error) => assert!(error.to_string().contains("has changed since it was opened"), "{error}"),
    }
    assert!(sum(&format!("SELECT sum(id) FROM '{path}'")).await.unwrap().contains("13"));
    // What was found out is found out again too.
    fs::write(&path, "name;zip\nann;00123\n").unwrap();
    assert!(sum(&format!("SELECT zip FROM '{path}'")).await.unwrap().contains("00123"));
    let error = sum("SELECT sum(id) FROM t").await.unwrap_err();
    assert!(error.to_string().contains("changed since it was opened"), "{error}");
    assert!(error.hint().unwrap().contains("open it again"));
    fs::remove_file(&path).unwrap();
    assert_eq!(sum("SELECT sum(id) FROM t").await.unwrap_err().code(), tenure::Code::Io);
}

#[test]
fn what_is_said_goes_to_stderr_once_a_session() {
    let folder = folder("once").bytes("t.csv", "zip\n00123\n");
    let sql = "SELECT * FROM 't.csv'; SELECT * FROM 't.csv'; SELECT count(*) AS n FROM 't.csv'";
    assert_snapshot!(folder.ask(sql), @r#"
    exit 0
    --- stdout
    zip
    00123

    zip
    00123

    n
    1
    --- stderr
    note: 't.csv': column "zip": leading zeros: kept as text
    "#);
    // Nothing of a column that is not read.
    assert_snapshot!(folder.ask("SELECT count(*) AS n FROM 't.csv'"), @"
    exit 0
    --- stdout
    n
    1
    ");
}
