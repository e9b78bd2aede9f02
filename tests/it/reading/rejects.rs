//! Records that cannot be read: an error, a reject, or NULL.

use insta::assert_snapshot;

use super::{Folder, folder};

/// Rows with one bad value, two bad values, too few fields, too many fields, and text behind a quote.
const BAD: &str = "id,units,amount\n1,11,1.5\n2,x,2.5\n3,y,z\n4,14\n5,15,5.5,6\n6,\"16\"d,6.5\n7,17,7.5\n";

const TYPES: &str = "types => {'units': 'BIGINT', 'amount': 'DOUBLE'}";

fn bad(name: &str) -> Folder {
    folder(name).bytes("t.csv", BAD)
}

#[test]
fn an_error_says_file_line_column_what_was_expected_and_the_record() {
    let folder = bad("reject-error");
    assert_snapshot!(folder.ask(&format!("SELECT * FROM read_csv('t.csv', {TYPES}, on_bad_row => 'error')")), @r#"
    exit 3
    --- stderr
    error: 't.csv', line 3: expected a whole number in column "units", found 'x'
      | 2,x,2.5
      at 1:24
      | SELECT * FROM read_csv('t.csv', types => {'units': 'BIGINT', 'amount': 'DOUBLE'}, on_bad_row => 'error')
      |                        ^^^^^^^
      hint: types => {'units': 'VARCHAR'} reads that column as text; on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    "#);
    let header = format!("SELECT * FROM read_csv('t.csv', {TYPES})");
    assert_eq!(
        folder.ask(&header).replace("))", ")"),
        folder
            .ask(&format!("SELECT * FROM read_csv('t.csv', {TYPES}, on_bad_row => 'error')"))
            .replace(", on_bad_row => 'error'", "")
    );
}

#[test]
fn rejects_are_left_out_kept_in_a_table_and_counted() {
    let sql =
        format!("SELECT * FROM read_csv('t.csv', {TYPES}, on_bad_row => 'reject'); SELECT * FROM rejects");
    assert_snapshot!(bad("reject").ask(&sql), @r#"
    exit 0
    --- stdout
    id,units,amount
    1,11,1.5
    7,17,7.5

    file,line,byte,column,expected,found,raw
    t.csv,3,25,units,a whole number,'x',"2,x,2.5"
    t.csv,4,33,amount,a number,'z',"3,y,z"
    t.csv,4,33,units,a whole number,'y',"3,y,z"
    t.csv,5,39,,3 fields,2 fields,"4,14"
    t.csv,6,44,,3 fields,4 fields,"5,15,5.5,6"
    t.csv,7,55,units,a delimiter after the closing quote,more text,"6,""16""d,6.5"
    --- stderr
    note: 5 records of 't.csv' could not be read: SELECT * FROM rejects
    "#);
}

#[test]
fn which_records_are_rejected_does_not_depend_on_what_is_asked_for() {
    let folder = bad("reject-projection");
    for (columns, expected) in [
        ("count(*)", "2"),
        ("count(id)", "2"),
        ("count(units)", "2"),
        ("count(amount)", "2"),
        ("sum(id)", "8"),
        ("count(DISTINCT row_number)", "2"),
    ] {
        let sql = format!(
            "SELECT {columns} AS n FROM read_csv('t.csv', {TYPES}, row_number => true, on_bad_row => 'reject'); \
             SELECT count(DISTINCT line) AS rejects FROM rejects"
        );
        let said = folder.ask(&sql);
        assert!(
            said.starts_with(&format!("exit 0\n--- stdout\nn\n{expected}\n\nrejects\n5\n")),
            "{columns}: {said}"
        );
        assert!(
            said.contains("note: 5 records of 't.csv' could not be read: SELECT * FROM rejects"),
            "{said}"
        );
    }
}

#[test]
fn a_row_number_is_that_of_the_record_in_its_file() {
    let folder = bad("reject-numbers").bytes("u.csv", "id,units,amount\n8,18,8.5\n");
    let sql = format!(
        "SELECT id, row_number, filename FROM read_csv(('t.csv', 'u.csv'), {TYPES}, on_bad_row => 'reject', \
         row_number => true, filename => true)"
    );
    assert_snapshot!(folder.rows(&sql), @"
    id BIGINT | row_number BIGINT | filename VARCHAR
    1 | 1 | t.csv
    7 | 7 | t.csv
    8 | 1 | u.csv
    note: 5 records of 't.csv' could not be read: SELECT * FROM rejects
    ");
}

#[test]
fn rejects_stay_until_the_next_statement_that_reads_with_them() {
    let folder = bad("reject-stay").bytes("good.csv", "id\n1\n");
    let read = |file: &str, types: &str| {
        format!("SELECT count(*) FROM read_csv('{file}', {types}on_bad_row => 'reject');")
    };
    let left = "SELECT count(DISTINCT line) AS rejects FROM rejects;";
    let sql = format!(
        "{left} {} {left} SELECT count(*) FROM 'good.csv'; {left} {} {left}",
        read("t.csv", &format!("{TYPES}, ")),
        read("good.csv", "")
    );
    let said = folder.tenure(&["--format", "jsonl", "-c", &sql]);
    let lefts: Vec<&str> = said.lines().filter(|line| line.contains("rejects\"")).collect();
    assert_eq!(lefts, ["{\"rejects\":0}", "{\"rejects\":5}", "{\"rejects\":5}", "{\"rejects\":0}"], "{said}");
}

#[test]
fn a_record_that_is_read_twice_is_rejected_once() {
    let call = format!("read_csv('t.csv', {TYPES}, on_bad_row => 'reject')");
    let sql = format!(
        "SELECT count(*) AS n FROM {call} a JOIN {call} b USING (id); SELECT count(*) AS n FROM rejects"
    );
    assert_snapshot!(bad("reject-twice").ask(&sql), @"
    exit 0
    --- stdout
    n
    2

    n
    6
    --- stderr
    note: 5 records of 't.csv' could not be read: SELECT * FROM rejects
    ");
}

#[test]
fn with_null_what_can_be_read_is_read() {
    let folder =
        folder("reject-null").bytes("t.csv", "id,units,amount\n1,11,1.5\n2,x,2.5\n4,14\n5,15,5.5,6\n");
    let sql = format!(
        "SELECT * FROM read_csv('t.csv', {TYPES}, on_bad_row => 'null'); SELECT line, \"column\", expected, found FROM rejects"
    );
    assert_snapshot!(folder.ask(&sql), @"
    exit 0
    --- stdout
    id,units,amount
    1,11,1.5
    2,,2.5
    4,14,
    5,15,5.5

    line,column,expected,found
    3,units,a whole number,'x'
    4,,3 fields,2 fields
    5,,3 fields,4 fields
    --- stderr
    note: 3 records of 't.csv' could not be read: SELECT * FROM rejects
    ");
}

#[test]
fn lines_of_rejects_are_true_with_line_ends_of_every_kind_and_records_of_several_lines() {
    let text = "id,note,n\n1,\"two\nlines\",1\n2,x,bad\n3,\"three\n\nlines\",3\n4,y\n";
    for (name, end) in [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")] {
        let folder = folder(&format!("reject-lines-{name}")).bytes("t.csv", text.replace('\n', end));
        let said = folder.ask(
            "SELECT count(*) AS n FROM read_csv('t.csv', types => {'n': 'BIGINT'}, on_bad_row => 'reject'); \
             SELECT line, byte, raw FROM rejects",
        );
        // Three lines are before it.
        let first = 26 + 3 * (end.len() - 1);
        let expected = format!("n\n2\n\nline,byte,raw\n4,{first},\"2,x,bad\"\n");
        assert!(said.contains(&expected), "{name}: {said}");
        assert!(said.contains("\n8,"), "{name}: {said}");
    }
}

#[test]
#[ignore = "it is left out, though what can be read should be"]
fn with_null_a_record_with_text_behind_a_quote_is_no_record_less() {
    let sql =
        "SELECT count(*) AS n FROM read_csv('t.csv', types => {'units': 'VARCHAR'}, on_bad_row => 'null')";
    let said = bad("reject-null-quote").ask(sql);
    assert!(said.contains("n\n7\n"), "{said}");
}

#[test]
#[ignore = "a date that is written otherwise is expected 'in digits'"]
fn what_was_expected_of_a_type_that_was_asked_for_is_that_type() {
    let folder = folder("reject-expected").bytes("t.csv", "id,d\n1,2024-01-01\n2,x\n");
    let said = folder.ask("SELECT d FROM read_csv('t.csv', types => {'d': 'DATE'})");
    assert!(said.contains("expected a date in column"), "{said}");
}
