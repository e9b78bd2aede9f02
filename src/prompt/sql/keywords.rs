//! The keywords: one list for highlighting and for completion.

/// Keywords that cannot be a name without quotes, in the order of the alphabet.
const RESERVED: &[&str] = &[
    "ALL",
    "AND",
    "ANTI",
    "AS",
    "ASC",
    "BETWEEN",
    "BY",
    "CASE",
    "CAST",
    "CREATE",
    "CROSS",
    "DESC",
    "DISTINCT",
    "ELSE",
    "END",
    "EXCEPT",
    "EXISTS",
    "FALSE",
    "FETCH",
    "FROM",
    "FULL",
    "GROUP",
    "HAVING",
    "ILIKE",
    "IN",
    "INNER",
    "INTERSECT",
    "INTO",
    "IS",
    "JOIN",
    "LATERAL",
    "LEFT",
    "LIKE",
    "LIMIT",
    "NATURAL",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "OR",
    "ORDER",
    "OUTER",
    "PARTITION",
    "QUALIFY",
    "RIGHT",
    "SELECT",
    "SEMI",
    "SIMILAR",
    "TABLE",
    "THEN",
    "TRUE",
    "UNION",
    "UNNEST",
    "USING",
    "VALUES",
    "WHEN",
    "WHERE",
    "WINDOW",
    "WITH",
];

/// Keywords that can be names as well, in the order of the alphabet.
const FREE: &[&str] = &[
    "ANALYZE",
    "ARRAY",
    "BIGINT",
    "BOOLEAN",
    "COLUMNS",
    "COPY",
    "CUBE",
    "CURRENT",
    "DATE",
    "DECIMAL",
    "DELETE",
    "DESCRIBE",
    "DOUBLE",
    "DROP",
    "EXCLUDE",
    "EXECUTE",
    "EXPLAIN",
    "EXTERNAL",
    "EXTRACT",
    "FILTER",
    "FIRST",
    "FLOAT",
    "FOLLOWING",
    "FUNCTIONS",
    "GROUPING",
    "IF",
    "INSERT",
    "INTEGER",
    "INTERVAL",
    "LAST",
    "LOCATION",
    "MATERIALIZED",
    "NULLS",
    "OPTIONS",
    "OVER",
    "PARTITIONED",
    "PRECEDING",
    "PREPARE",
    "RANGE",
    "RECURSIVE",
    "REPLACE",
    "ROLLUP",
    "ROW",
    "ROWS",
    "SET",
    "SETS",
    "SHOW",
    "SMALLINT",
    "STORED",
    "SUMMARIZE",
    "TABLES",
    "TABLESAMPLE",
    "TEMPORARY",
    "TIME",
    "TIMESTAMP",
    "TINYINT",
    "TO",
    "TRY_CAST",
    "UNBOUNDED",
    "UPDATE",
    "VARCHAR",
    "VERBOSE",
    "VIEW",
    "WITHIN",
    "ZONE",
];

/// Other words that the parser does not take as the name of a column without quotes.
const QUOTED: &[&str] = &[
    "ANALYZE",
    "CLUSTER",
    "CUBE",
    "DISTRIBUTE",
    "EXCLUDE",
    "EXPLAIN",
    "INTERVAL",
    "MINUS",
    "RETURNING",
    "ROLLUP",
    "SORT",
    "TOP",
    "TRIM",
    "VIEW",
];

/// Tells whether a column of this name needs quotes.
pub fn needs_quotes(name: &str) -> bool {
    [RESERVED, QUOTED].into_iter().any(|list| find(list, name).is_some())
}

/// Returns the keyword that a word is, in upper case.
pub fn keyword(word: &str) -> Option<&'static str> {
    [RESERVED, FREE].into_iter().find_map(|list| find(list, word))
}

/// Finds a word in a list, regardless of case.
fn find(list: &[&'static str], word: &str) -> Option<&'static str> {
    let upper = || word.bytes().map(|byte| byte.to_ascii_uppercase());
    let place = list.binary_search_by(|known| known.bytes().cmp(upper())).ok()?;
    list.get(place).copied()
}

/// Tells whether a keyword cannot be a name without quotes.
pub fn is_reserved(keyword: &str) -> bool {
    RESERVED.binary_search(&keyword).is_ok()
}

/// Returns all keywords.
pub fn all() -> impl Iterator<Item = &'static str> {
    [RESERVED, FREE].into_iter().flatten().copied()
}

/// Tells whether a value must follow this keyword.
pub fn precedes_value(keyword: &str) -> bool {
    matches!(
        keyword,
        "SELECT"
            | "DISTINCT"
            | "ALL"
            | "WHERE"
            | "AND"
            | "OR"
            | "NOT"
            | "ON"
            | "HAVING"
            | "QUALIFY"
            | "BY"
            | "WHEN"
            | "THEN"
            | "ELSE"
            | "IN"
            | "LIKE"
            | "ILIKE"
            | "BETWEEN"
            | "SET"
            | "LIMIT"
            | "OFFSET"
            | "FROM"
    )
}
