//! The characters that divide records and fields.

use insta::assert_snapshot;

use super::{folder, read, read_with_all_line_ends};

#[test]
fn commas_semicolons_tabs_pipes_and_other_signs() {
    for (name, sign) in
        [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("pipe", "|"), ("caret", "^"), ("tilde", "~")]
    {
        let text = "id,name,amount\n1,Ann,1.5\n2,Bob,2.5\n3,,\n".replace(',', sign);
        let read = read_with_all_line_ends(&format!("sign-{name}"), "t.txt", &text);
        assert_eq!(
            read,
            "id BIGINT | name VARCHAR | amount DOUBLE\n1 | Ann | 1.5\n2 | Bob | 2.5\n3 | NULL | NULL"
        );
    }
}

#[test]
fn columns_aligned_by_blanks() {
    let text = "   id       day  n  amount\n 00001  19970101  1   11.77\n 00002  19970112 15  120.00\n";
    assert_snapshot!(read_with_all_line_ends("blanks", "t.txt", text), @r#"
    id VARCHAR | day DATE | n BIGINT | amount DOUBLE
    00001 | 1997-01-01 | 1 | 11.77
    00002 | 1997-01-12 | 15 | 120.0
    note: 't.txt': column "id": leading zeros: kept as text
    note: 't.txt': column "day": digits are read as dates: 20240103 is 2024-01-03
    "#);
}

#[test]
fn line_breaks_delimiters_and_quotes_inside_quotes() {
    let text = "id,note\n1,\"two\nlines\"\n2,\"a, b\"\n3,\"say \"\"hi\"\"\"\n4,\"\"\"\"\n";
    assert_snapshot!(read("inside-quotes", "t.csv", text), @r#"
    id BIGINT | note VARCHAR
    1 | two\nlines
    2 | a, b
    3 | say "hi"
    4 | "
    "#);
    assert_snapshot!(read("inside-quotes-crlf", "t.csv", text.replace('\n', "\r\n")), @r#"
    id BIGINT | note VARCHAR
    1 | two\r\nlines
    2 | a, b
    3 | say "hi"
    4 | "
    "#);
    assert_snapshot!(read("inside-quotes-cr", "t.csv", text.replace('\n', "\r")), @r#"
    id BIGINT | note VARCHAR
    1 | two\rlines
    2 | a, b
    3 | say "hi"
    4 | "
    "#);
}

#[test]
fn mixed_line_ends_no_last_line_end_and_blank_lines() {
    let plain = read("ends-plain", "t.csv", "id,amount\n1,5\n2,6\n3,7\n");
    for (i, text) in [
        "id,amount\r\n1,5\n2,6\r3,7\r\n",
        "id,amount\n1,5\n2,6\n3,7",
        "id,amount\n1,5\n2,6\n3,7\n\n\n",
        "id,amount\r\n1,5\r\n\r\n2,6\r\n   \r\n3,7\r\n\r\n",
        "\n\nid,amount\n1,5\n2,6\n3,7\n",
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(read(&format!("ends-{i}"), "t.csv", text), plain, "{text:?}");
    }
}

#[test]
fn single_quotes_and_names_with_apostrophes() {
    assert_snapshot!(read("single", "t.csv", "id,'name',n\n'1','Ann, B','5'\n'2','O''Brien','6'\n"), @"
    id BIGINT | name VARCHAR | n BIGINT
    1 | Ann, B | 5
    2 | O'Brien | 6
    ");
    assert_snapshot!(read("apostrophes", "t.csv", "id,name\n1,O'Brien\n2,'t Hooft\n3,'s Gravesande\n"), @"
    id BIGINT | name VARCHAR
    1 | O'Brien
    2 | 't Hooft
    3 | 's Gravesande
    ");
}

#[test]
fn backslashes_before_quotes_and_backslashes_in_paths() {
    let escaped = "id,name\n1,\"Ann \\\"the\\\" best\"\n2,\"C:\\\\x\"\n";
    assert_snapshot!(read("backslash", "t.csv", escaped), @r#"
    id BIGINT | name VARCHAR
    1 | Ann "the" best
    2 | C:\x
    "#);
    assert_snapshot!(read("paths", "t.csv", "id,path\n1,\"C:\\temp\\\"\n2,\"D:\\\"\n"), @r"
    id BIGINT | path VARCHAR
    1 | C:\temp\
    2 | D:\
    ");
}

#[test]
fn quotes_inside_a_field_without_quotes_are_letters() {
    assert_snapshot!(read("inches", "t.csv", "id,name,n\n1,5\" pipe,5\n2,6\" pipe,6\n"), @r#"
    id BIGINT | name VARCHAR | n BIGINT
    1 | 5" pipe | 5
    2 | 6" pipe | 6
    "#);
}

#[test]
fn a_quote_that_is_never_closed_and_one_with_text_behind_it_are_errors() {
    let open = read("open", "t.csv", "id,name,n\n1,\"Ann,5\n2,Bob,6\n3,Cy,7\n");
    let said = "'t.csv', line 2: expected a closing quote in column \"name\", found the end of the file";
    assert!(open.starts_with("exit 3\n") && open.contains(said), "{open}");
    assert_snapshot!(read("behind", "t.csv", "id,name,n\n1,Ann,5\n2,\"Bob \"B\" Lee\",6\n3,Cy,7\n"), @r#"
    exit 3
    error: 't.csv', line 3: expected a delimiter after the closing quote in column "name", found more text
      | 2,"Bob "B" Lee",6
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    "#);
}

#[test]
fn one_column() {
    assert_snapshot!(read("one-number", "t.csv", "a\n1\n2\n"), @"
    a BIGINT
    1
    2
    ");
    assert_snapshot!(read("one-text", "t.csv", "name\nann\nbob\n"), @"
    name VARCHAR
    ann
    bob
    ");
    assert_snapshot!(read("one-prose", "t.csv", "comment\nHello, you\nok\na, b, c\n"), @"
    comment VARCHAR
    Hello, you
    ok
    a, b, c
    ");
    assert_snapshot!(read("one-quoted", "t.csv", "comment\n\"Hello, you\"\n\"Fine, thanks\"\n"), @"
    comment VARCHAR
    Hello, you
    Fine, thanks
    ");
}

#[test]
fn a_thousand_columns() {
    let line = |value: fn(usize) -> String| (0..1000).map(value).collect::<Vec<_>>().join(",");
    let text = format!("{}\n{}\n", line(|i| format!("c{i}")), line(|i| i.to_string()));
    let folder = folder("wide").bytes("t.csv", text);
    assert_snapshot!(folder.rows("SELECT c0, c499 + c500 AS middle, c999 FROM 't.csv'"), @"
    c0 BIGINT | middle BIGINT | c999 BIGINT
    0 | 999 | 999
    ");
}

#[test]
fn nul_bytes_stay() {
    let folder = folder("nul").bytes("t.csv", "id,name\n1,a\0b\n2,plain\n");
    assert_snapshot!(folder.rows("SELECT id, length(name) AS length, name FROM 't.csv'"), @r"
    id BIGINT | length INTEGER | name VARCHAR
    1 | 3 | a\x00b
    2 | 5 | plain
    ");
}

#[test]
fn blanks_behind_a_closing_quote_do_not_hide_the_delimiter() {
    let read = read("blank-behind", "t.csv", "id,name,amount\n1,\"Smith, J\" ,5\n2,\"Bob\" ,6\n");
    assert!(!read.starts_with("id,name,amount VARCHAR"), "{read}");
}

#[test]
fn a_quote_behind_a_blank_is_a_letter_and_it_is_said() {
    let read = read("blank-before", "t.csv", "id, name, amount\n1, \"Smith\", 5\n2, \"Bob\", 6\n");
    assert!(read.contains("\n1 |  \"Smith\" | 5\n2 |  \"Bob\" | 6\n"), "{read}");
    assert!(read.contains("a quote behind a blank is part of the text"), "{read}");
}

#[test]
fn prose_with_a_comma_in_every_line_loses_no_line() {
    let folder = folder("prose").bytes("t.csv", "comment\nHello, you\nFine, thanks\nYes, sure\n");
    let read = folder.ask("SELECT count(*) AS n FROM 't.csv'");
    assert!(read.contains("n\n3\n") || read.starts_with("exit 3"), "{read}");
}

#[test]
#[ignore = "refused as a record of one field"]
fn the_sign_for_the_end_of_a_file_of_dos_is_no_record() {
    let read = read("dos", "t.csv", "id,amount\r\n1,5\r\n2,6\r\n\u{1a}");
    assert!(read.starts_with("id BIGINT | amount BIGINT\n1 | 5\n2 | 6"), "{read}");
}
