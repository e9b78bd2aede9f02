//! Functions and their arguments.

use super::*;

#[test]
fn where_a_value_stands() {
    assert_eq!(all("SELECT da|"), ["date_trunc(", "date"]);
    assert_eq!(of("SELECT rf|", SuggestionKind::Function), ["rfm_segment("]);
    assert_eq!(of("SELECT * FROM rf|", SuggestionKind::Function), ["rfm("]);
    assert_eq!(of("SELECT * FROM orders WHERE |", SuggestionKind::Function), ["rfm_segment(", "date_trunc("]);
    assert_eq!(of("SELECT * FROM orders GROUP BY x HAVING co|", SuggestionKind::Function), ["count("]);
    assert_eq!(done("SELECT cou|(x)"), "SELECT count(x)");
    assert_eq!(first("SELECT count(|) FROM orders", 1), ["*"]);
}

#[test]
fn relation_of_a_table_function() {
    let found = all("SELECT * FROM rfm(|");
    assert_eq!(found[..2], ["orders", "customers"]);
    assert!(found.contains(&"rfm(".to_owned()) && found.contains(&"'orders.csv'".to_owned()), "{found:?}");
    assert_eq!(first("SELECT * FROM rfm(cus|)", 1), ["customers"]);
    assert_eq!(all("SELECT * FROM rfm(demo.ev|)"), ["events", "\"old events\""]);
    assert_eq!(first("SELECT * FROM rfm((|", 1), ["SELECT"]);
    assert_eq!(columns("SELECT * FROM rfm((SELECT | FROM orders), customer_id)").len(), 4);
}

#[test]
fn arguments_of_a_table_function() {
    let found = all("SELECT * FROM rfm(orders, |");
    assert_eq!(found[..6], ["order_id", "customer_id", "ordered_at", "amount", "customer => ", "time => "]);
    assert!(found.contains(&"bins => ".to_owned()));
    assert!(!found.contains(&"table => ".to_owned()));
    assert_eq!(columns("SELECT * FROM rfm((SELECT * FROM orders), |, x)").len(), 4);
    assert_eq!(columns("SELECT * FROM rfm('orders.csv', |"), ["odd"]);
    assert_eq!(columns("SELECT * FROM rfm(table => orders, |").len(), 4);
    assert_eq!(columns("SELECT * FROM rfm(orders, date_trunc('day', am|").len(), 1);
    assert_eq!(columns("SELECT * FROM rfm(orders, orders.am|")[0], "amount");
    assert_eq!(columns("SELECT * FROM rfm(orders, customer_id, ordered_at, amount, by => (|").len(), 4);
    assert_eq!(first("SELECT * FROM rfm(orders, customer_id, ordered_at, amount, b|", 1), ["bins => "]);
    assert_eq!(first("SELECT * FROM rfm(orders, customer_id, ordered_at, amount, |", 1), ["order_id => "]);
    assert_eq!(columns("SELECT | FROM rfm(orders, customer_id, ordered_at, amount) s").len(), 4);
    assert_eq!(of("SELECT * FROM rfm(orders, a, b, c, bins => 4, b|", SuggestionKind::Argument), ["by => "]);
    assert_eq!(of("SELECT * FROM rfm(orders, a, b, c, b|, bins => 4)", SuggestionKind::Argument), ["by => "]);
    assert_eq!(
        done("SELECT * FROM rfm(orders, a, b, c, bi| => 4)"),
        "SELECT * FROM rfm(orders, a, b, c, bins => 4)"
    );
    assert!(all("SELECT * FROM rfm(orders, a, b, c, bins => |").is_empty());
    assert_eq!(columns("SELECT * FROM rfm(orders, a, b, c, by => |").len(), 4);
    assert_eq!(of("SELECT * FROM rfm(orders, |", SuggestionKind::Function), ["rfm_segment(", "date_trunc("]);
}

#[test]
fn choices() {
    assert_eq!(all("SELECT * FROM rfm(orders, unit => |"), ["'day'", "'week'", "'month'"]);
    assert_eq!(all("SELECT * FROM rfm(orders, unit => '|"), ["'day'", "'week'", "'month'"]);
    assert_eq!(
        done("SELECT * FROM rfm(orders, unit => 'mo|')"),
        "SELECT * FROM rfm(orders, unit => 'month')"
    );
    assert_eq!(
        done("SELECT * FROM read_csv('a', dates => 'd|"),
        "SELECT * FROM read_csv('a', dates => 'day first'"
    );
    assert_eq!(all("SELECT * FROM read_csv('a', |"), ["dates => "]);
    assert_eq!(first("SELECT fit(x, |", 1), ["'day'"]);
    assert_eq!(of("SELECT fit(|) FROM orders", SuggestionKind::Argument), ["unit => "]);
    assert!(all("SELECT * FROM orders WHERE unit = '|").is_empty());
    assert!(all("SELECT '|").is_empty());
}
