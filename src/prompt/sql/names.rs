//! Names with and without quotes.

use tenure_diagnostics::{identifier, quoted_identifier};

use super::keywords;

/// Returns a name as SQL needs it: in quotes if it is not a plain word, or a word that cannot be a name.
pub fn as_sql(name: &str) -> String {
    match keywords::needs_quotes(name) {
        true => quoted_identifier(name),
        false => identifier(name).into_owned(),
    }
}

/// Returns a name without its quotes.
pub fn unquoted(name: &str) -> String {
    match name.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').unwrap_or(rest).replace("\"\"", "\""),
        None => name.to_owned(),
    }
}

/// Tells whether two names, quoted or not, mean the same: the engine ignores case.
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (unquoted(one), unquoted(other));
    one == other || one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use datafusion::sql::sqlparser::dialect::DuckDbDialect;
    use datafusion::sql::sqlparser::keywords::ALL_KEYWORDS;
    use datafusion::sql::sqlparser::parser::Parser;

    use super::*;

    #[test]
    fn quotes_where_they_are_needed() {
        assert_eq!(as_sql("größe_2"), "größe_2");
        assert_eq!(as_sql("Customer ID"), "\"Customer ID\"");
        assert_eq!(as_sql("a\"b"), "\"a\"\"b\"");
        assert_eq!(as_sql("2x"), "\"2x\"");
        assert_eq!(as_sql("x²"), "\"x²\"");
        assert_eq!(as_sql("order"), "\"order\"");
        assert_eq!(unquoted(&as_sql("a\"b")), "a\"b");
    }

    #[test]
    fn a_column_can_have_any_name() {
        for word in ALL_KEYWORDS {
            let name = as_sql(&word.to_lowercase());
            let sql = format!("SELECT {name}, f({name}) FROM t WHERE {name} = 1 ORDER BY {name}");
            assert!(Parser::parse_sql(&DuckDbDialect {}, &sql).is_ok(), "{sql}");
        }
    }
}
