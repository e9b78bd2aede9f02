//! The columns in scope, and their relations.

use super::*;

#[test]
fn columns_of_a_table() {
    assert_eq!(columns("SELECT | FROM orders"), ["order_id", "customer_id", "ordered_at", "amount"]);
    assert_eq!(first("SELECT | FROM orders", 2), ["*", "order_id"]);
    assert_eq!(columns("SELECT amount, c| FROM orders"), ["customer_id"]);
    assert_eq!(columns("SELECT * FROM orders WHERE am|"), ["amount"]);
    assert_eq!(columns("SELECT * FROM orders WHERE amount > 1 AND |").len(), 4);
    assert_eq!(columns("SELECT * FROM orders GROUP BY cu|"), ["customer_id"]);
    assert_eq!(columns("SELECT sum(|) FROM orders").len(), 4);
    assert_eq!(columns("SELECT sum(| FROM orders").len(), 4);
    assert_eq!(columns("FROM orders SELECT a|"), ["amount", "ordered_at"]);
    assert_eq!(columns("SELECT 1 FROM orders HAVING |").len(), 4);
    assert_eq!(columns("SELECT | FROM demo.events"), ["event", "at"]);
    assert_eq!(columns("SELECT | FROM 'data/o''brien.csv'"), ["odd"]);
    assert_eq!(columns("SELECT o| FROM \"Odd Table\""), ["odd"]);
    assert_eq!(columns("UPDATE orders SET |").len(), 4);
    assert_eq!(columns("INSERT INTO orders (|").len(), 4);
    assert_eq!(columns("INSERT INTO orders (amount, |) VALUES (1)").len(), 4);
    assert_eq!(columns("INSERT INTO customers (city) VALUES (|"), [""; 0]);
    assert_eq!(columns("INSERT INTO customers SELECT sum(|) FROM orders").len(), 4);
    assert_eq!(all("SELECT * EXCLUDE (|) FROM orders").len(), 4);
    assert_eq!(columns("DELETE FROM orders WHERE |").len(), 4);
    assert_eq!(columns("SELECT amount |FROM orders"), [""; 0]);
    assert_eq!(columns("SELECT * FROM orders WHERE amount IS DISTINCT FROM |").len(), 4);
    assert_eq!(columns("SELECT extract(year FROM o|) FROM orders")[0], "order_id");
}

#[test]
fn nothing_of_columns_without_a_relation() {
    assert_eq!(first("SELECT |", 4), ["*", "rfm_segment(", "date_trunc(", "count("]);
    assert_eq!(columns("SELECT |"), [""; 0]);
    assert_eq!(columns("SELECT orders.|").len(), 4);
}

#[test]
fn aliases_of_relations() {
    assert_eq!(columns("SELECT o.| FROM orders o"), ["order_id", "customer_id", "ordered_at", "amount"]);
    assert_eq!(columns("SELECT O.am| FROM orders AS o"), ["amount"]);
    assert_eq!(columns("SELECT orders.| FROM orders").len(), 4);
    assert_eq!(columns("SELECT demo.events.| FROM demo.events").len(), 2);
    assert_eq!(columns("SELECT events.| FROM demo.events").len(), 2);
    assert_eq!(columns("SELECT x.| FROM orders o"), [""; 0]);
    assert_eq!(columns("SELECT t.| FROM customers AS t(id)"), ["id", "\"Customer Name\"", "city"]);
    let join = columns("SELECT | FROM orders o JOIN customers c ON true");
    assert!(
        join.contains(&"o.customer_id".to_owned()) && join.contains(&"c.customer_id".to_owned()),
        "{join:?}"
    );
    let on = columns("SELECT * FROM orders o JOIN customers c ON |");
    assert_eq!(on[..3], ["o.customer_id", "c.customer_id", "order_id"]);
    let using = columns("SELECT cus| FROM orders o JOIN customers c USING (customer_id)");
    assert_eq!(using, ["customer_id", "\"Customer Name\""]);
    assert_eq!(columns("SELECT * FROM orders o JOIN customers c ON o.|").len(), 4);
    assert_eq!(columns("SELECT * FROM orders o JOIN customers c ON o.customer_id = c.cu|")[0], "customer_id");
    assert_eq!(columns("SELECT * FROM orders o, customers c WHERE ci|")[0], "city");
    assert_eq!(columns("SELECT * FROM (orders o JOIN customers c ON ci|)")[0], "city");
}

