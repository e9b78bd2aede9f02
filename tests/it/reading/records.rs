//! Large files: every record, in order, whatever the threads; and the true place of a bad one.

use std::io::Write as _;

use insta::assert_snapshot;

use super::folder;

/// Sixty thousand records, each with line breaks, delimiters and quotes inside quotes: over 3 MiB.
fn quoted(end: &str) -> String {
    let mut text = format!("id,note,amount{end}");
    for i in 0..60_000 {
        let quotes = if i % 3 == 0 { "\"\"" } else { "" };
        text.push_str(&format!("{i},\"line one of {i}{end}{quotes},{end}line three\",{}.5{end}", i % 10));
    }
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[test]
fn line_breaks_inside_quotes_in_a_file_of_several_megabytes() {
    let sql = |file: &str| {
        format!(
            "SELECT count(*) AS n, sum(id) AS ids, sum(amount) AS amounts, count(DISTINCT note) AS notes, \
             max(note) FILTER (WHERE id = 59999) LIKE 'line one of 59999%line three' AS last FROM '{file}'"
        )
    };
    for (name, end) in [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")] {
        let text = quoted(end);
        assert!(text.len() > 2 << 20);
        let folder =
            folder(&format!("quoted-{name}")).bytes("t.csv", &text).bytes("t.csv.gz", gzip(text.as_bytes()));
        let expected = "exit 0\n--- stdout\nn,ids,amounts,notes,last\n60000,1799970000,300000.0,60000,true\n";
        assert_eq!(folder.ask(&sql("t.csv")), expected, "{name}");
        assert_eq!(folder.ask(&sql("t.csv.gz")), expected, "{name}");
        let last = folder.ask("SELECT id, note FROM 't.csv' LIMIT 1 OFFSET 59999");
        assert!(last.contains("\n59999,\"line one of 59999"), "{last}");
    }
}

#[test]
fn rows_come_in_the_order_of_the_file() {
    let text: String = (0..300_000_u64).map(|i| format!("{i},{},x{}\n", i * 7919 % 104_729, i % 7)).collect();
    let folder = folder("order").bytes("t.csv", format!("id,n,s\n{text}"));
    for sql in [
        "SELECT id FROM 't.csv'",
        "SELECT id, n * 2 AS twice FROM 't.csv' WHERE s <> 'x3'",
        "SELECT * FROM read_csv('t.csv', row_number => true)",
        "SELECT id FROM (SELECT * FROM 't.csv' LIMIT 200000) WHERE n > 1000",
    ] {
        let answer = folder.ask(sql);
        let ids: Vec<u32> =
            answer.lines().skip(3).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
        assert!(ids.len() > 100_000 && ids.is_sorted(), "{sql}");
    }
}

/// Makes a file of some 56 MB whose 1,400,002nd record is `bad`.
fn large(bad: &str) -> String {
    let mut text = String::from("id,customer,ordered,amount,channel\n");
    for i in 1..=1_500_000 {
        if i == 1_400_002 {
            text.push_str(bad);
        } else {
            let (customer, day, cents) = (i % 5_000, i % 28 + 1, i % 97);
            text.push_str(&format!("{i},C{customer:06},2024-01-{day:02},{cents}.25,web\n"));
        }
    }
    text
}

#[test]
fn a_bad_value_in_row_1_400_002_is_told_by_its_true_line() {
    let text = large("1400002,C000002,2024-01-31,12.x5,web\n");
    let folder = folder("large-value").bytes("t.csv", &text).bytes("t.csv.gz", gzip(text.as_bytes()));
    let said = folder.ask("SELECT sum(amount) FROM 't.csv'");
    assert_snapshot!(said, @r#"
    exit 3
    --- stderr
    error: 't.csv', line 1400003: expected a number in column "amount", found '12.x5'
      | 1400002,C000002,2024-01-31,12.x5,web
      at 1:25
      | SELECT sum(amount) FROM 't.csv'
      |                         ^^^^^^^
      hint: types => {'amount': 'VARCHAR'} reads that column as text; on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    "#);
    let packed =
        folder.tenure(&["--threads", "16", "--format", "csv", "-c", "SELECT sum(amount) FROM 't.csv.gz'"]);
    assert_eq!(packed.replace(".gz", "").replace("^^^", ""), said.replace("^^^", ""));

    // It is left out, and no other.
    let sql = "SELECT count(*) AS n, max(id) AS last, sum(row_number) AS numbers, \
               count(*) FILTER (WHERE row_number <> id) AS wrong FROM read_csv('t.csv', on_bad_row => 'reject', \
               types => {'amount': 'DOUBLE'}, row_number => true); SELECT * FROM rejects";
    assert_snapshot!(folder.tenure(&["--threads", "16", "--format", "csv", "-c", sql]), @r#"
    exit 0
    --- stdout
    n,last,numbers,wrong
    1499999,1500000,1124999349998,0

    file,line,byte,column,expected,found,raw
    t.csv,1400003,50544638,amount,a number,'12.x5',"1400002,C000002,2024-01-31,12.x5,web"
    --- stderr
    note: 1 record of 't.csv' could not be read: SELECT * FROM rejects
    "#);

    // What does not read that column or that far does not meet it.
    let sql = "SELECT count(*) AS n FROM 't.csv'; SELECT id, amount FROM 't.csv' LIMIT 2; \
               SELECT id, amount FROM 't.csv' WHERE id % 3 = 0 LIMIT 2";
    assert_snapshot!(folder.tenure(&["--threads", "16", "--format", "csv", "-c", sql]), @"
    exit 0
    --- stdout
    n
    1500000

    id,amount
    1,1.25
    2,2.25

    id,amount
    3,3.25
    6,6.25
    ");
}

#[test]
fn too_few_and_too_many_fields_in_row_1_400_002_are_told_by_their_true_line() {
    let few = folder("large-few").bytes("t.csv", large("1400002,C000002,2024-01-31,12.5\n"));
    assert_snapshot!(few.tenure(&["--threads", "16", "-c", "SELECT count(*) FROM 't.csv'"]), @"
    exit 3
    --- stderr
    error: 't.csv', line 1400003: expected 5 fields, found 4 fields
      | 1400002,C000002,2024-01-31,12.5
      at 1:22
      | SELECT count(*) FROM 't.csv'
      |                      ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    ");
    let many = folder("large-many").bytes("t.csv", large("1400002,C000002,2024-01-31,12.5,web,x\n"));
    assert_snapshot!(many.tenure(&["--threads", "16", "-c", "SELECT sum(amount) FROM 't.csv'"]), @"
    exit 3
    --- stderr
    error: 't.csv', line 1400003: expected 5 fields, found 6 fields
      | 1400002,C000002,2024-01-31,12.5,web,x
      at 1:25
      | SELECT sum(amount) FROM 't.csv'
      |                         ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    ");
    let sql = "SELECT count(*) AS n FROM read_csv('t.csv', on_bad_row => 'reject'); SELECT * FROM rejects";
    assert_snapshot!(many.tenure(&["--threads", "16", "--format", "csv", "-c", sql]), @r#"
    exit 0
    --- stdout
    n
    1499999

    file,line,byte,column,expected,found,raw
    t.csv,1400003,50544638,,5 fields,6 fields,"1400002,C000002,2024-01-31,12.5,web,x"
    --- stderr
    note: 1 record of 't.csv' could not be read: SELECT * FROM rejects
    "#);
}

#[test]
fn values_far_behind_that_contradict_what_was_found_out_are_bad_and_never_changed() {
    // They stand where nothing is looked at beforehand.
    let bad = "01400002,C000002,2024-01-31,12.5,web\n\
               1400002,C000002,31/01/2024,12.5,web\n\
               1400002,C000002,2024-01-31 10:00,12.5,web\n\
               1400002,C000002,20240131,12.5,web\n\
               1400002,C000002,2024-01-31,12%,web\n\
               1400002,C000002,2024-01-31,$12,web\n\
               1400002,C000002,2024-01-31,\"1,234\",web\n\
               1400002,C000002,2024-01-31,NA,web\n\
               14E5,C000002,2024-01-31,12.5,web\n\
               1400002.5,C000002,2024-01-31,12.5,web\n";
    let folder = folder("contradicted").bytes("t.csv", large(bad));
    let sql = "SELECT count(*) AS n FROM read_csv('t.csv', on_bad_row => 'reject'); SELECT line, \"column\", found FROM rejects";
    assert_snapshot!(folder.tenure(&["--threads", "16", "--format", "csv", "-c", sql]), @r#"
    exit 0
    --- stdout
    n
    1499999

    line,column,found
    1400003,id,'01400002'
    1400004,ordered,'31/01/2024'
    1400005,ordered,'2024-01-31 10:00'
    1400006,ordered,'20240131'
    1400007,amount,'12%'
    1400008,amount,'$12'
    1400009,amount,"'1,234'"
    1400010,amount,'NA'
    1400011,id,'14E5'
    1400012,id,'1400002.5'
    --- stderr
    note: 10 records of 't.csv' could not be read: SELECT * FROM rejects
    "#);
}

#[test]
fn a_plus_sign_far_behind_is_an_error_too() {
    let folder = folder("plus-behind").bytes("t.csv", large("+447911123456,C000002,2024-01-31,12.5,web\n"));
    let said = folder.tenure(&["--threads", "16", "-c", "SELECT max(id) FROM 't.csv'"]);
    assert!(said.starts_with("exit 3"), "{said}");
}
