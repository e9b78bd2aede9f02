//! Which keywords come after what. All of them are in the list of [`super::words`].

/// A row of keywords as it is suggested, from the likeliest on.
pub type Words = &'static [&'static str];

/// The beginning of a statement.
pub const STATEMENT: Words = &[
    "SELECT",
    "FROM",
    "WITH",
    "SUMMARIZE",
    "DESCRIBE",
    "EXPLAIN",
    "SHOW",
    "CREATE",
    "COPY",
    "INSERT INTO",
    "SET",
    "DROP",
    "VALUES",
    "PREPARE",
    "EXECUTE",
];
/// The beginning of a query.
pub const QUERY: Words = &["SELECT", "FROM", "WITH", "VALUES"];
/// After EXPLAIN.
pub const EXPLAINED: Words = &["SELECT", "FROM", "WITH", "ANALYZE", "VERBOSE"];
/// After SHOW.
pub const SHOWN: Words = &["TABLES", "COLUMNS FROM", "FUNCTIONS", "ALL"];
/// After CREATE.
pub const CREATED: Words = &["TABLE", "VIEW", "OR REPLACE TABLE", "OR REPLACE VIEW", "EXTERNAL TABLE"];
/// After CREATE OR.
pub const REPLACED: Words = &["REPLACE TABLE", "REPLACE VIEW"];
/// After DROP, and CREATE OR REPLACE.
pub const DROPPED: Words = &["TABLE", "VIEW"];
/// After the name of a new external table.
pub const NEW_TABLE: Words = &["STORED AS", "LOCATION", "PARTITIONED BY", "OPTIONS"];
/// After COPY and a table.
pub const COPIED: Words = &["TO"];
/// After COPY … TO and a file.
pub const COPIED_TO: Words = &["STORED AS", "PARTITIONED BY", "OPTIONS"];
/// After INSERT INTO and a table.
pub const INSERTED: Words = &["SELECT", "FROM", "VALUES", "WITH"];
/// After a relation.
pub const RELATION: Words = &[
    "WHERE",
    "GROUP BY",
    "ORDER BY",
    "LIMIT",
    "JOIN",
    "LEFT JOIN",
    "RIGHT JOIN",
    "FULL JOIN",
    "CROSS JOIN",
    "LEFT SEMI JOIN",
    "LEFT ANTI JOIN",
    "NATURAL JOIN",
    "INNER JOIN",
    "AS",
    "HAVING",
    "QUALIFY",
    "UNION ALL",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "OFFSET",
];
/// After the relation of a join, before what is said of [`RELATION`].
pub const JOINED: Words = &["ON", "USING"];
/// After the first word of a join.
pub const JOIN: Words = &["JOIN", "OUTER JOIN", "SEMI JOIN", "ANTI JOIN"];
/// Where a value stands.
pub const VALUE: Words = &[
    "CASE",
    "NOT",
    "NULL",
    "TRUE",
    "FALSE",
    "EXISTS",
    "CAST",
    "TRY_CAST",
    "DATE",
    "TIMESTAMP",
    "INTERVAL",
    "EXTRACT",
];
/// After an item of the SELECT list.
pub const SELECTED: Words = &["FROM", "AS"];
/// After `SELECT *`.
pub const STAR: Words = &["FROM", "EXCLUDE", "REPLACE"];
/// Within CASE.
pub const CASE: Words = &["WHEN", "THEN", "ELSE", "END"];
/// What goes on with a condition.
pub const CONDITION: Words = &["AND", "OR"];
/// What goes on with a value.
pub const COMPARED: Words =
    &["IS NULL", "IS NOT NULL", "IN", "NOT IN", "LIKE", "NOT LIKE", "ILIKE", "BETWEEN", "IS DISTINCT FROM"];
/// After a value and NOT.
pub const NEGATED: Words = &["IN", "LIKE", "ILIKE", "BETWEEN"];
/// After IS.
pub const IS: Words = &["NULL", "NOT NULL", "TRUE", "FALSE", "DISTINCT FROM", "NOT DISTINCT FROM"];
/// After a condition of ON.
pub const JOINED_ON: Words = &[
    "AND",
    "OR",
    "WHERE",
    "GROUP BY",
    "ORDER BY",
    "LIMIT",
    "JOIN",
    "LEFT JOIN",
    "RIGHT JOIN",
    "FULL JOIN",
    "CROSS JOIN",
];
/// After a condition of WHERE.
pub const FILTERED: Words = &[
    "AND",
    "OR",
    "GROUP BY",
    "ORDER BY",
    "LIMIT",
    "HAVING",
    "QUALIFY",
    "UNION ALL",
    "UNION",
    "EXCEPT",
    "INTERSECT",
];
/// After an item of GROUP BY.
pub const GROUPED: Words = &["HAVING", "ORDER BY", "LIMIT", "QUALIFY", "UNION ALL", "UNION"];
/// After a condition of HAVING or QUALIFY.
pub const HAVING: Words = &["AND", "OR", "ORDER BY", "LIMIT", "QUALIFY", "UNION ALL", "UNION"];
/// After an item of ORDER BY.
pub const ORDERED: Words = &["DESC", "ASC", "NULLS FIRST", "NULLS LAST", "LIMIT", "OFFSET"];
/// After a number of LIMIT.
pub const LIMITED: Words = &["OFFSET"];
/// What begins a window.
pub const WINDOW: Words = &["PARTITION BY", "ORDER BY", "ROWS BETWEEN", "RANGE BETWEEN"];
/// After an item of PARTITION BY in a window, or of its ORDER BY.
pub const WINDOW_ITEM: Words =
    &["ORDER BY", "DESC", "ASC", "NULLS FIRST", "NULLS LAST", "ROWS BETWEEN", "RANGE BETWEEN"];
/// The ends of a window.
pub const FRAME: Words =
    &["UNBOUNDED PRECEDING", "CURRENT ROW", "UNBOUNDED FOLLOWING", "PRECEDING", "FOLLOWING", "AND"];
/// After a call.
pub const CALLED: Words = &["OVER", "FILTER", "WITHIN GROUP"];
/// The types.
pub const TYPES: Words = &[
    "BIGINT",
    "DOUBLE",
    "VARCHAR",
    "DATE",
    "TIMESTAMP",
    "BOOLEAN",
    "INTEGER",
    "DECIMAL",
    "FLOAT",
    "SMALLINT",
    "TINYINT",
    "TIME",
    "INTERVAL",
];