#[test]
fn using_has_what_both_have_first() {
    let found = all("SELECT * FROM customers JOIN orders USING (|");
    assert_eq!(found[..2], ["customer_id", "\"Customer Name\""]);
    assert_eq!(found.len(), 6);
    assert_eq!(all("SELECT * FROM customers c JOIN orders o USING (cu|) WHERE x = 1")[0], "customer_id");
}

#[test]
fn order_by_sees_the_select_list() {
    let found = all("SELECT amount AS am_new, 1 AS \"Am 2\" FROM orders ORDER BY am|");
    assert_eq!(found, ["amount", "am_new", "\"Am 2\""]);
    assert_eq!(of("SELECT amount AS am_new FROM orders WHERE am|", SuggestionKind::Alias), [""; 0]);
}

#[test]
fn subqueries() {
    let found = columns("SELECT * FROM orders o WHERE EXISTS (SELECT | FROM customers c)");
    assert_eq!(found[..3], ["customer_id", "\"Customer Name\"", "city"]);
    assert_eq!(found[3..], ["order_id", "o.customer_id", "ordered_at", "amount"]);
    assert_eq!(columns("SELECT * FROM orders o WHERE amount IN (SELECT o.| FROM customers c)").len(), 4);
    assert_eq!(columns("SELECT * FROM orders, (SELECT | FROM customers) c").len(), 3);
    assert_eq!(
        columns("SELECT | FROM (SELECT city, count(*) AS n FROM customers GROUP BY city) c"),
        ["city", "n"]
    );
    assert_eq!(
        columns("SELECT c.| FROM (SELECT city, count(*) AS n FROM customers GROUP BY city c"),
        [""; 0]
    );
    assert_eq!(
        columns("SELECT | FROM (SELECT city, count(*) AS n FROM customers GROUP BY city"),
        ["city", "n"]
    );
    assert_eq!(columns("SELECT * FROM orders UNION ALL SELECT | FROM customers").len(), 3);
    assert_eq!(columns("SELECT | FROM orders UNION ALL SELECT * FROM customers").len(), 4);
}

#[test]
fn queries_of_with() {
    let with = "WITH a AS (SELECT 1 AS made), b AS (SELECT * FROM a)";
    assert_eq!(first(&format!("{with} SELECT * FROM |"), 3), ["b", "a", "orders"]);
    assert_eq!(columns(&format!("{with} SELECT | FROM b")), ["made", "up"]);
    let (_, _, session) = completion(&format!("{with} SELECT | FROM b x, a, orders"));
    let asked = session.asked.into_inner();
    assert_eq!(
        asked,
        [
            ("b".into(), with.into()),
            ("a".into(), "WITH a AS (SELECT 1 AS made)".into()),
            ("orders".into(), "".into())
        ]
    );
    assert_eq!(of("WITH a AS (SELECT 1), b AS (SELECT * FROM |) SELECT 1", SuggestionKind::Cte), ["a"]);
    assert_eq!(of("WITH a AS (SELECT 1), b AS (SELECT * FROM |", SuggestionKind::Cte), ["a"]);
    assert_eq!(of("WITH RECURSIVE a AS (SELECT * FROM |) SELECT 1", SuggestionKind::Cte), ["a"]);
    assert_eq!(of("CREATE VIEW v AS WITH a AS (SELECT 1) SELECT * FROM |", SuggestionKind::Cte), ["a"]);
    assert_eq!(of("WITH a AS (SELECT 1) SELECT * FROM (SELECT * FROM |)", SuggestionKind::Cte), ["a"]);
    assert_eq!(columns("WITH a AS (SELECT | FROM orders), b AS (SELECT 1) SELECT * FROM customers").len(), 4);
    assert_eq!(of("WITH a AS (SELECT 1) SELECT * FROM rfm(|", SuggestionKind::Cte), ["a"]);
}

#[test]
fn only_what_is_in_scope_is_asked() {
    let (_, _, session) =
        completion("SELECT | FROM orders o JOIN orders p ON true JOIN customers c USING (customer_id)");
    assert_eq!(session.asked.into_inner().len(), 2);
    let (_, _, session) = completion("SELECT o.| FROM orders o JOIN customers c ON true");
    assert_eq!(session.asked.into_inner(), [("orders".to_owned(), String::new())]);
    for none in
        ["SELECT * FROM |", "SELECT * FROM orders |", "SELECT |", "SELECT 1; SELECT | ; SELECT * FROM orders"]
    {
        assert!(completion(none).2.asked.into_inner().is_empty(), "{none}");
    }
}
