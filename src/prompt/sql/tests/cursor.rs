//! The place of the cursor, and the text that is replaced.

use super::*;

#[test]
fn within_a_word() {
    assert_eq!(done("SELECT cust|omer_id FROM orders"), "SELECT customer_id FROM orders");
    assert_eq!(done("sel|ect 1"), "select 1");
    assert_eq!(done("SELECT am|x FROM orders"), "SELECT amountx FROM orders");
    assert_eq!(done("SELECT am|, 1 FROM orders"), "SELECT amount, 1 FROM orders");
    assert_eq!(done("SELECT * FROM |orders"), "SELECT * FROM ordersorders");
    assert_eq!(done("SELECT \"Customer N|ame\" FROM customers"), "SELECT \"Customer Name\" FROM customers");
}

#[test]
fn names_that_need_quotes() {
    assert_eq!(done("SELECT \"Cus| FROM customers"), "SELECT \"Customer Name\" FROM customers");
    assert_eq!(done("SELECT c.\"Cus| FROM customers c"), "SELECT c.\"Customer Name\" FROM customers c");
    assert_eq!(all("SELECT name| FROM customers"), ["\"Customer Name\""]);
    assert_eq!(all("SELECT \"| FROM customers"), ["\"customer_id\"", "\"Customer Name\"", "\"city\""]);
}

#[test]
fn nothing_in_comments_and_numbers() {
    for text in [
        "-- sel|",
        "SELECT /* | */ 1",
        "SELECT 1|",
        "SELECT 1.5|",
        "SELECT 12|3",
        "/* |",
        "SELECT 1e|",
        "SELECT 'a'|",
        "SELECT $|",
    ] {
        assert!(all(text).is_empty(), "{text}");
    }
    assert_eq!(first("-- a comment\n|", 1), ["SELECT"]);
    assert_eq!(first("SELECT 1 /* x */ |", 1), ["FROM"]);
}

#[test]
fn one_statement_of_several() {
    assert_eq!(columns("SELECT * FROM customers; SELECT | FROM orders; SELECT 1 FROM x").len(), 4);
    assert_eq!(columns("SELECT ';', | FROM orders").len(), 4);
    assert_eq!(first("SELECT 1 FROM orders;\r\nsel|", 1), ["select"]);
}

#[test]
fn characters_of_several_bytes() {
    assert_eq!(
        done("SELECT 'größe 客户' AS ä,\r\n cit| FROM customers"),
        "SELECT 'größe 客户' AS ä,\r\n city FROM customers"
    );
    assert_eq!(
        done("SELECT 'ö' AS größe FROM customers ORDER BY grö|"),
        "SELECT 'ö' AS größe FROM customers ORDER BY größe"
    );
}

#[test]
fn unfinished_text() {
    assert_eq!(columns("SELECT count(am| FROM orders WHERE (amount > 1").len(), 1);
    assert_eq!(columns("SELECT am| FROM orders WHERE x = 'abc").len(), 1);
    assert_eq!(columns("SELECT am| FROM orders WHERE").len(), 1);
    assert_eq!(columns("SELECT a, FROM orders WHERE am|").len(), 1);
    assert_eq!(columns("SELECT (a, b FROM orders WHERE am|").len(), 1);
    assert_eq!(columns("SELECT a) FROM orders WHERE am|").len(), 1);
}
