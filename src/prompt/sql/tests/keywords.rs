//! The places of keywords.

use super::*;

#[test]
fn a_statement_begins() {
    assert_eq!(first("|", 4), ["SELECT", "FROM", "WITH", "SUMMARIZE"]);
    assert_eq!(first("SELECT 1; |", 2), ["SELECT", "FROM"]);
    assert_eq!(all("sel|"), ["select"]);
    assert_eq!(all("SEL|"), ["SELECT"]);
    assert_eq!(all("Sel|"), ["SELECT"]);
    assert_eq!(all("slect|"), ["select"]);
    assert_eq!(first("ex|", 2), ["explain", "execute"]);
    assert_eq!(first("EXPLAIN |", 2), ["SELECT", "FROM"]);
    assert_eq!(all("EXPLAIN ANALYZE s|"), ["select"]);
    assert_eq!(first("CREATE |", 2), ["TABLE", "VIEW"]);
    assert_eq!(first("CREATE VIEW v AS |", 2), ["SELECT", "FROM"]);
    assert_eq!(all("CREATE TABLE t |"), ["AS"]);
    assert_eq!(all("INSERT |"), ["INTO"]);
    assert_eq!(all("COPY orders |"), ["TO"]);
    assert_eq!(all("COPY (SELECT 1) |"), ["TO"]);
    assert_eq!(first("SHOW |", 1), ["TABLES"]);
}

#[test]
fn after_a_relation() {
    assert_eq!(
        first("SELECT * FROM orders |", 6),
        ["WHERE", "GROUP BY", "ORDER BY", "LIMIT", "JOIN", "LEFT JOIN"]
    );
    assert_eq!(first("SELECT * FROM orders o |", 1), ["WHERE"]);
    assert_eq!(first("SELECT * FROM orders JOIN customers |", 3), ["ON", "USING", "WHERE"]);
    assert_eq!(first("SELECT * FROM orders JOIN customers c USING (customer_id) |", 1), ["WHERE"]);
    assert_eq!(first("SELECT * FROM orders CROSS JOIN customers |", 1), ["WHERE"]);
    assert_eq!(first("SELECT * FROM orders LEFT |", 2), ["JOIN", "OUTER JOIN"]);
    assert_eq!(first("SELECT * FROM a JOIN b ON a.x = b.x LEFT |", 1), ["JOIN"]);
    assert_eq!(all("DELETE FROM orders |"), ["WHERE"]);
    assert_eq!(first("SELECT * FROM orders, (s|", 1), ["select"]);
    assert_eq!(first("SELECT * FROM rfm(orders, a, b, c) |", 1), ["WHERE"]);
    assert_eq!(first("SELECT * FROM orders wh|", 1), ["where"]);
    assert_eq!(first("FROM orders by|", 2), ["group by", "order by"]);
    assert!(all("FROM orders |").contains(&"SELECT".to_owned()));
    assert!(all("SELECT * FROM orders AS |").is_empty());
}

#[test]
fn within_a_query() {
    assert_eq!(all("SELECT * FROM orders GROUP |"), ["BY"]);
    assert_eq!(first("SELECT * |", 1), ["FROM"]);
    assert_eq!(first("SELECT amount |", 2), ["FROM", "AS"]);
    assert_eq!(first("SELECT count(*) |", 3), ["FROM", "AS", "OVER"]);
    assert_eq!(all("SELECT a AS |"), [""; 0]);
    assert_eq!(first("FROM orders WHERE amount > 1 |", 3), ["AND", "OR", "GROUP BY"]);
    assert_eq!(first("FROM orders WHERE a > 1 AND amount |", 2), ["IS NULL", "IS NOT NULL"]);
    assert_eq!(first("FROM orders WHERE amount BETWEEN 1 AND 2 |", 1), ["AND"]);
    assert_eq!(first("FROM orders WHERE f(amount) |", 1), ["IS NULL"]);
    assert_eq!(first("FROM orders WHERE amount IN (1) |", 1), ["AND"]);
    assert_eq!(first("SELECT CASE |", 1), ["WHEN"]);
    assert_eq!(first("FROM orders WHERE amount IS |", 2), ["NULL", "NOT NULL"]);
    assert_eq!(first("FROM orders WHERE amount IS NOT |", 1), ["NULL"]);
    assert_eq!(first("FROM orders WHERE amount NOT |", 2), ["IN", "LIKE"]);
    assert_eq!(first("FROM orders WHERE (amount > 1 |", 2), ["AND", "OR"]);
    assert_eq!(first("FROM orders ORDER BY amount |", 2), ["DESC", "ASC"]);
    assert_eq!(first("FROM orders ORDER BY amount d|", 1), ["desc"]);
    assert_eq!(all("FROM orders LIMIT 5 |"), ["OFFSET"]);
    assert_eq!(first("SELECT CASE WHEN true |", 2), ["WHEN", "THEN"]);
    assert_eq!(first("SELECT row_number() OVER (|", 2), ["PARTITION BY", "ORDER BY"]);
    assert_eq!(first("SELECT row_number() OVER (ORDER BY x |", 2), ["ORDER BY", "DESC"]);
    assert_eq!(first("SELECT x::|", 2), ["BIGINT", "DOUBLE"]);
    assert_eq!(all("SELECT CAST(x AS b|"), ["bigint", "boolean"]);
    assert_eq!(first("SELECT 1 UNION |", 1), ["SELECT"]);
    assert_eq!(first("WITH a AS (SELECT 1) |", 1), ["SELECT"]);
    assert_eq!(first("WITH a AS (|", 1), ["SELECT"]);
    assert_eq!(first("CREATE VIEW v AS SELECT count(|", 1), ["*"]);
    assert_eq!(first("CREATE TABLE t (a |", 1), ["BIGINT"]);
    assert!(all("CREATE TABLE t (|").is_empty() && all("CREATE TABLE |") == ["IF NOT EXISTS"]);
    assert_eq!(first("SELECT * FROM (|", 1), ["orders"]);
    assert!(all("SELECT * FROM (|").contains(&"SELECT".to_owned()));
}

#[test]
fn every_word_is_in_the_list() {
    use super::super::keywords::{all, keyword};
    use super::super::phrases::*;
    let lists = [
        STATEMENT,
        QUERY,
        EXPLAINED,
        SHOWN,
        CREATED,
        REPLACED,
        DROPPED,
        NEW_TABLE,
        COPIED,
        COPIED_TO,
        INSERTED,
        CLAUSES,
        JOINS,
        RELATION,
        JOINED,
        JOIN,
        VALUE,
        SELECTED,
        STAR,
        CASE,
        CONDITION,
        COMPARED,
        NEGATED,
        IS,
        FILTERED,
        GROUPED,
        HAVING,
        ORDERED,
        LIMITED,
        WINDOW,
        WINDOW_ITEM,
        FRAME,
        CALLED,
        TYPES,
    ];
    for word in lists.into_iter().flatten().flat_map(|words| words.split(' ')).chain(all()) {
        assert_eq!(keyword(&word.to_lowercase()), Some(word));
    }
    assert!(all().all(|word| keyword(word) == Some(word)));
}
