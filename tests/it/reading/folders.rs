//! Several files as one table.

use insta::assert_snapshot;

use super::folder;

#[test]
fn columns_are_matched_by_name_and_null_where_they_are_missing() {
    let folder = folder("union")
        .bytes("f/a.csv", "id,name,amount\n1,ann,5\n")
        .bytes("f/b.csv", "amount,id\n7,2\n")
        .bytes("f/c.csv", "AMOUNT;Name;ID\n1,5;cy;3\n");
    assert_snapshot!(folder.table("f/*.csv"), @r#"
    id BIGINT | name VARCHAR | amount DOUBLE
    1 | ann | 5.0
    2 | NULL | 7.0
    3 | cy | 1.5
    note: 'f/c.csv': column "amount": the decimal separator is a comma
    note: column "name" is not in 'f/b.csv': it is NULL there
    "#);
    assert_eq!(folder.table("f"), folder.table("f/*.csv"));
}

/// The notes of reading twelve files, each of which is made of its number.
fn notes_of_twelve(name: &str, content: impl Fn(usize) -> Vec<u8>) -> String {
    notes_of_query(name, content, "FROM 'f'")
}

fn notes_of_query(name: &str, content: impl Fn(usize) -> Vec<u8>, sql: &str) -> String {
    let mut twelve = folder(name);
    for i in 1..=12 {
        twelve = twelve.bytes(&format!("f/{i:02}.csv"), content(i));
    }
    let said = twelve.ask(sql);
    said.lines().filter(|line| line.starts_with("note: ")).map(|note| format!("{note}\n")).collect()
}

#[test]
fn a_note_on_many_files_is_made_once() {
    assert_snapshot!(notes_of_twelve("twelve-missing", |i| match i {
        1 => b"id,name\n1,ann\n".to_vec(),
        _ => b"id\n2\n".to_vec(),
    }), @r#"
    note: column "name" is not in 'f/02.csv' and 10 other files: it is NULL there
    "#);
    // Each file has a column of its own.
    assert_snapshot!(notes_of_twelve("twelve-ragged", |i| format!("id,c{i}\n1,2\n").into_bytes()), @r#"
    note: columns c1, c2, c3, c4, c5 and 7 more are not in every file: they are NULL in the files that lack them
    "#);
    // Files say the same in other figures.
    assert_snapshot!(notes_of_twelve("twelve-changed", |i| {
        let mut text = "Sales\n".repeat(i).into_bytes();
        text.extend(b"id;zip;rate;name\n1;00123;12%;caf\xE9 cr\xE8me\n2;00124;13%;cr\xE8me br\xFBl\xE9e\n");
        for _ in 0..i {
            text.extend(b"3;00125;NA;th\xE9 glac\xE9\n");
        }
        text
    }), @r#"
    note: 'f/01.csv' and 11 other files are read as windows-1252
    note: 'f/01.csv' and 11 other files: skipped the lines above the table
    note: 'f/01.csv' and 11 other files: column "zip": leading zeros: kept as text
    note: 'f/01.csv' and 11 other files: column "rate": percent signs: 12% is read as 0.12
    note: 'f/01.csv' and 11 other files: column "rate": NA is read as NULL
    "#);
    assert_snapshot!(notes_of_twelve("twelve-empty", |i| match i {
        12 => b"id\n1\n".to_vec(),
        _ => b"".to_vec(),
    }), @r#"
    note: 'f/01.csv' and 10 other files have no records
    "#);
    let short = |_| b"id,name\n1,ann\n2\n3,bob\n".to_vec();
    let rejecting = "FROM read_csv('f', on_bad_row => 'reject')";
    assert_snapshot!(notes_of_query("twelve-rejects", short, rejecting), @r#"
    note: 12 records of 'f/01.csv' and 11 other files could not be read: SELECT * FROM rejects
    "#);
}

#[test]
fn a_column_that_is_text_in_one_file_is_text_in_all() {
    let folder =
        folder("union-zeros").bytes("f/a.csv", "zip,n\n123,1\n").bytes("f/b.csv", "zip,n\n00124,2\n");
    assert_snapshot!(folder.table("f"), @r#"
    zip VARCHAR | n BIGINT
    123 | 1
    00124 | 2
    note: 'f/b.csv': column "zip": leading zeros: kept as text
    note: column "zip" is text in 'f/b.csv' and so in all files
    "#);
}

#[test]
fn types_that_have_a_common_one() {
    let folder = folder("union-types")
        .bytes("f/a.csv", "n,t,x\n1,2024-01-01,true\n")
        .bytes("f/b.csv", "n,t,x\n1.5,2024-01-02 10:00,5\n");
    assert_snapshot!(folder.table("f"), @r#"
    n DOUBLE | t TIMESTAMP | x VARCHAR
    1.0 | 2024-01-01T00:00:00 | true
    1.5 | 2024-01-02T10:00:00 | 5
    note: column "x" is of different types in the files, and so text
    "#);
}

#[test]
fn a_file_that_proves_the_order_of_dates_answers_for_one_that_does_not() {
    let folder = folder("union-dates")
        .bytes("f/a.csv", "id,d\n1,13/01/2024\n")
        .bytes("f/b.csv", "id,d\n2,01/02/2024\n");
    assert_snapshot!(folder.table("f"), @r#"
    id BIGINT | d DATE
    1 | 2024-01-13
    2 | 2024-02-01
    note: 'f/b.csv': column "d": its dates could be day first or month first; they are read day first
    "#);
    // Unless two contradict each other.
    let folder = folder_of_orders();
    assert_snapshot!(folder.table("f"), @r#"
    id BIGINT | d VARCHAR
    1 | 13/01/2024
    2 | 01/31/2024
    3 | 01/02/2024
    4 | 01/02/2024
    note: 'f/c.csv': column "d": its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'
    note: column "d" is text in 'f/c.csv' and so in all files
    "#);
}

fn folder_of_orders() -> super::Folder {
    folder("union-orders")
        .bytes("f/a.csv", "id,d\n1,13/01/2024\n")
        .bytes("f/b.csv", "id,d\n2,01/31/2024\n3,01/02/2024\n")
        .bytes("f/c.csv", "id,d\n4,01/02/2024\n")
}

#[test]
fn other_encodings_delimiters_and_packings_in_one_folder() {
    let folder = folder("union-kinds")
        .bytes("f/a.csv", "id,name\n1,Zoé\n")
        .bytes("f/b.csv", b"id;name\n2;Ren\xe9e\n3;Andr\xe9\n4;Fran\xe7ois\n")
        .bytes("f/c.tsv", "\u{feff}name\tid\nJürgen\t5\n");
    assert_snapshot!(folder.rows("SELECT id, name FROM 'f'"), @"
    id BIGINT | name VARCHAR
    1 | Zoé
    2 | Renée
    3 | André
    4 | François
    5 | Jürgen
    note: 'f/b.csv' is read as windows-1252; if characters look wrong, set encoding => '…' in read_csv
    ");
}

#[test]
fn an_empty_file_among_others_is_said() {
    let folder = folder("union-empty").bytes("f/a.csv", "id,a\n1,5\n").bytes("f/b.csv", "");
    assert_snapshot!(folder.table("f"), @"
    id BIGINT | a BIGINT
    1 | 5
    note: 'f/b.csv' has no records
    ");
}

#[test]
fn hidden_files_and_marks_of_writers_are_left_out() {
    let folder = folder("union-hidden")
        .bytes("f/a.csv", "id,a\n1,5\n")
        .bytes("f/_SUCCESS", "")
        .bytes("f/.a.csv.crc", "x");
    assert_snapshot!(folder.table("f"), @"
    id BIGINT | a BIGINT
    1 | 5
    ");
}

#[test]
fn folders_of_hive_are_columns_and_filter_files() {
    let folder = folder("hive")
        .bytes("f/country=GB/year=2024/a.csv", "id,a\n1,5\n")
        .bytes("f/country=FR/year=2023/a.csv", "id,a\n2,6\n")
        .bytes("f/country=__HIVE_DEFAULT_PARTITION__/year=2024/a.csv", "id,a\n3,7\n")
        .bytes("f/country=C%C3%B4te/year=2024/a.csv", "id,a\n4,8\n");
    assert_snapshot!(folder.table("f"), @"
    id BIGINT | a BIGINT | country VARCHAR | year BIGINT
    4 | 8 | Côte | 2024
    2 | 6 | FR | 2023
    1 | 5 | GB | 2024
    3 | 7 | NULL | 2024
    ");
    assert_snapshot!(folder.rows("SELECT id FROM 'f' WHERE country = 'GB' AND year > 2020"), @"
    id BIGINT
    1
    ");
    assert_snapshot!(folder.rows("SELECT id FROM 'f' WHERE country IS NULL"), @"
    id BIGINT
    3
    ");
    assert_snapshot!(folder.rows("SELECT year, count(*) AS n FROM 'f' GROUP BY year ORDER BY year"), @"
    year BIGINT | n BIGINT
    2023 | 1
    2024 | 3
    ");
}

#[test]
fn values_of_hive_with_leading_zeros_are_text() {
    let folder =
        folder("hive-zeros").bytes("f/zip=00123/a.csv", "id\n1\n").bytes("f/zip=124/a.csv", "id\n2\n");
    assert_snapshot!(folder.table("f"), @"
    id BIGINT | zip VARCHAR
    1 | 00123
    2 | 124
    ");
}

#[test]
fn a_bad_record_in_a_folder_that_is_filtered_out_is_not_met() {
    let folder = folder("hive-bad")
        .bytes("f/country=GB/a.csv", "id,a\n1,5\n")
        .bytes("f/country=XX/a.csv", "id,a\n2,5,7,8\n3,6\n");
    let said = folder.table("f");
    assert!(said.starts_with("exit 3"), "{said}");
    assert_snapshot!(folder.rows("SELECT id, country FROM 'f' WHERE country = 'GB'"), @"
    id BIGINT | country VARCHAR
    1 | GB
    ");
}

#[test]
#[ignore = "it is opened to find out its columns"]
fn a_file_in_a_folder_that_is_filtered_out_is_not_opened() {
    let folder = folder("hive-binary")
        .bytes("f/country=GB/a.csv", "id,a\n1,5\n")
        .bytes("f/country=XX/a.csv", [0, 1, 2, 3, 4, 5, 6].repeat(50));
    let said = folder.rows("SELECT id FROM 'f' WHERE country = 'GB'");
    assert_eq!(said, "id BIGINT\n1");
}

#[test]
fn a_column_without_values_in_one_file_has_the_type_that_it_has_in_the_others() {
    for (name, text) in
        [("empty", "id,a\n1,\n2,\n"), ("header", "id,a\n"), ("nulls", "id,a\n1,NULL\n2,NULL\n")]
    {
        let folder =
            folder(&format!("union-without-{name}")).bytes("f/a.csv", text).bytes("f/b.csv", "id,a\n3,5\n");
        let read = folder.rows("SELECT sum(a) AS total FROM 'f'");
        assert!(read.starts_with("total BIGINT\n5"), "{name}: {read}");
    }
}

#[test]
fn files_in_different_currencies_are_text_as_one_file_would_be() {
    let folder =
        folder("union-currency").bytes("f/a.csv", "id,p\n1,$12.50\n").bytes("f/b.csv", "id,p\n2,€7.00\n");
    let read = folder.table("f");
    assert!(read.starts_with("id BIGINT | p VARCHAR"), "{read}");
}

#[test]
fn a_file_without_a_header_among_files_with_the_same_columns_is_a_question() {
    let folder = folder("union-headless").bytes("f/a.csv", "1,5\n2,6\n").bytes("f/b.csv", "id,amount\n3,7\n");
    let read = folder.table("f");
    assert!(read.starts_with("exit 3"), "{read}");
}

#[test]
#[ignore = "the whole number is refused as no number"]
fn whole_numbers_too_long_for_a_double_beside_doubles_are_text_as_in_one_file() {
    let folder =
        folder("union-long").bytes("f/a.csv", "n\n9007199254740993\n").bytes("f/b.csv", "n\n1.5\n2.5\n");
    let read = folder.table("f");
    assert!(read.starts_with("n VARCHAR\n9007199254740993"), "{read}");
}

#[test]
fn a_file_of_a_blank_line_among_others_is_said() {
    let folder = folder("union-blank").bytes("f/a.csv", "id,a\n1,5\n").bytes("f/b.csv", "\n");
    assert!(folder.table("f").starts_with("id BIGINT | a BIGINT\n1 | 5\nnote: "), "{}", folder.table("f"));
}

#[test]
fn a_file_outside_the_folders_of_hive_is_said() {
    let folder = folder("hive-outside").bytes("f/x.csv", "id\n1\n").bytes("f/country=GB/a.csv", "id\n2\n");
    assert!(folder.table("f").contains("its folders are no columns"), "{}", folder.table("f"));
}
