//! The options of read_csv, and mistakes with them.

use insta::assert_snapshot;
use tenure::datafusion::arrow::util::pretty::pretty_format_batches;
use tenure::{Engine, datafusion::scalar::ScalarValue};

use super::{Folder, folder};

const TEXT: &str = "zip,day,amount\n00123,01/02/2024,\"1.234\"\n00124,03/04/2024,\"2.345\"\n";

fn orders(name: &str) -> Folder {
    folder(name).bytes("o.csv", TEXT)
}

#[test]
fn delimiter_quote_and_escape() {
    let folder = folder("option-dialect")
        .bytes("p.csv", "id|n\n1|'a|b'\n2|'c'\n")
        .bytes("b.csv", "id,n\n1,\"say \\\"hi\\\", you\"\n");
    assert_snapshot!(folder.table("read_csv('p.csv', delimiter => '|', quote => '''')"), @"
    id BIGINT | n VARCHAR
    1 | a|b
    2 | c
    ");
    assert_snapshot!(folder.table("read_csv('p.csv', delimiter => ',')"), @"
    exit 3
    error: 'p.csv' can be read in two ways: its first record may be the header or data: id|n
      at 1:15
      | SELECT * FROM read_csv('p.csv', delimiter => ',')
      |               ^^^^^^^^
      hint: write header => true or header => false, in read_csv('p.csv', …)
    ");
    assert_snapshot!(folder.table("read_csv('p.csv', quote => 'none')"), @"
    exit 3
    error: 'p.csv', line 2: expected 2 fields, found 3 fields
      | 1|'a|b'
      at 1:24
      | SELECT * FROM read_csv('p.csv', quote => 'none')
      |                        ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('p.csv', …)
    ");
    assert_snapshot!(folder.table("read_csv('b.csv', escape => 'backslash')"), @r#"
    id BIGINT | n VARCHAR
    1 | say "hi", you
    "#);
    assert_snapshot!(folder.table("read_csv('b.csv', escape => 'double')"), @r#"
    exit 3
    error: 'b.csv', line 2: expected a delimiter after the closing quote in column "n", found more text
      | 1,"say \"hi\", you"
      at 1:24
      | SELECT * FROM read_csv('b.csv', escape => 'double')
      |                        ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('b.csv', …)
    "#);
    assert_snapshot!(folder.table("read_csv('p.csv', delimiter => 'none')"), @"
    exit 3
    error: 'p.csv' can be read in two ways: its first record may be the header or data: id|n
      at 1:15
      | SELECT * FROM read_csv('p.csv', delimiter => 'none')
      |               ^^^^^^^^
      hint: write header => true or header => false, in read_csv('p.csv', …)
    ");
    let folder = folder.bytes("t.csv", "id\tn\n1\tx\n").bytes("s.csv", "id  n\n 1  5\n");
    assert_snapshot!(folder.table("read_csv('t.csv', delimiter => 'tab')"), @"
    id BIGINT | n VARCHAR
    1 | x
    ");
    assert_snapshot!(folder.table("read_csv('s.csv', delimiter => 'blanks')"), @"
    id BIGINT | n BIGINT
    1 | 5
    ");
}

#[test]
fn header_skip_and_names() {
    let folder = orders("option-header").bytes("n.csv", "00123,5\n00124,6\n");
    assert_snapshot!(folder.table("read_csv('o.csv', header => false)"), @r#"
    column_1 VARCHAR | column_2 VARCHAR | column_3 VARCHAR
    zip | day | amount
    00123 | 01/02/2024 | 1.234
    00124 | 03/04/2024 | 2.345
    note: 'o.csv': column "column_3": kept as text, though 2 of 3 values are numbers; the first that is not: 'amount'
    "#);
    assert_snapshot!(folder.table("read_csv('o.csv', skip => 1, header => false)"), @r#"
    column_1 VARCHAR | column_2 VARCHAR | column_3 DOUBLE
    00123 | 01/02/2024 | 1.234
    00124 | 03/04/2024 | 2.345
    note: 'o.csv': column "column_1": leading zeros: kept as text
    note: 'o.csv': column "column_2": its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'
    "#);
    assert_snapshot!(folder.table("read_csv('o.csv', names => ('a', 'b', 'c'))"), @r#"
    a VARCHAR | b VARCHAR | c DOUBLE
    00123 | 01/02/2024 | 1.234
    00124 | 03/04/2024 | 2.345
    note: 'o.csv': column "a": leading zeros: kept as text
    note: 'o.csv': column "b": its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'
    "#);
    assert_snapshot!(folder.table("read_csv('n.csv', names => ('zip', 'n'))"), @r#"
    zip VARCHAR | n BIGINT
    00123 | 5
    00124 | 6
    note: 'n.csv': column "zip": leading zeros: kept as text
    "#);
    assert_snapshot!(folder.table("read_csv('n.csv', names => ('zip'))"), @"
    exit 3
    error: 'n.csv' can be read in two ways: names has 1 name, but the records have 2 fields
      at 1:15
      | SELECT * FROM read_csv('n.csv', names => ('zip'))
      |               ^^^^^^^^
      hint: write a name for each field, in read_csv('n.csv', …)
    ");
}

#[test]
fn types_are_kept_to() {
    let folder = orders("option-types");
    assert_snapshot!(folder.table("read_csv('o.csv', types => {'amount': 'VARCHAR', 'DAY': 'varchar'})"), @r#"
    zip VARCHAR | day VARCHAR | amount VARCHAR
    00123 | 01/02/2024 | 1.234
    00124 | 03/04/2024 | 2.345
    note: 'o.csv': column "zip": leading zeros: kept as text
    "#);
    assert_snapshot!(folder.table("read_csv('o.csv', types => {'zip': 'BIGINT'})"), @r#"
    exit 3
    note: 'o.csv': column "day": its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'
    error: 'o.csv', line 2: expected a whole number in column "zip", found '00123'
      | 00123,01/02/2024,"1.234"
      at 1:24
      | SELECT * FROM read_csv('o.csv', types => {'zip': 'BIGINT'})
      |                        ^^^^^^^
      hint: types => {'zip': 'VARCHAR'} reads that column as text; on_bad_row => 'reject' leaves out what cannot be read, in read_csv('o.csv', …)
    "#);
    let folder = folder.bytes("u.csv", "id,d,b,t\n1,2024-01-01,true,2024-01-01 10:00\n");
    assert_snapshot!(folder.table("read_csv('u.csv', types => {'id': 'DOUBLE', 'd': 'TIMESTAMP', 'b': 'VARCHAR', 't': 'TIMESTAMP'})"), @"
    id DOUBLE | d TIMESTAMP | b VARCHAR | t TIMESTAMP
    1.0 | 2024-01-01T00:00:00 | true | 2024-01-01T10:00:00
    ");
}

#[test]
fn nulls_are_no_values_in_text_either() {
    let folder = folder("option-nulls").bytes("t.csv", "id,name,x\n1,NA,5\n2,-,?\n3,ann,NA\n");
    assert_snapshot!(folder.table("read_csv('t.csv', nulls => ('NA', '-'))"), @r#"
    id BIGINT | name VARCHAR | x BIGINT
    1 | NULL | 5
    2 | NULL | NULL
    3 | ann | NULL
    note: 't.csv': column "x": ? is read as NULL (1 value)
    "#);
    assert_snapshot!(folder.table("read_csv('t.csv', nulls => 'NA')"), @r#"
    id BIGINT | name VARCHAR | x BIGINT
    1 | NULL | 5
    2 | - | NULL
    3 | ann | NULL
    note: 't.csv': column "x": ? is read as NULL (1 value)
    "#);
}

#[test]
fn filename_and_row_number() {
    let folder = folder("option-columns").bytes("f/a.csv", "id\n7\n8\n").bytes("f/b.csv", "id\n9\n");
    assert_snapshot!(folder.table("read_csv('f/*.csv', filename => true, row_number => true)"), @"
    id BIGINT | filename VARCHAR | row_number BIGINT
    7 | f/a.csv | 1
    8 | f/a.csv | 2
    9 | f/b.csv | 1
    ");
    assert_snapshot!(folder.rows("SELECT id, row_number FROM read_csv('f', filename => true, row_number => true) WHERE filename LIKE '%b.csv'"), @"
    id BIGINT | row_number BIGINT
    9 | 1
    ");
    let folder = folder.bytes("t.csv", "filename,n\na,1\n");
    assert_snapshot!(folder.table("read_csv('t.csv', filename => true)"), @"
    exit 1
    error: the files have a column filename already
      at 1:15
      | SELECT * FROM read_csv('t.csv', filename => true)
      |               ^^^^^^^^
    ");
}

#[test]
fn mistakes_are_shown_where_they_are_with_what_was_meant() {
    let folder = orders("option-mistakes");
    let mut said = String::new();
    for options in [
        "delimeter => ';'",
        "delimiter => ',,'",
        "delimiter => 5",
        "quote => 'abc'",
        "escape => 'slash'",
        "header => 'maybe'",
        "header => 1",
        "skip => 'x'",
        "names => ('a', 'b')",
        "types => {'zipp': 'VARCHAR'}",
        "types => {'zip': 'VARCHARR'}",
        "types => {'zip': 'DECIMAL(10,2)'}",
        "types => 'VARCHAR'",
        "encoding => 'utf-9'",
        "decimal => ';'",
        "dates => 'dayfirst'",
        "nulls => 5",
        "on_bad_row => 'rejects'",
        "filename => 'x'",
        "row_number => 3",
        "header => true, headr => 3, dates => 'x'",
        "';'",
    ] {
        let sql = format!("SELECT * FROM read_csv('o.csv', {options})");
        said.push_str(&format!("## {options}\n{}\n", folder.ask(&sql)));
    }
    for call in
        ["read_csv()", "read_csv(o)", "reed_csv('o.csv')", "read_csv_auto('o.csv')", "sniff('oo.csv')"]
    {
        said.push_str(&format!("## {call}\n{}\n", folder.ask(&format!("SELECT * FROM {call}"))));
    }
    assert_snapshot!(said.replace("exit 1\n--- stderr\n", ""), @"
    ## delimeter => ';'
    error: read_csv has no option 'delimeter'
      at 1:33
      | SELECT * FROM read_csv('o.csv', delimeter => ';')
      |                                 ^^^^^^^^^^^^^^^^
      hint: did you mean 'delimiter'?

    ## delimiter => ',,'
    error: delimiter takes one sign, 'tab', 'blanks' or 'none'
      at 1:33
      | SELECT * FROM read_csv('o.csv', delimiter => ',,')
      |                                 ^^^^^^^^^^^^^^^^^

    ## delimiter => 5
    error: delimiter takes text in single quotes
      at 1:33
      | SELECT * FROM read_csv('o.csv', delimiter => 5)
      |                                 ^^^^^^^^^^^^^^

    ## quote => 'abc'
    error: quote takes one sign or 'none'
      at 1:33
      | SELECT * FROM read_csv('o.csv', quote => 'abc')
      |                                 ^^^^^^^^^^^^^^

    ## escape => 'slash'
    error: escape takes 'double' or 'backslash'
      at 1:33
      | SELECT * FROM read_csv('o.csv', escape => 'slash')
      |                                 ^^^^^^^^^^^^^^^^^

    ## header => 'maybe'
    error: header takes true or false
      at 1:33
      | SELECT * FROM read_csv('o.csv', header => 'maybe')
      |                                 ^^^^^^^^^^^^^^^^^

    ## header => 1
    error: header takes true or false
      at 1:33
      | SELECT * FROM read_csv('o.csv', header => 1)
      |                                 ^^^^^^^^^^^

    ## skip => 'x'
    error: skip takes a whole number from 0
      at 1:33
      | SELECT * FROM read_csv('o.csv', skip => 'x')
      |                                 ^^^^^^^^^^^

    ## names => ('a', 'b')
    exit 3
    --- stderr
    error: 'o.csv' can be read in two ways: names has 2 names, but the records have 3 fields
      at 1:15
      | SELECT * FROM read_csv('o.csv', names => ('a', 'b'))
      |               ^^^^^^^^
      hint: write a name for each field, in read_csv('o.csv', …)

    ## types => {'zipp': 'VARCHAR'}
    error: types: there is no column 'zipp'
      at 1:15
      | SELECT * FROM read_csv('o.csv', types => {'zipp': 'VARCHAR'})
      |               ^^^^^^^^
      hint: did you mean 'zip'?

    ## types => {'zip': 'VARCHARR'}
    error: a column of a text file cannot be VARCHARR
      at 1:33
      | SELECT * FROM read_csv('o.csv', types => {'zip': 'VARCHARR'})
      |                                 ^^^^^
      hint: did you mean VARCHAR?

    ## types => {'zip': 'DECIMAL(10,2)'}
    error: a column of a text file cannot be DECIMAL(10,2)
      at 1:33
      | SELECT * FROM read_csv('o.csv', types => {'zip': 'DECIMAL(10,2)'})
      |                                 ^^^^^
      hint: a file's columns are VARCHAR, BOOLEAN, BIGINT, DOUBLE, DATE or TIMESTAMP

    ## types => 'VARCHAR'
    error: types takes a type for each of some columns: {'zip': 'VARCHAR', 'amount': 'DOUBLE'}
      at 1:33
      | SELECT * FROM read_csv('o.csv', types => 'VARCHAR')
      |                                 ^^^^^^^^^^^^^^^^^^

    ## encoding => 'utf-9'
    error: there is no encoding 'utf-9'
      at 1:33
      | SELECT * FROM read_csv('o.csv', encoding => 'utf-9')
      |                                 ^^^^^^^^^^^^^^^^^^^
      hint: did you mean 'UTF-8'?

    ## decimal => ';'
    error: decimal takes '.' or ','
      at 1:33
      | SELECT * FROM read_csv('o.csv', decimal => ';')
      |                                 ^^^^^^^^^^^^^^

    ## dates => 'dayfirst'
    error: dates takes 'day first', 'month first' or 'year first'
      at 1:33
      | SELECT * FROM read_csv('o.csv', dates => 'dayfirst')
      |                                 ^^^^^^^^^^^^^^^^^^^
      hint: did you mean 'day first'?

    ## nulls => 5
    error: nulls takes texts in parentheses: ('…', '…')
      at 1:33
      | SELECT * FROM read_csv('o.csv', nulls => 5)
      |                                 ^^^^^^^^^^

    ## on_bad_row => 'rejects'
    error: on_bad_row takes 'error', 'reject' or 'null'
      at 1:33
      | SELECT * FROM read_csv('o.csv', on_bad_row => 'rejects')
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^
      hint: did you mean 'reject'?

    ## filename => 'x'
    error: filename takes true or false
      at 1:33
      | SELECT * FROM read_csv('o.csv', filename => 'x')
      |                                 ^^^^^^^^^^^^^^^

    ## row_number => 3
    error: row_number takes true or false
      at 1:33
      | SELECT * FROM read_csv('o.csv', row_number => 3)
      |                                 ^^^^^^^^^^^^^^^

    ## header => true, headr => 3, dates => 'x'
    error: read_csv has no option 'headr'
      at 1:49
      | SELECT * FROM read_csv('o.csv', header => true, headr => 3, dates => 'x')
      |                                                 ^^^^^^^^^^
      hint: did you mean 'header'?
    error: dates takes 'day first', 'month first' or 'year first'
      at 1:61
      | SELECT * FROM read_csv('o.csv', header => true, headr => 3, dates => 'x')
      |                                                             ^^^^^^^^^^^^

    ## ';'
    error: options are given by name
      at 1:33
      | SELECT * FROM read_csv('o.csv', ';')
      |                                 ^^^
      hint: write option => value

    ## read_csv()
    error: read_csv needs a path
      at 1:15
      | SELECT * FROM read_csv()
      |               ^^^^^^^^
      hint: SELECT * FROM read_csv('orders.csv', dates => 'day first')

    ## read_csv(o)
    error: path must be a constant, but is o
      at 1:24
      | SELECT * FROM read_csv(o)
      |                        ^
      hint: write 'o' in single quotes

    ## reed_csv('o.csv')
    error: table function 'reed_csv' not found
      at 1:15
      | SELECT * FROM reed_csv('o.csv')
      |               ^^^^^^^^
      hint: did you mean 'read_csv'?

    ## read_csv_auto('o.csv')
    error: table function 'read_csv_auto' not found
      at 1:15
      | SELECT * FROM read_csv_auto('o.csv')
      |               ^^^^^^^^^^^^^
      hint: did you mean 'read_csv'?

    ## sniff('oo.csv')
    exit 3
    --- stderr
    error: no such file: 'oo.csv'
      at 1:15
      | SELECT * FROM sniff('oo.csv')
      |               ^^^^^
      hint: did you mean 'o.csv'?
    ");
}

#[test]
fn external_tables_have_the_same_options() {
    let folder = orders("option-external").bytes("n.csv", "00123,5\n00124,6\n");
    let table = |columns: &str, file: &str, options: &str| {
        let options = if options.is_empty() { String::new() } else { format!(" OPTIONS ({options})") };
        format!("CREATE EXTERNAL TABLE t {columns}STORED AS CSV LOCATION '{file}'{options}; SELECT * FROM t")
    };
    let rows = |columns: &str, file: &str, options: &str| folder.rows(&table(columns, file, options));
    assert_snapshot!(rows("", "o.csv", "'dates' 'day first'"), @r#"
    zip VARCHAR | day DATE | amount DOUBLE
    00123 | 2024-02-01 | 1.234
    00124 | 2024-04-03 | 2.345
    note: 'o.csv': column "zip": leading zeros: kept as text
    note: 'o.csv': column "day": its dates could be day first or month first; they are read day first
    "#);
    assert_snapshot!(rows("", "o.csv", "'has_header' 'false', 'format.delimiter' ','"), @r#"
    column_1 VARCHAR | column_2 VARCHAR | column_3 VARCHAR
    zip | day | amount
    00123 | 01/02/2024 | 1.234
    00124 | 03/04/2024 | 2.345
    note: 'o.csv': column "column_3": kept as text, though 2 of 3 values are numbers; the first that is not: 'amount'
    "#);
    assert_snapshot!(rows("", "o.csv", "'names' 'a, b, c', 'skip' '1', 'header' 'false'"), @r#"
    a VARCHAR | b VARCHAR | c DOUBLE
    00123 | 01/02/2024 | 1.234
    00124 | 03/04/2024 | 2.345
    note: 'o.csv': column "a": leading zeros: kept as text
    note: 'o.csv': column "b": its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'
    "#);
    assert_snapshot!(rows("(amount DOUBLE, zip VARCHAR, day DATE) ", "o.csv", "'dates' 'month first'"), @"
    zip VARCHAR | day DATE | amount DOUBLE
    00123 | 2024-01-02 | 1.234
    00124 | 2024-03-04 | 2.345
    ");
    assert_snapshot!(rows("(zip VARCHAR, n DOUBLE) ", "n.csv", "'header' 'false'"), @"
    zip VARCHAR | n DOUBLE
    00123 | 5.0
    00124 | 6.0
    ");
    let said = rows("(zip BIGINT) ", "o.csv", "");
    let expected = "error: 'o.csv', line 2: expected a whole number in column \"zip\", found '00123'";
    assert!(said.starts_with("exit 3") && said.contains(expected), "{said}");
    assert_snapshot!(rows("(zipp VARCHAR) ", "o.csv", ""), @"
    exit 1
    error: types: there is no column 'zipp'
      at 1:26
      | CREATE EXTERNAL TABLE t (zipp VARCHAR) STORED AS CSV LOCATION 'o.csv'
      |                          ^^^^
      hint: did you mean 'zip'?
    ");
    assert_snapshot!(rows("", "o.csv", "'delimter' ';'"), @"
    exit 1
    error: STORED AS CSV has no option 'delimter'
      at 1:65
      | CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'o.csv' OPTIONS ('delimter' ';')
      |                                                                 ^^^^^^^^^^
      hint: did you mean 'delimiter'?
    ");
    assert!(rows("", "o.csv", "'types' 'x'").contains("declare the columns"));
    assert_snapshot!(rows("", "oo.csv", ""), @"
    exit 3
    error: no such file: 'oo.csv'
      at 1:48
      | CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'oo.csv'
      |                                                ^^^^^^^^
      hint: did you mean 'o.csv'?
    ");
}

#[tokio::test]
async fn parameters_are_bound_into_options() {
    let folder = orders("option-bound");
    let path = folder.path("o.csv").display().to_string();
    let engine = Engine::new().unwrap();
    let query = engine
        .query(
            "SELECT * FROM read_csv($path, dates => $order, header => $header, types => {'amount': $type})",
        )
        .bind("path", path.as_str())
        .bind("order", "day first")
        .bind("header", true)
        .bind("type", "VARCHAR");
    let batches = query.await.unwrap().collect().await.unwrap();
    assert_snapshot!(pretty_format_batches(&batches).unwrap(), @"
    +-------+------------+--------+
    | zip   | day        | amount |
    +-------+------------+--------+
    | 00123 | 2024-02-01 | 1.234  |
    | 00124 | 2024-04-03 | 2.345  |
    +-------+------------+--------+
    ");

    let names = ["a", "b", "c"].map(ScalarValue::from).to_vec();
    let names = ScalarValue::List(ScalarValue::new_list_nullable(
        &names,
        &tenure::datafusion::arrow::datatypes::DataType::Utf8,
    ));
    let query = engine
        .query("SELECT * FROM read_csv($path, skip => $skip, names => $names, header => false)")
        .bind("path", path.as_str())
        .bind("skip", 1_i64)
        .bind("names", names);
    let batches = query.await.unwrap().collect().await.unwrap();
    assert_snapshot!(pretty_format_batches(&batches).unwrap(), @"
    +-------+------------+-------+
    | a     | b          | c     |
    +-------+------------+-------+
    | 00123 | 01/02/2024 | 1.234 |
    | 00124 | 03/04/2024 | 2.345 |
    +-------+------------+-------+
    ");

    let query = engine.query("SELECT * FROM read_csv($path, dates => $order)").bind("path", path.as_str());
    let error = query.bind("order", "first day").await.unwrap_err();
    assert_snapshot!(error.to_string(), @"dates takes 'day first', 'month first' or 'year first' (line 1, column 31)");
}

#[test]
fn an_option_given_twice_is_a_mistake() {
    let said =
        orders("option-twice").ask("SELECT * FROM read_csv('o.csv', delimiter => ',', delimiter => ';')");
    assert!(said.starts_with("exit 1"), "{said}");
}

#[test]
fn skipping_more_lines_than_there_are_is_a_mistake() {
    let said = orders("option-skip").ask("SELECT * FROM read_csv('o.csv', skip => 10)");
    assert!(!said.starts_with("exit 0"), "{said}");
}

#[test]
fn a_negative_number_of_lines_is_called_what_it_is() {
    let said = orders("option-negative").ask("SELECT * FROM read_csv('o.csv', skip => -1)");
    assert!(said.contains("skip takes a whole number from 0"), "{said}");
}

#[test]
fn declared_columns_name_those_of_a_file_that_has_no_header() {
    let folder = folder("option-declared").bytes("n.csv", "00123,5\n00124,6\n");
    let sql =
        "CREATE EXTERNAL TABLE t (zip VARCHAR, n DOUBLE) STORED AS CSV LOCATION 'n.csv'; SELECT * FROM t";
    assert!(folder.rows(sql).starts_with("zip VARCHAR | n DOUBLE\n00123 | 5.0"), "{}", folder.rows(sql));
}

#[test]
#[ignore = "the error says neither line nor place"]
fn a_wrong_value_of_an_external_table_is_shown_where_it_is() {
    let folder = orders("option-external-value");
    let said =
        folder.ask("CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'o.csv' OPTIONS ('dates' 'dayfirst')");
    assert!(said.contains("  at 1:") && said.contains("^^^"), "{said}");
}
