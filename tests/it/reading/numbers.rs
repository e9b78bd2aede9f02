//! Numbers, and what only looks like one.

use insta::assert_snapshot;

use super::{folder, read, read_with_all_line_ends};

#[test]
fn leading_zeros_are_kept_and_join_as_text() {
    let folder = folder("zeros")
        .bytes("orders.csv", "zip,amount\n00123,1\n00124,2\n")
        .bytes("places.csv", "zip,city\n00124,Ayer\n123,Elsewhere\n");
    assert_snapshot!(folder.table("orders.csv"), @r#"
    zip VARCHAR | amount BIGINT
    00123 | 1
    00124 | 2
    note: 'orders.csv': column "zip": leading zeros: kept as text
    "#);
    assert_snapshot!(folder.rows("SELECT city, amount FROM 'orders.csv' JOIN 'places.csv' USING (zip)"), @r#"
    city VARCHAR | amount BIGINT
    Ayer | 2
    note: 'places.csv': column "zip": leading zeros: kept as text
    note: 'orders.csv': column "zip": leading zeros: kept as text
    "#);
    assert_snapshot!(read("zeros-quoted", "t.csv", "id,zip\n1,\"007\"\n2,\"8\"\n"), @r#"
    id BIGINT | zip VARCHAR
    1 | 007
    2 | 8
    note: 't.csv': column "zip": leading zeros: kept as text
    "#);
    assert_snapshot!(read("zero-alone", "t.csv", "n,r\n0,0.5\n10,-0.25\n"), @"
    n BIGINT | r DOUBLE
    0 | 0.5
    10 | -0.25
    ");
}

#[test]
fn decimal_commas_and_thousands() {
    assert_snapshot!(read_with_all_line_ends("german", "t.csv", "id;amount\n1;1.234,50\n2;7,00\n3;-0,5\n"), @r#"
    id BIGINT | amount DOUBLE
    1 | 1234.5
    2 | 7.0
    3 | -0.5
    note: 't.csv': column "amount": thousands are grouped by dots
    note: 't.csv': column "amount": the decimal separator is a comma
    "#);
    assert_snapshot!(read("french", "t.csv", "id;amount\n1;1 234,50\n2;12\u{202f}000,00\n3;1\u{a0}000,25\n"), @r#"
    id BIGINT | amount DOUBLE
    1 | 1234.5
    2 | 12000.0
    3 | 1000.25
    note: 't.csv': column "amount": thousands are grouped by blanks
    note: 't.csv': column "amount": the decimal separator is a comma
    "#);
    assert_snapshot!(read("swiss", "t.csv", "id;amount\n1;1'234.50\n2;7.00\n"), @r#"
    id BIGINT | amount DOUBLE
    1 | 1234.5
    2 | 7.0
    note: 't.csv': column "amount": thousands are grouped by apostrophes
    "#);
    assert_snapshot!(read("english", "t.csv", "id,amount,n\n1,\"1,234.50\",\"1,234\"\n2,7.00,999\n"), @r#"
    id BIGINT | amount DOUBLE | n BIGINT
    1 | 1234.5 | 1234
    2 | 7.0 | 999
    note: 't.csv': column "amount": thousands are grouped by commas
    note: 't.csv': column "n": thousands are grouped by commas
    "#);
}

#[test]
fn currencies_percent_and_parentheses() {
    assert_snapshot!(read("dollars", "t.csv", "id,a\n1,\"$1,234.50\"\n2,$7.00\n3,-$5.00\n4,($6.00)\n"), @r#"
    id BIGINT | a DOUBLE
    1 | 1234.5
    2 | 7.0
    3 | -5.0
    4 | -6.0
    note: 't.csv': column "a": numbers have the currency $
    note: 't.csv': column "a": thousands are grouped by commas
    "#);
    assert_snapshot!(read("euros", "t.csv", "id;a\n1;12,50 €\n2;7,00 €\n"), @r#"
    id BIGINT | a DOUBLE
    1 | 12.5
    2 | 7.0
    note: 't.csv': column "a": numbers have the currency €
    note: 't.csv': column "a": the decimal separator is a comma
    "#);
    assert_snapshot!(read("codes", "t.csv", "id,a\n1,USD 12.50\n2,USD 7.00\n"), @r#"
    id BIGINT | a DOUBLE
    1 | 12.5
    2 | 7.0
    note: 't.csv': column "a": numbers have the currency USD
    "#);
    assert_snapshot!(read("percent", "t.csv", "id,rate\n1,12%\n2,5.5 %\n3,-3%\n"), @r#"
    id BIGINT | rate DOUBLE
    1 | 0.12
    2 | 0.055
    3 | -0.03
    note: 't.csv': column "rate": percent signs: 12% is read as 0.12
    "#);
    assert_snapshot!(read("parentheses", "t.csv", "id,a\n1,\"(1,234.50)\"\n2,7.00\n"), @r#"
    id BIGINT | a DOUBLE
    1 | -1234.5
    2 | 7.0
    note: 't.csv': column "a": thousands are grouped by commas
    "#);
    assert_snapshot!(read("trailing-minus", "t.csv", "id;a\n1;1.234,50-\n2;7,00\n"), @r#"
    id BIGINT | a DOUBLE
    1 | -1234.5
    2 | 7.0
    note: 't.csv': column "a": thousands are grouped by dots
    note: 't.csv': column "a": the decimal separator is a comma
    "#);
}

#[test]
fn amounts_in_several_currencies_stay_text() {
    assert_snapshot!(read("several-currencies", "t.csv", "id,a,b\n1,$12.50,USD 1\n2,€7.00,EUR 2\n"), @"
    id BIGINT | a VARCHAR | b VARCHAR
    1 | $12.50 | USD 1
    2 | €7.00 | EUR 2
    ");
}

#[test]
fn a_sign_that_could_divide_decimals_or_thousands_is_a_question() {
    let folder = folder("decimal-question").bytes("t.csv", "id;amount\n1;1.234\n2;7.000\n");
    assert_snapshot!(folder.table("t.csv"), @r#"
    id BIGINT | amount VARCHAR
    1 | 1.234
    2 | 7.000
    note: 't.csv': column "amount": its numbers could have decimals or thousands separators, so it stays text; write decimal => '.' or decimal => ','
    "#);
    assert_snapshot!(folder.table("read_csv('t.csv', decimal => ',')"), @r#"
    id BIGINT | amount BIGINT
    1 | 1234
    2 | 7000
    note: 't.csv': column "amount": thousands are grouped by dots
    "#);
    assert_snapshot!(folder.table("read_csv('t.csv', decimal => '.')"), @"
    id BIGINT | amount DOUBLE
    1 | 1.234
    2 | 7.0
    ");
    // Another column answers it.
    assert_snapshot!(read("decimal-answered", "t.csv", "id;amount;rate\n1;1.234;1,5\n2;7.000;2,5\n"), @r#"
    id BIGINT | amount BIGINT | rate DOUBLE
    1 | 1234 | 1.5
    2 | 7000 | 2.5
    note: 't.csv': column "amount": thousands are grouped by dots
    note: 't.csv': column "rate": the decimal separator is a comma
    "#);
}

#[test]
fn digits_that_a_number_would_lose_stay_text() {
    assert_snapshot!(read("long", "t.csv", "card,n\n12345678901234567890,1\n98765432109876543210,2\n"), @"
    card VARCHAR | n BIGINT
    12345678901234567890 | 1
    98765432109876543210 | 2
    ");
    assert_snapshot!(read("beyond", "t.csv", "id,n\n9223372036854775807,1\n9223372036854775808,2\n"), @"
    id VARCHAR | n BIGINT
    9223372036854775807 | 1
    9223372036854775808 | 2
    ");
    assert_snapshot!(read("beyond-double", "t.csv", "id,n\n123456789012345679,1\n1.5,2\n"), @"
    id VARCHAR | n BIGINT
    123456789012345679 | 1
    1.5 | 2
    ");
}

#[test]
fn codes_that_look_like_powers_of_ten_stay_text() {
    assert_snapshot!(read("powers", "t.csv", "sku,n\n1E5,1\n2E7,2\n45123,3\n"), @"
    sku VARCHAR | n BIGINT
    1E5 | 1
    2E7 | 2
    45123 | 3
    ");
    assert_snapshot!(read("scientific", "t.csv", "x,n\n1.5e-3,1\n2.25E+5,2\n"), @"
    x DOUBLE | n BIGINT
    0.0015 | 1
    225000.0 | 2
    ");
}

#[test]
fn telephones_ranges_times_and_other_codes_stay_text() {
    let text = "phone,age,time,week,month,version,hex\n\
                +447911123456,18-24,10:22,2024-W01,2024-01,1.2.3,0x1F\n\
                +12025550123,1-5,25:09:00,2024-W02,2024-02,1.10.0,0x2F\n";
    assert_snapshot!(read("codes-of-kinds", "t.csv", text), @r#"
    phone VARCHAR | age VARCHAR | time VARCHAR | week VARCHAR | month VARCHAR | version VARCHAR | hex VARCHAR
    +447911123456 | 18-24 | 10:22 | 2024-W01 | 2024-01 | 1.2.3 | 0x1F
    +12025550123 | 1-5 | 25:09:00 | 2024-W02 | 2024-02 | 1.10.0 | 0x2F
    note: 't.csv': column "phone": long numbers that begin with +: kept as text
    "#);
}

#[test]
fn words_for_no_value_are_null_in_numbers_and_said() {
    assert_snapshot!(read("nulls", "t.csv", "id,a,b\n1,NA,-\n2,5,6\n3,,#N/A\n4,NULL,\\N\n"), @r#"
    id BIGINT | a BIGINT | b BIGINT
    1 | NULL | NULL
    2 | 5 | 6
    3 | NULL | NULL
    4 | NULL | NULL
    note: 't.csv': column "a": NA is read as NULL (1 value)
    note: 't.csv': column "a": NULL is read as NULL (1 value)
    note: 't.csv': column "b": #N/A is read as NULL (1 value)
    note: 't.csv': column "b": - is read as NULL (1 value)
    note: 't.csv': column "b": \N is read as NULL (1 value)
    "#);
    assert_snapshot!(read("nulls-text", "t.csv", "id,country\n1,NA\n2,GB\n3,NULL\n"), @"
    id BIGINT | country VARCHAR
    1 | NA
    2 | GB
    3 | NULL
    ");
}

#[test]
fn blank_and_empty_fields() {
    assert_snapshot!(read("blank", "t.csv", "id,n,s\n1,\"\",\"\"\n2,,\n3, , \n4,5,x\n"), @r#"
    id BIGINT | n BIGINT | s VARCHAR
    1 | NULL | 
    2 | NULL | NULL
    3 | NULL | 
    4 | 5 | x
    note: 't.csv': column "n": blank fields and quoted empty ones are read as NULL (2 values)
    "#);
}

#[test]
fn truth_values() {
    let text = "id,a,b,c,gender\n1,TRUE,yes,1,F\n2,false,no,0,F\n";
    assert_snapshot!(read("truth", "t.csv", text), @"
    id BIGINT | a BOOLEAN | b VARCHAR | c BIGINT | gender VARCHAR
    1 | true | yes | 1 | F
    2 | false | no | 0 | F
    ");
}

#[test]
fn telephones_of_which_some_have_a_plus_sign_stay_text() {
    let read = read("some-plus", "t.csv", "id,phone\n1,+447911123456\n2,2025550123\n3,+12025550123\n");
    assert!(read.starts_with("id BIGINT | phone VARCHAR\n1 | +447911123456"), "{read}");
}

#[test]
#[ignore = "read as negative, said nowhere"]
fn parentheses_and_a_minus_behind_that_mean_negative_are_said() {
    for (name, text) in [("said-parentheses", "id,a\n1,(5)\n2,7\n"), ("said-minus", "id,a\n1,5-\n2,7\n")] {
        let read = read(name, "t.csv", text);
        assert!(read.contains("\n1 | -5\n2 | 7\nnote: "), "{read}");
    }
}

#[test]
fn a_column_of_nothing_but_words_for_no_value_is_said() {
    let read = read("only-nulls", "t.csv", "id,x\n1,NULL\n2,NULL\n3,NULL\n");
    assert!(read.contains("note: ") || read.contains("1 | NULL\n"), "{read}");
    let folder = folder("only-nulls-count").bytes("t.csv", "id,x\n1,NULL\n2,NULL\n");
    let said = folder.ask("SELECT count(x) AS n FROM 't.csv'");
    assert!(said.contains("n\n0\n") || said.contains("note: "), "{said}");
}

#[test]
fn a_column_that_is_text_for_one_value_is_said_in_small_files_too() {
    let read = read("total", "t.csv", "day,amount\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\nTotal,6\n");
    assert!(read.contains("note: ") && read.contains("'Total'"), "{read}");
}

#[test]
#[ignore = "groups of two digits are not known"]
fn groups_of_lakhs() {
    let read = read("lakhs", "t.csv", "id,a\n1,\"1,23,456.00\"\n2,\"12,34,567.50\"\n");
    assert!(read.starts_with("id BIGINT | a DOUBLE\n1 | 123456.0\n2 | 1234567.5"), "{read}");
}
