//! The beginning of tables and the names of their columns.

use insta::assert_snapshot;

use super::{folder, read, read_with_all_line_ends};

#[test]
fn without_a_header_no_row_is_lost() {
    assert_snapshot!(read_with_all_line_ends("headless", "t.csv", "17,2024-01-01,GB\n18,2024-01-02,FR\n"), @"
    column_1 BIGINT | column_2 DATE | column_3 VARCHAR
    17 | 2024-01-01 | GB
    18 | 2024-01-02 | FR
    ");
    assert_snapshot!(read("headless-one", "t.csv", "17,5\n"), @"
    column_1 BIGINT | column_2 BIGINT
    17 | 5
    ");
    assert_snapshot!(read("headless-zeros", "t.csv", "00123,5\n00124,6\n"), @r#"
    column_1 VARCHAR | column_2 BIGINT
    00123 | 5
    00124 | 6
    note: 't.csv': column "column_1": leading zeros: kept as text
    "#);
}

#[test]
fn text_only_whose_first_record_could_be_either_is_refused_with_the_question() {
    let folder = folder("either").bytes("t.csv", "ann,GB\nbob,FR\ncy,DE\n");
    assert_snapshot!(folder.table("t.csv"), @"
    exit 3
    error: 't.csv' can be read in two ways: its first record may be the header or data: ann, GB
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: write header => true or header => false, in read_csv('t.csv', …)
    ");
    assert_snapshot!(folder.table("read_csv('t.csv', header => true)"), @"
    ann VARCHAR | GB VARCHAR
    bob | FR
    cy | DE
    ");
    assert_snapshot!(folder.table("read_csv('t.csv', header => false)"), @"
    column_1 VARCHAR | column_2 VARCHAR
    ann | GB
    bob | FR
    cy | DE
    ");
}

#[test]
fn text_only_with_words_that_name_columns_has_a_header() {
    assert_snapshot!(read("words", "t.csv", "name,country\nann,GB\nbob,FR\n"), @"
    name VARCHAR | country VARCHAR
    ann | GB
    bob | FR
    ");
}

#[test]
fn years_as_names_of_columns() {
    assert_snapshot!(read("years", "t.csv", "country,2021,2022,2023\nGB,1,2,3\nFR,4,5,6\n"), @"
    country VARCHAR | 2021 BIGINT | 2022 BIGINT | 2023 BIGINT
    GB | 1 | 2 | 3
    FR | 4 | 5 | 6
    ");
}

#[test]
fn lines_before_the_header_are_left_out_and_it_is_said() {
    let text = "Sales report\nmade on 1 February\nid,amount,country\n1,5,GB\n2,6,FR\n";
    assert_snapshot!(read_with_all_line_ends("title", "t.csv", text), @"
    id BIGINT | amount BIGINT | country VARCHAR
    1 | 5 | GB
    2 | 6 | FR
    note: 't.csv': skipped the first 2 lines; the table of 3 columns begins on line 3
    ");
    let text = "Sales report\n\nmade on 1 February\n\n\nid,amount,country\n1,5,GB\n2,6,FR\n";
    assert_snapshot!(read_with_all_line_ends("title-blank", "t.csv", text), @"
    id BIGINT | amount BIGINT | country VARCHAR
    1 | 5 | GB
    2 | 6 | FR
    note: 't.csv': skipped the first 5 lines; the table of 3 columns begins on line 6
    ");
    assert_snapshot!(read("title-two", "t.csv", "Sales report\n\nid,amount\n1,5\n2,6\n"), @"
    id BIGINT | amount BIGINT
    1 | 5
    2 | 6
    note: 't.csv': skipped the first 2 lines; the table of 2 columns begins on line 3
    ");
    assert_snapshot!(read("remarks", "t.csv", "# made by x\n# on 2024\nid,amount\n1,5\n2,6\n"), @"
    id BIGINT | amount BIGINT
    1 | 5
    2 | 6
    note: 't.csv': skipped the first 2 lines; the table of 2 columns begins on line 3
    ");
}

#[test]
fn a_record_with_another_number_of_fields_behind_lines_left_out_is_told_by_its_true_line() {
    let text = "Sales report\n\nid,amount,country\n1,5,GB\n2,6\n3,7,FR\n";
    assert_snapshot!(read_with_all_line_ends("title-line", "t.csv", text), @"
    exit 3
    note: 't.csv': skipped the first 2 lines; the table of 3 columns begins on line 3
    error: 't.csv', line 5: expected 3 fields, found 2 fields
      | 2,6
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    ");
}

#[test]
fn a_header_that_has_one_field_more_or_less_than_the_records_is_a_question() {
    assert_snapshot!(read("one-more", "t.csv", "a,b,c,d\n1,2,3\n4,5,6\n7,8,9\n"), @"
    exit 3
    error: 't.csv' can be read in two ways: line 1 has 4 fields, but most records have 3
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: write skip => … if the lines above do not belong to the table, or else header => … or names => (…), in read_csv('t.csv', …)
    ");
    assert_snapshot!(read("one-less", "t.csv", "id,name,amount\n1,Ann,1.5,\n2,Bob,2.5,\n3,Cy,3.5,\n"), @"
    exit 3
    error: 't.csv' can be read in two ways: line 1 has 3 fields, but most records have 4
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: write skip => … if the lines above do not belong to the table, or else header => … or names => (…), in read_csv('t.csv', …)
    ");
}

#[test]
fn names_are_trimmed_numbered_and_found_regardless_of_case() {
    assert_snapshot!(read("trimmed", "t.csv", " id , name ,NETPRO  \n1,a,9\n2,b,10\n"), @r#"
    id BIGINT | name VARCHAR | NETPRO BIGINT
    1 | a | 9
    2 | b | 10
    note: 't.csv': column "id": blanks around its name are removed
    note: 't.csv': column "name": blanks around its name are removed
    note: 't.csv': column "NETPRO": blanks around its name are removed
    "#);
    assert_snapshot!(read("twice", "t.csv", "name,name,name\n1,2,3\n"), @r#"
    name BIGINT | name_1 BIGINT | name_2 BIGINT
    1 | 2 | 3
    note: 't.csv': column "name_1": the name 'name' occurs more than once
    note: 't.csv': column "name_2": the name 'name' occurs more than once
    "#);
    assert_snapshot!(read("nameless", "t.csv", ",id,\n0,17,x\n1,18,y\n"), @r#"
    column_1 BIGINT | id BIGINT | column_3 VARCHAR
    0 | 17 | x
    1 | 18 | y
    note: 't.csv': column "column_1": it has no name
    note: 't.csv': column "column_3": it has no name
    "#);
    let broken = read("break", "t.csv", "\"id\",\"amount\n(USD)\"\n1,5\n");
    assert!(broken.starts_with("id BIGINT | amount (USD) BIGINT\n1 | 5\nnote: "), "{broken}");
    let folder = folder("case").bytes("t.csv", "Id,ID,Customer ID\n1,2,3\n");
    assert_eq!(
        folder.rows("SELECT \"ID\", \"Customer ID\", \"Id\" FROM 't.csv'"),
        "ID BIGINT | Customer ID BIGINT | Id BIGINT\n2 | 3 | 1"
    );
    assert_snapshot!(folder.rows("SELECT id FROM 't.csv'"), @"
    exit 1
    error: 'id' could be any of ID, Id
      at 1:8
      | SELECT id FROM 't.csv'
      |        ^^
      hint: write the one you mean in double quotes
    ");
}

#[test]
fn a_header_alone_is_a_table_without_rows() {
    assert_snapshot!(read("header-only", "t.csv", "id,amount\n"), @"id VARCHAR | amount VARCHAR");
}

#[test]
fn files_with_nothing_in_them_are_refused() {
    for (name, text) in
        [("nothing", ""), ("line-end", "\n"), ("mark", "\u{feff}"), ("blank-lines", "  \r\n\r\n")]
    {
        let read = read(name, "t.csv", text);
        assert!(read.starts_with("exit 3\nerror: 't.csv' cannot be read: it has no records\n"), "{read}");
    }
}

#[test]
fn a_header_that_is_two_fields_short_is_no_line_to_pass_over() {
    let read = read("two-less", "t.csv", "id,name,tags\n1,a,x,y,z\n2,b,x,y,z\n3,c,x,y,z\n");
    assert!(read.starts_with("exit 3"), "{read}");
}

#[test]
fn a_header_that_is_longer_because_empty_fields_at_the_end_are_not_written_is_kept() {
    let read = read("two-more", "t.csv", "id,name,email,phone\n1,a\n2,b\n3,c\n4,d\n");
    assert!(read.starts_with("exit 3") || read.starts_with("id BIGINT | name VARCHAR"), "{read}");
}

#[test]
fn records_with_too_few_fields_at_the_beginning_are_no_lines_before_the_header() {
    let text = "1,7\n2,7\n3,7\n4,8,5,7\n5,8,5,7\n6,8,5,7\n7,8,5,7\n8,8,5,7\n";
    let read = read("narrow", "t.csv", text);
    assert!(read.starts_with("exit 3"), "{read}");
}

#[test]
fn a_header_that_is_there_again_further_down_is_said() {
    let read = read("again", "t.csv", "id,amount\n1,5\n2,6\nid,amount\n3,7\n");
    assert!(read.starts_with("id ") && read.contains("note: ") || read.starts_with("exit 3"), "{read}");
}

#[test]
#[ignore = "the line about the region and the header become records"]
fn a_line_before_the_header_may_have_as_many_delimiters_as_the_table() {
    let text = "Sales report\n\nRegion: EMEA, 2024\n\nid,amount\n1,5\n2,6\n";
    let read = read("region", "t.csv", text);
    assert!(
        read.starts_with("exit 3") || read.starts_with("id BIGINT | amount BIGINT\n1 | 5\n2 | 6"),
        "{read}"
    );
}
