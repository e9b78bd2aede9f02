//! Names with and without quotes.

use super::keywords;

/// The name as it must be written: quoted, unless it is a plain word. The engine finds names regardless of case.
pub fn written(name: &str) -> String {
    let mut characters = name.chars();
    let plain = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|c| c.is_alphabetic() || c.is_ascii_digit() || c == '_')
        && !keywords::needs_quotes(name);
    if plain { name.to_owned() } else { quoted(name) }
}

/// The name in double quotes.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The name itself, of a name that may be quoted.
pub fn plain(written: &str) -> String {
    match written.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').unwrap_or(rest).replace("\"\"", "\""),
        None => written.to_owned(),
    }
}

/// Whether two written names are one, as the engine finds them.
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
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
        assert_eq!(written("größe_2"), "größe_2");
        assert_eq!(written("Customer ID"), "\"Customer ID\"");
        assert_eq!(written("a\"b"), "\"a\"\"b\"");
        assert_eq!(written("2x"), "\"2x\"");
        assert_eq!(written("order"), "\"order\"");
        assert_eq!(plain(&quoted("a\"b")), "a\"b");
    }

    #[test]
    fn a_column_can_have_any_name() {
        for word in ALL_KEYWORDS {
            let name = written(&word.to_lowercase());
            let sql = format!("SELECT {name}, f({name}) FROM t WHERE {name} = 1 ORDER BY {name}");
            assert!(Parser::parse_sql(&DuckDbDialect {}, &sql).is_ok(), "{sql}");
        }
    }
}
