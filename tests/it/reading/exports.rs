//! Files as other programs write them.

use insta::assert_snapshot;

use super::{folder, read};

#[test]
fn excel() {
    assert_snapshot!(read("excel-sep", "t.csv", "sep=;\r\nid;name;amount\r\n1;Ann;1,50\r\n2;Bob;2,75\r\n"), @r#"
    id BIGINT | name VARCHAR | amount DOUBLE
    1 | Ann | 1.5
    2 | Bob | 2.75
    note: 't.csv': skipped the first line; its first line says so
    note: 't.csv': column "amount": the decimal separator is a comma
    "#);
    assert_snapshot!(read("excel-percent", "t.csv", "id,x,y,z\r\n1,#N/A,TRUE,1.23457E+12\r\n2,5,FALSE,4.5E+05\r\n"), @r#"
    id BIGINT | x BIGINT | y BOOLEAN | z DOUBLE
    1 | NULL | true | 1234570000000.0
    2 | 5 | false | 450000.0
    note: 't.csv': column "x": #N/A is read as NULL (1 value)
    "#);
    assert_snapshot!(read("excel-delimiters", "t.csv", "id,name,amount,\n1,Ann,1.50,\n2,Bob,2.75,\n3,Cy,3.5,\n"), @r#"
    id BIGINT | name VARCHAR | amount DOUBLE | column_4 VARCHAR
    1 | Ann | 1.5 | NULL
    2 | Bob | 2.75 | NULL
    3 | Cy | 3.5 | NULL
    note: 't.csv': column "column_4": it has no name
    "#);
}

#[test]
fn sap() {
    let text = "Kunde|Datum|Betrag|Menge\n0000017|01.02.2024|1.234,50|12\n0000018|13.02.2024|120,00-|5-\n";
    assert_snapshot!(read("sap", "t.txt", text), @r#"
    Kunde VARCHAR | Datum DATE | Betrag DOUBLE | Menge BIGINT
    0000017 | 2024-02-01 | 1234.5 | 12
    0000018 | 2024-02-13 | -120.0 | -5
    note: 't.txt': column "Kunde": leading zeros: kept as text
    note: 't.txt': column "Betrag": thousands are grouped by dots
    note: 't.txt': column "Betrag": the decimal separator is a comma
    "#);
}

#[test]
fn salesforce() {
    let text = "\"Id\",\"Name\",\"Amount\",\"CreatedDate\"\n\
                \"0015g00000XYZabAAD\",\"Ann, Inc.\",\"1200.5\",\"2024-01-03T10:22:33.000+0000\"\n\
                \"0015g00000XYZacAAD\",\"Bob\",\"\",\"2024-02-13T10:22:33.000+0000\"\n";
    assert_snapshot!(read("salesforce", "t.csv", text), @r#"
    Id VARCHAR | Name VARCHAR | Amount DOUBLE | CreatedDate TIMESTAMPTZ
    0015g00000XYZabAAD | Ann, Inc. | 1200.5 | 2024-01-03T10:22:33Z
    0015g00000XYZacAAD | Bob | NULL | 2024-02-13T10:22:33Z
    note: 't.csv': column "Amount": blank fields and quoted empty ones are read as NULL (1 value)
    note: 't.csv': column "CreatedDate": times with a time zone are converted to UTC
    "#);
    // The lines below the report are records with too few fields: they stop it, and their place is said.
    let text = "\"Account\",\"Amount\"\n\"Ann\",\"1200\"\n\"Bob\",\"100\"\n\"Cy\",\"5\"\n\n\n\
                \"Sales report\"\n\"Copyright (c) 2000-2024 salesforce.com, inc.\"\n";
    assert_snapshot!(read("salesforce-report", "t.csv", text), @r#"
    exit 3
    error: 't.csv', line 7: expected 2 fields, found 1 field
      | "Sales report"
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    "#);
}

#[test]
fn shops_and_payments() {
    let shopify = "Name,Email,Paid at,Total,Lineitem quantity,Shipping Zip\n\
                   #1001,a@x.com,2024-01-03 10:22:33 +0200,12.50,1,'01234\n#1001,a@x.com,,,2,\n\
                   #1002,b@x.com,2024-07-03 10:22:33 +0300,7.00,1,'10115\n";
    assert_snapshot!(read("shopify", "t.csv", shopify), @r#"
    Name VARCHAR | Email VARCHAR | Paid at TIMESTAMPTZ | Total DOUBLE | Lineitem quantity BIGINT | Shipping Zip VARCHAR
    #1001 | a@x.com | 2024-01-03T08:22:33Z | 12.5 | 1 | '01234
    #1001 | a@x.com | NULL | NULL | 2 | NULL
    #1002 | b@x.com | 2024-07-03T07:22:33Z | 7.0 | 1 | '10115
    note: 't.csv': column "Paid at": times with a time zone are converted to UTC
    "#);
    let stripe = "id,Created (UTC),Amount,Currency,Captured\nch_1,2024-01-03 10:22,12.50,usd,TRUE\n\
                  ch_2,2024-02-13 10:22,\"1,250.00\",usd,FALSE\n";
    assert_snapshot!(read("stripe", "t.csv", stripe), @r#"
    id VARCHAR | Created (UTC) TIMESTAMP | Amount DOUBLE | Currency VARCHAR | Captured BOOLEAN
    ch_1 | 2024-01-03T10:22:00 | 12.5 | usd | true
    ch_2 | 2024-02-13T10:22:00 | 1250.0 | usd | false
    note: 't.csv': column "Amount": thousands are grouped by commas
    "#);
    let paypal = "\"Date\",\"Time\",\"TimeZone\",\"Gross\"\n\"31/12/2023\",\"10:22:33\",\"Europe/London\",\"1,234.50\"\n\
                  \"01/01/2024\",\"09:00:00\",\"Europe/London\",\"-12.00\"\n";
    assert_snapshot!(read("paypal", "t.csv", paypal), @r#"
    Date DATE | Time VARCHAR | TimeZone VARCHAR | Gross DOUBLE
    2023-12-31 | 10:22:33 | Europe/London | 1234.5
    2024-01-01 | 09:00:00 | Europe/London | -12.0
    note: 't.csv': column "Gross": thousands are grouped by commas
    "#);
}

#[test]
fn sheets_and_forms() {
    let text = "Timestamp,Score,Comment\n1/13/2024 8:26:05,9,\"Great, thanks 🎉\"\n2/1/2024 18:26:05,10,\"Line one\nline two\"\n";
    assert_snapshot!(read("sheets", "t.csv", text), @r"
    Timestamp TIMESTAMP | Score BIGINT | Comment VARCHAR
    2024-01-13T08:26:05 | 9 | Great, thanks 🎉
    2024-02-01T18:26:05 | 10 | Line one\nline two
    ");
}

#[test]
fn r_and_pandas() {
    assert_snapshot!(read("r-csv", "t.csv", "\"\",\"id\",\"amount\"\n\"1\",\"00017\",12.5\n\"2\",\"00018\",NA\n"), @r#"
    column_1 BIGINT | id VARCHAR | amount DOUBLE
    1 | 00017 | 12.5
    2 | 00018 | NULL
    note: 't.csv': column "column_1": it has no name
    note: 't.csv': column "id": leading zeros: kept as text
    note: 't.csv': column "amount": NA is read as NULL (1 value)
    "#);
    assert_snapshot!(read("r-names", "t.csv", "\"id\",\"amount\"\n\"1\",17,12.5\n\"2\",18,3\n\"3\",19,3\n"), @"
    exit 3
    error: 't.csv' can be read in two ways: line 1 has 2 fields, but most records have 3
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: write skip => … if the lines above do not belong to the table, or else header => … or names => (…), in read_csv('t.csv', …)
    ");
    assert_snapshot!(read("pandas", "t.csv", ",id,x,b\n0,17,12.5,True\n1,18,,False\n"), @r#"
    column_1 BIGINT | id BIGINT | x DOUBLE | b BOOLEAN
    0 | 17 | 12.5 | true
    1 | 18 | NULL | false
    note: 't.csv': column "column_1": it has no name
    "#);
}

#[test]
fn databases() {
    let mysql: String = (1..30)
        .map(|i| format!("{i}\tname {i}\t{}\n", if i % 7 == 0 { "\\N".to_owned() } else { format!("{i}.5") }))
        .collect();
    let folder = folder("mysql").bytes("t.tsv", mysql);
    assert_snapshot!(folder.rows("SELECT count(*) AS n, count(column_3) AS x, sum(column_3) AS total FROM 't.tsv'"), @r#"
    n BIGINT | x BIGINT | total DOUBLE
    29 | 25 | 377.5
    note: 't.tsv': column "column_3": \N is read as NULL (4 values)
    "#);
    let postgres = "1\tann\t\\N\t2024-01-01 10:00:00+00\n2\tbob\t3.5\t2024-01-02 10:00:00.25+00\n";
    assert_snapshot!(read("postgres", "t.tsv", postgres), @r#"
    column_1 BIGINT | column_2 VARCHAR | column_3 DOUBLE | column_4 TIMESTAMPTZ
    1 | ann | NULL | 2024-01-01T10:00:00Z
    2 | bob | 3.5 | 2024-01-02T10:00:00.250Z
    note: 't.tsv': column "column_3": \N is read as NULL (1 value)
    note: 't.tsv': column "column_4": times with a time zone are converted to UTC
    "#);
}

#[test]
fn documents_inside_fields() {
    let text = "id,props,body,mails\n\
                1,\"{\"\"a\"\": 1, \"\"b\"\": [1,2]}\",\"<p class=\"\"x\"\">Hi, there</p>\n<br/>\",\"a@x.com, b@y.com\"\n\
                2,\"{}\",\"<b>x</b>\",c@z.com\n";
    assert_snapshot!(read("documents", "t.csv", text), @r#"
    id BIGINT | props VARCHAR | body VARCHAR | mails VARCHAR
    1 | {"a": 1, "b": [1,2]} | <p class="x">Hi, there</p>\n<br/> | a@x.com, b@y.com
    2 | {} | <b>x</b> | c@z.com
    "#);
}

#[test]
fn the_first_line_of_excel_about_its_delimiter_is_no_header_in_a_table_of_two_columns() {
    for (name, text) in [
        ("sep-text", "sep=;\nname;country\nann;GB\nbob;FR\n"),
        ("sep-numbers", "sep=;\nid;amount\n1;5\n2;6\n"),
    ] {
        let read = read(name, "t.csv", text);
        assert!(
            read.starts_with("name VARCHAR | country VARCHAR\nann | GB")
                || read.starts_with("id BIGINT | amount BIGINT\n1 | 5"),
            "{read}"
        );
    }
}

#[test]
#[ignore = "the formula stays: =\"00123\""]
fn a_text_that_excel_writes_as_a_formula_is_that_text() {
    let read = read("formula", "t.csv", "id,zip\n1,=\"00123\"\n2,=\"00124\"\n");
    assert!(read.starts_with("id BIGINT | zip VARCHAR\n1 | 00123\n2 | 00124\nnote: "), "{read}");
}

#[test]
fn backslashes_before_tabs_and_line_ends_as_databases_write_them_lose_no_record() {
    let read = read("mysql-escapes", "t.tsv", "1\tann\t\\N\n2\tb\\\tob\t3.5\n3\tc\\\ncd\t4\n");
    assert!(read.starts_with("exit 3") || read.contains("1 | ann"), "{read}");
}

#[test]
#[ignore = "the last line is a record with too few fields"]
fn the_mark_at_the_end_of_a_copy_of_postgres_is_no_record() {
    let read = read("postgres-end", "t.tsv", "1\tann\t2.5\n2\tbob\t3.5\n\\.\n");
    assert!(read.contains("2 | bob | 3.5") && !read.contains("error"), "{read}");
}

#[test]
#[ignore = "one column, and then an error about its header"]
fn a_table_of_r_with_names_of_rows_and_blanks_is_a_question() {
    let text = "\"id\" \"amount\"\n\"1\" 17 12.5\n\"2\" 18 NA\n\"3\" 19 3\n";
    let read = read("r-table", "t.txt", text);
    assert!(read.contains("can be read in two ways"), "{read}");
}
