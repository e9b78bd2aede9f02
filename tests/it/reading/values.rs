//! Dates and times.

use insta::assert_snapshot;

use super::{folder, read, read_with_all_line_ends};

#[test]
fn dates_whose_order_one_of_them_proves() {
    assert_snapshot!(read_with_all_line_ends("day-first", "t.csv", "id,d\n1,13/01/2024\n2,01/02/2024\n"), @"
    id BIGINT | d DATE
    1 | 2024-01-13
    2 | 2024-02-01
    ");
    assert_snapshot!(read("month-first", "t.csv", "id,t\n1,1/13/2024 8:26\n2,2/1/2024 18:05\n"), @"
    id BIGINT | t TIMESTAMP
    1 | 2024-01-13T08:26:00
    2 | 2024-02-01T18:05:00
    ");
    assert_snapshot!(read("year-first", "t.csv", "id,d\n1,2024-1-3\n2,2024-12-31\n"), @"
    id BIGINT | d DATE
    1 | 2024-01-03
    2 | 2024-12-31
    ");
    assert_snapshot!(read("slashes", "t.csv", "id,d\n1,2024/1/3\n2,2024/12/31\n"), @"
    id BIGINT | d DATE
    1 | 2024-01-03
    2 | 2024-12-31
    ");
    assert_snapshot!(read("both-orders", "t.csv", "id,a,b\n1,01/13/2024,13/02/2024\n2,03/04/2024,14/02/2024\n"), @"
    id BIGINT | a DATE | b DATE
    1 | 2024-01-13 | 2024-02-13
    2 | 2024-03-04 | 2024-02-14
    ");
    assert_snapshot!(read("named-months", "t.csv", "id,a,b\n1,3-Jan-2024,\"Jan 3, 2024\"\n2,13-Feb-2024,\"February 13, 2024\"\n"), @"
    id BIGINT | a DATE | b DATE
    1 | 2024-01-03 | 2024-01-03
    2 | 2024-02-13 | 2024-02-13
    ");
}

#[test]
fn dates_that_could_be_either_stay_text_until_somebody_says() {
    let folder = folder("either-order").bytes("t.csv", "id,d\n1,01/02/2024\n2,03/04/2024\n");
    assert_snapshot!(folder.table("t.csv"), @r#"
    id BIGINT | d VARCHAR
    1 | 01/02/2024
    2 | 03/04/2024
    note: 't.csv': column "d": its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'
    "#);
    assert_snapshot!(folder.table("read_csv('t.csv', dates => 'day first')"), @r#"
    id BIGINT | d DATE
    1 | 2024-02-01
    2 | 2024-04-03
    note: 't.csv': column "d": its dates could be day first or month first; they are read day first
    "#);
    assert_snapshot!(folder.table("read_csv('t.csv', dates => 'month first')"), @r#"
    id BIGINT | d DATE
    1 | 2024-01-02
    2 | 2024-03-04
    note: 't.csv': column "d": its dates could be day first or month first; they are read month first
    "#);
    // Another column of the file answers it, and that is said.
    let text = "id,a,b\n1,01/02/2024,13/02/2024\n2,03/04/2024,14/02/2024\n";
    assert_snapshot!(read("order-answered", "t.csv", text), @r#"
    id BIGINT | a DATE | b DATE
    1 | 2024-02-01 | 2024-02-13
    2 | 2024-04-03 | 2024-02-14
    note: 't.csv': column "a": its dates could be day first or month first; they are read day first
    "#);
    // Two other columns that contradict each other do not.
    let text = "id,a,b,c\n1,01/13/2024,13/02/2024,01/02/2024\n2,03/04/2024,14/02/2024,01/02/2024\n";
    assert_snapshot!(read("order-contradicted", "t.csv", text), @r#"
    id BIGINT | a DATE | b DATE | c VARCHAR
    1 | 2024-01-13 | 2024-02-13 | 01/02/2024
    2 | 2024-03-04 | 2024-02-14 | 01/02/2024
    note: 't.csv': column "c": its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'
    "#);
}

#[test]
fn what_is_said_about_the_order_does_not_overrule_the_dates() {
    let folder = folder("overrule").bytes("t.csv", "id,d\n1,13/01/2024\n2,14/01/2024\n");
    assert_snapshot!(folder.table("read_csv('t.csv', dates => 'month first')"), @"
    id BIGINT | d DATE
    1 | 2024-01-13
    2 | 2024-01-14
    ");
}

#[test]
fn digits_are_dates_where_the_name_says_so() {
    assert_snapshot!(read("compact", "t.csv", "order_date,n\n20240113,1\n20240214,2\n"), @r#"
    order_date DATE | n BIGINT
    2024-01-13 | 1
    2024-02-14 | 2
    note: 't.csv': column "order_date": digits are read as dates: 20240103 is 2024-01-03
    "#);
    assert_snapshot!(read("compact-id", "t.csv", "order_id,n\n20240113,1\n20240214,2\n"), @"
    order_id BIGINT | n BIGINT
    20240113 | 1
    20240214 | 2
    ");
    assert_snapshot!(read("months", "t.csv", "month,n\n202401,1\n202402,2\n"), @"
    month BIGINT | n BIGINT
    202401 | 1
    202402 | 2
    ");
}

#[test]
fn times_of_day_fractions_and_zones() {
    assert_snapshot!(read("am-pm", "t.csv", "id,t\n1,1/13/2024 8:26 PM\n2,2/1/2024 12:05 AM\n"), @"
    id BIGINT | t TIMESTAMP
    1 | 2024-01-13T20:26:00
    2 | 2024-02-01T00:05:00
    ");
    assert_snapshot!(read("zones", "t.csv", "id,t\n1,2024-01-01T10:00:00Z\n2,2024-01-01T10:00:00+02:00\n"), @r#"
    id BIGINT | t TIMESTAMPTZ
    1 | 2024-01-01T10:00:00Z
    2 | 2024-01-01T08:00:00Z
    note: 't.csv': column "t": times with a time zone are converted to UTC
    "#);
    assert_snapshot!(read("some-zones", "t.csv", "id,t\n1,2024-01-01T10:00:00Z\n2,2024-01-01T10:00:00\n"), @"
    id BIGINT | t VARCHAR
    1 | 2024-01-01T10:00:00Z
    2 | 2024-01-01T10:00:00
    ");
    assert_snapshot!(read("nanoseconds", "t.csv", "id,t\n1,2024-01-01T10:00:00.123456789\n2,2024-01-01T10:00:00\n"), @"
    id BIGINT | t TIMESTAMP
    1 | 2024-01-01T10:00:00.123456789
    2 | 2024-01-01T10:00:00
    ");
    assert_snapshot!(read("midnight", "t.csv", "id,t\n1,2024-01-01\n2,2024-01-02 10:00\n"), @r#"
    id BIGINT | t TIMESTAMP
    1 | 2024-01-01T00:00:00
    2 | 2024-01-02T10:00:00
    note: 't.csv': column "t": dates without a time are read as midnight (1 value)
    "#);
    assert_snapshot!(read("far", "t.csv", "id,t\n1,9999-12-31\n2,0001-01-01\n"), @"
    id BIGINT | t DATE
    1 | 9999-12-31
    2 | 0001-01-01
    ");
}

#[test]
fn years_of_two_digits_are_said() {
    assert_snapshot!(read("short-years", "t.csv", "id,d\n1,13/01/24\n2,14/01/68\n3,15/1/69\n"), @r#"
    id BIGINT | d DATE
    1 | 2024-01-13
    2 | 2068-01-14
    3 | 1969-01-15
    note: 't.csv': column "d": two-digit years: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068
    "#);
}

#[test]
fn a_date_that_does_not_exist_is_never_another_one() {
    assert_snapshot!(read("no-date", "t.csv", "id,d\n1,2024-02-30\n2,2024-01-01\n"), @"
    id BIGINT | d VARCHAR
    1 | 2024-02-30
    2 | 2024-01-01
    ");
    assert_snapshot!(read("contradiction", "t.csv", "id,d\n1,13/01/2024\n2,01/13/2024\n"), @"
    id BIGINT | d VARCHAR
    1 | 13/01/2024
    2 | 01/13/2024
    ");
}

#[test]
fn dates_with_words_for_no_value() {
    assert_snapshot!(read("date-nulls", "t.csv", "id,d\n1,2024-01-01\n2,NULL\n3,-\n4,\n"), @r#"
    id BIGINT | d DATE
    1 | 2024-01-01
    2 | NULL
    3 | NULL
    4 | NULL
    note: 't.csv': column "d": - is read as NULL (1 value)
    note: 't.csv': column "d": NULL is read as NULL (1 value)
    "#);
}

#[test]
fn versions_are_no_dates() {
    let read = read("versions", "t.csv", "version,n\n1.2.10,1\n1.3.11,2\n2.1.12,3\n");
    assert!(read.starts_with("version VARCHAR"), "{read}");
}

#[test]
fn a_name_says_date_only_if_a_word_of_it_does() {
    for name in ["stage_id", "journal_no", "updated_by"] {
        let read = read("part-of-a-word", "t.csv", format!("{name},n\n20240113,1\n20240214,2\n"));
        assert!(read.starts_with(&format!("{name} BIGINT")), "{read}");
    }
}

#[test]
fn the_date_of_zeros_that_databases_write_for_none_is_said() {
    let read = read("zero-dates", "t.csv", "id,d\n1,0000-00-00\n2,2024-01-01\n3,2024-01-02\n");
    assert!(read.contains("note: "), "{read}");
}

#[test]
fn a_type_asked_for_dates_that_could_be_either_asks_for_their_order() {
    let folder = folder("asked-date").bytes("t.csv", "id,d\n1,01/02/2024\n2,03/04/2024\n");
    let read = folder.table("read_csv('t.csv', types => {'d': 'DATE'})");
    assert!(read.starts_with("exit 3") && read.contains("dates =>"), "{read}");
}
